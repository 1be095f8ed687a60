use crate::passes::sample;

/// The sample with a filter.
fn filtered(extension: &str) -> String {
    let filter =
        format!("    Filter: {{type: string, maxLength: 9, description: It., x-values-of: {extension}}}\n    Token:");
    sample::changed("    Token:", &filter)
}

#[test]
fn a_filter_is_made_of_one_value_or_of_several() {
    let code = sample::after("values", &filtered("{schema: State, separator: ','}"));
    for from in ["State", "&State", "[State; N]", "&[State; N]", "&[State]", "::std::vec::Vec<State>"] {
        assert!(code.contains(&format!("::std::convert::TryFrom<{from}> for Filter {{")), "{from}\n{code}");
    }
    assert!(code.contains("crate::generated::query::held(Some(','), values)?"), "{code}");
}

#[test]
fn a_filter_of_one_value_takes_no_list() {
    let code = sample::after("values", &filtered("{schema: State}"));
    assert!(code.contains("::std::convert::TryFrom<State> for Filter {"), "{code}");
    assert!(code.contains("crate::generated::query::held(None, values)?"), "{code}");
    assert!(!code.contains("Vec<State>> for Filter"), "{code}");
}

#[test]
fn a_filter_of_something_that_is_no_enum_stays_a_text() {
    for schema in ["Thing", "Token", "Nothing"] {
        let code = sample::after("values", &filtered(&format!("{{schema: {schema}}}")));
        assert!(!code.contains("query::held"), "{schema}\n{code}");
    }
}

#[test]
fn another_name_of_the_filter_is_noticed() {
    let (mut file, spec) = sample::before("values", &filtered("{schema: State}"));
    sample::rename(&mut file, "Filter", "Sieve");
    let count = super::apply(&mut file, &spec).expect("a count");
    assert_eq!((count.expected, count.found), (1, 0));
}

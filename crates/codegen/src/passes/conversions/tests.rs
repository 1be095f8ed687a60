use crate::passes::sample;

#[test]
fn a_text_with_limits_is_made_of_references_too() {
    let code = sample::after("conversions", sample::SPEC);
    for part in [
        "impl ::std::convert::TryFrom<&::std::string::String> for ThingId {",
        "impl ::std::convert::From<&ThingId> for ThingId {",
    ] {
        assert_eq!(code.matches(part).count(), 1, "{part}\n{code}");
    }
    assert_eq!(code.matches("impl ::std::convert::TryFrom<&str> for ThingId {").count(), 1, "it was there before");
}

#[test]
fn a_text_with_limits_is_printed_as_it_is_and_a_secret_one_is_not() {
    let spec = sample::changed(
        "    Token:",
        "    Secret: {type: string, maxLength: 9, x-sensitive: true, description: It.}\n    Token:",
    );
    let code = sample::after("conversions", &spec);
    assert_eq!(code.matches("impl ::std::fmt::Display for ThingId {").count(), 1, "{code}");
    assert!(code.contains("pub struct Secret(") && !code.contains("Display for Secret {"), "{code}");
}

#[test]
fn an_open_enum_is_made_of_references_too() {
    let code = sample::after("conversions", sample::SPEC);
    assert!(code.contains("impl ::std::convert::From<&::std::string::String> for State {"), "{code}");
    assert!(code.contains("impl ::std::convert::From<&State> for State {"), "{code}");
}

#[test]
fn a_text_without_limits_is_made_of_a_str() {
    let spec = sample::changed("    Token:", "    Label: {type: string, description: It.}\n    Token:");
    let code = sample::after("conversions", &spec);
    assert!(code.contains("impl ::std::convert::From<&str> for Label {"), "{code}");
    assert!(!code.contains("TryFrom<::std::string::String> for Label"), "it has `From<String>`: {code}");
}

#[test]
fn a_type_that_is_not_parsed_any_more_is_noticed() {
    assert_eq!(sample::counts("conversions", |file| sample::rename(file, "FromStr", "Parsed")), (3, 0));
}

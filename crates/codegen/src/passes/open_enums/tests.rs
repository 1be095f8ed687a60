use crate::passes::sample;

#[test]
fn a_value_that_is_not_listed_has_a_variant() {
    let code = sample::after("open_enums", sample::SPEC);
    assert!(code.contains("#[non_exhaustive] pub enum State {"), "{code}");
    assert!(code.contains("Unknown(::std::string::String),"));
    assert!(code.contains("/// `IN`: In the \\[house\\]. In,"), "each variant keeps its documentation");
    assert_eq!(code.matches("for State {").count(), 7, "progenitor's own impls are gone");
}

#[test]
fn a_value_of_the_name_that_keeps_the_unknown_ones_gets_an_underscore() {
    let spec = sample::changed("enum: [IN, OUT]", "enum: [IN, OUT, UNKNOWN]");
    let code = sample::after("open_enums", &spec.replacen("OUT: succeeded}", "OUT: succeeded, UNKNOWN: failed}", 1));
    assert!(code.contains("\"UNKNOWN\" => Some(Self::Unknown_)"), "{code}");
    assert!(code.contains("Self::Unknown_ => Lifecycle::Failed,"), "{code}");
}

#[test]
fn another_name_of_the_enum_is_noticed() {
    assert_eq!(sample::counts("open_enums", |file| sample::rename(file, "State", "Condition")), (1, 0));
}

#[test]
fn the_source_stays_the_last_paragraph() {
    let spec =
        sample::changed("description: Where a thing stands.", "description: Where it is.\n      x-source: {page: P}");
    let code = sample::after("open_enums", &spec);
    assert!(code.contains("written back unchanged. /// /// Source: P. #[derive"), "{code}");
}

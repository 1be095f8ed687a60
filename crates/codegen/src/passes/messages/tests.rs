use crate::passes::sample;

#[test]
fn a_message_about_a_limit_begins_with_the_value_and_is_grammatical() {
    let spec = sample::changed("    ThingId: {type: string,", "    ThingId: {type: string, pattern: '^[a-z]+$',");
    let code = sample::after("messages", &spec);
    for message in [
        "the value is longer than 8 characters",
        "the value is shorter than 1 character",
        "the value does not match the pattern `^[a-z]+$`",
        "the value is shorter than 4 characters",
    ] {
        assert!(code.contains(&format!("Err(\"{message}\".into())")), "{message}\n{code}");
    }
}

#[test]
fn a_property_or_parameter_that_is_not_set_is_missing() {
    let code = sample::after("messages", sample::SPEC);
    assert!(code.contains("name: Err(\"name is missing\".to_string()),"), "{code}");
    assert!(code.contains("token: Err(\"token is missing\".to_string()),"), "{code}");
    assert!(!code.contains("no value supplied") && !code.contains("was not initialized"), "{code}");
}

#[test]
fn a_value_of_an_enum_keeps_its_text_whatever_it_is() {
    let spec = sample::changed("enum: [IN, OUT]", "enum: [IN, OUT, invalid value]");
    let code =
        sample::after("messages", &spec.replacen("OUT: succeeded}", "OUT: succeeded, invalid value: failed}", 1));
    assert!(code.contains("\"invalid value\" => Some(Self::InvalidValue)"), "{code}");
}

#[test]
fn messages_of_another_wording_are_noticed() {
    assert_eq!(sample::counts("messages", |file| sample::rename(file, "Err", "Failed")), (7, 0));
}

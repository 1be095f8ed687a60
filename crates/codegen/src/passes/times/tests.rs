use crate::passes::sample;

/// The sample with another property.
fn timed(property: &str) -> String {
    sample::changed("        note: {type: string,", &format!("        {property}\n        note: {{type: string,"))
}

#[test]
fn a_property_that_is_a_time_has_a_method_that_reads_it() {
    let code = sample::after("times", &timed("due: {type: string, x-time-format: rfc3339}"));
    let method = "pub fn due(&self) -> Option<::std::time::SystemTime> { \
                  self.due .as_ref() .and_then(|value| crate::generated::times::from_rfc3339(value)) }";
    assert!(code.contains(method), "{code}");
    assert!(
        code.contains("/// Returns `due` as a time, or nothing if it is absent or cannot be read as one. "),
        "{code}"
    );
}

#[test]
fn a_number_is_read_in_its_unit() {
    let code = sample::after("times", &timed("due: {type: integer, x-time-format: milliseconds}"));
    assert!(code.contains("crate::generated::times::from_milliseconds(&value.to_string())"), "{code}");
    let code = sample::after("times", &timed("due: {type: integer, x-time-format: seconds}"));
    assert!(code.contains("crate::generated::times::from_seconds(&value.to_string())"), "{code}");
}

#[test]
fn a_named_time_is_made_of_a_system_time_and_read_where_a_property_refers_to_it() {
    let named =
        sample::changed("    Token:", "    Due: {type: string, description: It., x-time-format: rfc3339}\n    Token:");
    let spec = named.replacen("note: {type: string, deprecated: true}", "note: {$ref: '#/components/schemas/Due'}", 1);
    let code = sample::after("times", &spec);
    assert!(code.contains("impl ::std::convert::TryFrom<::std::time::SystemTime> for Due {"), "{code}");
    assert!(code.contains("let text = crate::generated::times::rfc3339(value)?;"), "{code}");
    assert!(code.contains("pub fn note(&self) -> Option<::std::time::SystemTime>"), "{code}");
}

#[test]
fn a_unit_that_does_not_suit_the_type_is_ignored() {
    for property in ["due: {type: string, x-time-format: seconds}", "due: {type: integer, x-time-format: rfc3339}"] {
        assert!(!sample::after("times", &timed(property)).contains("SystemTime"), "{property}");
    }
}

#[test]
fn another_name_of_the_field_is_noticed() {
    let (mut file, spec) = sample::before("times", &timed("due: {type: string, x-time-format: rfc3339}"));
    sample::rename(&mut file, "due", "owed");
    let count = super::apply(&mut file, &spec).expect("a count");
    assert_eq!((count.expected, count.found), (1, 0));
}

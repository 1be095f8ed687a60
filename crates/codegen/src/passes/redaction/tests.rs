use crate::passes::sample;

/// The `Debug` that the pass has written for a type.
fn debug<'a>(code: &'a str, name: &str) -> Option<&'a str> {
    let start = code.find(&format!("::std::fmt::Debug for {name} {{"))?;
    code[start..].split("impl ").next()
}

#[test]
fn a_sensitive_property_is_hidden_in_the_type_and_in_its_builder() {
    let code = sample::after("redaction", sample::SPEC);
    assert_eq!(code.matches(".field(\"url\", &format_args!(\"***\"))").count(), 2, "{code}");
    assert!(code.contains(".field(\"name\", &self.name)"));
}

#[test]
fn a_sensitive_parameter_is_hidden_and_its_type_too() {
    let code = sample::after("redaction", sample::SPEC);
    assert!(code.contains(".field(\"token\", &format_args!(\"***\"))"), "{code}");
    assert!(debug(&code, "Token").is_some_and(|debug| debug.contains("&format_args!(\"***\")")));
}

#[test]
fn a_type_without_a_name_in_the_spec_is_hidden_too() {
    let spec = sample::changed("note: {type: string,", "note: {type: string, maxLength: 3, x-sensitive: true,");
    let code = sample::after("redaction", &spec);
    assert!(debug(&code, "ThingNote").is_some_and(|debug| debug.contains("***")), "{code}");
}

#[test]
fn everything_in_a_sensitive_object_is_hidden() {
    let secret = "note: {allOf: [{$ref: '#/components/schemas/Secret'}], x-sensitive: true,";
    let spec = sample::changed("note: {type: string,", secret)
        + "    Secret: {type: object, properties: {word: {type: string}, lock: {$ref: '#/components/schemas/Lock'}}}
    Lock: {type: object, properties: {key: {$ref: '#/components/schemas/Key'}}}
    Key: {type: string, maxLength: 9}
";
    let code = sample::after("redaction", &spec);
    assert_eq!(code.matches(".field(\"word\", &format_args!(\"***\"))").count(), 2, "{code}");
    for name in ["Lock", "Key"] {
        assert!(debug(&code, name).is_some_and(|debug| debug.contains("***")), "{name}\n{code}");
    }
}

#[test]
fn a_mark_on_a_schema_reaches_every_place_that_refers_to_it() {
    let spec = sample::changed("ThingId: {type: string,", "ThingId: {x-sensitive: true, type: string,");
    let code = sample::after("redaction", &spec);
    assert!(debug(&code, "ThingId").is_some());
    assert!(code.contains(".field(\"thing_id\", &format_args!(\"***\"))"));
}

#[test]
fn a_property_that_all_of_brings_in_is_hidden() {
    let spec =
        sample::changed("schema: {$ref: '#/components/schemas/Thing'}", "schema: {$ref: '#/components/schemas/Whole'}")
            + "    Whole:
      allOf:
        - $ref: '#/components/schemas/Thing'
        - {type: object, properties: {pin: {type: string, x-sensitive: true}, url: {type: string}, name: {type: string, x-sensitive: true}}}
";
    let code = sample::after("redaction", &spec);
    assert_eq!(code.matches(".field(\"url\", &format_args!(\"***\"))").count(), 4, "{code}");
    assert_eq!(code.matches(".field(\"pin\", &format_args!(\"***\"))").count(), 2);
    assert_eq!(code.matches(".field(\"name\", &format_args!(\"***\"))").count(), 2, "a mark in any part counts");
}

#[test]
fn a_mark_that_would_be_lost_is_refused() {
    let inner = "note: {type: object, properties: {pin: {type: string, x-sensitive: true}}, ";
    let finding = sample::refused("redaction", &sample::changed("note: {type: string,", inner));
    assert_eq!(finding.pointer.as_deref(), Some("#/components/schemas/Thing/properties/note/properties/pin"));
    let body = "schema: {type: object, title: Lending, properties: {pin: {type: string, x-sensitive: true}}}";
    let spec = sample::SPEC.to_owned();
    let at = spec.rfind("schema: {$ref: '#/components/schemas/Thing'}").expect("the body");
    let spec = format!("{}{body}{}", &spec[..at], &spec[at + "schema: {$ref: '#/components/schemas/Thing'}".len()..]);
    let finding = sample::refused("redaction", &spec);
    assert_eq!(
        finding.pointer.as_deref(),
        Some("#/paths/~1things/post/requestBody/content/application~1json/schema/properties/pin")
    );
}

#[test]
fn another_shape_of_a_sensitive_item_is_noticed() {
    assert_eq!(sample::counts("redaction", |file| sample::rename(file, "url", "address")), (4, 2));
    assert_eq!(sample::counts("redaction", |file| sample::rename(file, "token", "word")), (4, 3));
    assert_eq!(sample::counts("redaction", |file| sample::rename(file, "Token", "Word")), (4, 3));
    assert_eq!(sample::counts("redaction", |file| sample::strip(file, "derive")), (4, 0));
}

use crate::passes::sample;

#[test]
fn a_builder_is_a_pointer_to_its_properties() {
    let code = sample::after("boxed_builders", sample::SPEC);
    for part in [
        "pub struct Thing(Box<ThingProperties_>);",
        "Self(Box::new(ThingProperties_ {",
        "let value = *value.0;",
        "self.0.",
    ] {
        assert!(code.contains(part), "{part}\n{code}");
    }
}

#[test]
fn debug_prints_the_properties_as_before() {
    let code = sample::after("boxed_builders", sample::SPEC);
    assert!(code.contains("f.debug_struct(\"Fault\").field(\"reason\", &self.0.reason)"), "{code}");
}

#[test]
fn another_conversion_is_noticed() {
    let (expected, found) = sample::counts("boxed_builders", |file| sample::rename(file, "try_from", "convert"));
    assert!(expected > 0 && found == 0);
}

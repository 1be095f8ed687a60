use crate::passes::sample;
use crate::{names, passes};

/// The code for the sample with these names, after all passes.
fn code(changes: &[(&str, &str)]) -> String {
    let spec = changes.iter().fold(sample::SPEC.to_owned(), |spec, (from, to)| {
        assert!(spec.contains(from), "{from}");
        spec.replace(from, to)
    });
    let mut root: serde_yaml::Value = serde_yaml::from_str(&spec).expect("YAML");
    names::keep_apart(&mut root);
    let (mut file, spec) = sample::generated(&serde_yaml::to_string(&root).expect("YAML"));
    passes::apply(&mut file, &spec).expect("every count is right");
    sample::text(&file)
}

#[test]
fn a_schema_may_have_a_name_of_rusts() {
    let code = code(&[("schemas/State", "schemas/Option"), ("    State:", "    Option:")]);
    assert!(code.contains("pub enum Option {") && code.contains("pub state: Option,"), "{code}");
    assert!(!code.to_lowercase().contains("mvschema"));
}

#[test]
fn an_operation_that_is_called_as_a_method_of_the_client_gets_an_underscore() {
    let code = code(&[("LendThing", "Clone"), ("ShowThing", "Result")]);
    assert!(code.contains("pub fn clone_(&self) -> builder::Clone<'_>"), "{code}");
    assert!(code.contains("pub fn result(&self) -> builder::Result<'_>"), "{code}");
    assert!(code.contains("pub const CLONE: Operation") && code.contains("id: \"Clone\""));
    assert!(!code.to_lowercase().contains("mvoperation"));
}

#[test]
fn a_parameter_that_is_called_as_a_method_of_the_builder_gets_an_underscore_and_keeps_its_name_on_the_wire() {
    let code =
        code(&[("name: token", "name: send"), ("name: X-Colour", "name: header_map"), ("name: limit", "name: url")]);
    assert!(code.contains("pub fn send_<V>(mut self, value: V) -> Self"), "{code}");
    assert!(code.contains("QueryParam::new(\"send\", &send_)"), "{code}");
    assert!(code.contains(".append(\"header_map\", value"), "{code}");
    assert!(code.contains("let url = client.inner.url("), "{code}");
    assert!(!code.to_lowercase().contains("mvparameter"));
}

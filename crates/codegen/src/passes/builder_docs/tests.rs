use crate::passes::sample;

#[test]
fn a_setter_says_what_its_property_is() {
    let code = sample::after("builder_docs", sample::SPEC);
    for text in [
        "/// Sets `name`. /// /// Its name, unlike [`State`](super::super::types::State). /// /// Required. pub fn name<T>(",
        "/// Sets `note`. pub fn note<T>(",
        "/// Sets `url`. /// /// Where it is. pub fn url<T>(",
        "/// Builds a [`Thing`](super::Thing): set properties, then convert it with `try_into()`. ",
        "/// Returns a builder: set properties, then convert it with `try_into()`. pub fn builder() ",
    ] {
        assert!(code.contains(text), "{text}\n{code}");
    }
}

#[test]
fn a_setter_names_the_limits_of_its_schema() {
    let spec =
        sample::changed("note: {type: string, deprecated: true}", "note: {$ref: '#/components/schemas/ThingId'}");
    let code = sample::after("builder_docs", &spec);
    assert!(
        code.contains("/// Sets `note`. /// /// A thing's id. /// /// 1 to 8 characters. pub fn note<T>("),
        "{code}"
    );
}

#[test]
fn another_name_of_a_builder_or_a_setter_is_noticed() {
    assert_eq!(sample::counts("builder_docs", |file| sample::rename(file, "Thing", "Item")), (10, 3));
    assert_eq!(sample::counts("builder_docs", |file| sample::rename(file, "parts", "pieces")), (10, 9));
}

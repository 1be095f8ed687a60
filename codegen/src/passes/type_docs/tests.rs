use crate::passes::sample;

#[test]
fn types_fields_and_variants_say_what_the_spec_says() {
    let code = sample::after("type_docs", sample::SPEC);
    for text in [
        "/// A thing; \\<b>see\\</b> <https://example.com/things>. ",
        "/// A thing's id. /// /// 1 to 8 characters. ",
        "/// Its name, unlike [`State`]. ",
        "/// `note`. ",
        "/// Where it is. /// /// Use: `PUT` with `Content-Type: a/b`. For a fresh URL call \
         [`ShowThing`](super::Client::show_thing). /// /// Sensitive: `Debug` does not show it. ",
        "/// The schema Fault. ",
        "/// `IN`: In the \\[house\\]. ",
        "/// `OUT`. ",
    ] {
        assert!(code.contains(text), "{text}\n{code}");
    }
}

#[test]
fn where_a_fact_comes_from_is_told() {
    let spec = sample::changed(
        "description: Its parts.,",
        "description: Its parts., x-source: {page: 'https://a.b/c', note: A guess},",
    );
    let code = sample::after("type_docs", &spec);
    assert!(code.contains("/// Its parts. /// /// Source: <https://a.b/c>. A guess. "), "{code}");
}

#[test]
fn another_name_of_a_type_or_a_field_is_noticed() {
    assert_eq!(sample::counts("type_docs", |file| sample::rename(file, "Thing", "Item")), (8, 2));
    assert_eq!(sample::counts("type_docs", |file| sample::rename(file, "parts", "pieces")), (8, 7));
}

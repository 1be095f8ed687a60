use crate::passes::sample;

#[test]
fn types_fields_and_variants_say_what_the_spec_says() {
    let code = sample::after("type_docs", sample::SPEC);
    for text in [
        "/// A thing; \\<b>see\\</b> <https://example.com/things>. ",
        "/// A thing's id. /// /// 1 to 8 characters. /// /// Setters take it as a `&str`, a `String` or this type, ",
        "/// Its name, unlike [`State`]. ",
        "/// `note`. ",
        "/// Where it is. /// /// Upload with `PUT` and `Content-Type: a/b`. [`ShowThing`](super::Client::show_thing) returns a \
         fresh URL. /// /// Sensitive: `Debug` prints `***` in its place. ",
        "/// The schema Fault. ",
        "/// `IN`: In the \\[house\\]. ",
        "/// `OUT`. ",
    ] {
        assert!(code.contains(text), "{text}\n{code}");
    }
}

#[test]
fn the_source_of_a_fact_is_named() {
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

#[test]
fn a_filter_and_a_time_say_what_they_can_be_made_of() {
    let more = "    Filter: {type: string, description: It., x-values-of: {schema: State, separator: ','}}\n    \
                Due: {type: string, description: It., x-time-format: rfc3339}\n    Token:";
    let code = sample::after("type_docs", &sample::changed("    Token:", more));
    assert!(code.contains("It can also be made from a [`State`], or from several in an array, "), "{code}");
    assert!(code.contains("It can also be made from a `SystemTime`, which is written in UTC and "), "{code}");
}

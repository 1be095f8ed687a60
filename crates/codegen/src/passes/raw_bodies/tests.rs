use crate::passes::sample;

fn with_body(media_type: &str, schema: &str) -> String {
    sample::changed(
        "content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}\n      responses",
        &format!("content: {{{media_type}: {{schema: {schema}}}}}\n      responses"),
    )
}

#[test]
fn a_body_of_bytes_takes_bytes_and_can_be_cloned() {
    let code = sample::after("raw_bodies", &with_body("application/octet-stream", "{type: string, format: binary}"));
    assert!(code.contains("body: ::std::result::Result<::bytes::Bytes, ::std::string::String>"), "{code}");
    assert!(code.contains("V: ::std::convert::TryInto<::bytes::Bytes>"), "{code}");
    assert!(code.contains("#[derive(Debug)] #[derive(Clone)] pub struct LendThing"), "{code}");
}

#[test]
fn a_body_of_text_takes_text() {
    let code = sample::after("raw_bodies", &with_body("text/plain; charset=utf-8", "{type: string}"));
    assert!(code.contains("V: ::std::convert::TryInto<::std::string::String>"), "{code}");
}

use crate::passes::sample;

#[test]
fn the_clients_methods_tell_everything_about_the_operation() {
    let code = sample::after("operation_docs", sample::SPEC);
    let text = "/// Shows it. See [`LendThing`](self::Client::lend_thing) and \\[note\\]. /// \
                /// `GET /things/{thing_id}`. The operation changes nothing, so it can be repeated. Requests per second: 5 in here. \
                /// /// Required: `token`. /// /// Optional: `thing_id`, `X-Colour`, `limit`. /// \
                /// Documented at <https://example.com/show> /// /// Source: A list, 2026-01-02. By hand. \
                pub fn show_thing(";
    assert!(code.contains(text), "{code}");
    assert!(code.contains("/// Required: `body`. pub fn lend_thing("));
}

#[test]
fn the_client_the_builders_their_setters_and_send_are_documented() {
    let code = sample::after("operation_docs", sample::SPEC);
    for text in [
        "/// A client for Sample. /// /// Make one with [`Client::builder`](Self::builder). ",
        "has a method. /// /// Lends things. /// /// Generated from version 1 of the spec. #[derive",
        "/// A request of [`ShowThing`](self::super::Client::show_thing): set its parameters, then `send()`. /// /// Show a thing. ",
        "/// Sets `thing_id`. /// /// The thing's id. /// /// If it is not set, the client uses its own. 1 to 8 characters. pub fn thing_id<V>(",
        "/// Sets `X-Colour`. /// /// Its colour. pub fn x_colour<V>(",
        "/// Sets `limit`. /// /// How many. /// /// 1 to 9. pub fn limit<V>(",
        "/// Sets `token`. /// /// Required. Exactly 4 characters. pub fn token<V>(",
        "/// Sets the whole body. /// /// What to lend. pub fn body<V>(",
        "/// Sends the request, `POST /things`. /// /// On success: Lent. /// /// # Errors /// Fails if ",
    ] {
        assert!(code.contains(text), "{text}\n{code}");
    }
}

#[test]
fn another_name_of_a_method_is_noticed() {
    assert_eq!(sample::counts("operation_docs", |file| sample::rename(file, "send", "call")), (12, 10));
    assert_eq!(sample::counts("operation_docs", |file| sample::rename(file, "limit", "most")), (12, 11));
    assert_eq!(sample::counts("operation_docs", |file| sample::rename(file, "lend_thing", "lend")), (12, 11));
}

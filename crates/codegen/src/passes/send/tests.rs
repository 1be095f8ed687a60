use crate::passes::sample;

#[test]
fn every_call_goes_through_the_http_module_and_has_our_error() {
    let code = sample::after("send", sample::SPEC);
    for part in [
        "pub async fn send(self) -> ::std::result::Result<crate::Response<types::Thing>, crate::Error> {",
        "crate::http::call(&super::operations::SHOW_THING, self.made())",
        "crate::http::call_empty(&super::operations::",
    ] {
        let squeeze = |text: &str| text.replace([' ', ','], "");
        assert!(squeeze(&code).contains(&squeeze(part)), "{part}\n{code}");
    }
    assert_eq!(code.matches("pub async fn").count(), 2);
}

#[test]
fn the_generated_code_does_not_read_the_response() {
    let code = sample::after("send", sample::SPEC);
    assert_eq!(code.matches("Ok((client, request))").count(), 2, "{code}");
    assert!(
        !code.contains("impl ClientHooks") && !code.contains("client.exec(") && !code.contains("match response"),
        "{code}"
    );
}

#[test]
fn another_name_of_the_method_is_noticed() {
    assert_eq!(sample::counts("send", |file| sample::rename(file, "send", "call")), (3, 1));
}

#[test]
fn another_name_of_the_request_is_noticed() {
    assert_eq!(sample::counts("send", |file| sample::rename(file, "request", "prepared")), (3, 1));
}

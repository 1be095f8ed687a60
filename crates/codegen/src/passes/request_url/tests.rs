use crate::passes::sample;

#[test]
fn the_endpoint_is_not_parsed_for_every_request() {
    let code = sample::after("request_url", sample::SPEC);
    assert!(code.contains("url(&format!(\"/things/{}\", encode_path("), "{code}");
    assert!(code.contains("let url = client.inner.url(\"/things\");"), "{code}");
    assert!(!code.contains("client.baseurl,"), "{code}");
}

#[test]
fn another_name_of_the_base_is_noticed() {
    assert_eq!(sample::counts("request_url", |file| sample::rename(file, "url", "address")), (2, 0));
}

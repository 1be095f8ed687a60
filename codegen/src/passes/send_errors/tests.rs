use crate::passes::sample;

#[test]
fn every_call_goes_through_the_transport_and_has_our_error() {
    let code = sample::after("send_errors", sample::SPEC);
    for part in [
        "pub async fn send(self) -> ::std::result::Result<crate::Response<types::Thing>, crate::Error> {",
        "crate::transport::call(&super::operations::SHOW_THING, self.send_generated())",
    ] {
        let squeeze = |text: &str| text.replace([' ', ','], "");
        assert!(squeeze(&code).contains(&squeeze(part)), "{part}\n{code}");
    }
    assert_eq!(code.matches("pub async fn").count(), 2);
}

#[test]
fn another_name_of_the_method_is_noticed() {
    assert_eq!(sample::counts("send_errors", |file| sample::rename(file, "send", "call")), (2, 0));
}

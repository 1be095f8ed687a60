use crate::passes::sample;

#[test]
fn no_request_carries_the_header() {
    let (file, _) = sample::before("api_version", sample::SPEC);
    assert!(sample::text(&file).contains("\"api-version\""));
    let code = sample::after("api_version", sample::SPEC);
    assert!(!code.contains("\"api-version\"") && !code.contains("with_capacity"), "{code}");
}

#[test]
fn another_name_of_the_header_is_noticed() {
    assert_eq!(sample::counts("api_version", |file| sample::rename(file, "api-version", "x-api-version")), (4, 2));
}

use crate::passes::sample;

#[test]
fn no_request_carries_the_header() {
    let (file, _) = sample::before("api_version", sample::SPEC);
    assert!(sample::text(&file).contains("\"api-version\""));
    assert!(!sample::after("api_version", sample::SPEC).contains("\"api-version\""));
}

#[test]
fn another_name_of_the_header_is_noticed() {
    assert_eq!(sample::counts("api_version", |file| sample::rename(file, "api-version", "x-api-version")), (2, 0));
}

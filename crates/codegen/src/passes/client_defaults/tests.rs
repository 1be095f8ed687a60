use crate::passes::sample;

#[test]
fn the_builder_starts_with_what_the_client_knows() {
    let code = sample::after("client_defaults", sample::SPEC);
    assert_eq!(code.matches("thing_id: client.inner.project_id(),").count(), 1);
    assert!(code.contains("token: Err(\"token was not initialized\".to_string()),"));
}

#[test]
fn another_name_of_the_field_is_noticed() {
    assert_eq!(sample::counts("client_defaults", |file| sample::rename(file, "thing_id", "id")), (1, 0));
}

use crate::passes::sample;

#[test]
fn progenitors_names_are_private() {
    let code = sample::after("exports", sample::SPEC);
    assert!(!code.contains("pub use progenitor_client") && code.contains("use progenitor_client::"));
    assert!(!code.contains("mod prelude"));
}

#[test]
fn another_name_of_the_prelude_is_noticed() {
    assert_eq!(sample::counts("exports", |file| sample::rename(file, "prelude", "all")), (2, 1));
    assert_eq!(sample::counts("exports", |file| sample::rename(file, "progenitor_client", "runtime")), (2, 1));
}

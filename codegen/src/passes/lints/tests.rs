use crate::passes::sample;

#[test]
fn every_allow_that_is_left_has_its_reason() {
    let code = sample::after("lints", sample::SPEC);
    assert!(!code.contains("clippy::all"));
    let allows = code.matches("#[allow(").count();
    let explained = code.matches("reason = \"").count();
    // progenitor's own narrow ones: on imports, on a check of the compiler, and on the request of each operation.
    let own =
        ["unused_imports", "dead_code", "unused_mut"].map(|lint| code.matches(&format!("#[allow({lint})]")).count());
    assert_eq!((allows - explained, own), (6, [3, 1, 2]), "{code}");
    assert!(!code.contains("client: client"));
}

#[test]
fn other_allows_are_noticed() {
    assert_eq!(sample::counts("lints", |file| sample::strip(file, "clippy :: all")), (6, 4));
    assert_eq!(sample::counts("lints", |file| sample::rename(file, "send_generated", "send")), (6, 4));
    assert_eq!(sample::counts("lints", |file| sample::rename(file, "new", "start")), (6, 4));
}

use crate::passes::sample;

#[test]
fn every_allow_that_is_left_has_its_reason() {
    let code = sample::after("lints", sample::SPEC);
    assert!(!code.contains("clippy::all"));
    let allows = code.matches("#[allow(").count();
    let explained = code.matches("reason = \"").count();
    // progenitor's own narrow ones, on imports.
    let own = code.matches("#[allow(unused_imports)]").count();
    assert_eq!((allows - explained, own), (3, 3), "{code}");
    assert!(!code.contains("client: client"));
}

#[test]
fn other_allows_are_noticed() {
    assert_eq!(sample::counts("lints", |file| sample::strip(file, "clippy :: all")), (6, 4));
    assert_eq!(sample::counts("lints", |file| sample::rename(file, "made", "make")), (6, 4));
    assert_eq!(sample::counts("lints", |file| sample::rename(file, "new", "start")), (6, 4));
}

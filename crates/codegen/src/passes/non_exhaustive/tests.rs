use crate::passes::sample;

#[test]
fn objects_may_grow() {
    let code = sample::after("non_exhaustive", sample::SPEC);
    for object in ["Thing", "Fault"] {
        assert!(code.contains(&format!("#[non_exhaustive] pub struct {object} {{")), "{code}");
    }
}

#[test]
fn another_name_of_an_object_is_noticed() {
    assert_eq!(sample::counts("non_exhaustive", |file| sample::rename(file, "Thing", "Item")), (2, 1));
}

use crate::passes::sample;

#[test]
fn builders_and_methods_without_effects_are_marked() {
    let code = sample::after("must_use", sample::SPEC);
    assert_eq!(code.matches("#[must_use = \"nothing is sent before `send()` is awaited\"] pub struct").count(), 2);
    assert_eq!(code.matches("#[must_use = \"a builder makes nothing before `try_into()`\"] pub struct").count(), 2);
    for method in ["as_str", "lifecycle"] {
        assert!(code.contains(&format!("#[must_use] pub fn {method}(")), "{code}");
    }
}

#[test]
fn another_name_of_a_builder_is_noticed() {
    assert_eq!(sample::counts("must_use", |file| sample::rename(file, "ShowThing", "Showing")), (6, 5));
    assert_eq!(sample::counts("must_use", |file| sample::rename(file, "Thing", "Item")), (6, 5));
    assert_eq!(sample::counts("must_use", |file| sample::rename(file, "as_str", "text")), (6, 5));
}

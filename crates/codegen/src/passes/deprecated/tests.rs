use crate::passes::sample;

#[test]
fn items_that_the_spec_deprecates_are_deprecated() {
    let code = sample::after("deprecated", sample::SPEC);
    let mark = "#[deprecated = \"the service has deprecated it\"]";
    assert_eq!(code.matches(mark).count(), 4, "{code}");
    for place in ["pub fn lend_thing(", "pub note: ", "pub fn note<T>(", "pub fn x_colour<V>("] {
        assert!(code.contains(&format!("{mark} {place}")), "{place}\n{code}");
    }
}

#[test]
fn the_generated_code_itself_may_use_a_deprecated_field() {
    let code = sample::after("deprecated", sample::SPEC);
    let allowed = "#[allow(deprecated, reason = \"a deprecated property is still read and written\")]";
    for place in ["impl ::std::convert::TryFrom<Thing> for super::Thing", "impl ::std::fmt::Debug for Thing"] {
        assert!(code.contains(&format!("{allowed} {place}")), "{place}\n{code}");
    }
    assert!(!code.contains(&format!("{allowed} impl ::std::convert::TryFrom<Fault>")));
}

#[test]
fn another_name_of_a_deprecated_item_is_noticed() {
    assert_eq!(sample::counts("deprecated", |file| sample::rename(file, "lend_thing", "lend")), (4, 3));
    assert_eq!(sample::counts("deprecated", |file| sample::rename(file, "note", "remark")), (4, 2));
    assert_eq!(sample::counts("deprecated", |file| sample::rename(file, "x_colour", "colour")), (4, 3));
}

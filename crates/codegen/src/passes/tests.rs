//! What all passes have in common.

use super::{PASSES, apply, sample};

#[test]
fn the_passes_agree_with_the_sample_and_leave_valid_rust() {
    let (mut file, spec) = sample::generated(sample::SPEC);
    apply(&mut file, &spec).expect("every count is right");
    let code = prettyplease::unparse(&file);
    assert!(syn::parse_file(&code).is_ok());
}

#[test]
fn a_count_that_is_not_the_specs_is_a_finding() {
    let (mut file, spec) = sample::generated(sample::SPEC);
    sample::rename(&mut file, "send", "call");
    let finding = apply(&mut file, &spec).expect_err("progenitor has changed");
    assert!(finding.reason.contains("the pass `api_version` changed 0 places where the spec implies 4"), "{finding:?}");
}

#[test]
fn no_pass_is_satisfied_with_code_of_another_shape() {
    // Everything is gone but the modules. The sample has no list in pages, no raw body, no filter, no time and no list
    // in the query; those passes have tests of their own.
    let counts_nothing = [
        "operations",
        "error_codes",
        "pagination",
        "raw_bodies",
        "values",
        "times",
        "query_lists",
        "own_names",
        "documented",
    ];
    for (name, _) in PASSES.iter().filter(|(name, _)| !counts_nothing.contains(name)) {
        let (expected, found) = sample::counts(name, |file| {
            for path in [&["types", "builder"][..], &["types"], &["builder"], &[]] {
                if let Ok(items) = super::tree::module(file, path) {
                    items.retain(|item| matches!(item, syn::Item::Mod(module) if module.ident != "prelude"));
                }
            }
        });
        assert!(found < expected, "{name}: {found} of {expected}");
    }
}

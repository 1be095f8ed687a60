//! The passes over progenitor's code. Each has one duty, counts its changes, and fails if the count is not the one that
//! the spec implies, so that a new progenitor cannot silently disarm it.

mod absolute;
mod attributes;
mod boxed_builders;
mod client_defaults;
mod conversions;
mod docs;
mod documented;
mod error_codes;
mod lifecycle;
mod limits;
mod lists;
mod messages;
mod open_enums;
mod operation_docs;
mod operations;
mod own_names;
mod pagination;
mod raw_bodies;
mod redaction;
mod send;
mod setters;
mod times;
mod tree;
mod type_docs;
mod values;
mod visibility;

#[cfg(test)]
mod sample;

use syn::File;

pub(crate) use self::tree::self_type;
use crate::generator::Fault;
use crate::spec::Spec;

type Pass = fn(&mut File, &Spec) -> Result<Count, Fault>;

/// How many changes a pass has made, and how many the spec implies.
struct Count {
    expected: usize,
    found: usize,
}

/// The passes in the order in which they run.
const PASSES: &[(&str, Pass)] = &[
    ("constructors", visibility::constructors),
    ("exports", visibility::exports),
    ("api_version", send::api_version),
    ("client_defaults", client_defaults::apply),
    ("type_docs", type_docs::types),
    ("lifecycle", lifecycle::apply),
    ("open_enums", open_enums::apply),
    ("null_lists", lists::null_lists),
    ("redaction", redaction::apply),
    ("raw_bodies", raw_bodies::apply),
    ("setters", setters::apply),
    ("limits", limits::apply),
    ("conversions", conversions::apply),
    ("values", values::apply),
    ("times", times::apply),
    ("messages", messages::apply),
    ("query_lists", lists::query_lists),
    ("operations", operations::apply),
    ("error_codes", error_codes::apply),
    ("request_url", send::request_url),
    ("send", send::send),
    ("pagination", pagination::apply),
    ("lints", attributes::lints),
    ("builder_docs", type_docs::builders),
    ("operation_docs", operation_docs::apply),
    ("must_use", attributes::must_use),
    ("deprecated", attributes::deprecated),
    ("non_exhaustive", attributes::non_exhaustive),
    ("boxed_builders", boxed_builders::apply),
    ("absolute", absolute::apply),
    ("own_names", own_names::apply),
    ("documented", documented::apply),
];

/// Runs every pass.
pub(crate) fn apply(file: &mut File, spec: &Spec) -> Result<(), Fault> {
    for (name, pass) in PASSES {
        let Count { expected, found } = pass(file, spec)?;
        if expected != found {
            let message = format!(
                "this cannot be generated as it stands: write it more simply, such as with a name under \
                 `components/schemas` for each of its parts (the pass `{name}` changed {found} places where the spec \
                 implies {expected})"
            );
            return Err(Fault::pass(message));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
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
        assert!(
            finding.reason.contains("the pass `api_version` changed 0 places where the spec implies 4"),
            "{finding:?}"
        );
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
}

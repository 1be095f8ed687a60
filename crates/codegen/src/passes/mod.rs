//! The passes over progenitor's code. Each has one duty, counts its changes, and fails if the count is not the one that
//! the spec implies, so that a new progenitor cannot silently disarm it.

mod absolute;
mod api_version;
mod boxed_builders;
mod builder_docs;
mod client_defaults;
mod constructors;
mod conversions;
mod deprecated;
mod docs;
mod documented;
mod error_codes;
mod exports;
mod lifecycle;
mod limits;
mod lints;
mod markdown;
mod messages;
mod must_use;
mod non_exhaustive;
mod null_lists;
mod open_enums;
mod operation_docs;
mod operations;
mod own_names;
mod pagination;
mod query_lists;
mod raw_bodies;
mod redaction;
mod request_url;
mod send;
mod setters;
mod times;
mod tree;
mod type_docs;
mod values;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use syn::File;

pub(crate) use self::tree::self_type;
use crate::{Fault, Spec};

type Pass = fn(&mut File, &Spec) -> Result<Count, Fault>;

/// How many changes a pass has made, and how many the spec implies.
struct Count {
    expected: usize,
    found: usize,
}

/// The passes in the order in which they run.
const PASSES: [(&str, Pass); 32] = [
    ("constructors", constructors::apply),
    ("exports", exports::apply),
    ("api_version", api_version::apply),
    ("client_defaults", client_defaults::apply),
    ("type_docs", type_docs::apply),
    ("lifecycle", lifecycle::apply),
    ("open_enums", open_enums::apply),
    ("null_lists", null_lists::apply),
    ("redaction", redaction::apply),
    ("raw_bodies", raw_bodies::apply),
    ("setters", setters::apply),
    ("limits", limits::apply),
    ("conversions", conversions::apply),
    ("values", values::apply),
    ("times", times::apply),
    ("messages", messages::apply),
    ("query_lists", query_lists::apply),
    ("operations", operations::apply),
    ("error_codes", error_codes::apply),
    ("request_url", request_url::apply),
    ("send", send::apply),
    ("pagination", pagination::apply),
    ("lints", lints::apply),
    ("builder_docs", builder_docs::apply),
    ("operation_docs", operation_docs::apply),
    ("must_use", must_use::apply),
    ("deprecated", deprecated::apply),
    ("non_exhaustive", non_exhaustive::apply),
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

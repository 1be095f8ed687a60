//! The checks. Each file looks for one kind of fault, and no two report the same one.

mod bodies;
mod components;
mod contract;
mod defaults;
mod descriptions;
mod enums;
mod error_codes;
mod examples;
mod extension_shape;
mod extension_values;
mod formats;
mod keywords;
mod limits;
mod links;
mod media_type;
mod names;
mod objects;
mod operations;
mod pagination;
mod parameters;
mod path_parameters;
mod paths;
mod read_side;
mod references;
mod responses;
mod security;
mod servers;
mod tags;
mod unions;
mod yaml_traps;

use crate::Contract;
use crate::codes::Code;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::yaml::Cursor;

type Check = fn(&Document<'_>, &mut Vec<Diagnostic>);

const CHECKS: [Check; 28] = [
    yaml_traps::check,
    references::check,
    paths::check,
    operations::check,
    parameters::check,
    path_parameters::check,
    bodies::check,
    responses::check,
    objects::check,
    keywords::check,
    formats::check,
    limits::check,
    enums::check,
    unions::check,
    names::check,
    defaults::check,
    examples::check,
    read_side::check,
    extension_shape::check,
    extension_values::check,
    pagination::check,
    error_codes::check,
    descriptions::check,
    tags::check,
    security::check,
    servers::check,
    links::check,
    components::check,
];

/// Runs every check, and compares the spec with the contract.
pub(crate) fn run(document: &Document<'_>, contract: Contract, findings: &mut Vec<Diagnostic>) {
    for check in CHECKS {
        check(document, findings);
    }
    contract::check(document, contract, findings);
}

/// Runs the check of references alone. Where a whole kind of components is missing, other findings would only follow
/// from that.
pub(crate) fn run_references(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    references::check(document, findings);
}

/// Returns a finding at a value; for a map or list, at its key.
fn at_value(code: &'static Code, at: &Cursor<'_>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, at.place(), at.pointer.clone(), message)
}

/// Returns a finding at a key.
fn at_key(code: &'static Code, at: &Cursor<'_>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, at.key_place(), at.pointer.clone(), message)
}

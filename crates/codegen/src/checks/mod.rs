//! The checks, in files named after the groups of their codes (`crate::codes`). Each looks for one kind of fault, and no
//! two report the same one.
//!
//! A check that is added has its code in `crate::codes`, its function and its place in the list in the file of its group,
//! and a case in the file of the same name in `tests/it/diagnostics`.

mod allow;
mod contract;
mod document;
mod error_codes;
mod exchange;
mod extension;
mod file;
mod operation;
mod pagination;
mod read_side;
mod reference;
mod schema;

use crate::Contract;
use crate::codes::Code;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::yaml::Cursor;

type Check = fn(&Document<'_>, &mut Vec<Diagnostic>);

/// The checks, in the groups of their codes.
const GROUPS: &[&[Check]] = &[
    file::CHECKS,
    reference::CHECKS,
    operation::CHECKS,
    exchange::CHECKS,
    schema::CHECKS,
    read_side::CHECKS,
    extension::CHECKS,
    document::CHECKS,
];

/// Runs every check, and compares the spec with the contract.
pub(crate) fn run(document: &Document<'_>, contract: Contract, findings: &mut Vec<Diagnostic>) {
    for check in GROUPS.iter().copied().flatten() {
        check(document, findings);
    }
    contract::check(document, contract, findings);
}

/// Marks the findings that the spec allows, and checks what it allows. The findings have their pointers.
pub(crate) fn run_allow(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    allow::check(document, findings);
}

/// Runs the check of references alone. Where a whole kind of components is missing, other findings would only follow
/// from that.
pub(crate) fn run_references(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    reference::references(document, findings);
}

/// Returns the key of a node.
fn key<'a>(at: &Cursor<'a>) -> &'a str {
    at.key().map_or("", |key| key.text.as_str())
}

/// Returns a finding at a value; for a map or list, at its key.
fn at_value(code: &'static Code, at: &Cursor<'_>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, at.place(), at.pointer.clone(), message)
}

/// Returns a finding at a key.
fn at_key(code: &'static Code, at: &Cursor<'_>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, at.key_place(), at.pointer.clone(), message)
}

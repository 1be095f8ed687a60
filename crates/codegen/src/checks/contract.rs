//! Checks that the spec has the operations, schemas and properties of the contract.

use super::{at_key, at_value};
use crate::codes;
use crate::contract::Contract;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::walk::similar;
use crate::yaml::Cursor;

/// The help for everything that is missing.
const RESTORE: &str = "restore it from metastudio-voice's own spec";
/// The reason why it is required.
const USED: &str = "the hand-written code of the client uses it";

pub(super) fn check(document: &Document<'_>, contract: Contract, findings: &mut Vec<Diagnostic>) {
    let is_missing = |id: &str| document.operations.iter().all(|operation| operation.id != Some(id));
    for id in contract.operations.iter().filter(|id| is_missing(id)) {
        findings.push(missing_operation(document, id).with_note(USED));
    }
    for (schema, properties) in contract.schemas {
        match document.component("schemas", schema) {
            Some(found) => {
                let listed = found.get("properties");
                let is_missing = |name: &str| listed.as_ref().and_then(|listed| listed.get(name)).is_none();
                for name in properties.iter().filter(|name| is_missing(name)) {
                    let finding = missing_property(schema, listed.as_ref().unwrap_or(&found), name);
                    findings.push(finding.with_note(USED));
                }
            }
            None => {
                let at = document.root.get("components").unwrap_or_else(|| document.root.clone());
                let finding = at_key(&codes::CONTRACT_SCHEMA, &at, format!("the schema `{schema}` is missing"));
                findings.push(finding.with_help(RESTORE).with_note(USED));
            }
        }
    }
}

fn missing_operation(document: &Document<'_>, id: &str) -> Diagnostic {
    let ids = document.operations.iter().filter_map(|operation| operation.at.get("operationId"));
    let ids: Vec<Cursor<'_>> = ids.filter(|id| id.text().is_some()).collect();
    let like = similar(id, ids.iter().filter_map(|id| id.text()));
    let message = format!("the operation `{id}` is missing");
    match ids.iter().find(|id| like.is_some() && id.text() == like) {
        Some(like) => {
            at_value(&codes::CONTRACT_OPERATION, like, message).with_help(format!("rename this operation to `{id}`"))
        }
        None => {
            let paths = document.root.get("paths").unwrap_or_else(|| document.root.clone());
            at_key(&codes::CONTRACT_OPERATION, &paths, message).with_help(RESTORE)
        }
    }
}

fn missing_property(schema: &str, properties: &Cursor<'_>, name: &str) -> Diagnostic {
    let message = format!("`{schema}` must have a property `{name}`");
    let finding = at_key(&codes::CONTRACT_PROPERTY, properties, message);
    match similar(name, properties.entries().map(|(name, _)| name)) {
        Some(like) => finding.with_help(format!("rename `{like}` to `{name}`, or add `{name}`")),
        None => finding.with_help(RESTORE),
    }
}

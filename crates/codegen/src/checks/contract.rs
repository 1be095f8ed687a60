//! Checks that the spec has what the contract names.

use super::{at_key, at_value};
use crate::codes;
use crate::contract::Contract;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::fix::Plan;
use crate::similar::similar;
use crate::yaml::Cursor;

/// The help for everything that is missing.
const RESTORE: &str = "restore it from metastudio-voice's own spec";
/// The reason why it is required.
const USED: &str = "the hand-written code of the client uses it";

pub(super) fn check(document: &Document<'_>, contract: Contract, findings: &mut Vec<Diagnostic>) {
    for (id, names) in contract.operations {
        let Some(found) = document.operations.iter().find(|operation| operation.id == Some(*id)) else {
            findings.push(missing_operation(document, id).with_note(USED));
            continue;
        };
        let parameters: Vec<&str> =
            found.parameters.iter().filter_map(|(_, parameter)| parameter.text_of("name")).collect();
        for name in names.iter().filter(|name| found.at.get(name).is_none() && !parameters.contains(name)) {
            let message = match name.starts_with("x-") {
                true => format!("`{id}` must have `{name}`"),
                false => format!("`{id}` must have a parameter `{name}`"),
            };
            let finding = at_key(&codes::CONTRACT_NAME, &found.at, message);
            findings.push(with_help(finding, name, parameters.iter().copied()).with_note(USED));
        }
    }
    for (schema, names) in contract.schemas {
        let Some(found) = document.component("schemas", schema) else {
            let at = document.root.get("components").unwrap_or_else(|| document.root.clone());
            let finding = at_key(&codes::CONTRACT_SCHEMA, &at, format!("the schema `{schema}` is missing"));
            findings.push(finding.with_help(RESTORE).with_note(USED));
            continue;
        };
        let (values, properties) = (found.get("enum"), found.get("properties"));
        let known: Vec<&str> = match &values {
            Some(values) => values.items().filter_map(|value| value.text()).collect(),
            None => properties.iter().flat_map(Cursor::entries).map(|(name, _)| name).collect(),
        };
        let kind = if values.is_some() { "value" } else { "property" };
        let at = values.as_ref().or(properties.as_ref()).unwrap_or(&found);
        for name in names.iter().filter(|name| !known.contains(name)) {
            let finding = at_key(&codes::CONTRACT_NAME, at, format!("`{schema}` must have the {kind} `{name}`"));
            findings.push(with_help(finding, name, known.iter().copied()).with_note(USED));
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
            let plan = Plan::new(format!("rename the operation to `{id}`")).text(like.node.span.clone(), id);
            let finding = at_value(&codes::CONTRACT_OPERATION, like, message);
            finding.with_help(format!("rename this operation to `{id}`")).with_plan(plan)
        }
        None => {
            let paths = document.root.get("paths").unwrap_or_else(|| document.root.clone());
            at_key(&codes::CONTRACT_OPERATION, &paths, message).with_help(RESTORE)
        }
    }
}

/// Adds the help for a missing name: to rename one that is like it, or to restore it.
fn with_help<'a>(finding: Diagnostic, name: &'a str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    match similar(name, known) {
        Some(like) => finding.with_help(format!("rename `{like}` to `{name}`, or add `{name}`")),
        None => finding.with_help(RESTORE),
    }
}

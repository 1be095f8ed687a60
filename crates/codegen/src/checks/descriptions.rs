//! Checks that everything that becomes documentation has a text.

use super::at_key;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::openapi::{OPERATION, PARAMETER, SCHEMA};
use crate::yaml::Cursor;

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for operation in document.all(&OPERATION) {
        says(operation, "summary", "operation", findings);
        says(operation, "description", "operation", findings);
    }
    for parameter in document.all(&PARAMETER) {
        says(parameter, "description", "parameter", findings);
    }
    let schemas = document.root.get("components").and_then(|components| components.get("schemas"));
    for (_, schema) in schemas.iter().flat_map(Cursor::entries).filter(|(_, schema)| schema.get("$ref").is_none()) {
        says(&schema, "description", "schema", findings);
    }
    for schema in document.all(&SCHEMA) {
        for (_, property) in schema.get("properties").iter().flat_map(Cursor::entries) {
            if property.get("$ref").is_none() {
                says(&property, "description", "property", findings);
            }
        }
    }
}

fn says(at: &Cursor<'_>, key: &str, what: &str, findings: &mut Vec<Diagnostic>) {
    let text = at.get(key);
    let empty = text.as_ref().is_none_or(|text| text.text().is_some_and(|text| text.trim().is_empty()));
    if empty && at.map().is_some() {
        let place = text.as_ref().unwrap_or(at);
        let finding = at_key(&codes::UNDESCRIBED, place, format!("the {what} has no {key}"));
        findings.push(finding.with_help(format!("add a `{key}`; it becomes documentation")));
    }
}

//! Checks that defaults match their schemas.

use super::at_value;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::openapi::SCHEMA;
use crate::validate::validate;

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for schema in document.all(&SCHEMA) {
        let Some(default) = schema.get("default") else { continue };
        validate(document, schema, &default, &mut |at, fault| {
            let finding = at_value(&codes::DEFAULT_INVALID, at, format!("invalid default: {fault}"));
            findings.push(finding.with_help("use a value that the schema allows"));
        });
    }
}

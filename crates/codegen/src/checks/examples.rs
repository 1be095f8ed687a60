//! Checks that examples match their schemas, and have no property that the schema does not name.

use super::at_value;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::openapi::{HEADER, MEDIA_TYPE, PARAMETER, SCHEMA};
use crate::validate::validate;
use crate::yaml::Cursor;

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for schema in document.all(&SCHEMA) {
        if let Some(example) = schema.get("example") {
            valid(document, schema, &example, findings);
        }
    }
    for kind in [&MEDIA_TYPE, &PARAMETER, &HEADER] {
        for holder in document.all(kind) {
            let Some(schema) = holder.get("schema") else { continue };
            if let Some(example) = holder.get("example") {
                valid(document, &schema, &example, findings);
            }
            for (_, example) in holder.get("examples").iter().flat_map(Cursor::entries) {
                if let Some(value) = document.resolve(&example).get("value") {
                    valid(document, &schema, &value, findings);
                }
            }
        }
    }
}

fn valid<'a>(document: &Document<'a>, schema: &Cursor<'a>, value: &Cursor<'a>, findings: &mut Vec<Diagnostic>) {
    validate(document, schema, value, &mut |at, fault| {
        let finding = at_value(&codes::EXAMPLE_INVALID, at, format!("invalid example: {fault}"));
        findings.push(finding.with_note(format!("the schema is {}", document.resolve(schema).pointer)));
    });
}

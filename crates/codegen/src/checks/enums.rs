//! Checks that enums have values, each of the schema's type and none twice.

use super::{at_key, at_value};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::openapi::SCHEMA;
use crate::yaml::{Cursor, ScalarKind};

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for schema in document.all(&SCHEMA) {
        let Some(list) = schema.get("enum").filter(Cursor::is_list) else { continue };
        if list.items().next().is_none() {
            let finding = at_key(&codes::ENUM_EMPTY, &list, "the enum has no values");
            findings.push(finding.with_help("list the values, or remove `enum`"));
        }
        let mut seen: Vec<Cursor<'_>> = Vec::new();
        for value in list.items() {
            let Some(scalar) = value.scalar() else {
                let message = format!("an enum value must be a scalar, not {}", value.what());
                findings.push(at_value(&codes::ENUM_TYPE, &value, message));
                continue;
            };
            let kind = schema.text_of("type").unwrap_or_default();
            let null = scalar.kind == ScalarKind::Null && schema.flag("nullable");
            let fits = match kind {
                "string" => scalar.kind == ScalarKind::Text,
                "integer" => matches!(scalar.kind, ScalarKind::Integer(_)),
                "number" => value.number().is_some(),
                "boolean" => matches!(scalar.kind, ScalarKind::Bool(_)),
                _ => true,
            };
            if !fits && !null {
                let message =
                    format!("the value `{}` is {}, but the enum is of type {kind}", scalar.text, value.what());
                let finding = at_value(&codes::ENUM_TYPE, &value, message);
                findings.push(match kind {
                    "string" => finding.with_help(format!("put it in quotes: `'{}'`", scalar.text)),
                    _ => finding,
                });
            }
            let same = |other: &&Cursor<'_>| {
                other.scalar().is_some_and(|other| other.text == scalar.text && other.kind == scalar.kind)
            };
            if let Some(first) = seen.iter().find(same) {
                let finding =
                    at_value(&codes::ENUM_DUPLICATE, &value, format!("duplicate enum value `{}`", scalar.text));
                findings
                    .push(finding.with_related(first.place(), "first occurrence").with_help("remove one of the two"));
            }
            seen.push(value);
        }
    }
}

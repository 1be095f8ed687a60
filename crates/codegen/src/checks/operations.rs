//! Checks that every operation has a unique name that is an identifier, and a method that the generator supports.

use super::{at_key, at_value};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::spec::fold;
use crate::yaml::Cursor;

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let mut seen: Vec<(String, Cursor<'_>)> = Vec::new();
    for operation in &document.operations {
        if matches!(operation.method, "options" | "trace") {
            let message = format!("{} operations are not supported", operation.method.to_uppercase());
            let finding = at_key(&codes::METHOD_UNSUPPORTED, &operation.at, message);
            findings.push(finding.with_help("remove it, and send the request with `Client::request`"));
        }
        let Some(id) = operation.at.get("operationId") else {
            let finding = at_key(&codes::OPERATION_ID_MISSING, &operation.at, "the operation has no `operationId`");
            findings.push(finding.with_help("add one; it becomes the method of the client"));
            continue;
        };
        let Some(name) = id.text() else { continue };
        let first = name.chars().next().is_some_and(|first| first.is_ascii_alphabetic());
        if !first || !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')) {
            let finding = at_value(&codes::OPERATION_ID_FORM, &id, format!("`{name}` is not a valid identifier"));
            findings.push(finding.with_help("begin with a letter; use letters, digits, underscores and hyphens"));
        }
        if let Some((_, first)) = seen.iter().find(|(other, _)| *other == fold(name)) {
            let same = first.text() == Some(name);
            let message = match same {
                true => format!("duplicate operationId `{name}`"),
                false => format!(
                    "the operationId `{name}` becomes the same name in Rust as `{}`",
                    first.text().unwrap_or_default()
                ),
            };
            let finding = at_value(&codes::OPERATION_ID_TAKEN, &id, message);
            findings.push(
                finding
                    .with_related(first.place(), "first occurrence")
                    .with_help("give this operation another `operationId`"),
            );
        } else {
            seen.push((fold(name), id));
        }
    }
}

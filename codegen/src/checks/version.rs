//! The file says that it is OpenAPI 3.0.

use super::at_value;
use crate::diagnostic::{Diagnostic, codes};
use crate::document::Document;

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(version) = document.root.get("openapi") else {
        if document.root.map().is_some() {
            let finding = at_value(&codes::VERSION, &document.root, "the file does not say which OpenAPI it is");
            findings.push(finding.with_help("begin it with `openapi: 3.0.3`"));
        }
        return;
    };
    // A value of another type is found with the other values of a wrong type.
    let Some(text) = version.text() else { return };
    let patch = text.strip_prefix("3.0.");
    if !patch.is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit())) {
        let finding = at_value(&codes::VERSION, &version, format!("OpenAPI {text} is not read here"));
        findings.push(finding.with_help("write `openapi: 3.0.3`, and what belongs to it"));
    }
}

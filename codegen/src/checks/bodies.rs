//! Request bodies can be generated.

use super::{at_key, at_value};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::Document;
use crate::model::REQUEST_BODY;
use crate::yaml::Cursor;

/// What progenitor sends.
const SUPPORTED: [&str; 5] = [
    "application/json",
    "application/octet-stream",
    "application/x-www-form-urlencoded",
    "text/plain",
    "text/x-markdown",
];

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for body in document.all(&REQUEST_BODY) {
        if !body.flag("required") {
            let place = body.get("required").unwrap_or_else(|| body.clone());
            let finding = at_value(&codes::BODY_OPTIONAL, &place, "the request body is optional");
            findings.push(finding.with_help("write `required: true`; where nothing is to be said, clients send `{}`"));
        }
        media_types(body, findings);
    }
    for operation in &document.operations {
        if let Some(body) = operation.at.get("requestBody")
            && matches!(operation.method, "get" | "head" | "delete")
        {
            let message = format!("{} requests have no body", operation.method.to_uppercase());
            findings.push(at_key(&codes::BODY_ON_GET, &body, message).with_help("use parameters, or another method"));
        }
    }
}

fn media_types(body: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(content) = body.get("content").filter(|content| content.map().is_some()) else { return };
    if content.entries().count() != 1 {
        let finding = at_key(&codes::BODY_MEDIA_TYPES, &content, "a request body needs exactly one media type");
        findings.push(finding.with_help("keep `application/json`"));
    }
    for (name, media) in content.entries() {
        let essence = name.split(';').next().unwrap_or_default().trim();
        if !SUPPORTED.contains(&essence) {
            let finding = at_key(&codes::BODY_MEDIA_TYPE_UNSUPPORTED, &media, format!("`{name}` cannot be sent"));
            findings.push(finding.with_help(format!("it is one of {}", SUPPORTED.join(", "))));
        }
        if media.map().is_some() && media.get("schema").is_none() {
            let finding = at_key(&codes::NO_SCHEMA, &media, format!("`{name}` has no `schema`"));
            findings.push(finding.with_help("say what the body holds"));
        }
    }
}

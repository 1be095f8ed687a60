//! Checks that the generator supports the request bodies.

use super::{at_key, at_value, media_type};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::openapi::REQUEST_BODY;
use crate::yaml::Cursor;

/// The media types that progenitor can send.
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
            findings
                .push(finding.with_help("write `required: true`; clients then send `{}` when there is nothing to say"));
        }
        media_types(document, body, findings);
    }
    for operation in &document.operations {
        if let Some(body) = operation.at.get("requestBody")
            && matches!(operation.method, "get" | "head" | "delete")
        {
            let message = format!("{} requests do not have a body", operation.method.to_uppercase());
            findings.push(at_key(&codes::BODY_ON_GET, &body, message).with_help("use parameters, or another method"));
        }
    }
}

fn media_types(document: &Document<'_>, body: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(content) = body.get("content").filter(|content| content.map().is_some()) else { return };
    if content.entries().count() != 1 {
        let finding = at_key(&codes::BODY_MEDIA_TYPES, &content, "a request body needs exactly one media type");
        findings.push(finding.with_help("keep `application/json`"));
    }
    for (name, media) in content.entries() {
        let essence = name.split(';').next().unwrap_or_default().trim();
        if !SUPPORTED.contains(&essence) {
            let finding = at_key(
                &codes::BODY_MEDIA_TYPE_UNSUPPORTED,
                &media,
                format!("a request body of `{name}` is not supported"),
            );
            findings.push(match media_type::meant(essence) {
                Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
                None => finding.with_help(format!("supported media types are {}", SUPPORTED.join(", "))),
            });
        }
        if let Some(schema) = media.get("schema") {
            fits(document, essence, &schema, findings);
        }
        if media.map().is_some() && media.get("schema").is_none() {
            let finding = at_key(&codes::NO_SCHEMA, &media, format!("the media type `{name}` has no `schema`"));
            findings.push(finding.with_help("describe the body with a `schema`"));
        }
    }
}

/// Reports a schema that a body of this media type cannot have.
fn fits(document: &Document<'_>, media_type: &str, schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let found = document.resolve(schema);
    let has = |key: &str| found.get(key).is_some();
    let text = found.text_of("type") == Some("string") && !found.flag("nullable") && !has("enum") && !has("default");
    let wanted = match media_type {
        "application/octet-stream" => {
            let bytes = text && found.text_of("format") == Some("binary");
            let limited = ["minLength", "maxLength", "pattern"].into_iter().any(has);
            (!bytes || limited).then_some(("bytes", "write `schema: {type: string, format: binary}`"))
        }
        "text/plain" | "text/x-markdown" => {
            let limited = ["minLength", "maxLength", "pattern", "format"].into_iter().any(has);
            (!text || limited)
                .then_some(("text", "write `schema: {type: string}`, and state limits in the description"))
        }
        "application/x-www-form-urlencoded" => (!is_form(document, &found)).then_some((
            "an object whose properties are single values",
            "make it an object of strings, numbers and booleans, or send `application/json`",
        )),
        _ => None,
    };
    if let Some((wanted, help)) = wanted {
        let message = format!("the schema does not fit `{media_type}`: such a body is {wanted}");
        findings.push(at_key(&codes::BODY_SCHEMA, schema, message).with_help(help));
    }
}

fn is_form(document: &Document<'_>, schema: &Cursor<'_>) -> bool {
    let parts = schema.get("allOf");
    let parts: Vec<Cursor<'_>> = parts.iter().flat_map(Cursor::items).map(|part| document.resolve(&part)).collect();
    let properties = parts.iter().chain([schema]).filter_map(|part| part.get("properties"));
    let single = |property: Cursor<'_>| {
        let property = document.resolve(&property);
        let whole = property.get("allOf").and_then(|parts| parts.items().next());
        let whole = whole.map_or(property, |whole| document.resolve(&whole));
        !matches!(whole.text_of("type"), Some("array" | "object"))
    };
    let object = schema.text_of("type") == Some("object") || !parts.is_empty();
    object
        && properties
            .flat_map(|properties| properties.entries().collect::<Vec<_>>())
            .all(|(_, property)| single(property))
}

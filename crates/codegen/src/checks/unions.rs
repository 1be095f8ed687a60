//! Checks that schemas are not one of several alternatives, and that objects and enums have a name.

use super::at_key;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::openapi::SCHEMA;
use crate::yaml::Cursor;

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for schema in document.all(&SCHEMA) {
        for key in ["anyOf", "oneOf"] {
            if let Some(union) = schema.get(key) {
                findings.push(found(document, key, &union));
            }
        }
        if let Some(discriminator) = schema.get("discriminator") {
            let finding = at_key(&codes::DISCRIMINATOR, &discriminator, "the discriminator is ignored");
            findings.push(finding.with_help("describe one object with optional properties"));
        }
        let component = schema.pointer.strip_prefix("#/components/schemas/").is_some_and(|name| !name.contains('/'));
        let what = if schema.get("enum").is_some() {
            "enum"
        } else if schema.text_of("type") == Some("object") && schema.get("properties").is_some() {
            "object"
        } else {
            continue;
        };
        if !component {
            let finding = at_key(&codes::INLINE, schema, format!("the {what} has no name"));
            findings.push(finding.with_help("put it under `components/schemas` and refer to it"));
        }
    }
}

fn found(document: &Document<'_>, key: &str, union: &Cursor<'_>) -> Diagnostic {
    let object = |part: Cursor<'_>| part.text_of("type") == Some("object") || part.get("properties").is_some();
    let scalars = !union.items().any(|part| object(document.resolve(&part)));
    let finding = at_key(&codes::UNION, union, format!("`{key}` becomes a type that is hard to use"));
    match (key, scalars) {
        (_, true) => finding.with_help("for an enum that can grow, use `enum` with `x-extensible-enum: true`"),
        _ => finding.with_help("describe one object with optional properties"),
    }
    .with_note(match key {
        "anyOf" => "it would become a struct of all alternatives, which fails for every scalar",
        _ => "it would become an enum whose variants have no names, tried in order",
    })
}

//! Lists say what is in them, objects have the properties that they require, and every schema says what it is.

use super::{at_key, at_value};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::Document;
use crate::model::SCHEMA;
use crate::walk::similar;
use crate::yaml::Cursor;

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for schema in document.all(&SCHEMA) {
        if schema.text_of("type") == Some("array") && schema.get("items").is_none() {
            let place = schema.get("type").unwrap_or_else(|| schema.clone());
            let finding = at_value(&codes::ARRAY_ITEMS, &place, "the list does not say what is in it");
            findings.push(finding.with_help("add `items`, such as `items: {type: string}`"));
        }
        required(document, schema, findings);
        says_what_it_is(schema, findings);
    }
}

fn required(document: &Document<'_>, schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let known = properties(document, schema, 0);
    for name in schema.get("required").iter().flat_map(Cursor::items) {
        let Some(text) = name.text().filter(|text| !known.contains(text)) else { continue };
        let finding = at_value(&codes::REQUIRED_UNKNOWN, &name, format!("there is no property `{text}` to require"));
        findings.push(match similar(text, known.iter().copied()) {
            Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
            None => finding.with_help("add the property, or remove the name"),
        });
    }
}

/// The properties of a schema and of what it is made of.
fn properties<'a>(document: &Document<'a>, schema: &Cursor<'a>, depth: usize) -> Vec<&'a str> {
    let own = schema.get("properties");
    let mut names: Vec<&str> = own.iter().flat_map(Cursor::entries).map(|(name, _)| name).collect();
    let whole = schema.get("allOf");
    for part in whole.iter().flat_map(Cursor::items).filter(|_| depth < 16) {
        names.extend(properties(document, &document.resolve(&part), depth + 1));
    }
    names
}

fn says_what_it_is(schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let says = ["type", "allOf", "oneOf", "anyOf", "not"].iter().any(|key| schema.get(key).is_some());
    // A misspelt `type` is found as an unknown key.
    let misspelt = schema.entries().any(|(key, _)| similar(key, ["type"].into_iter()).is_some());
    if says || misspelt || schema.map().is_none() {
        return;
    }
    let meant = if schema.get("properties").is_some() || schema.get("required").is_some() {
        "object"
    } else if schema.get("items").is_some() {
        "array"
    } else {
        "string"
    };
    let finding = at_key(&codes::TYPE_MISSING, schema, "the schema has no type");
    findings.push(
        finding
            .with_help(format!("add `type: {meant}`"))
            .with_note("it would take anything and become a `serde_json::Value`"),
    );
}

//! Checks that lists have `items`, that objects have the properties that they require, and that every schema has a
//! type.

use super::{at_key, at_value};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::openapi::SCHEMA;
use crate::walk::similar;
use crate::yaml::Cursor;

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    each_other(document, findings);
    for schema in document.all(&SCHEMA) {
        if schema.text_of("type") == Some("array") && schema.get("items").is_none() {
            let place = schema.get("type").unwrap_or_else(|| schema.clone());
            let finding = at_value(&codes::ARRAY_ITEMS, &place, "the list has no `items`");
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
        let finding =
            at_value(&codes::REQUIRED_UNKNOWN, &name, format!("the required property `{text}` does not exist"));
        findings.push(match similar(text, known.iter().copied()) {
            Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
            None => finding.with_help("add the property, or remove the name"),
        });
    }
}

/// Reports objects that require themselves, directly or through others, so that no value is ever complete.
fn each_other(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let schemas = document.root.get("components").and_then(|components| components.get("schemas"));
    for schema in schemas.iter().flat_map(Cursor::entries).map(|(_, schema)| schema) {
        // One finding for each property that leads back, in each of the objects.
        for (property, found) in needed(document, &schema) {
            if found.pointer == schema.pointer || leads_to(document, &found, &schema) {
                let name = schema.key().map_or("", |key| key.text.as_str());
                let other = found.key().map_or("", |key| key.text.as_str());
                let message = match found.pointer == schema.pointer {
                    true => format!("`{name}` requires itself"),
                    false => format!("`{name}` requires `{other}`, which requires `{name}` in turn"),
                };
                let finding = at_key(&codes::REQUIRED_EACH_OTHER, &property, message);
                findings.push(
                    finding.with_help("remove one of the properties from `required`, or make it nullable or a list"),
                );
            }
        }
    }
}

fn leads_to(document: &Document<'_>, from: &Cursor<'_>, to: &Cursor<'_>) -> bool {
    let mut seen: Vec<String> = Vec::new();
    let mut next = vec![from.clone()];
    while let Some(schema) = next.pop() {
        if schema.pointer == to.pointer {
            return true;
        }
        if !seen.contains(&schema.pointer) {
            next.extend(needed(document, &schema).into_iter().map(|(_, found)| found));
            seen.push(schema.pointer);
        }
    }
    false
}

/// Returns the objects that every value of this one contains, each with the property that holds it.
fn needed<'a>(document: &Document<'a>, schema: &Cursor<'a>) -> Vec<(Cursor<'a>, Cursor<'a>)> {
    let parts = schema.get("allOf");
    let parts = parts.iter().flat_map(Cursor::items).map(|part| document.resolve(&part));
    let holders: Vec<Cursor<'a>> = parts.chain([schema.clone()]).collect();
    let required = holders.iter().filter_map(|holder| holder.get("required"));
    let required: Vec<&str> = required.flat_map(|names| names.items()).filter_map(|name| name.text()).collect();
    let properties = holders.iter().filter_map(|holder| holder.get("properties"));
    let held = properties.flat_map(|properties| properties.entries()).filter(|(name, _)| required.contains(name));
    held.filter(|(_, property)| !property.flag("nullable"))
        .filter_map(|(_, property)| {
            let part = property.get("allOf").and_then(|parts| parts.items().next());
            let whole = document.resolve(&part.unwrap_or_else(|| property.clone()));
            (!whole.flag("nullable")).then_some((property, whole))
        })
        .collect()
}

/// Returns the names of the properties of a schema and of the parts of its `allOf`.
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
    // The walk reports a misspelt `type` as an unknown key.
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
            .with_note("it would accept any value and become a `serde_json::Value`"),
    );
}

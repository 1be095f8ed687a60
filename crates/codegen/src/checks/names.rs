//! Checks that names that differ in the file differ in Rust. `crate::names` keeps a name apart that has another meaning
//! in Rust or in the client; this check reports where a method gets another name because of that.

use super::{at_key, at_value};
use crate::codes::{self, Code};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::names::Method;
use crate::openapi::{PARAMETER, SCHEMA};
use crate::spec::fold;
use crate::yaml::Cursor;

/// The name, folded, of the type that the generated code has beside those of the schemas.
const TAKEN: &str = "lifecycle";

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let schemas = document.root.get("components").and_then(|components| components.get("schemas"));
    let schemas: Vec<Cursor<'_>> = schemas.iter().flat_map(Cursor::entries).map(|(_, schema)| schema).collect();
    distinct(schemas.iter().map(|schema| (key(schema), schema.clone())), "schemas", at_key, findings);
    for schema in &schemas {
        if fold(key(schema)) == TAKEN {
            let message = format!("the generated code already has a type named `{}`", key(schema));
            let finding = at_key(&codes::TYPE_NAME_TAKEN, schema, message);
            findings.push(finding.with_help("give the schema another name"));
        }
    }
    methods(document, findings);
    for name in document.all(&PARAMETER).filter_map(|parameter| parameter.get("name")) {
        if name.text().is_some_and(|text| fold(text).is_empty()) {
            let message = format!("the name `{}` needs at least one letter or digit", name.text().unwrap_or_default());
            findings.push(at_value(&codes::NAME_EMPTY, &name, message).with_help("use letters and digits"));
        }
    }
    for schema in document.all(&SCHEMA) {
        let properties = schema.get("properties");
        let properties = properties.iter().flat_map(Cursor::entries);
        distinct(properties, "properties", at_key, findings);
        let values = schema.get("enum");
        let values: Vec<(&str, Cursor<'_>)> =
            values.iter().flat_map(Cursor::items).filter_map(|value| Some((value.text()?, value))).collect();
        // The generator names a variant even for a value without letters, such as an empty one.
        distinct(values.into_iter().filter(|(value, _)| !fold(value).is_empty()), "values", at_value, findings);
    }
}

/// Reports operations and parameters whose method gets another name, because the client or the builder already has a
/// method of that name.
fn methods(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let ids = document.operations.iter().filter_map(|operation| operation.at.get("operationId"));
    let ids = ids.map(|id| (id, Method::OfClient));
    let parameters = document.all(&PARAMETER).filter_map(|parameter| parameter.get("name"));
    for (at, method) in ids.chain(parameters.map(|name| (name, Method::OfBuilder))) {
        let Some(name) = at.text() else { continue };
        let Some(renamed) = method.renamed(name) else { continue };
        let plain = renamed.trim_end_matches('_');
        let message = match method {
            Method::OfClient => {
                format!("`{name}` becomes `client.{renamed}()`: the client already has a method `{plain}`")
            }
            Method::OfBuilder => format!("`{name}` becomes `.{renamed}(…)`: requests already use the name `{plain}`"),
        };
        let finding = at_value(&codes::NAME_SHARED, &at, message);
        findings.push(finding.with_note("nothing else changes, neither in Rust nor on the wire"));
    }
}

type Place = fn(&'static Code, &Cursor<'_>, String) -> Diagnostic;

fn distinct<'a>(
    names: impl Iterator<Item = (&'a str, Cursor<'a>)>,
    what: &str,
    place: Place,
    findings: &mut Vec<Diagnostic>,
) {
    let mut seen: Vec<(String, &str, Cursor<'_>)> = Vec::new();
    for (name, at) in names {
        let folded = fold(name);
        if folded.is_empty() {
            let message = format!("the name `{name}` needs at least one letter or digit");
            findings.push(place(&codes::NAME_EMPTY, &at, message).with_help("use letters and digits"));
            continue;
        }
        match seen.iter().find(|(other, _, _)| *other == folded) {
            // Another check reports the same name twice.
            Some((_, other, _)) if *other == name => {}
            Some((_, other, first)) => {
                let message = format!("the {what} `{other}` and `{name}` become the same name in Rust");
                let first = place(&codes::NAMES_FOLD, first, String::new()).span.unwrap_or_default();
                findings.push(place(&codes::NAMES_FOLD, &at, message).with_related(first, "first occurrence"));
            }
            None => seen.push((folded, name, at)),
        }
    }
}

fn key<'a>(schema: &Cursor<'a>) -> &'a str {
    schema.key().map_or("", |key| key.text.as_str())
}

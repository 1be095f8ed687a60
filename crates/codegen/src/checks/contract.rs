//! Checks that the spec has everything that the hand-written modules of the client use.

use super::{at_key, at_value};
use crate::codes;
use crate::contract::{Contract, Module, Requirement};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::walk::similar;
use crate::yaml::Cursor;

pub(super) fn check(document: &Document<'_>, contract: Contract, findings: &mut Vec<Diagnostic>) {
    for requirement in contract.requirements {
        match requirement {
            Requirement::Operation { id, parameters, body, response, module } => {
                operation(document, id, parameters, *body, *response, *module, findings);
            }
            Requirement::Stream { id, module } => stream(document, id, *module, findings),
            Requirement::Fields { schema, fields, module } => {
                if let Some(found) = schema_of(document, schema, *module, findings) {
                    fields.iter().for_each(|(name, kind)| field(document, &found, name, kind, *module, findings));
                }
            }
            Requirement::Values { schema, values, module } => {
                if let Some(found) = schema_of(document, schema, *module, findings) {
                    self::values(&found, values, *module, findings);
                }
            }
            Requirement::Text { schema, module } => {
                if let Some(found) = schema_of(document, schema, *module, findings)
                    && (found.text_of("type") != Some("string") || limited(&found).is_none())
                {
                    let message = format!("`{schema}` must be a string with a `pattern` or a length");
                    findings.push(at_key(&codes::CONTRACT_SCHEMA, &found, message).with_note(used_by(*module)));
                }
            }
        }
    }
}

/// The help for everything that is missing.
const RESTORE: &str = "restore it from metastudio-voice's own spec";

fn used_by(module: Module) -> String {
    format!("{} uses it", module.name())
}

fn operation(
    document: &Document<'_>,
    id: &str,
    parameters: &[&str],
    body: Option<&str>,
    response: Option<&str>,
    module: Module,
    findings: &mut Vec<Diagnostic>,
) {
    let Some(found) = document.operations.iter().find(|operation| operation.id == Some(id)) else {
        let ids = document.operations.iter().filter_map(|operation| operation.at.get("operationId"));
        let ids: Vec<Cursor<'_>> = ids.filter(|id| id.text().is_some()).collect();
        let like = similar(id, ids.iter().filter_map(|id| id.text()));
        let message = format!("the operation `{id}` is missing");
        let finding = match ids.iter().find(|id| like.is_some() && id.text() == like) {
            Some(like) => at_value(&codes::CONTRACT_OPERATION, like, message)
                .with_help(format!("rename this operation to `{id}`")),
            None => {
                let paths = document.root.get("paths").unwrap_or_else(|| document.root.clone());
                at_key(&codes::CONTRACT_OPERATION, &paths, message).with_help(RESTORE)
            }
        };
        findings.push(finding.with_note(used_by(module)));
        return;
    };
    for name in parameters {
        if !found.parameters.iter().any(|(_, parameter)| parameter.text_of("name") == Some(name)) {
            let finding = at_key(&codes::CONTRACT_FIELD, &found.at, format!("`{id}` must have a parameter `{name}`"));
            findings.push(finding.with_note(used_by(module)));
        }
    }
    let sent = found.at.get("requestBody").and_then(|body| json(document, &body));
    if sent.as_deref() != body && exists(document, sent.as_deref()) {
        let message = match body {
            Some(body) => format!("the request body of `{id}` must be `{body}`"),
            None => format!("`{id}` must not have a request body"),
        };
        findings.push(at_key(&codes::CONTRACT_FIELD, &found.at, message).with_note(used_by(module)));
    }
    let responses = document.responses(found);
    let success = responses.iter().find(|(status, _)| status.starts_with('2'));
    let received = success.and_then(|(_, response)| json(document, response));
    if received.as_deref() != response && exists(document, received.as_deref()) {
        let message = match response {
            Some(response) => format!("the success response of `{id}` must be `{response}`"),
            None => format!("the success response of `{id}` must not have a body"),
        };
        findings.push(at_key(&codes::CONTRACT_FIELD, &found.at, message).with_note(used_by(module)));
    }
}

/// Reports an operation without `x-pagination`. The requirement of the operation itself reports a missing one.
fn stream(document: &Document<'_>, id: &str, module: Module, findings: &mut Vec<Diagnostic>) {
    let found = document.operations.iter().find(|operation| operation.id == Some(id));
    if let Some(found) = found.filter(|found| found.at.get("x-pagination").is_none()) {
        let finding = at_key(&codes::CONTRACT_FIELD, &found.at, format!("`{id}` must have `x-pagination`"));
        findings.push(finding.with_help(RESTORE).with_note(used_by(module)));
    }
}

/// Returns whether the schema exists. The check of references reports one that does not.
fn exists(document: &Document<'_>, schema: Option<&str>) -> bool {
    schema.is_none_or(|schema| document.component("schemas", schema).is_some())
}

/// Returns the name of the schema of a JSON body.
fn json<'a>(document: &Document<'a>, body: &Cursor<'a>) -> Option<String> {
    let media = document.media_types(body);
    let (_, media) = media.first()?;
    Some(name_of(media.get("schema")?.text_of("$ref")?))
}

fn name_of(reference: &str) -> String {
    reference.rsplit('/').next().unwrap_or_default().to_owned()
}

fn schema_of<'a>(
    document: &Document<'a>,
    schema: &str,
    module: Module,
    findings: &mut Vec<Diagnostic>,
) -> Option<Cursor<'a>> {
    let found = document.component("schemas", schema);
    if found.is_none() {
        let at = document.root.get("components").unwrap_or_else(|| document.root.clone());
        let finding = at_key(&codes::CONTRACT_SCHEMA, &at, format!("the schema `{schema}` is missing"));
        findings.push(finding.with_help(RESTORE).with_note(used_by(module)));
    }
    found
}

fn field(
    document: &Document<'_>,
    schema: &Cursor<'_>,
    name: &str,
    kind: &str,
    module: Module,
    findings: &mut Vec<Diagnostic>,
) {
    let owner = schema.key().map_or("", |key| key.text.as_str());
    let properties = schema.get("properties");
    let Some(found) = properties.as_ref().and_then(|properties| properties.get(name)) else {
        let message = format!("`{owner}` must have a property `{name}`");
        let finding = at_key(&codes::CONTRACT_FIELD, properties.as_ref().unwrap_or(schema), message);
        let names = properties.iter().flat_map(Cursor::entries).map(|(name, _)| name);
        findings.push(
            match similar(name, names) {
                Some(like) => finding.with_help(format!("rename `{like}` to `{name}`, or add `{name}`")),
                None => finding.with_help(RESTORE),
            }
            .with_note(used_by(module)),
        );
        return;
    };
    let (kind, must) = kind.strip_suffix('!').map_or((kind, false), |kind| (kind, true));
    let is = type_of(&found);
    let mut wrong = |at: &Cursor<'_>, message: String| {
        findings.push(at_value(&codes::CONTRACT_FIELD, at, message).with_note(used_by(module)));
    };
    if is != kind {
        wrong(&found, format!("`{owner}.{name}` must be of type {kind}, not {is}"));
    } else if let Some(limit) = limited(&found) {
        let key = limit.key().map_or("", |key| key.text.as_str());
        wrong(&limit, format!("`{owner}.{name}` must have no `{key}`, which turns it into a type of its own"));
    }
    // An absent list is read as an empty one, and callers set a required and an optional property in the same way.
    if document.is_read(schema) && !kind.ends_with("[]") && requires(schema, name) != must {
        let must = if must { "must be required" } else { "must not be required" };
        wrong(&found, format!("`{owner}.{name}` {must}"));
    }
}

fn requires(schema: &Cursor<'_>, name: &str) -> bool {
    schema.get("required").is_some_and(|names| names.items().any(|known| known.text() == Some(name)))
}

/// Returns the keyword that turns a string or an integer into a type of its own.
fn limited<'a>(schema: &Cursor<'a>) -> Option<Cursor<'a>> {
    ["minLength", "maxLength", "pattern", "enum", "minimum"].iter().find_map(|key| schema.get(key))
}

/// Returns the name of a property's schema, or its type.
fn type_of(property: &Cursor<'_>) -> String {
    let whole = property.get("allOf").and_then(|parts| parts.items().next());
    let reference = property.text_of("$ref").or_else(|| whole.as_ref()?.text_of("$ref"));
    if let Some(reference) = reference {
        return name_of(reference);
    }
    match property.get("items") {
        Some(items) => type_of(&items) + "[]",
        None => property.text_of("type").unwrap_or("any").to_owned(),
    }
}

fn values(schema: &Cursor<'_>, values: &[&str], module: Module, findings: &mut Vec<Diagnostic>) {
    let owner = schema.key().map_or("", |key| key.text.as_str());
    let list = schema.get("enum");
    if list.is_none() || !schema.flag("x-extensible-enum") {
        let message = format!("`{owner}` must be an enum with `x-extensible-enum: true`");
        findings.push(at_key(&codes::CONTRACT_SCHEMA, schema, message).with_note(used_by(module)));
    }
    let known: Vec<&str> = list.iter().flat_map(Cursor::items).filter_map(|value| value.text()).collect();
    for value in values.iter().filter(|value| list.is_some() && !known.contains(value)) {
        let at = list.as_ref().unwrap_or(schema);
        let finding = at_key(&codes::CONTRACT_VALUE, at, format!("`{owner}` must have the value `{value}`"));
        findings.push(
            match similar(value, known.iter().copied()) {
                Some(like) => finding.with_help(format!("rename `{like}` to `{value}`, or add `{value}`")),
                None => finding.with_help(RESTORE),
            }
            .with_note(used_by(module)),
        );
    }
}

//! Checks that the parameters and properties that `x-pagination` names exist and have the right types.

use super::{at_key, at_value};
use crate::codes::{self, Code};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Operation, parts};
use crate::similar::similar;
use crate::spec::extension::{self, Key, PAGINATION_KEYS};
use crate::yaml::Cursor;

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for operation in &document.operations {
        // The check of an extension's shape reports a value that is not a map.
        let Some(extension) =
            operation.at.get(extension::PAGINATION.name).filter(|extension| extension.map().is_some())
        else {
            continue;
        };
        for Key { name: key, .. } in
            PAGINATION_KEYS.iter().filter(|key| key.required && extension.get(key.name).is_none())
        {
            let message = format!("`x-pagination` has no `{key}`");
            findings.push(at_key(&codes::PAGINATION_NAME, &extension, message).with_help(format!("add `{key}: …`")));
        }
        for name in ["offset", "limit"].iter().filter_map(|key| extension.get(key)) {
            parameter(document, operation, &name, findings);
        }
        response(document, operation, &extension, findings);
    }
}

fn parameter(document: &Document<'_>, operation: &Operation<'_>, name: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(text) = text(name, findings) else { return };
    let queries: Vec<&Cursor<'_>> = operation
        .parameters
        .iter()
        .map(|(_, parameter)| parameter)
        .filter(|parameter| parameter.text_of("in") == Some("query"))
        .collect();
    let Some(found) = queries.iter().find(|parameter| parameter.text_of("name") == Some(text)) else {
        let known = queries.iter().filter_map(|parameter| parameter.text_of("name"));
        return missing(name, &format!("the operation has no query parameter `{text}`"), text, known, findings);
    };
    let schema = found.get("schema").map(|schema| whole(document, &schema));
    if schema.is_some_and(|schema| schema.text_of("type") != Some("integer")) {
        let help = format!("write `type: integer` in the schema of `{text}`, or name another parameter");
        wrong(name, format!("the parameter `{text}` is not an integer"), &help, findings);
    } else if found.flag("required") {
        let help = format!("remove `required: true` from the parameter `{text}`");
        wrong(name, format!("the parameter `{text}` is required, but a list begins without it"), &help, findings);
    }
}

fn response(
    document: &Document<'_>,
    operation: &Operation<'_>,
    extension: &Cursor<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    let responses = document.responses(operation);
    let success = responses.iter().find(|(status, _)| status.starts_with('2'));
    let media = success.into_iter().flat_map(|(_, response)| document.media_types(response)).next();
    let Some(schema) = media.and_then(|(_, media)| media.get("schema")) else {
        let finding = at_key(
            &codes::PAGINATION_NAME,
            extension,
            "the operation has no success response with a body to read entries from",
        );
        findings.push(finding.with_help("describe the body of the success response, or remove `x-pagination`"));
        return;
    };
    if let Some(name) = extension.get("total")
        && let Some(total) = property(document, &schema, &name, "the response", findings)
        && total.text_of("type") != Some("integer")
    {
        let message = format!("the property `{}` is not an integer", name.text().unwrap_or_default());
        wrong(&name, message, "name the property that counts all entries of the list", findings);
    }
    let Some(name) = extension.get("items") else { return };
    let Some(list) = property(document, &schema, &name, "the response", findings) else { return };
    let (Some("array"), Some(entry)) = (list.text_of("type"), list.get("items")) else {
        let message = format!("the property `{}` is not a list", name.text().unwrap_or_default());
        wrong(&name, message, "name the property that holds the entries", findings);
        return;
    };
    if let Some(name) = extension.get("key")
        && let Some(key) = property(document, &entry, &name, "an entry", findings)
        && key.text_of("type") != Some("string")
    {
        let message = format!("the property `{}` is not a string", name.text().unwrap_or_default());
        wrong(&name, message, "name a string that identifies an entry, or remove `key`", findings);
    }
}

/// Returns the property of a schema that `name` names, and reports a missing one.
fn property<'a>(
    document: &Document<'a>,
    schema: &Cursor<'a>,
    name: &Cursor<'_>,
    of: &str,
    findings: &mut Vec<Diagnostic>,
) -> Option<Cursor<'a>> {
    let text = text(name, findings)?;
    let all = document.properties(schema);
    match all.iter().find(|(known, _)| *known == text) {
        Some((_, found)) => Some(whole(document, found)),
        None => {
            let known = all.iter().map(|(known, _)| *known);
            missing(name, &format!("{of} has no property `{text}`"), text, known, findings);
            None
        }
    }
}

/// Returns the schema itself, the one that it refers to, or the first one of its `allOf`.
fn whole<'a>(document: &Document<'a>, schema: &Cursor<'a>) -> Cursor<'a> {
    let found = document.resolve(schema);
    match found.get("type") {
        None if found.get("allOf").is_some() => parts(&found).first().map_or(found, |part| document.resolve(part)),
        _ => found,
    }
}

fn text<'a>(name: &Cursor<'a>, findings: &mut Vec<Diagnostic>) -> Option<&'a str> {
    if name.text().is_none() {
        let message = format!("it must be the name of a parameter or property, not {}", name.what());
        wrong(name, message, "write the name as a string", findings);
    }
    name.text()
}

fn wrong(at: &Cursor<'_>, message: String, help: &str, findings: &mut Vec<Diagnostic>) {
    findings.push(at_value(&codes::PAGINATION_TYPE, at, message).with_help(help));
}

fn missing<'n>(
    at: &Cursor<'_>,
    message: &str,
    name: &str,
    known: impl Iterator<Item = &'n str>,
    findings: &mut Vec<Diagnostic>,
) {
    let code: &'static Code = &codes::PAGINATION_NAME;
    let finding = at_value(code, at, message);
    findings.push(finding.with_meant(similar(name, known), "use a name that exists, or remove `x-pagination`"));
}

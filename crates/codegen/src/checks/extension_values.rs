//! Checks that extensions match the rest of the spec: the values of the enum, the operations, the client's settings.

use super::{at_key, at_value};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::openapi::SCHEMA;
use crate::spec::Time;
use crate::walk::similar;
use crate::yaml::Cursor;

/// The settings of the client that can fill in a parameter.
const SETTINGS: [&str; 1] = ["project_id"];

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for schema in document.all(&SCHEMA) {
        if let Some(values) = schema.get("enum") {
            open(schema, findings);
            let values: Vec<Cursor<'_>> = values.items().filter(|value| value.text().is_some()).collect();
            maps(schema, &values, findings);
        } else {
            for name in ["x-extensible-enum", "x-enum-varnames", "x-enum-descriptions", "x-lifecycle"] {
                if let Some(extension) = schema.get(name) {
                    let finding =
                        at_key(&codes::EXTENSION_VALUE, &extension, format!("`{name}` has no `enum` beside it"));
                    findings.push(finding.with_help("add the `enum`, or remove the extension"));
                }
            }
        }
        if let Some(upload) = schema.get("x-upload") {
            upload_of(document, schema, &upload, findings);
        }
        if let Some(format) = schema.get("x-time-format") {
            time_of(schema, &format, findings);
        }
        if let Some(values) = schema.get("x-values-of") {
            values_of(document, schema, &values, findings);
        }
    }
    for extension in document.extensions.iter().filter(|extension| extension.name == "x-client-default") {
        if let Some(setting) = extension.at.text().filter(|setting| !SETTINGS.contains(setting)) {
            let message = format!("the client has no setting `{setting}`");
            let finding = at_value(&codes::EXTENSION_VALUE, &extension.at, message);
            findings.push(finding.with_help(format!("its settings are {}", SETTINGS.join(", "))));
        }
    }
}

fn open(schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    if let Some(mark) = schema.get("x-extensible-enum")
        && schema.text_of("type") != Some("string")
    {
        let finding = at_key(&codes::EXTENSION_VALUE, &mark, "only an enum of strings can be extensible");
        findings.push(finding.with_help("make the values strings, or remove `enum` and describe the values"));
    }
}

fn maps(schema: &Cursor<'_>, values: &[Cursor<'_>], findings: &mut Vec<Diagnostic>) {
    let texts: Vec<&str> = values.iter().filter_map(|value| value.text()).collect();
    for extension in ["x-enum-descriptions", "x-lifecycle"].iter().filter_map(|name| schema.get(name)) {
        for (name, entry) in extension.entries().filter(|(name, _)| !texts.contains(name)) {
            let finding = at_key(&codes::EXTENSION_VALUE, &entry, format!("`{name}` is not a value of the enum"));
            findings.push(match similar(name, texts.iter().copied()) {
                Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
                None => finding.with_help("add it to the enum, or remove it here"),
            });
        }
    }
    let without = |name: &str| -> Vec<&Cursor<'_>> {
        let map = schema.get(name).filter(|map| map.map().is_some());
        let missing = |value: &&Cursor<'_>| {
            let named = value.text().and_then(|text| map.as_ref()?.get(text));
            map.is_some() && named.is_none()
        };
        values.iter().filter(missing).collect()
    };
    for value in without("x-lifecycle") {
        let message = format!("`x-lifecycle` does not classify `{}`", value.text().unwrap_or_default());
        let finding = at_value(&codes::EXTENSION_VALUE, value, message);
        findings.push(
            finding
                .with_help("add waiting, action-needed, succeeded or failed")
                .with_note("the client would wait in this state"),
        );
    }
    if let Some(states) = schema.get("x-lifecycle").filter(|states| states.map().is_some())
        && !states.entries().any(|(_, class)| class.text() == Some("succeeded"))
    {
        let finding = at_key(&codes::EXTENSION_VALUE, &states, "`x-lifecycle` has no `succeeded` state");
        findings.push(
            finding
                .with_help("classify the state in which everything is done as `succeeded`")
                .with_note("the client would wait until the deadline"),
        );
    }
    for value in without("x-enum-descriptions") {
        let message = format!("`x-enum-descriptions` does not describe `{}`", value.text().unwrap_or_default());
        findings.push(at_value(&codes::VALUE_UNDESCRIBED, value, message).with_help("add its meaning"));
    }
    if let Some(names) =
        schema.get("x-enum-varnames").filter(|names| names.is_list() && names.items().count() != values.len())
    {
        let message = format!("`x-enum-varnames` has {} names for {} values", names.items().count(), values.len());
        findings.push(
            at_key(&codes::EXTENSION_VALUE, &names, message).with_help("name each value, in the order of `enum`"),
        );
    }
}

fn time_of(schema: &Cursor<'_>, format: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let known = format.text().and_then(|text| Time::ALL.iter().find(|(name, _, _)| *name == text));
    if let (Some((name, wanted, _)), Some(kind)) = (known, schema.text_of("type"))
        && *wanted != kind
    {
        let message = format!("`x-time-format: {name}` is for the type {wanted}, and this is of the type {kind}");
        let finding = at_value(&codes::EXTENSION_VALUE, format, message);
        let suitable = Time::ALL.iter().filter(|(_, wanted, _)| *wanted == kind).map(|(name, _, _)| *name);
        let suitable: Vec<&str> = suitable.collect();
        findings.push(match suitable.is_empty() {
            true => finding.with_help("remove it"),
            false => finding.with_help(format!("write {}, or remove it", suitable.join(" or "))),
        });
    }
}

fn values_of(document: &Document<'_>, schema: &Cursor<'_>, values: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let named = schema.pointer.strip_prefix("#/components/schemas/").is_some_and(|name| !name.contains('/'));
    if !named || schema.text_of("type") != Some("string") || schema.get("enum").is_some() {
        let message = "`x-values-of` is read on a named schema that is a string without `enum`";
        let finding = at_key(&codes::EXTENSION_VALUE, values, message);
        findings.push(finding.with_help("give the string a name under `components/schemas`, or remove the extension"));
        return;
    }
    let Some(name) = values.get("schema") else {
        if values.map().is_some() {
            let finding = at_key(&codes::EXTENSION_VALUE, values, "`x-values-of` does not name the enum");
            findings.push(finding.with_help("add `schema:` with the name of the enum under `components/schemas`"));
        }
        return;
    };
    let schemas = document.root.get("components").and_then(|components| components.get("schemas"));
    let enums = || {
        let all = schemas.iter().flat_map(|schemas| schemas.entries());
        all.filter(|(_, schema)| schema.get("enum").is_some() && schema.text_of("type") == Some("string"))
    };
    if let Some(text) = name.text()
        && enums().all(|(known, _)| known != text)
    {
        let finding = at_value(&codes::EXTENSION_VALUE, &name, format!("there is no enum of strings `{text}`"));
        findings.push(match similar(text, enums().map(|(known, _)| known)) {
            Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
            None => finding.with_help("name an enum of strings under `components/schemas`"),
        });
    }
    if let Some(separator) = values.get("separator")
        && separator.text().is_none_or(|text| text.chars().count() != 1)
    {
        let finding = at_value(&codes::EXTENSION_VALUE, &separator, "`separator` is one character");
        findings.push(finding.with_help("write, for example, `separator: ','`"));
    }
}

fn upload_of(document: &Document<'_>, schema: &Cursor<'_>, upload: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    if let Some(method) = upload.get("method")
        && method.text() != Some("PUT")
    {
        let finding = at_value(&codes::EXTENSION_VALUE, &method, "uploads to pre-signed URLs are PUT requests");
        findings.push(finding.with_help("write `method: PUT`"));
    }
    if let Some(renew) = upload.get("renew")
        && let Some(id) = renew.text()
        && document.operations.iter().all(|operation| operation.id != Some(id))
    {
        let finding = at_value(&codes::EXTENSION_VALUE, &renew, format!("there is no operation `{id}`"));
        let ids = document.operations.iter().filter_map(|operation| operation.id);
        findings.push(match similar(id, ids) {
            Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
            None => finding.with_help("name the operation that returns a fresh URL"),
        });
    }
    if !schema.flag("x-sensitive") {
        let finding = at_key(&codes::UPLOAD_SHOWN, upload, "the upload URL would appear in logs");
        findings.push(finding.with_help("add `x-sensitive: true` beside `x-upload`"));
    }
}

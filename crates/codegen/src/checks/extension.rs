//! Checks that extensions are spelt, placed and shaped as they are declared (`crate::spec::extension`), and match the rest
//! of the spec: the values of the enum, the operations, the client's settings.

use super::{Check, at_key, at_value, error_codes, pagination};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::fix::{Plan, written};
use crate::formats::Format;
use crate::idioms;
use crate::openapi::SCHEMA;
use crate::similar::{Meant, meant, similar};
use crate::spec::extension::{
    self, CLIENT_DEFAULT, ENUM_DESCRIPTIONS, ENUM_VARNAMES, EXTENSIBLE_ENUM, Form, IDEMPOTENCY, Idempotency, LIFECYCLE,
    Lifecycle, SENSITIVE, SOURCE, TIME_FORMAT, Time, UPLOAD, VALUES_OF, alternatives,
};
use crate::walk::Extension;
use crate::yaml::Cursor;

pub(super) const CHECKS: &[Check] = &[as_declared, idempotency, values, pagination::check, error_codes::check];

fn as_declared(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for extension in &document.extensions {
        match extension::ALL.iter().find(|known| known.name == extension.name) {
            Some(known) => placed_and_shaped(known, extension, findings),
            None => {
                let holder = parent(document, &extension.at);
                let absent = |key: &str| holder.as_ref().is_some_and(|holder| holder.get(key).is_none());
                if let Some(key) = idioms::extension(extension.object, extension.name) {
                    let message = format!("`{}` has no meaning here", extension.name);
                    let finding = at_key(&codes::OTHER_NOTATION, &extension.at, message);
                    let plan = Plan::new("").text(extension.at.key_place(), key).certain(absent(key));
                    let value = extension.at.scalar().map_or_else(String::new, |scalar| format!(" {}", scalar.text));
                    findings.push(finding.with_help(format!("write `{key}:{value}`")).with_plan(plan));
                } else if let Some(meant) = meant(extension.name, extension::ALL.iter().map(|known| known.name)) {
                    let message = format!("unknown extension `{}`", extension.name);
                    let finding = at_key(&codes::EXTENSION_MISSPELT, &extension.at, message);
                    findings.push(finding.meaning(meant.name, meant.name, meant.only && absent(meant.name)));
                }
            }
        }
    }
}

fn idempotency(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let name = IDEMPOTENCY.name;
    for operation in document.operations.iter().filter(|operation| operation.at.get(name).is_none()) {
        let message = "the operation has no `x-idempotency`, so a call is not repeated when its response is lost";
        let finding = at_key(&codes::IDEMPOTENCY_MISSING, &operation.at, message);
        findings.push(finding.with_help(format!("add `{name}:` with {}", alternatives(Idempotency::VALUES))));
    }
}

fn placed_and_shaped(known: &extension::Extension, extension: &Extension<'_>, findings: &mut Vec<Diagnostic>) {
    if !known.on.is_empty() && !known.on.contains(&extension.object) {
        let message = format!("`{}` has no meaning on {}", known.name, extension.object.a());
        let on: Vec<String> = known.on.iter().map(|object| object.a()).collect();
        let finding = at_key(&codes::EXTENSION_PLACE, &extension.at, message);
        findings.push(finding.with_help(format!("move it to {}", on.join(" or "))));
    }
    if known.name == SOURCE.name && extension.at.map().is_some() && extension.at.get("date").is_none() {
        let finding = at_key(&codes::EXTENSION_SHAPE, &extension.at, "`x-source` has no `date`");
        let help = "add `date: '2026-01-29'`, the day of the page, or on which it was read";
        findings.push(finding.with_help(help).with_note(known.meaning));
    }
    if let Some((at, fault)) = fault(&known.form, &extension.at) {
        let message = format!("`{}` has the wrong shape: {fault}", known.name);
        let finding = at_value(&codes::EXTENSION_SHAPE, &at, message);
        let finding = finding.with_note(known.meaning);
        let words: Vec<(&str, &str)> = choices(&known.form).into_iter().map(|word| (word, "")).collect();
        let sample = match at.scalar().is_some() && !words.is_empty() && at.pointer != extension.at.pointer {
            true => format!("write {}", alternatives(&words)),
            false => format!("write, for example, `{}: {}`", known.name, known.sample),
        };
        let word = match at.text() {
            Some(text) if at.pointer != extension.at.pointer || matches!(known.form, Form::Choice(_)) => {
                meant(text, choices(&known.form).into_iter())
            }
            _ => None,
        };
        findings.push(match truth(&known.form, &at) {
            Some(truth) => {
                let plan = Plan::new("").yaml(at.node.span.clone(), truth.to_string()).certain(true);
                finding.with_help(format!("write `{truth}`")).with_plan(plan)
            }
            None => match unknown_key(&known.form, &at) {
                Some(meant) => {
                    let plan = Plan::new("").text(at.key_place(), meant.name).certain(meant.only);
                    finding.with_help(format!("did you mean `{}`?", meant.name)).with_plan(plan)
                }
                None => finding.with_word(word, sample),
            },
        });
    }
}

/// Returns the object around a value.
fn parent<'a>(document: &Document<'a>, at: &Cursor<'_>) -> Option<Cursor<'a>> {
    document.root.follow(&at.pointer[..at.pointer.rfind('/')?])
}

/// Returns the boolean that is meant where a flag is wanted.
fn truth(form: &Form, at: &Cursor<'_>) -> Option<bool> {
    let text = at.text().filter(|_| matches!(form, Form::Flag))?;
    match text.to_lowercase().as_str() {
        "yes" | "on" | "true" => Some(true),
        "no" | "off" | "false" => Some(false),
        _ => None,
    }
}

/// Returns the words that a value of the form can be.
fn choices(form: &Form) -> Vec<&'static str> {
    match form {
        Form::Choice(values) => values.iter().map(|(name, _)| *name).collect(),
        Form::List(form) | Form::Map(form) => choices(form),
        _ => Vec::new(),
    }
}

/// Returns the key that is meant by an unknown key of the form.
fn unknown_key(form: &Form, at: &Cursor<'_>) -> Option<Meant<'static>> {
    let Form::Keys(keys) = form else { return None };
    let name = at.key().map(|key| key.text.as_str())?;
    let known = keys.iter().map(|key| key.name);
    meant(name, known).filter(|_| keys.iter().all(|key| key.name != name))
}

/// Returns where and how a value differs from its form. The content of keys has checks of its own.
fn fault<'a>(form: &Form, at: &Cursor<'a>) -> Option<(Cursor<'a>, String)> {
    let must =
        |fits: bool, wanted: &str| (!fits).then(|| (at.clone(), format!("it must be {wanted}, not {}", at.what())));
    match form {
        Form::Flag => must(at.node.boolean().is_some(), "true or false"),
        Form::Text => must(at.text().is_some(), "a string"),
        Form::Integer(range, what) => must(at.node.integer().is_some_and(|number| range.contains(&number)), what),
        Form::Choice(values) => {
            let known = at.text().is_some_and(|text| values.iter().any(|(value, _)| *value == text));
            let names: Vec<&str> = values.iter().map(|(value, _)| *value).collect();
            (!known).then(|| (at.clone(), format!("it must be one of {}", names.join(", "))))
        }
        // The check of error codes reports what is wrong in a group.
        Form::List(Form::Keys(_)) => must(at.is_list(), "a list"),
        Form::List(form) => must(at.is_list(), "a list").or_else(|| at.items().find_map(|item| fault(form, &item))),
        Form::Map(form) => {
            must(at.map().is_some(), "a map").or_else(|| at.entries().find_map(|(_, value)| fault(form, &value)))
        }
        Form::Keys(keys) => must(at.map().is_some(), "a map").or_else(|| {
            let (name, value) = at.entries().find(|(name, _)| keys.iter().all(|key| key.name != *name))?;
            let known: Vec<&str> = keys.iter().map(|key| key.name).collect();
            Some((value, format!("unknown key `{name}`; known keys are {}", known.join(", "))))
        }),
    }
}

/// The settings of the client that can fill in a parameter.
const SETTINGS: [&str; 1] = ["project_id"];

fn values(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for schema in document.all(&SCHEMA) {
        // The walk reports an `enum` that is no list.
        if schema.get("enum").is_some_and(|values| !values.is_list()) {
            continue;
        }
        if let Some(values) = schema.get("enum") {
            open(schema, findings);
            let values: Vec<Cursor<'_>> = values.items().filter(|value| value.text().is_some()).collect();
            maps(schema, &values, findings);
        } else {
            for name in [&EXTENSIBLE_ENUM, &ENUM_VARNAMES, &ENUM_DESCRIPTIONS, &LIFECYCLE].map(|known| known.name) {
                if let Some(extension) = schema.get(name) {
                    let finding =
                        at_key(&codes::EXTENSION_VALUE, &extension, format!("`{name}` has no `enum` beside it"));
                    findings.push(finding.with_help("add the `enum`, or remove the extension"));
                }
            }
        }
        if let Some(upload) = schema.get(UPLOAD.name) {
            upload_of(document, schema, &upload, findings);
        }
        if let Some(format) = schema.get(TIME_FORMAT.name) {
            time_of(schema, &format, findings);
        }
        if let Some(values) = schema.get(VALUES_OF.name) {
            values_of(document, schema, &values, findings);
        }
    }
    for extension in document.extensions.iter().filter(|extension| extension.name == CLIENT_DEFAULT.name) {
        if let Some(setting) = extension.at.text().filter(|setting| !SETTINGS.contains(setting)) {
            let message = format!("the client has no setting `{setting}`");
            let finding = at_value(&codes::EXTENSION_VALUE, &extension.at, message);
            let otherwise = format!("its settings are {}", SETTINGS.join(", "));
            findings.push(finding.with_word(meant(setting, SETTINGS.into_iter()), otherwise));
        }
    }
}

fn open(schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    if let Some(mark) = schema.get(EXTENSIBLE_ENUM.name)
        && schema.text_of("type") != Some("string")
    {
        let finding = at_key(&codes::EXTENSION_VALUE, &mark, "only an enum of strings can be extensible");
        findings.push(finding.with_help("make the values strings, or remove `enum` and describe the values"));
    }
}

fn maps(schema: &Cursor<'_>, values: &[Cursor<'_>], findings: &mut Vec<Diagnostic>) {
    let texts: Vec<&str> = values.iter().filter_map(|value| value.text()).collect();
    for extension in [&ENUM_DESCRIPTIONS, &LIFECYCLE].iter().filter_map(|known| schema.get(known.name)) {
        for (name, entry) in extension.entries().filter(|(name, _)| !texts.contains(name)) {
            let finding = at_key(&codes::EXTENSION_VALUE, &entry, format!("`{name}` is not a value of the enum"));
            findings.push(
                finding.with_meant(similar(name, texts.iter().copied()), "add it to the enum, or remove it here"),
            );
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
    for value in without(LIFECYCLE.name) {
        let message = format!("`x-lifecycle` does not classify `{}`", value.text().unwrap_or_default());
        let finding = at_value(&codes::EXTENSION_VALUE, value, message);
        findings.push(
            finding
                .with_help(format!(
                    "add `{}:` to `x-lifecycle`, with {}",
                    written(value.text().unwrap_or_default()),
                    alternatives(Lifecycle::VALUES)
                ))
                .with_note("the client would wait in this state"),
        );
    }
    if let Some(states) = schema.get(LIFECYCLE.name).filter(|states| states.map().is_some())
        // Another check reports a class that does not exist.
        && states.entries().all(|(_, class)| class.text().and_then(Lifecycle::read).is_some())
        && !states.entries().any(|(_, class)| class.text().and_then(Lifecycle::read) == Some(Lifecycle::Succeeded))
    {
        let finding = at_key(&codes::EXTENSION_VALUE, &states, "`x-lifecycle` has no `succeeded` state");
        findings.push(
            finding
                .with_help("classify the state in which everything is done as `succeeded`")
                .with_note("the client would wait until the deadline"),
        );
    }
    for value in without(ENUM_DESCRIPTIONS.name) {
        let message = format!("`x-enum-descriptions` does not describe `{}`", value.text().unwrap_or_default());
        let name = value.text().unwrap_or_default();
        let help = format!("add `{}: …` to `x-enum-descriptions`, with its meaning", written(name));
        findings.push(at_value(&codes::VALUE_UNDESCRIBED, value, message).with_help(help));
    }
    if let Some(names) =
        schema.get(ENUM_VARNAMES.name).filter(|names| names.is_list() && names.items().count() != values.len())
    {
        let message = format!("`x-enum-varnames` has {} names for {} values", names.items().count(), values.len());
        findings.push(
            at_key(&codes::EXTENSION_VALUE, &names, message).with_help("name each value, in the order of `enum`"),
        );
    }
}

fn time_of(schema: &Cursor<'_>, format: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let wanted = |name: &str| Time::read(name).map(Time::of_type);
    if let (Some(name), Some(kind)) = (format.text(), schema.text_of("type"))
        && let Some(wanted_type) = wanted(name).filter(|wanted| *wanted != kind)
    {
        let message = format!("`x-time-format: {name}` is for the type {wanted_type}, and this is of the type {kind}");
        let finding = at_value(&codes::EXTENSION_VALUE, format, message);
        let suitable = Time::VALUES.iter().filter(|(name, _)| wanted(name) == Some(kind)).copied();
        let suitable: Vec<_> = suitable.collect();
        findings.push(match suitable.is_empty() {
            true => finding.with_help("remove it"),
            false => finding.with_help(format!("write {}, or remove it", alternatives(&suitable))),
        });
    } else if let (Some(name), Some(other)) = (format.text(), schema.text_of("format"))
        && Time::read(name) == Some(Time::Rfc3339)
        && Format::read(other).is_some_and(|format| format != Format::DateTime)
    {
        let message = format!("`x-time-format: {name}` is for a time, and this has the format `{other}`");
        findings.push(at_value(&codes::EXTENSION_VALUE, format, message).with_help("remove one of the two"));
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
        let meant = similar(text, enums().map(|(known, _)| known));
        findings.push(finding.with_meant(meant, "name an enum of strings under `components/schemas`"));
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
        let plan = Plan::new("").yaml(method.node.span.clone(), "PUT");
        findings.push(finding.with_help("write `method: PUT`").with_plan(plan));
    }
    if let Some(renew) = upload.get("renew")
        && let Some(id) = renew.text()
        && document.operations.iter().all(|operation| operation.id != Some(id))
    {
        let finding = at_value(&codes::EXTENSION_VALUE, &renew, format!("there is no operation `{id}`"));
        let ids = document.operations.iter().filter_map(|operation| operation.id);
        findings.push(finding.with_meant(similar(id, ids), "name the operation that returns a fresh URL"));
    }
    if !schema.flag(SENSITIVE.name) {
        let finding = at_key(&codes::UPLOAD_SHOWN, upload, "the upload URL would appear in logs");
        let plan = match schema.get(SENSITIVE.name) {
            None => Some(Plan::new("add `x-sensitive: true`").beside(schema, UPLOAD.name, SENSITIVE.name, "true")),
            Some(_) => None,
        };
        let plan = plan.map(|plan| plan.certain(true));
        findings.push(finding.with_help("add `x-sensitive: true` beside `x-upload`").with_plan(plan));
    }
}

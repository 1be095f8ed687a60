//! Checks that `x-error-codes` describes each code of an error response completely and once.

use std::collections::HashMap;

use super::{at_key, at_value};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::fix::{Plan, single_quoted};
use crate::similar::{Meant, meant};
use crate::spec::extension::{
    self, ERROR_CODE, ERROR_GROUP, ERROR_STATUSES, ErrorClass, Form, Key, SOURCE_KEYS, alternatives,
};
use crate::yaml::Cursor;

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let mut seen = HashMap::new();
    for group in document.root.items_of(extension::ERROR_CODES.name) {
        if !is_map(&group, findings) {
            continue;
        }
        keys(&group, ERROR_GROUP, findings);
        if let Some(source) = group.get("x-source").filter(|source| is_map(source, findings)) {
            keys(&source, SOURCE_KEYS, findings);
        }
        let Some(all) = group.get("codes").filter(|all| is_map(all, findings)) else { continue };
        for (code, at) in all.entries() {
            entry(&at, findings);
            if let Some(first) = seen.get(code) {
                let finding = at_key(&codes::ERROR_CODE_TWICE, &at, format!("duplicate error code `{code}`"));
                findings.push(
                    finding
                        .with_related(Cursor::key_place(first), "first occurrence")
                        .with_help("remove one of the two"),
                );
            } else {
                seen.insert(code, at);
            }
        }
    }
}

fn entry(at: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    if !is_map(at, findings) {
        return;
    }
    keys(at, ERROR_CODE, findings);
    if let Some(class) = at.get("class")
        && let Some(text) = class.text().filter(|text| ErrorClass::read(text).is_none())
    {
        let known: Vec<&str> = ErrorClass::VALUES.iter().map(|(name, _)| *name).collect();
        let finding = at_value(&codes::ERROR_CLASS, &class, format!("unknown class `{text}`"));
        let finding = finding.with_note(format!("known classes are {}", known.join(", ")));
        findings.push(finding.with_word(
            meant(text, known.into_iter()),
            "use the class that tells what a caller can do; `server` if both sides may be at fault",
        ));
    }
    let Some(statuses) = at.get("status") else { return };
    if !statuses.is_list() {
        let message = format!("`status` must be a list, not {}", statuses.what());
        let finding = at_value(&codes::ERROR_CODES_SHAPE, &statuses, message);
        findings.push(match statuses.node.integer() {
            Some(status) => {
                let plan = Plan::new("").yaml(statuses.node.span.clone(), format!("[{status}]")).certain(true);
                finding.with_help(format!("write `status: [{status}]`")).with_plan(plan)
            }
            None => finding.with_help("write a list of numbers, such as `status: [400]`"),
        });
    } else if statuses.items().next().is_none() {
        findings.push(
            at_value(&codes::ERROR_STATUS, &statuses, "the error code has no status")
                .with_help("list the statuses that come with it"),
        );
    }
    for status in statuses.items() {
        if !status.node.integer().is_some_and(|number| ERROR_STATUSES.contains(&number)) {
            let finding = at_value(&codes::ERROR_STATUS, &status, "this is not the status of an error response");
            let (least, most) = (ERROR_STATUSES.start(), ERROR_STATUSES.end());
            let number = status.text().and_then(|text| text.parse().ok());
            findings.push(match number.filter(|number| ERROR_STATUSES.contains(number)) {
                Some(number) => {
                    let plan = Plan::new("").yaml(status.node.span.clone(), number.to_string()).certain(true);
                    finding.with_help(format!("remove the quotes: `{number}`")).with_plan(plan)
                }
                None => finding.with_help(format!("write a number from {least} to {most}")),
            });
        }
    }
}

fn is_map(at: &Cursor<'_>, findings: &mut Vec<Diagnostic>) -> bool {
    let is = at.map().is_some();
    if !is {
        let finding = at_value(&codes::ERROR_CODES_SHAPE, at, format!("this must be a map, not {}", at.what()));
        findings.push(finding.with_help(match at.key().map(|key| key.text.as_str()) {
            Some("x-source") => "write `x-source: {page: 'https://…', date: '2026-01-29'}`",
            Some("codes") => "write `codes: {CODE: {status: [400], class: request, meaning: …}}`",
            Some(_) => "write `{status: [400], class: request, meaning: …}`",
            None => "write a group: `service: …`, with `x-source` and `codes` beside it",
        }));
    }
    is
}

/// Reports keys that are not known, required ones that are missing, and values that must be strings and are none.
fn keys(at: &Cursor<'_>, keys: &[Key], findings: &mut Vec<Diagnostic>) {
    let known: Vec<&str> = keys.iter().map(|key| key.name).collect();
    for (name, value) in at.entries().filter(|(name, _)| !known.contains(name)) {
        let finding = at_key(&codes::ERROR_CODES_KEY, &value, format!("unknown key `{name}`"));
        let finding = finding.with_note(format!("known keys are {}", known.join(", ")));
        let meant = meant(name, known.iter().copied())
            .map(|meant| Meant { only: meant.only && at.get(meant.name).is_none(), ..meant });
        findings.push(finding.with_word(meant, "remove it; nothing reads it"));
    }
    for Key { name, .. } in keys.iter().filter(|key| key.required && at.get(key.name).is_none()) {
        let finding = at_value(&codes::ERROR_CODES_KEY, at, format!("missing key `{name}`"));
        findings.push(finding.with_help(match *name {
            "x-source" => "add `x-source: {page: 'https://…', date: '2026-01-29'}`".to_owned(),
            "date" => "add `date: '2026-01-29'`, the day of the page, or on which it was read".to_owned(),
            "codes" => "add `codes:`, with the codes of the group".to_owned(),
            "status" => "add `status: [400]`, the statuses that come with the code".to_owned(),
            "class" => format!("add `class:` with {}", alternatives(ErrorClass::VALUES)),
            "meaning" => "add `meaning:`, a sentence; leave out a code whose meaning is not known".to_owned(),
            name => format!("add `{name}:`"),
        }));
    }
    let texts = keys.iter().filter(|key| matches!(key.form, Form::Text | Form::Choice(_)));
    for value in texts.filter_map(|key| at.get(key.name)) {
        if value.text().is_none_or(|text| text.trim().is_empty()) {
            let message = match value.text() {
                Some(_) => "this string must not be empty".to_owned(),
                None => format!("this must be a string, not {}", value.what()),
            };
            let finding = at_value(&codes::ERROR_CODES_SHAPE, &value, message);
            findings.push(match value.scalar().filter(|scalar| !scalar.text.trim().is_empty()) {
                Some(scalar) => {
                    let quoted = single_quoted(&scalar.text);
                    let plan = Plan::new("").yaml(value.node.span.clone(), &*quoted).certain(true);
                    finding.with_help(format!("put it in quotes: `{quoted}`")).with_plan(plan)
                }
                None => finding.with_help("write a text, or remove the key if it is not required"),
            });
        }
    }
}

//! Checks that `x-error-codes` describes each code of an error response completely and once.

use std::collections::HashMap;

use super::{at_key, at_value};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::spec::CLASSES;
use crate::walk::similar;
use crate::yaml::{Cursor, ScalarKind};

const GROUP: [&str; 3] = ["service", "x-source", "codes"];
const ENTRY: [&str; 4] = ["status", "class", "meaning", "advice"];
const SOURCE: [&str; 4] = ["page", "artefact", "date", "note"];

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let mut seen = HashMap::new();
    for group in document.root.get("x-error-codes").iter().flat_map(Cursor::items) {
        if !is_map(&group, findings) {
            continue;
        }
        keys(&group, &GROUP, &GROUP, findings);
        texts(&group, &["service"], findings);
        if let Some(source) = group.get("x-source").filter(|source| is_map(source, findings)) {
            keys(&source, &SOURCE, &["date"], findings);
            texts(&source, &SOURCE, findings);
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
    keys(at, &ENTRY, &ENTRY[..3], findings);
    texts(at, &["class", "meaning", "advice"], findings);
    if let Some(class) = at.get("class")
        && let Some(text) = class.text().filter(|text| !CLASSES.contains(text))
    {
        let finding = at_value(&codes::ERROR_CLASS, &class, format!("unknown class `{text}`"));
        let finding = finding.with_note(format!("known classes are {}", CLASSES.join(", ")));
        findings.push(match similar(text, CLASSES.iter().copied()) {
            Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
            None => finding,
        });
    }
    let Some(statuses) = at.get("status") else { return };
    if !statuses.is_list() {
        let message = format!("`status` must be a list, not {}", statuses.what());
        findings.push(at_value(&codes::ERROR_CODES_SHAPE, &statuses, message).with_help("write `status: [400]`"));
    } else if statuses.items().next().is_none() {
        findings.push(
            at_value(&codes::ERROR_STATUS, &statuses, "the error code has no status")
                .with_help("list the statuses that come with it"),
        );
    }
    for status in statuses.items() {
        if !status.scalar().is_some_and(|scalar| matches!(scalar.kind, ScalarKind::Integer(400..=599))) {
            let finding = at_value(&codes::ERROR_STATUS, &status, "this is not the status of an error response");
            findings.push(finding.with_help("write a number from 400 to 599"));
        }
    }
}

fn is_map(at: &Cursor<'_>, findings: &mut Vec<Diagnostic>) -> bool {
    let is = at.map().is_some();
    if !is {
        findings.push(at_value(&codes::ERROR_CODES_SHAPE, at, format!("this must be a map, not {}", at.what())));
    }
    is
}

/// Reports keys that are not known, and needed ones that are missing.
fn keys(at: &Cursor<'_>, known: &[&'static str], needed: &[&str], findings: &mut Vec<Diagnostic>) {
    for (name, value) in at.entries().filter(|(name, _)| !known.contains(name)) {
        let finding = at_key(&codes::ERROR_CODES_KEY, &value, format!("unknown key `{name}`"));
        let finding = finding.with_note(format!("known keys are {}", known.join(", ")));
        findings.push(match similar(name, known.iter().copied()) {
            Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
            None => finding,
        });
    }
    for key in needed.iter().filter(|key| at.get(key).is_none()) {
        findings.push(at_value(&codes::ERROR_CODES_KEY, at, format!("missing key `{key}`")));
    }
}

fn texts(at: &Cursor<'_>, keys: &[&str], findings: &mut Vec<Diagnostic>) {
    for value in keys.iter().filter_map(|key| at.get(key)) {
        if value.text().is_none_or(|text| text.trim().is_empty()) {
            let message = match value.text() {
                Some(_) => "this string must not be empty".to_owned(),
                None => format!("this must be a string, not {}", value.what()),
            };
            findings.push(at_value(&codes::ERROR_CODES_SHAPE, &value, message));
        }
    }
}

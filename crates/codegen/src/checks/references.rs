//! Checks that references resolve to the right kind of object, and have no keys beside them.

use std::collections::HashSet;

use super::{at_key, at_value};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::openapi::Object;
use crate::walk::{Reference, similar};
use crate::yaml::{Cursor, unescape};

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let mut reported = HashSet::new();
    for reference in &document.references {
        siblings(reference, findings);
        if missing(document, reference.target).is_none_or(|missing| reported.insert(missing)) {
            target(document, reference, findings);
        }
    }
    for at in document.all(&crate::openapi::SCHEMA) {
        if within_itself(document, at) {
            findings.push(at_key(&codes::CYCLE, at, "the schema contains itself as one of its parts"));
        }
    }
}

fn siblings(reference: &Reference<'_>, findings: &mut Vec<Diagnostic>) {
    for (name, value) in reference.at.entries().filter(|(name, _)| *name != "$ref" && !name.starts_with("x-")) {
        let message = format!("`{name}` is ignored, because it is beside a `$ref`");
        let finding = at_key(&codes::SIBLING, &value, message);
        let schema = reference.object == &crate::openapi::SCHEMA;
        findings.push(match schema {
            true => finding
                .with_help(format!("write `allOf: [{{$ref: '{}'}}]` and keep `{name}` beside it", reference.target)),
            false => finding.with_help("move it to the target of the reference, or write the object out here"),
        });
    }
}

fn target(document: &Document<'_>, reference: &Reference<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(at) = reference.at.get("$ref") else { return };
    let target = reference.target;
    if !target.starts_with('#') {
        let finding = at_value(&codes::EXTERNAL, &at, format!("`{target}` is outside this file"));
        findings.push(finding.with_help("copy it into `components` and refer to `#/components/…`"));
        return;
    }
    let Some(found) = document.root.follow(target) else {
        findings.push(nowhere(document, &at, target));
        return;
    };
    let mut seen = HashSet::from([reference.at.pointer.clone()]);
    let mut next = found.clone();
    while let Some(further) = next.text_of("$ref").and_then(|target| document.root.follow(target)) {
        if !seen.insert(next.pointer.clone()) {
            findings.push(at_value(&codes::CYCLE, &at, "this reference leads back to itself"));
            return;
        }
        next = further;
    }
    match document.kind(&found.pointer) {
        Some(object) if object == reference.object => {}
        other => {
            let is = other.map_or("something else".to_owned(), Object::a);
            let message = format!("expected a reference to {}, found one to {is}", reference.object.a());
            findings.push(at_value(&codes::WRONG_KIND, &at, message));
        }
    }
}

/// Returns the parent of the target if it does not exist. Of all references into such a parent, only the first one is
/// reported.
fn missing<'t>(document: &Document<'_>, target: &'t str) -> Option<&'t str> {
    let (parent, _) = target.rsplit_once('/').filter(|(parent, _)| parent.starts_with('#'))?;
    document.root.follow(parent).is_none().then_some(parent)
}

fn nowhere(document: &Document<'_>, at: &Cursor<'_>, target: &str) -> Diagnostic {
    let finding = at_value(&codes::UNRESOLVED, at, format!("there is no `{target}`"));
    let (parent, name) = target.rsplit_once('/').unwrap_or(("#", target));
    let name = unescape(name);
    let Some(known) = document.root.follow(parent) else {
        return finding.with_help(format!("there is no `{parent}` either; other references into it are not reported"));
    };
    let known = [known];
    let known: Vec<&str> = known.iter().flat_map(Cursor::entries).map(|(name, _)| name).collect();
    match similar(&name, known.into_iter()) {
        Some(meant) => finding.with_help(format!("did you mean `{parent}/{meant}`?")),
        None => finding.with_help("references are case-sensitive and begin with `#/components/`"),
    }
}

/// Returns whether the parts of a schema (`allOf`, `oneOf`, `anyOf`, `not`, but not its properties) lead back to it.
fn within_itself(document: &Document<'_>, schema: &Cursor<'_>) -> bool {
    let made_of = |schema: &Cursor<'_>| -> Vec<String> {
        let lists = ["allOf", "oneOf", "anyOf"].map(|key| schema.get(key));
        let parts = lists.iter().flatten().flat_map(Cursor::items).chain(schema.get("not"));
        parts.map(|part| document.resolve(&part).pointer).collect()
    };
    let mut seen = HashSet::new();
    let mut next = made_of(schema);
    while let Some(pointer) = next.pop() {
        if pointer == schema.pointer {
            return true;
        }
        if seen.insert(pointer.clone())
            && let Some(found) = document.root.follow(&pointer)
        {
            next.extend(made_of(&found));
        }
    }
    false
}

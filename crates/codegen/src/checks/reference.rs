//! Checks that references resolve to the right kind of object and have no keys beside them, and that components are used
//! (MV03).

use std::collections::HashSet;

use super::{Check, at_key, at_value};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::fix::Plan;
use crate::idioms;
use crate::openapi::{Object, SCHEMA};
use crate::similar::similar;
use crate::walk::Reference;
use crate::yaml::{Cursor, escape, unescape};

pub(super) const CHECKS: &[Check] = &[references, path_items, used];

pub(super) fn references(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let mut reported = HashSet::new();
    for reference in &document.references {
        siblings(reference, findings);
        if missing_parent(document, reference.target).is_none_or(|missing| reported.insert(missing)) {
            target(document, reference, findings);
        }
    }
    for at in document.all(&SCHEMA) {
        if within_itself(document, at) {
            let finding = at_key(&codes::CYCLE, at, "the schema contains itself as one of its parts");
            findings.push(finding.with_help("remove the part that leads back, or make it a property"));
        }
    }
}

fn siblings(reference: &Reference<'_>, findings: &mut Vec<Diagnostic>) {
    for (name, value) in reference.at.entries().filter(|(name, _)| *name != "$ref" && !name.starts_with("x-")) {
        let message = format!("`{name}` is ignored, because it is beside a `$ref`");
        let finding = at_key(&codes::SIBLING, &value, message);
        let schema = reference.object == &SCHEMA;
        findings.push(match schema {
            true => {
                let target = reference.target;
                let plan = reference.at.get("$ref").zip(reference.at.node.entry("$ref")).map(|(at, entry)| {
                    Plan::new(format!("write `allOf: [{{$ref: '{target}'}}]`"))
                        .text(entry.key.span.clone(), "allOf")
                        .yaml(at.node.span.clone(), format!("[{{$ref: '{target}'}}]"))
                        .certain(matches!(name, "description" | "example" | "nullable" | "deprecated" | "title"))
                });
                let plan = plan.filter(|_| reference.at.get("allOf").is_none());
                finding
                    .with_help(format!("write `allOf: [{{$ref: '{target}'}}]` and keep `{name}` beside it"))
                    .with_plan(plan)
            }
            false => finding.with_help("move it to the target of the reference, or write the object out here"),
        });
    }
}

fn target(document: &Document<'_>, reference: &Reference<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(at) = reference.at.get("$ref") else { return };
    let target = reference.target;
    if !target.starts_with('#') {
        findings.push(match component(document, reference.object, target) {
            Some(known) => {
                let finding =
                    at_value(&codes::UNRESOLVED, &at, format!("`{target}` is not a reference into this file"));
                finding.meaning(&known, &known, !target.contains('.'))
            }
            None if target.contains(['.', '/', ':']) => {
                let finding = at_value(&codes::EXTERNAL, &at, format!("`{target}` is outside this file"));
                finding.with_help("copy it into `components` and refer to `#/components/…`")
            }
            None => {
                let finding = at_value(&codes::UNRESOLVED, &at, format!("there is no `{target}`"));
                let kind = idioms::kind_of(reference.object).unwrap_or("schemas");
                finding.with_help(format!("references begin with `#/components/`: `#/components/{kind}/{target}`"))
            }
        });
        return;
    }
    let Some(found) = document.root.follow(target) else {
        findings.push(nowhere(document, reference, &at));
        return;
    };
    let mut seen = HashSet::from([reference.at.pointer.clone()]);
    let mut next = found.clone();
    while let Some(further) = next.text_of("$ref").and_then(|target| document.root.follow(target)) {
        if !seen.insert(next.pointer.clone()) {
            let finding = at_value(&codes::CYCLE, &at, "this reference leads back to itself");
            findings.push(finding.with_help("refer to a component with content of its own, or write the content here"));
            return;
        }
        next = further;
    }
    match document.kind(&found.pointer) {
        Some(object) if object == reference.object => {}
        other => {
            let is = other.map_or("something else".to_owned(), Object::a);
            let message = format!("expected a reference to {}, found one to {is}", reference.object.a());
            let finding = at_value(&codes::WRONG_KIND, &at, message);
            let kind = idioms::kind_of(reference.object).unwrap_or("schemas");
            findings.push(match component(document, reference.object, target) {
                Some(known) => finding.meaning(&known, &known, false),
                None => finding.with_help(format!("refer to one of `#/components/{kind}`")),
            });
        }
    }
}

/// Returns the parent of the target if it does not exist. Of all references into such a parent, only the first one is
/// reported.
fn missing_parent<'t>(document: &Document<'_>, target: &'t str) -> Option<&'t str> {
    let (parent, _) = target.rsplit_once('/').filter(|(parent, _)| parent.starts_with('#'))?;
    document.root.follow(parent).is_none().then_some(parent)
}

fn nowhere(document: &Document<'_>, reference: &Reference<'_>, at: &Cursor<'_>) -> Diagnostic {
    let target = reference.target;
    let finding = at_value(&codes::UNRESOLVED, at, format!("there is no `{target}`"));
    let (parent, name) = target.rsplit_once('/').unwrap_or(("#", target));
    let name = unescape(name);
    let Some(known) = document.root.follow(parent) else {
        return match component(document, reference.object, target) {
            Some(known) => elsewhere(document, finding, parent, &known),
            None => {
                finding.with_help(format!("there is no `{parent}` either; other references into it are not reported"))
            }
        };
    };
    let known = [known];
    let known: Vec<&str> = known.iter().flat_map(Cursor::entries).map(|(name, _)| name).collect();
    match similar(&name, known.into_iter()) {
        Some(meant) => {
            let meant = format!("{parent}/{}", escape(meant));
            finding.meaning(&meant, &meant, false)
        }
        None => match component(document, reference.object, target) {
            Some(known) => finding.meaning(&known, &known, false),
            None => {
                let kind = idioms::kind_of(reference.object).unwrap_or("schemas");
                finding.with_help(match parent.strip_prefix("#/components/") == Some(kind) {
                    true => format!("add `{name}` under `components/{kind}`, or refer to one that is there"),
                    false => format!("refer to `#/components/{kind}/…`, where {} is expected", reference.object.a()),
                })
            }
        },
    }
}

/// Adds the help for a reference into a part of the file that does not exist, such as `#/definitions`, if the component
/// is known. The fix is one for all such references, because only the first of them is reported.
fn elsewhere(document: &Document<'_>, finding: Diagnostic, parent: &str, known: &str) -> Diagnostic {
    let mut plan = Plan::new("").certain(true);
    let mut count = 0;
    for other in &document.references {
        let into = other.target.rsplit_once('/').is_some_and(|(into, _)| into == parent);
        let target = component(document, other.object, other.target).filter(|_| into);
        if let (Some(target), Some(at)) = (target, other.at.get("$ref")) {
            count += 1;
            plan = plan.text(at.node.span.clone(), target);
        }
    }
    match count {
        0 | 1 => finding.with_help(format!("write `{known}`")).with_plan(plan),
        _ => finding
            .with_help(format!("write `{known}`, and so in all {count} references into `{parent}`"))
            .with_plan(plan.titled(format!("write {count} references into `{parent}` as references to components"))),
    }
}

/// Returns the reference to the component of the right kind whose name a target ends with.
fn component(document: &Document<'_>, object: &'static Object, target: &str) -> Option<String> {
    let kind = idioms::kind_of(object)?;
    let last = target.rsplit(['/', '#']).find(|part| !part.is_empty())?;
    let bare = last.split('.').next().unwrap_or(last);
    let found = [last, bare].into_iter().find_map(|name| {
        let name = unescape(name);
        document.component(kind, &name).map(|_| format!("#/components/{kind}/{}", escape(&name)))
    });
    found.filter(|found| found != target)
}

/// Returns whether the parts of a schema (`allOf`, `oneOf`, `anyOf`, `not`, but not its properties) lead back to it.
fn within_itself(document: &Document<'_>, schema: &Cursor<'_>) -> bool {
    let made_of = |schema: &Cursor<'_>| -> Vec<String> {
        let lists = ["allOf", "oneOf", "anyOf"].into_iter().flat_map(|key| schema.items_of(key));
        let parts = lists.chain(schema.get("not"));
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

fn path_items(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let items = document.root.entries_of("paths").filter(|(path, _)| path.starts_with('/'));
    for reference in items.filter_map(|(_, item)| item.get("$ref")) {
        let finding = at_key(&codes::PATH_ITEM_REF, &reference, "a path item cannot be a reference");
        findings.push(finding.with_help("write the operations out here"));
    }
}

fn used(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    // A misspelt reference makes every component behind it seem unused.
    let nowhere = |reference: &Reference<'_>| document.root.follow(reference.target).is_none();
    if document.references.iter().any(nowhere) {
        return;
    }
    let mut used = pointers_in_use(document);
    // So does a misspelt or malformed requirement of security.
    let requirements = document.operations.iter().filter_map(|operation| operation.at.get("security"));
    let wrong = document.root.get("security").into_iter().chain(requirements).any(|list| {
        let known = |name: &str| document.component("securitySchemes", name).is_some();
        !list.is_list() || list.items().any(|item| item.map().is_none() || item.entries().any(|(name, _)| !known(name)))
    });
    if wrong {
        used.extend(document.components("securitySchemes").map(|(_, scheme)| scheme.pointer));
    }
    for (kind, group) in document.root.entries_of("components") {
        for (name, component) in group.entries() {
            if !used.contains(component.pointer.as_str()) {
                let what = if kind == "requestBodies" { "requestBody" } else { kind.trim_end_matches('s') };
                let message = format!("unused {what} `{name}`");
                let plan = Plan::new(format!("remove `{name}`")).without(&group, &component);
                let finding = at_key(&codes::UNUSED, &component, message);
                findings.push(finding.with_help("remove it, or refer to it").with_plan(plan));
            }
        }
    }
}

/// Returns the pointers of the components that the paths refer to, directly or through other components, and of the
/// security schemes in use.
fn pointers_in_use(document: &Document<'_>) -> HashSet<String> {
    let mut used = HashSet::new();
    let lists = document.operations.iter().filter_map(|operation| operation.at.get("security"));
    for list in document.root.get("security").into_iter().chain(lists) {
        for (name, _) in list.items().flat_map(|alternative| alternative.entries()) {
            used.extend(document.component("securitySchemes", name).map(|scheme| scheme.pointer));
        }
    }
    let from = |reference: &Cursor<'_>, place: &str| {
        reference.pointer.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    // A text that holds values of an enum uses it.
    let held = document.extensions.iter().filter(|extension| extension.name == "x-values-of");
    let held = held.filter_map(|extension| Some((&extension.at, extension.at.get("schema")?.text()?)));
    let held: Vec<(&Cursor<'_>, String)> =
        held.map(|(at, name)| (at, format!("#/components/schemas/{name}"))).collect();
    let mut places = vec!["#/paths".to_owned()];
    while let Some(place) = places.pop() {
        for (_, schema) in held.iter().filter(|(at, _)| from(at, &place)) {
            if used.insert(schema.clone()) {
                places.push(schema.clone());
            }
        }
        for reference in document.references.iter().filter(|reference| from(&reference.at, &place)) {
            // A reference may lead to a part of a component, which uses the component as a whole.
            let component: String = reference.target.split_inclusive('/').take(4).collect();
            let component = component.trim_end_matches('/').to_owned();
            if used.insert(component.clone()) {
                places.push(component);
            }
        }
    }
    used
}

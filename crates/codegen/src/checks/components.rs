//! Checks that components are used.

use std::collections::HashSet;

use super::at_key;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::walk::Reference;
use crate::yaml::Cursor;

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    // A misspelt reference makes every component behind it seem unused.
    let nowhere = |reference: &Reference<'_>| document.root.follow(reference.target).is_none();
    if document.references.iter().any(nowhere) {
        return;
    }
    let used = used(document);
    let components = document.root.get("components");
    for (kind, group) in components.iter().flat_map(Cursor::entries) {
        for (name, component) in group.entries() {
            if !used.contains(component.pointer.as_str()) {
                let what = if kind == "requestBodies" { "requestBody" } else { kind.trim_end_matches('s') };
                let message = format!("unused {what} `{name}`");
                findings.push(at_key(&codes::UNUSED, &component, message).with_help("remove it, or refer to it"));
            }
        }
    }
}

/// Returns the pointers of the components that the paths refer to, directly or through other components, and of the
/// security schemes in use.
fn used(document: &Document<'_>) -> HashSet<String> {
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

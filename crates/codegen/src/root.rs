//! Checks the version and the top-level keys, on which everything else in a file depends.
//!
//! The rule: **the cause is reported, and its consequences are not.** A file of another version has one finding. A
//! misspelt key such as `componets` has one too, and the checks continue with the key that was meant, so that they
//! report the other faults. So has `definitions`, where Swagger 2 keeps its schemas, with all the references to them.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::fix::Plan;
use crate::openapi::{COMPONENTS, OPENAPI, Object};
use crate::similar::{Meant, meant};
use crate::yaml::{Content, Cursor, Entry, Node};

/// Reports faults of the version and the top-level keys, and repairs the keys. Returns whether the file can be checked
/// any further.
pub(crate) fn repair(root: &mut Node, findings: &mut Vec<Diagnostic>) -> bool {
    if let Some(finding) = swagger(&Cursor::root(root)) {
        findings.push(finding);
        return false;
    }
    misspelt(root, "#", &OPENAPI, findings);
    misplaced(root, findings);
    if let Some(components) = root.get_mut("components") {
        misspelt(components, "#/components", &COMPONENTS, findings);
    }
    version(&Cursor::root(root), findings)
}

/// Returns a finding if the file is Swagger 2, which has nothing in common with OpenAPI 3 that could be checked.
fn swagger(root: &Cursor<'_>) -> Option<Diagnostic> {
    let version = root.get("swagger").filter(|_| root.get("openapi").is_none())?;
    let text = version.scalar().map_or("2.0", |scalar| scalar.text.as_str());
    let message = format!("this file is Swagger {text}, but only OpenAPI 3.0 is supported");
    let finding = Diagnostic::new(&codes::VERSION, version.key_place(), version.pointer.clone(), message);
    Some(finding.with_help("convert it, for example with `npx swagger2openapi`, and check the result"))
}

/// Reports a missing or unsupported version. Returns whether the file is OpenAPI 3.0, or looks like it without the key
/// `openapi`.
fn version(root: &Cursor<'_>, findings: &mut Vec<Diagnostic>) -> bool {
    if root.map().is_none() {
        return true;
    }
    let Some(version) = root.get("openapi") else {
        let message = "the file has no `openapi` version";
        let finding = Diagnostic::new(&codes::VERSION, root.place(), root.pointer.clone(), message);
        findings.push(finding.with_help("add `openapi: 3.0.3` at the beginning of the file"));
        return ["info", "paths", "components"].iter().any(|key| root.get(key).is_some());
    };
    let number =
        version.scalar().filter(|scalar| matches!(scalar.text.as_str(), "3" | "3.0")).map(|scalar| &*scalar.text);
    // The walk reports another value that is no string.
    let Some(text) = version.text().or(number) else { return true };
    let patch = text.strip_prefix("3.0.");
    let read = patch.is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit()));
    if !read {
        let message = format!("OpenAPI {text} is not supported");
        let finding = Diagnostic::new(&codes::VERSION, version.place(), version.pointer.clone(), message);
        findings.push(match text {
            "3" | "3.0" => {
                let plan = Plan::new("").yaml(version.node.span.clone(), "3.0.3").certain(true);
                finding.with_help("write `openapi: 3.0.3`").with_plan(plan)
            }
            _ => finding.with_help("convert the file to OpenAPI 3.0, and write `openapi: 3.0.3`"),
        });
    }
    read
}

/// Reports and renames keys that resemble a missing one.
fn misspelt(node: &mut Node, pointer: &str, object: &'static Object, findings: &mut Vec<Diagnostic>) {
    let Content::Map(entries) = &mut node.content else { return };
    let there: Vec<String> = entries.iter().map(|entry| entry.key.text.clone()).collect();
    let mut missing: Vec<&'static str> =
        object.keys.iter().map(|key| key.name).filter(|name| there.iter().all(|there| there != name)).collect();
    for entry in entries {
        let name = entry.key.text.clone();
        let known = object.keys.iter().any(|key| key.name == name) || name.starts_with("x-");
        let Some(Meant { name: meant, only }) = meant(&name, missing.iter().copied()).filter(|_| !known) else {
            continue;
        };
        let place = entry.key.span.clone();
        let message = format!("unknown key `{name}`, and `{meant}` is missing");
        let finding = Diagnostic::new(&codes::FIRST_KEY, place, format!("{pointer}/{meant}"), message);
        findings.push(finding.with_label(format!("not a key of {}", object.a())).meaning(meant, meant, only));
        missing.retain(|name| *name != meant);
        entry.key.text = meant.to_owned();
    }
}

/// The keys of Swagger 2 whose content is among the components in OpenAPI 3.
const OF_SWAGGER: &[(&str, &str)] = &[("definitions", "schemas"), ("securityDefinitions", "securitySchemes")];

/// Reports component maps that stand outside `components`, and moves them into it.
fn misplaced(root: &mut Node, findings: &mut Vec<Diagnostic>) {
    let Content::Map(entries) = &mut root.content else { return };
    let kind = |name: &str| {
        let of_swagger = OF_SWAGGER.iter().find(|(old, _)| *old == name).map(|(_, kind)| *kind);
        of_swagger.or_else(|| COMPONENTS.keys.iter().map(|key| key.name).find(|kind| *kind == name))
    };
    let (mut moved, kept): (Vec<Entry>, Vec<Entry>) =
        std::mem::take(entries).into_iter().partition(|entry| kind(&entry.key.text).is_some());
    *entries = kept;
    for entry in &mut moved {
        let name = entry.key.text.clone();
        let kind = kind(&name).unwrap_or_default();
        let message = format!("misplaced key `{name}`");
        let pointer = format!("#/components/{kind}");
        let finding = Diagnostic::new(&codes::FIRST_KEY, entry.key.span.clone(), pointer, message);
        findings.push(finding.with_help(match kind == name {
            true => format!("move it under `components`, where `#/components/{name}` leads"),
            false => {
                format!("move it under `components` as `{kind}`, and begin references with `#/components/{kind}/`")
            }
        }));
        entry.key.text = kind.to_owned();
    }
    let Some(first) = moved.first() else { return };
    if root.get("components").is_none() {
        root.push(Entry::new("components", Node::of_entries(Vec::new(), first.key.span.clone())));
    }
    if let Some(components) = root.get_mut("components") {
        for entry in moved {
            match components.get_mut(&entry.key.text) {
                None => components.push(entry),
                Some(known) => add(known, entry.value),
            }
        }
    }
    redirect_references(root);
}

/// Adds those entries of `more` whose names `known` does not have.
fn add(known: &mut Node, more: Node) {
    if let Content::Map(more) = more.content {
        for entry in more {
            if known.get(&entry.key.text).is_none() {
                known.push(entry);
            }
        }
    }
}

/// Redirects references in the form of Swagger 2 to the components.
fn redirect_references(node: &mut Node) {
    match &mut node.content {
        Content::List(nodes) => nodes.iter_mut().for_each(redirect_references),
        Content::Map(entries) => {
            for Entry { key, value } in entries {
                if let (Content::Scalar(target), "$ref") = (&mut value.content, key.text.as_str()) {
                    for (old, kind) in OF_SWAGGER {
                        if let Some(name) = target.text.strip_prefix(&format!("#/{old}/")) {
                            target.text = format!("#/components/{kind}/{name}");
                        }
                    }
                }
                redirect_references(value);
            }
        }
        Content::Scalar(_) => {}
    }
}

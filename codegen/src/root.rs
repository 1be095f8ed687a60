//! What everything else in a file hangs on: which OpenAPI it is, and its first keys.
//!
//! The rule: **the cause is told, and not what follows from it.** A file of another version has one finding. A key such
//! as `componets` has one too, and the checks go on with the key that was meant, so that they tell what is wrong besides.
//! So has `definitions`, where Swagger 2 has its schemas, with all the references to them.

use crate::diagnostic::{Diagnostic, codes};
use crate::model::{COMPONENTS, OPENAPI, Object};
use crate::walk::similar;
use crate::yaml::{Content, Cursor, Entry, Key, Node};

/// Finds what is wrong with the version and the first keys, and puts the keys right. Whether there is something to be
/// checked then.
pub(crate) fn repair(root: &mut Node, findings: &mut Vec<Diagnostic>) -> bool {
    if let Some(finding) = swagger(&Cursor::root(root)) {
        findings.push(finding);
        return false;
    }
    misspelt(root, "#", &OPENAPI, findings);
    misplaced(root, findings);
    if let Some(components) = entry(root, "components") {
        misspelt(components, "#/components", &COMPONENTS, findings);
    }
    version(&Cursor::root(root), findings)
}

/// The predecessor of OpenAPI 3 has nothing in common with it that could be checked.
fn swagger(root: &Cursor<'_>) -> Option<Diagnostic> {
    let version = root.get("swagger").filter(|_| root.get("openapi").is_none())?;
    let text = version.scalar().map_or("2.0", |scalar| scalar.text.as_str());
    let message = format!("this file is Swagger {text}, and OpenAPI 3.0 is read here");
    let finding = Diagnostic::new(&codes::VERSION, version.key_place(), version.pointer.clone(), message);
    Some(finding.with_help("convert it, such as by `npx swagger2openapi`, and check what comes out"))
}

/// Whether the file is of the version that is read, or could be but for the key that says so.
fn version(root: &Cursor<'_>, findings: &mut Vec<Diagnostic>) -> bool {
    if root.map().is_none() {
        return true;
    }
    let Some(version) = root.get("openapi") else {
        let message = "the file does not say which OpenAPI it is";
        let finding = Diagnostic::new(&codes::VERSION, root.place(), root.pointer.clone(), message);
        findings.push(finding.with_help("begin it with `openapi: 3.0.3`"));
        return ["info", "paths", "components"].iter().any(|key| root.get(key).is_some());
    };
    // A value of another type is found with the other values of a wrong type.
    let Some(text) = version.text() else { return true };
    let patch = text.strip_prefix("3.0.");
    let read = patch.is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit()));
    if !read {
        let message = format!("OpenAPI {text} is not read here");
        let finding = Diagnostic::new(&codes::VERSION, version.place(), version.pointer.clone(), message);
        findings.push(finding.with_help("write `openapi: 3.0.3`, and what belongs to it"));
    }
    read
}

/// Keys that look like one that is not there.
fn misspelt(node: &mut Node, pointer: &str, object: &'static Object, findings: &mut Vec<Diagnostic>) {
    let Content::Map(entries) = &mut node.content else { return };
    let there: Vec<String> = entries.iter().map(|entry| entry.key.text.clone()).collect();
    let mut missing: Vec<&'static str> =
        object.keys.iter().map(|key| key.name).filter(|name| there.iter().all(|there| there != name)).collect();
    for entry in entries {
        let name = entry.key.text.clone();
        let known = object.keys.iter().any(|key| key.name == name) || name.starts_with("x-");
        let Some(meant) = similar(&name, missing.iter().copied()).filter(|_| !known) else { continue };
        let place = entry.key.span.clone();
        let message = format!("unknown key `{name}`, and no `{meant}`");
        let finding = Diagnostic::new(&codes::FIRST_KEY, place, format!("{pointer}/{meant}"), message);
        findings.push(
            finding.with_label(format!("not a key of {}", object.a())).with_help(format!("did you mean `{meant}`?")),
        );
        missing.retain(|name| *name != meant);
        entry.key.text = meant.to_owned();
    }
}

/// Where Swagger 2 has what OpenAPI 3 has among the components.
const OF_SWAGGER: [(&str, &str); 2] = [("definitions", "schemas"), ("securityDefinitions", "securitySchemes")];

/// Components without the `components:` above them.
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
        let message = format!("`{name}` does not belong here");
        let pointer = format!("#/components/{kind}");
        let finding = Diagnostic::new(&codes::FIRST_KEY, entry.key.span.clone(), pointer, message);
        findings.push(finding.with_help(match kind == name {
            true => format!("put it under `components`, which `#/components/{name}` leads to"),
            false => {
                format!("put it under `components` as `{kind}`, and let references begin with `#/components/{kind}/`")
            }
        }));
        entry.key.text = kind.to_owned();
    }
    let Some(first) = moved.first() else { return };
    let span = first.key.span.clone();
    if entries.iter().all(|entry| entry.key.text != "components") {
        let key = Key { span: span.clone(), text: "components".to_owned(), plain: true };
        entries.push(Entry { key, value: Node { span, content: Content::Map(Vec::new()) } });
    }
    let components = entries.iter_mut().find(|entry| entry.key.text == "components");
    if let Some(Entry { value: Node { content: Content::Map(components), .. }, .. }) = components {
        for entry in moved {
            match components.iter_mut().find(|known| known.key.text == entry.key.text) {
                None => components.push(entry),
                Some(known) => add(&mut known.value, entry.value),
            }
        }
    }
    redirect_references(root);
}

/// Adds the entries whose names are not there yet.
fn add(known: &mut Node, more: Node) {
    if let (Content::Map(known), Content::Map(more)) = (&mut known.content, more.content) {
        for entry in more {
            if known.iter().all(|known| known.key.text != entry.key.text) {
                known.push(entry);
            }
        }
    }
}

/// References to where Swagger 2 has it lead to the components.
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

fn entry<'a>(node: &'a mut Node, name: &str) -> Option<&'a mut Node> {
    let Content::Map(entries) = &mut node.content else { return None };
    entries.iter_mut().find(|entry| entry.key.text == name).map(|entry| &mut entry.value)
}

//! Checks that paths are valid and differ from each other.

use super::at_key;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::yaml::Cursor;

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let mut seen: Vec<(String, Cursor<'_>)> = Vec::new();
    let paths = document.root.get("paths");
    for (path, item) in paths.iter().flat_map(Cursor::entries).filter(|(path, _)| path.starts_with('/')) {
        if let Some(reference) = item.get("$ref") {
            let finding = at_key(&codes::PATH_ITEM_REF, &reference, "a path item cannot be a reference");
            findings.push(finding.with_help("write the operations out here"));
        }
        slashes(path, &item, findings);
        let Ok(names) = names(path).map_err(|fault| findings.push(at_key(&codes::PATH_TEMPLATE, &item, fault))) else {
            continue;
        };
        let shape = names.iter().fold(path.to_owned(), |path, name| path.replacen(&format!("{{{name}}}"), "{}", 1));
        if let Some((_, first)) = seen.iter().find(|(other, _)| *other == shape) {
            let message = format!("`{path}` differs from another path only in the names in braces");
            let finding =
                at_key(&codes::AMBIGUOUS_PATHS, &item, message).with_related(first.key_place(), "first occurrence");
            findings.push(finding.with_help("put the operations of both under one path"));
        } else {
            seen.push((shape, item));
        }
    }
}

fn slashes(path: &str, item: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let mut plain: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
    plain.insert(0, "");
    let plain = plain.join("/");
    if path != plain && path != "/" {
        let message = match path.ends_with('/') {
            true => "the path ends with a slash",
            false => "the path has two slashes in a row",
        };
        findings.push(at_key(&codes::PATH_SLASH, item, message).with_help(format!("write `{plain}`")));
    }
}

/// Returns the names in braces, or why the path is invalid.
pub(super) fn names(path: &str) -> Result<Vec<&str>, String> {
    if path.contains(['?', '#']) {
        return Err("a path has no query or fragment; declare query parameters with `in: query`".to_owned());
    }
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(at) = rest.find(['{', '}']) {
        let end = rest[at..].find('}').map(|end| at + end);
        let (Some(end), true) = (end, rest[at..].starts_with('{')) else {
            return Err("the braces in the path do not match".to_owned());
        };
        let name = &rest[at + 1..end];
        if name.is_empty() || name.contains(['{', '/']) {
            return Err("the braces in the path contain no name".to_owned());
        }
        if names.contains(&name) {
            return Err(format!("the path has `{{{name}}}` twice"));
        }
        names.push(name);
        rest = &rest[end + 1..];
    }
    Ok(names)
}

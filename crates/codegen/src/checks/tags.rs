//! Checks that tags are declared once and used.

use super::at_value;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::openapi::OPERATION;
use crate::walk::similar;
use crate::yaml::Cursor;

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let tags = document.root.get("tags");
    let mut declared: Vec<(&str, Cursor<'_>)> = Vec::new();
    for tag in tags.iter().flat_map(Cursor::items) {
        let Some(name) = tag.get("name") else { continue };
        let Some(text) = name.text() else { continue };
        match declared.iter().find(|(known, _)| *known == text) {
            Some((_, first)) => {
                let finding = at_value(&codes::TAG_TWICE, &name, format!("duplicate tag `{text}`"));
                findings
                    .push(finding.with_related(first.place(), "first occurrence").with_help("remove one of the two"));
            }
            None => declared.push((text, name)),
        }
    }
    let mut used = Vec::new();
    for operation in document.all(&OPERATION) {
        for tag in operation.get("tags").iter().flat_map(Cursor::items) {
            let Some(name) = tag.text() else { continue };
            used.push(name);
            if declared.iter().all(|(known, _)| *known != name) {
                let finding = at_value(&codes::TAG_UNDECLARED, &tag, format!("the tag `{name}` is not declared"));
                findings.push(match similar(name, declared.iter().map(|(known, _)| *known)) {
                    Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
                    None => finding.with_help(format!("add it to the `tags` list of the file: `- name: {name}`")),
                });
            }
        }
    }
    for (name, at) in declared.iter().filter(|(name, _)| !used.contains(name)) {
        let finding = at_value(&codes::TAG_UNUSED, at, format!("no operation has the tag `{name}`"));
        findings.push(finding.with_help("remove it"));
    }
}

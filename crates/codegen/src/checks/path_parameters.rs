//! Checks that the names in a path match its parameters, and that no value of a parameter changes the path.

use regress::Regex;

use super::{at_key, at_value, paths};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Operation};
use crate::openapi::PARAMETER;
use crate::walk::similar;
use crate::yaml::Cursor;

/// Values that change a path when they are put into it.
const LEADING_ELSEWHERE: [&str; 6] = ["", ".", "..", "/", "a/b", "../a"];

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for operation in &document.operations {
        names(operation, findings);
    }
    for parameter in document.all(&PARAMETER).filter(|parameter| parameter.text_of("in") == Some("path")) {
        let name = parameter.text_of("name").unwrap_or_default();
        if !parameter.flag("required") {
            let place = parameter.get("required").unwrap_or_else(|| parameter.clone());
            let message = format!("the path parameter `{name}` is not required");
            findings
                .push(at_value(&codes::PATH_PARAMETER_OPTIONAL, &place, message).with_help("write `required: true`"));
        }
        let schema = parameter.get("schema").map(|schema| document.resolve(&schema));
        if let Some(value) = schema.as_ref().and_then(leads_elsewhere) {
            let message = format!("the path parameter `{name}` accepts `{value}`, which leads to another path");
            let finding = at_value(&codes::PATH_PARAMETER_UNSAFE, parameter, message);
            findings.push(finding.with_help("give its schema a `pattern` such as `'^[A-Za-z0-9_-]+$'`"));
        }
    }
}

fn names(operation: &Operation<'_>, findings: &mut Vec<Diagnostic>) {
    let Ok(in_path) = paths::names(operation.path) else { return };
    let declared = operation.parameters.iter().filter(|(_, parameter)| parameter.text_of("in") == Some("path"));
    let declared: Vec<(&Cursor<'_>, &str)> =
        declared.filter_map(|(listed, parameter)| Some((listed, parameter.text_of("name")?))).collect();
    for name in in_path.iter().filter(|name| declared.iter().all(|(_, declared)| declared != *name)) {
        let message = format!("the path has `{{{name}}}`, but no path parameter has that name");
        let finding = at_key(&codes::PATH_NAME_UNDECLARED, &operation.at, message);
        let spare = declared.iter().map(|(_, declared)| *declared).filter(|declared| !in_path.contains(declared));
        findings.push(match similar(name, spare) {
            Some(meant) => finding.with_help(format!("the parameter `{meant}` looks like it; use one name for both")),
            None => finding.with_help(format!("add a parameter with `name: {name}` and `in: path`")),
        });
    }
    for (listed, name) in declared.iter().filter(|(_, name)| !in_path.contains(name)) {
        let message = format!("the path has no `{{{name}}}`");
        let finding = at_value(&codes::PATH_PARAMETER_UNUSED, listed, message);
        findings.push(match similar(name, in_path.iter().copied()) {
            Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
            None => finding.with_help(format!("the path is `{}`", operation.path)),
        });
    }
}

/// Returns a value that the schema accepts and that leads to another path.
fn leads_elsewhere(schema: &Cursor<'_>) -> Option<&'static str> {
    if matches!(schema.text_of("type"), Some("integer" | "number" | "boolean")) {
        return None;
    }
    if let Some(values) = schema.get("enum") {
        return LEADING_ELSEWHERE.into_iter().find(|bad| values.items().any(|value| value.text() == Some(bad)));
    }
    let Some(pattern) = schema.text_of("pattern") else { return Some("..") };
    // The check of limits reports a pattern that does not compile.
    let pattern = Regex::new(pattern).ok()?;
    let least = schema.get("minLength").and_then(|least| least.number()).unwrap_or_default();
    LEADING_ELSEWHERE.into_iter().find(|bad| bad.len() as f64 >= least && pattern.find(bad).is_some())
}

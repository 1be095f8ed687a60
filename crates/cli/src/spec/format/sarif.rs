//! Findings as SARIF 2.1.0, the form in which services that show findings of many tools take them.

use std::ops::Range;

use metastudio_voice_codegen::{Class, Code, Diagnostic, Fix, Report};
use serde_json::{Value, json};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Returns the report as a log with one run.
pub(crate) fn text(report: &Report) -> String {
    let mut codes: Vec<&Code> = report.findings().iter().map(Diagnostic::code).collect();
    codes.sort_by_key(|code| code.id);
    codes.dedup();
    let results: Vec<Value> = report.findings().iter().map(|finding| result(report, finding, &codes)).collect();
    let mut log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "metastudio-voice",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(code)).collect::<Value>(),
            }},
            "artifacts": [{"location": artifact(report), "sourceLanguage": "yaml"}],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    log.sort_all_objects();
    format!("{log:#}\n")
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.id,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.explanation},
        "help": {"text": code.explanation},
        "defaultConfiguration": {"level": level(code.class == Class::Advice)},
        "properties": {"tags": [code.class.to_string()]},
    })
}

fn level(warning: bool) -> &'static str {
    if warning { "warning" } else { "error" }
}

fn result(report: &Report, finding: &Diagnostic, codes: &[&Code]) -> Value {
    let more = [("Help", finding.help()), ("Note", finding.note())];
    let more = more.into_iter().filter_map(|(name, text)| text.map(|text| format!("\n{name}: {text}")));
    let message: String = std::iter::once(finding.message().to_owned()).chain(more).collect();
    let mut result = json!({
        "ruleId": finding.code().id,
        "level": level(!report.is_error(finding)),
        "message": {"text": message},
        "locations": [location(report, finding)],
    });
    if let Some(index) = codes.iter().position(|code| *code == finding.code()) {
        result["ruleIndex"] = index.into();
    }
    if let Some(reason) = finding.allowed() {
        result["suppressions"] = json!([{"kind": "inSource", "justification": reason}]);
    } else if finding.code().class == Class::Harmful && !report.is_error(finding) {
        result["suppressions"] = json!([{"kind": "external", "justification": "allowed when the check was run"}]);
    }
    if let Some((span, label)) = finding.related() {
        result["relatedLocations"] = json!([{
            "physicalLocation": {"artifactLocation": artifact(report), "region": region(report, &span)},
            "message": {"text": label},
        }]);
    }
    if let Some(fix) = finding.fix() {
        result["fixes"] = json!([self::fix(report, fix)]);
    }
    result
}

fn location(report: &Report, finding: &Diagnostic) -> Value {
    let mut place = json!({"artifactLocation": artifact(report)});
    if let Some(span) = finding.span() {
        place["region"] = region(report, &span);
    }
    let mut location = json!({"physicalLocation": place});
    if !finding.pointer().is_empty() {
        location["logicalLocations"] = json!([{"fullyQualifiedName": finding.pointer()}]);
    }
    location
}

fn fix(report: &Report, fix: &Fix) -> Value {
    let replacements = fix
        .edits
        .iter()
        .map(|(span, text)| json!({"deletedRegion": region(report, span), "insertedContent": {"text": text}}));
    json!({
        "description": {"text": fix.title},
        "artifactChanges": [{
            "artifactLocation": artifact(report),
            "replacements": replacements.collect::<Value>(),
        }],
    })
}

/// Returns a range of the text; the end is the column after it.
fn region(report: &Report, span: &Range<usize>) -> Value {
    let (start, end) = (report.source().place(span.start), report.source().place(span.end.max(span.start)));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn artifact(report: &Report) -> Value {
    json!({"uri": uri(report.source().path())})
}

/// Returns a path as a reference of a URI: relative as it is, absolute with the scheme `file`.
fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let path = path.strip_prefix("./").unwrap_or(&path);
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let escaped: String = path
        .bytes()
        .map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    match path.starts_with('/') {
        true => format!("file://{escaped}"),
        false if cfg!(windows) && path.get(1..3) == Some(":/") => format!("file:///{escaped}"),
        false => escaped,
    }
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_references_that_no_parser_takes_for_something_else() {
        assert_eq!(uri("openapi/my spec.yaml"), "openapi/my%20spec.yaml");
        assert_eq!(uri("./a:b.yaml"), "a%3Ab.yaml");
        assert_eq!(uri("/specs/语音.yaml"), "file:///specs/%E8%AF%AD%E9%9F%B3.yaml");
        assert_eq!(uri("100%#?.yaml"), "100%25%23%3F.yaml");
    }
}

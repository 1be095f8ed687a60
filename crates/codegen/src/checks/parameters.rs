//! Checks that the generator supports the parameters, and that none of them is a header that the client sets itself.
//! The client sends each supported style as OpenAPI defines it; every other style is a finding.

use super::{at_key, at_value};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Operation};
use crate::openapi::PARAMETER;
use crate::spec::same;
use crate::yaml::Cursor;

/// The headers that authenticate requests.
const AUTHENTICATION: [&str; 5] = ["authorization", "x-auth-token", "x-sdk-date", "x-security-token", "x-project-id"];

/// The styles that OpenAPI allows for each place of a parameter.
const STYLES: [(&str, &[&str]); 4] = [
    ("path", &["simple", "label", "matrix"]),
    ("query", &["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
    ("header", &["simple"]),
    ("cookie", &["form"]),
];

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for parameter in document.all(&PARAMETER) {
        schema(document, parameter, findings);
        header(parameter, findings);
        style(document, parameter, findings);
    }
    for operation in &document.operations {
        names(operation, findings);
    }
}

fn schema(document: &Document<'_>, parameter: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let name = parameter.text_of("name").unwrap_or_default();
    if let Some(content) = parameter.get("content") {
        let message = format!("the parameter `{name}` has `content`, which is not supported");
        findings.push(at_key(&codes::PARAMETER_SCHEMA, &content, message).with_help("give it a `schema`"));
    } else if parameter.get("schema").is_none() {
        let message = format!("the parameter `{name}` has no `schema`");
        findings.push(
            at_value(&codes::PARAMETER_SCHEMA, parameter, message)
                .with_help("add one, such as `schema: {type: string}`"),
        );
    }
    let place = parameter.get("in");
    let kind = place.as_ref().and_then(Cursor::text).unwrap_or_default();
    let Some(place) = &place else { return };
    if kind == "cookie" {
        let finding = at_value(&codes::PARAMETER_UNSUPPORTED, place, "cookies are not supported");
        findings.push(finding.with_help("use a header or the query"));
    }
    let schema = parameter.get("schema").map(|schema| document.resolve(&schema));
    let several = schema.filter(|schema| matches!(schema.text_of("type"), Some("array" | "object")));
    if matches!(kind, "header" | "path") && several.is_some() {
        let message = format!("the parameter `{name}` is a list or an object, which is not supported in a {kind}");
        findings.push(
            at_value(&codes::PARAMETER_UNSUPPORTED, place, message)
                .with_help("make it a string, and describe how its values are joined"),
        );
    }
}

fn header(parameter: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let (Some("header"), Some(name)) = (parameter.text_of("in"), parameter.get("name")) else { return };
    let header = name.text().unwrap_or_default();
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if header.is_empty() || !header.bytes().all(token) {
        let message = format!("`{header}` is not a valid header name");
        let finding = at_value(&codes::PARAMETER_UNSUPPORTED, &name, message);
        findings.push(finding.with_help("use letters, digits and hyphens"));
    }
    if AUTHENTICATION.contains(&&*header.to_lowercase()) {
        let message = format!("`{header}` is an authentication header, which the client sets itself");
        let finding = at_value(&codes::AUTH_PARAMETER, &name, message);
        findings.push(finding.with_help("remove the parameter; `components/securitySchemes` describes the header"));
    } else if ["accept", "content-type"].contains(&&*header.to_lowercase()) {
        let message = format!("the header parameter `{header}` is ignored");
        findings.push(
            at_value(&codes::IGNORED_HEADER, &name, message)
                .with_help("remove it; the media types of the bodies determine the header"),
        );
    }
}

fn style(document: &Document<'_>, parameter: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(kind) = parameter.text_of("in") else { return };
    let known = STYLES.iter().find(|(known, _)| *known == kind).map_or(&[][..], |(_, styles)| styles);
    let style = parameter.get("style");
    let text = style.as_ref().and_then(Cursor::text);
    if let (Some(at), Some(text)) = (&style, text.filter(|text| !known.is_empty() && !known.contains(text))) {
        let message = format!("a {kind} parameter cannot have the style `{text}`");
        findings.push(at_value(&codes::NOT_A_CHOICE, at, message).with_help(format!("use {}", known.join(" or "))));
        return;
    }
    let name = parameter.text_of("name").unwrap_or_default();
    let mut unsupported = |at: &Cursor<'_>, message: String, help: String| {
        findings.push(at_value(&codes::PARAMETER_UNSUPPORTED, at, message).with_help(help));
    };
    match (kind, text, &style) {
        ("path", Some(text @ ("label" | "matrix")), Some(at)) => {
            let before = if text == "label" { ".".to_owned() } else { format!(";{name}=") };
            let message = format!("the style `{text}` is not supported");
            let help = format!("write `{before}{{{name}}}` in the path, and remove the style");
            unsupported(at, message, help);
        }
        ("query", Some("deepObject"), Some(at)) => {
            let message = "the style `deepObject` is not supported".to_owned();
            unsupported(at, message, format!("declare a parameter for each property, such as `{name}[size]`"));
        }
        ("query", _, _) => {
            let Some(schema) = parameter.get("schema").map(|schema| whole(document, &schema)) else { return };
            in_query(document, parameter, &schema, &mut unsupported);
        }
        _ => {}
    }
}

/// Reports a query parameter that is neither a single value nor a list of single values.
fn in_query(
    document: &Document<'_>,
    parameter: &Cursor<'_>,
    schema: &Cursor<'_>,
    unsupported: &mut dyn FnMut(&Cursor<'_>, String, String),
) {
    let name = parameter.text_of("name").unwrap_or_default();
    let at = parameter.get("schema").unwrap_or_else(|| parameter.clone());
    let single = |schema: &Cursor<'_>| !matches!(whole(document, schema).text_of("type"), Some("array" | "object"));
    match schema.text_of("type") {
        Some("array") if schema.get("items").is_some_and(|items| !single(&items)) => {
            let message =
                format!("the parameter `{name}` is a list of lists or objects, which is not supported in a query");
            unsupported(&at, message, "make it a list of strings or numbers, or send it in the body".to_owned());
        }
        Some("object") => {
            let message = format!("the parameter `{name}` is an object, which is not supported in a query");
            unsupported(&at, message, "declare a parameter for each property".to_owned());
        }
        _ => {}
    }
}

/// Returns the schema itself, or the one that it refers to by `$ref` or by the first part of its `allOf`.
fn whole<'a>(document: &Document<'a>, schema: &Cursor<'a>) -> Cursor<'a> {
    let found = document.resolve(schema);
    let part = found.get("allOf").and_then(|parts| parts.items().next());
    match part.filter(|_| found.get("type").is_none()) {
        Some(part) => document.resolve(&part),
        None => found,
    }
}

fn names(operation: &Operation<'_>, findings: &mut Vec<Diagnostic>) {
    let mut seen: Vec<(&str, &str, &Cursor<'_>)> = Vec::new();
    for (listed, parameter) in &operation.parameters {
        let (Some(name), Some(kind)) = (parameter.text_of("name"), parameter.text_of("in")) else { continue };
        // A parameter of the operation replaces the same one of its path.
        let replaces = |other: &Cursor<'_>| parent(&listed.pointer) != parent(&other.pointer);
        match seen.iter().find(|(other, _, _)| same(other, name)) {
            Some((other, other_kind, first)) if other == &name && *other_kind == kind => {
                if !replaces(first) {
                    let message = format!("duplicate {kind} parameter `{name}`");
                    let finding = at_value(&codes::DUPLICATE_PARAMETER, listed, message);
                    findings.push(
                        finding.with_related(first.place(), "first occurrence").with_help("remove one of the two"),
                    );
                }
            }
            Some((other, other_kind, first)) => {
                let message = format!(
                    "the {other_kind} parameter `{other}` and the {kind} parameter `{name}` have the same name in Rust"
                );
                let finding = at_value(&codes::PARAMETERS_FOLD, listed, message);
                findings.push(finding.with_related(first.place(), "first occurrence"));
            }
            None => seen.push((name, kind, listed)),
        }
    }
}

fn parent(pointer: &str) -> &str {
    pointer.rsplit_once('/').map_or(pointer, |(parent, _)| parent)
}

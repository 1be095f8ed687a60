//! Checks that links lead to an operation, and set parameters that it has from values that exist.

use super::{at_key, at_value};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Operation};
use crate::openapi::LINK;
use crate::walk::similar;
use crate::yaml::{Cursor, unescape};

/// The greatest depth of nested `allOf` that is followed, more than any spec has.
const DEEPEST: usize = 16;

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for link in document.all(&LINK) {
        let Some(id) = link.get("operationId") else {
            if link.get("operationRef").is_none() {
                let finding = at_value(&codes::MISSING_KEY, link, "the link has no `operationId`");
                findings.push(finding.with_help("add the `operationId` of an operation of this file"));
            }
            continue;
        };
        let Some(text) = id.text() else { continue };
        match document.operations.iter().find(|operation| operation.id == Some(text)) {
            Some(target) => parameters(link, target, findings),
            None => {
                let finding = at_value(&codes::LINK_OPERATION, &id, format!("there is no operation `{text}`"));
                let ids = document.operations.iter().filter_map(|operation| operation.id);
                findings.push(match similar(text, ids) {
                    Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
                    None => finding.with_help("use an `operationId` of this file"),
                });
            }
        }
    }
    for operation in &document.operations {
        for (_, response) in document.responses(operation) {
            for (_, link) in response.get("links").iter().flat_map(Cursor::entries) {
                let link = document.resolve(&link);
                for (_, value) in link.get("parameters").iter().flat_map(Cursor::entries) {
                    expression(document, operation, &response, &value, findings);
                }
            }
        }
    }
}

fn parameters(link: &Cursor<'_>, target: &Operation<'_>, findings: &mut Vec<Diagnostic>) {
    let known = || target.parameters.iter().filter_map(|(_, parameter)| parameter.text_of("name"));
    for (name, at) in link.get("parameters").iter().flat_map(Cursor::entries) {
        let bare = name.split_once('.').filter(|(kind, _)| matches!(*kind, "path" | "query" | "header" | "cookie"));
        let bare = bare.map_or(name, |(_, bare)| bare);
        if known().all(|known| known != bare) {
            let target = target.id.unwrap_or_default();
            let finding = at_key(&codes::LINK_PARAMETER, &at, format!("`{target}` has no parameter `{bare}`"));
            findings.push(match similar(bare, known()) {
                Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
                None => finding.with_help("use a parameter of the operation that the link leads to"),
            });
        }
    }
}

fn expression(
    document: &Document<'_>,
    operation: &Operation<'_>,
    response: &Cursor<'_>,
    value: &Cursor<'_>,
    findings: &mut Vec<Diagnostic>,
) {
    let Some(text) = value.text().filter(|text| text.starts_with('$')) else { return };
    if let Some(fault) = fault(document, operation, response, text) {
        let finding = at_value(&codes::LINK_EXPRESSION, value, format!("`{text}` cannot be resolved: {fault}"));
        findings.push(finding.with_help("examples: `$request.path.project_id`, `$response.body#/job_id`"));
    }
}

/// Returns why a runtime expression cannot be resolved in the request and response of an operation.
fn fault(document: &Document<'_>, operation: &Operation<'_>, response: &Cursor<'_>, text: &str) -> Option<String> {
    if matches!(text, "$url" | "$method" | "$statusCode") {
        return None;
    }
    let (side, source) = text.split_once('.').unwrap_or((text, ""));
    let request = match side {
        "$request" => true,
        "$response" => false,
        _ => return Some("an expression begins with `$request.` or `$response.`".to_owned()),
    };
    if let Some(pointer) = source.strip_prefix("body") {
        let body = if request { operation.at.get("requestBody") } else { Some(response.clone()) };
        let media = body.map(|body| document.media_types(&body)).unwrap_or_default();
        let schema = media.first().and_then(|(_, media)| media.get("schema"));
        let Some(schema) = schema else { return Some("there is no body".to_owned()) };
        return match pointer.strip_prefix('#') {
            None if pointer.is_empty() => None,
            None => Some("write a part of the body as `body#/name`".to_owned()),
            Some(pointer) => missing(document, schema, pointer),
        };
    }
    let Some((kind, name)) = source.split_once('.') else { return Some("it names no value".to_owned()) };
    let there = match (request, kind) {
        (true, "path" | "query" | "header") => operation.parameters.iter().any(|(_, parameter)| {
            let same = parameter.text_of("name").is_some_and(|known| known.eq_ignore_ascii_case(name));
            same && parameter.text_of("in") == Some(kind)
        }),
        (false, "header") => {
            response.get("headers").iter().flat_map(Cursor::entries).any(|(known, _)| known.eq_ignore_ascii_case(name))
        }
        _ => return Some(format!("a {} has no `{kind}`", &side[1..])),
    };
    (!there).then(|| format!("there is no {kind} `{name}`"))
}

/// Returns why a JSON pointer into a body does not resolve: the first step that the schema does not have.
fn missing<'a>(document: &Document<'a>, schema: Cursor<'a>, pointer: &str) -> Option<String> {
    let mut schema = document.resolve(&schema);
    for step in pointer.split('/').skip(1) {
        let step = unescape(step);
        // The depth is limited because a schema may contain itself, which the check of references reports.
        for _ in 0..DEEPEST {
            let whole = schema.get("allOf").filter(|_| schema.get("properties").is_none());
            let Some(only) = whole.and_then(|whole| whole.items().next()) else { break };
            schema = document.resolve(&only);
        }
        let next = match step.parse::<usize>() {
            Ok(_) if schema.text_of("type") == Some("array") => schema.get("items"),
            _ => schema.get("properties").and_then(|properties| properties.get(&step)),
        };
        match next {
            Some(next) => schema = document.resolve(&next),
            None => return Some(format!("the body has no `{step}`")),
        }
    }
    None
}

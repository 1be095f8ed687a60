//! Checks that tags are declared once and used, that security schemes exist and are complete, that the names in a
//! server's URL match its variables, and that links lead to an operation and set its parameters from values that exist
//! (MV09).

use super::operation::names_in_braces;
use super::{Check, at_key, at_value};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Operation};
use crate::fix::{Plan, flow};
use crate::openapi::{LINK, OPERATION, SECURITY_SCHEME, SERVER};
use crate::similar::similar;
use crate::yaml::{Cursor, unescape};

pub(super) const CHECKS: &[Check] = &[tags, security, servers, links];

fn tags(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let mut declared: Vec<(&str, Cursor<'_>)> = Vec::new();
    let tags = document.root.get("tags");
    for tag in document.root.items_of("tags") {
        let Some(name) = tag.get("name") else { continue };
        let Some(text) = name.text() else { continue };
        match declared.iter().find(|(known, _)| *known == text) {
            Some((_, first)) => {
                let finding = at_value(&codes::TAG_TWICE, &name, format!("duplicate tag `{text}`"));
                let plan = tags.as_ref().and_then(|tags| {
                    let alone = tag.entries().count() == 1;
                    Plan::new("remove the duplicate").certain(alone).without(tags, &tag).filter(|_| alone)
                });
                let finding = finding.with_related(first.place(), "first occurrence");
                findings.push(finding.with_help("remove one of the two").with_plan(plan));
            }
            None => declared.push((text, name)),
        }
    }
    let mut used = Vec::new();
    for operation in document.all(&OPERATION) {
        for tag in operation.items_of("tags") {
            let Some(name) = tag.text() else { continue };
            used.push(name);
            if declared.iter().all(|(known, _)| *known != name) {
                let finding = at_value(&codes::TAG_UNDECLARED, &tag, format!("the tag `{name}` is not declared"));
                findings.push(finding.with_meant(
                    similar(name, declared.iter().map(|(known, _)| *known)),
                    format!("add it to the `tags` list of the file: `- name: {name}`"),
                ));
            }
        }
    }
    for (name, at) in declared.iter().filter(|(name, _)| !used.contains(name)) {
        let finding = at_value(&codes::TAG_UNUSED, at, format!("no operation has the tag `{name}`"));
        findings.push(finding.with_help("remove it, or give it to an operation"));
    }
}

/// The URLs that each flow of OAuth 2 needs.
const FLOWS: &[(&str, &[&str])] = &[
    ("implicit", &["authorizationUrl"]),
    ("password", &["tokenUrl"]),
    ("clientCredentials", &["tokenUrl"]),
    ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
];

fn security(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let lists = document.operations.iter().filter_map(|operation| operation.at.get("security"));
    let known: Vec<&str> = document.components("securitySchemes").map(|(name, _)| name).collect();
    for list in document.root.get("security").into_iter().chain(lists) {
        for (name, at) in list.items().flat_map(|alternative| alternative.entries()) {
            if known.contains(&name) {
                continue;
            }
            let finding = at_key(&codes::SECURITY_UNDECLARED, &at, format!("there is no security scheme `{name}`"));
            findings.push(
                finding.with_meant(similar(name, known.iter().copied()), "add it to `components/securitySchemes`"),
            );
        }
    }
    for scheme in document.all(&SECURITY_SCHEME) {
        let needed: &[&str] = match scheme.text_of("type") {
            Some("apiKey") => &["name", "in"],
            Some("http") => &["scheme"],
            Some("oauth2") => &["flows"],
            Some("openIdConnect") => &["openIdConnectUrl"],
            _ => &[],
        };
        for key in needed.iter().filter(|key| scheme.get(key).is_none()) {
            let kind = scheme.text_of("type").unwrap_or_default();
            let message = format!("a security scheme of type {kind} needs `{key}`");
            findings
                .push(at_value(&codes::SECURITY_SCHEME_INCOMPLETE, scheme, message).with_help(format!("add `{key}`")));
        }
        for (name, flow) in scheme.entries_of("flows") {
            let needed = FLOWS.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, keys)| keys);
            for key in needed.iter().filter(|key| flow.get(key).is_none()) {
                let message = format!("the flow `{name}` needs `{key}`");
                findings
                    .push(at_key(&codes::SECURITY_SCHEME_INCOMPLETE, &flow, message).with_help(format!("add `{key}`")));
            }
        }
    }
}

fn servers(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for server in document.all(&SERVER) {
        let Some(url) = server.get("url") else { continue };
        let names = match names_in_braces(url.text().unwrap_or_default()) {
            Ok(names) => names,
            Err(fault) => {
                let finding = at_value(&codes::SERVER_VARIABLE, &url, fault.message.replace("path", "URL"));
                findings.push(finding.with_help(match url.text().is_some_and(|url| url.contains(['?', '#'])) {
                    true => "remove everything from the `?` or `#` on",
                    false => "write each variable of the URL once, in braces: `https://{region}.example.com`",
                }));
                continue;
            }
        };
        let declared: Vec<(&str, Cursor<'_>)> = server.entries_of("variables").collect();
        for name in names.iter().filter(|name| declared.iter().all(|(known, _)| known != *name)) {
            let finding = at_value(
                &codes::SERVER_VARIABLE,
                &url,
                format!("the URL has `{{{name}}}`, but no variable has that name"),
            );
            findings.push(match similar(name, declared.iter().map(|(known, _)| *known)) {
                Some(meant) => {
                    let text = url.text().unwrap_or_default().replace(&format!("{{{name}}}"), &format!("{{{meant}}}"));
                    let plan = Plan::new(format!("replace `{{{name}}}` with `{{{meant}}}`"));
                    let finding = finding.with_help(format!("did you mean `{{{meant}}}`?"));
                    finding.with_plan(plan.text(url.node.span.clone(), text))
                }
                None => finding.with_help(format!("add `{name}` to `variables`, with a `default`")),
            });
        }
        // A name that the URL misspells is reported there.
        let misspelt = |known: &str| {
            let unknown = names.iter().filter(|name| declared.iter().all(|(declared, _)| declared != *name));
            let spare = declared.iter().map(|(declared, _)| *declared).collect::<Vec<_>>();
            unknown.into_iter().any(|name| similar(name, spare.iter().copied()) == Some(known))
        };
        for (name, at) in declared.iter().filter(|(name, _)| !names.contains(name) && !misspelt(name)) {
            let finding = at_key(&codes::SERVER_VARIABLE, at, format!("the URL has no `{{{name}}}`"));
            findings.push(finding.with_help("remove the variable, or use it in the URL"));
        }
        for (_, variable) in &declared {
            let (values, default) = (variable.get("enum"), variable.get("default"));
            if let (Some(values), Some(default)) = (values, default)
                && values.items().all(|value| value.text() != default.text())
            {
                let finding =
                    at_value(&codes::SERVER_VARIABLE, &default, "the default is not one of the variable's values");
                let plan = Plan::new("add the default to `enum`").after(&values, flow(default.node));
                findings.push(finding.with_help("add it to `enum`").with_plan(plan));
            }
        }
    }
}

/// The greatest depth of nested `allOf` that is followed, more than any spec has.
const DEEPEST: usize = 16;

fn links(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
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
            Some(target) => link_parameters(link, target, findings),
            None => {
                let finding = at_value(&codes::LINK_OPERATION, &id, format!("there is no operation `{text}`"));
                let ids = document.operations.iter().filter_map(|operation| operation.id);
                findings.push(finding.with_meant(similar(text, ids), "use an `operationId` of this file"));
            }
        }
    }
    for operation in &document.operations {
        for (_, response) in document.responses(operation) {
            for (_, link) in response.entries_of("links") {
                let link = document.resolve(&link);
                for (_, value) in link.entries_of("parameters") {
                    expression(document, operation, &response, &value, findings);
                }
            }
        }
    }
}

fn link_parameters(link: &Cursor<'_>, target: &Operation<'_>, findings: &mut Vec<Diagnostic>) {
    let known = || target.parameters.iter().filter_map(|(_, parameter)| parameter.text_of("name"));
    for (name, at) in link.entries_of("parameters") {
        let bare = name.split_once('.').filter(|(kind, _)| matches!(*kind, "path" | "query" | "header" | "cookie"));
        let bare = bare.map_or(name, |(_, bare)| bare);
        if known().all(|known| known != bare) {
            let target = target.id.unwrap_or_default();
            let finding = at_key(&codes::LINK_PARAMETER, &at, format!("`{target}` has no parameter `{bare}`"));
            findings.push(
                finding.with_meant(similar(bare, known()), "use a parameter of the operation that the link leads to"),
            );
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
        let dotted = text.strip_prefix("$response.body.").or_else(|| text.strip_prefix("$request.body."));
        let pointer = dotted
            .map(|rest| format!("{}.body#/{}", &text[..text.find('.').unwrap_or_default()], rest.replace('.', "/")));
        let found = pointer.filter(|pointer| self::fault(document, operation, response, pointer).is_none());
        findings.push(match found {
            Some(pointer) => finding.meaning(&pointer, &pointer, true),
            None => finding.with_help("examples: `$request.path.project_id`, `$response.body#/job_id`"),
        });
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
            Some(pointer) => missing_in_body(document, schema, pointer),
        };
    }
    let Some((kind, name)) = source.split_once('.') else { return Some("it names no value".to_owned()) };
    let there = match (request, kind) {
        (true, "path" | "query" | "header") => {
            operation.parameters.iter().any(|(_, parameter)| {
                let same = parameter.text_of("name").is_some_and(|known| known.eq_ignore_ascii_case(name));
                same && parameter.text_of("in") == Some(kind)
                // Another check reports a name in the path without a parameter.
            }) || (kind == "path" && operation.path.contains(&format!("{{{name}}}")))
        }
        (false, "header") => response.entries_of("headers").any(|(known, _)| known.eq_ignore_ascii_case(name)),
        _ => return Some(format!("a {} has no `{kind}`", &side[1..])),
    };
    (!there).then(|| format!("there is no {kind} `{name}`"))
}

/// Returns why a JSON pointer into a body does not resolve: the first step that the schema does not have.
fn missing_in_body<'a>(document: &Document<'a>, schema: Cursor<'a>, pointer: &str) -> Option<String> {
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

//! Checks that paths, operations and parameters are valid, differ from each other, have documentation, and are such as
//! the generator supports (MV04). The client sends each supported style of a parameter as OpenAPI defines it; every other style is
//! a finding.

use regress::Regex;

use super::{Check, at_key, at_value};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Operation};
use crate::fix::{Plan, flow};
use crate::formats::Format;
use crate::names::Method;
use crate::names::{fold, same};
use crate::openapi::{OPERATION, PARAMETER, SCHEMA};
use crate::similar::similar;
use crate::yaml::Cursor;

pub(super) const CHECKS: &[Check] = &[paths, operations, own_servers, parameters, method_names, descriptions];

fn paths(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let mut seen: Vec<(String, Cursor<'_>)> = Vec::new();
    for (path, item) in document.root.entries_of("paths").filter(|(path, _)| path.starts_with('/')) {
        slashes(path, &item, findings);
        let names = match names_in_braces(path) {
            Ok(names) => names,
            Err(Fault { message, help }) => {
                let new = with_braces(path);
                let plan = Plan::new("").text(item.key_place(), &*new);
                let sound = new != path && names_in_braces(&new).is_ok();
                let finding = at_key(&codes::PATH_TEMPLATE, &item, message).with_plan(plan.only_if(sound));
                findings.push(match sound && !path.contains(['?', '#']) {
                    true => finding.with_help(format!("write `{new}:`")),
                    false => finding.with_help(help),
                });
                continue;
            }
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
        let plan = Plan::new("").text(item.key_place(), &*plain);
        let finding = at_key(&codes::PATH_SLASH, item, message);
        findings.push(finding.with_help(format!("write `{plain}`")).with_plan(plan));
    }
}

/// Returns a path without its query, and with a brace at each end of a name that has one.
fn with_braces(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let steps = path.split('/').map(|step| match (step.starts_with('{'), step.ends_with('}')) {
        (true, false) if !step.contains('}') => format!("{step}}}"),
        (false, true) if !step.contains('{') => format!("{{{step}"),
        _ => name_after_colon(step).map_or_else(|| step.to_owned(), |name| format!("{{{name}}}")),
    });
    steps.collect::<Vec<_>>().join("/")
}

/// Returns the name of a parameter that is written as web frameworks do: `:id`.
fn name_after_colon(step: &str) -> Option<&str> {
    let name = step.strip_prefix(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name.then_some(name)
}

/// Why a path is invalid, and what to do about it.
pub(super) struct Fault {
    pub(super) message: String,
    help: String,
}

/// Returns the names in braces, or why the path is invalid.
pub(super) fn names_in_braces(path: &str) -> Result<Vec<&str>, Fault> {
    let fault = |message: &str, help: String| Err(Fault { message: message.to_owned(), help });
    if let Some(at) = path.find(['?', '#']) {
        let message = "a path has no query or fragment; declare query parameters with `in: query`";
        return fault(message, format!("write `{}:`, and declare each query parameter with `in: query`", &path[..at]));
    }
    if let Some(name) = path.split('/').find_map(name_after_colon) {
        let message = format!("`:{name}` in a path is sent as it is written");
        return fault(&message, format!("write `{{{name}}}`, and declare the parameter with `in: path`"));
    }
    let braces =
        || "write each path parameter as `{name}`: letters, digits and underscores in one pair of braces".to_owned();
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(at) = rest.find(['{', '}']) {
        let end = rest[at..].find('}').map(|end| at + end);
        let (Some(end), true) = (end, rest[at..].starts_with('{')) else {
            return fault("the braces in the path do not match", braces());
        };
        let name = &rest[at + 1..end];
        if name.is_empty() || name.contains(['{', '/']) {
            return fault("the braces in the path contain no name", braces());
        }
        if names.contains(&name) {
            let message = format!("the path has `{{{name}}}` twice");
            return fault(&message, "give each parameter of the path its own name".to_owned());
        }
        names.push(name);
        rest = &rest[end + 1..];
    }
    Ok(names)
}

fn operations(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let mut seen: Vec<(String, Cursor<'_>)> = Vec::new();
    for operation in &document.operations {
        if matches!(operation.method, "options" | "trace") {
            let message = format!("{} operations are not supported", operation.method.to_uppercase());
            let finding = at_key(&codes::METHOD_UNSUPPORTED, &operation.at, message);
            findings.push(finding.with_help("remove it, and send the request with `Client::request`"));
        }
        let Some(id) = operation.at.get("operationId") else {
            let finding = at_key(&codes::OPERATION_ID_MISSING, &operation.at, "the operation has no `operationId`");
            findings.push(finding.with_help("add one; it becomes the method of the client"));
            continue;
        };
        let Some(name) = id.text() else { continue };
        let first = name.chars().next().is_some_and(|first| first.is_ascii_alphabetic());
        if !first || !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')) {
            let finding = at_value(&codes::OPERATION_ID_FORM, &id, format!("`{name}` is not a valid identifier"));
            let marks = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
            let parts: Vec<&str> = name.split(marks).filter(|part| !part.is_empty()).collect();
            let pascal = parts.iter().all(|part| part.starts_with(|first: char| first.is_ascii_uppercase()));
            let new = parts.join(if pascal { "" } else { "_" });
            findings.push(match new.starts_with(|first: char| first.is_ascii_alphabetic()) {
                true => {
                    let plan = Plan::new("").text(id.node.span.clone(), &*new);
                    finding.with_help(format!("write, for example, `{new}`")).with_plan(plan)
                }
                false => finding.with_help("begin with a letter; use letters, digits, underscores and hyphens"),
            });
        }
        if let Some((_, first)) = seen.iter().find(|(other, _)| *other == fold(name)) {
            let same = first.text() == Some(name);
            let message = match same {
                true => format!("duplicate operationId `{name}`"),
                false => format!(
                    "the operationId `{name}` becomes the same name in Rust as `{}`",
                    first.text().unwrap_or_default()
                ),
            };
            let finding = at_value(&codes::OPERATION_ID_TAKEN, &id, message);
            findings.push(
                finding
                    .with_related(first.place(), "first occurrence")
                    .with_help("give this operation another `operationId`"),
            );
        } else {
            seen.push((fold(name), id));
        }
    }
}

/// The headers that authenticate requests.
const AUTHENTICATION: &[&str] = &["authorization", "x-auth-token", "x-sdk-date", "x-security-token", "x-project-id"];

/// The styles that OpenAPI allows for each place of a parameter.
const STYLES: &[(&str, &[&str])] = &[
    ("path", &["simple", "label", "matrix"]),
    ("query", &["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
    ("header", &["simple"]),
    ("cookie", &["form"]),
];

fn parameters(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for parameter in document.all(&PARAMETER) {
        parameter_schema(document, parameter, findings);
        header(parameter, findings);
        style(document, parameter, findings);
        in_path(document, parameter, findings);
    }
    for operation in &document.operations {
        distinct_parameters(operation, findings);
        path_names(document, operation, findings);
    }
}

fn parameter_schema(document: &Document<'_>, parameter: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let name = parameter.text_of("name").unwrap_or_default();
    if let Some(content) = parameter.get("content") {
        let message = format!("the parameter `{name}` has `content`, which is not supported");
        findings.push(at_key(&codes::PARAMETER_SCHEMA, &content, message).with_help("give it a `schema`"));
    } else if parameter.get("schema").is_none() && !has_strays(parameter) {
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

/// Returns whether a parameter has a place that exists. The walk reports one such as `body`, and where it belongs.
fn has_place(parameter: &Cursor<'_>) -> bool {
    parameter.text_of("in").is_none_or(|place| STYLES.iter().any(|(known, _)| *known == place))
}

/// Returns whether a parameter has keys that belong into its schema, which the walk reports.
fn has_strays(parameter: &Cursor<'_>) -> bool {
    let own = |name: &str| PARAMETER.keys.iter().any(|key| key.name == name);
    parameter.entries().any(|(name, _)| !own(name) && SCHEMA.keys.iter().any(|key| key.name == name))
}

fn header(parameter: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let (Some("header"), Some(name)) = (parameter.text_of("in"), parameter.get("name")) else { return };
    let header = name.text().unwrap_or_default();
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if header.is_empty() || !header.bytes().all(token) {
        let message = format!("`{header}` is not a valid header name");
        let finding = at_value(&codes::PARAMETER_UNSUPPORTED, &name, message);
        let parts = header.split(|character: char| !character.is_ascii() || !token(character as u8));
        let new = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        findings.push(match new.is_empty() {
            true => finding.with_help("use letters, digits and hyphens"),
            false => finding.with_help(format!("use letters, digits and hyphens, such as `{new}`")),
        });
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
        let finding = at_value(&codes::NOT_A_CHOICE, at, message);
        let plan = Plan::new("remove the style").without(parameter, at);
        findings.push(
            match known {
                [only] => finding.with_help(format!("remove it; a {kind} parameter always has the style `{only}`")),
                _ => finding.with_help(format!("use {}, or remove the style", known.join(" or "))),
            }
            .with_plan(plan),
        );
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

fn distinct_parameters(operation: &Operation<'_>, findings: &mut Vec<Diagnostic>) {
    let mut seen: Vec<(&str, &str, &Cursor<'_>)> = Vec::new();
    for (listed, parameter) in &operation.parameters {
        let (Some(name), Some(kind)) = (parameter.text_of("name"), parameter.text_of("in")) else { continue };
        match seen.iter().find(|(other, _, _)| same(other, name)) {
            Some((other, other_kind, first)) if other == &name && *other_kind == kind => {
                let message = format!("duplicate {kind} parameter `{name}`");
                let finding = at_value(&codes::DUPLICATE_PARAMETER, listed, message);
                let alike = flow(listed.node) == flow(first.node);
                let list = operation.at.get("parameters").filter(|list| {
                    alike && listed.pointer.strip_prefix(&*list.pointer).is_some_and(|rest| rest.starts_with('/'))
                });
                let plan = list.and_then(|list| Plan::new("remove the duplicate").certain(true).without(&list, listed));
                let finding = finding.with_related(first.place(), "first occurrence");
                findings.push(finding.with_help("remove one of the two").with_plan(plan));
            }
            Some((other, other_kind, first)) => {
                let message = format!(
                    "the {other_kind} parameter `{other}` and the {kind} parameter `{name}` have the same name in Rust"
                );
                let finding = at_value(&codes::PARAMETERS_FOLD, listed, message);
                findings.push(
                    finding
                        .with_related(first.place(), "first occurrence")
                        .with_help("rename one of them, or remove it if both are the same parameter"),
                );
            }
            None => seen.push((name, kind, listed)),
        }
    }
}

/// Values that change a path when they are put into it.
const LEADING_ELSEWHERE: &[&str] = &["", ".", "..", "/", "a/b", "../a"];

fn in_path(document: &Document<'_>, parameter: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    if parameter.text_of("in") != Some("path") {
        return;
    }
    let name = parameter.text_of("name").unwrap_or_default();
    if !parameter.flag("required") {
        let place = parameter.get("required").unwrap_or_else(|| parameter.clone());
        let message = format!("the path parameter `{name}` is not required");
        let plan = Plan::new("write `required: true`").certain(true);
        let plan = match parameter.get("required") {
            Some(flag) if flag.node.boolean() == Some(false) => Some(plan.yaml(flag.node.span.clone(), "true")),
            // The walk reports a value of another type.
            Some(_) => return,
            None => Some(plan.beside(parameter, "in", "required", "true")),
        };
        let finding = at_value(&codes::PATH_PARAMETER_OPTIONAL, &place, message);
        findings.push(finding.with_help("write `required: true`").with_plan(plan));
    }
    let schema = parameter.get("schema").map(|schema| document.resolve(&schema));
    if let Some(value) = schema.as_ref().and_then(leads_elsewhere) {
        let message = format!("the path parameter `{name}` accepts `{value}`, which leads to another path");
        let finding = at_value(&codes::PATH_PARAMETER_UNSAFE, parameter, message);
        findings.push(finding.with_help("give its schema a `pattern` such as `'^[A-Za-z0-9_-]+$'`"));
    }
}

fn path_names(document: &Document<'_>, operation: &Operation<'_>, findings: &mut Vec<Diagnostic>) {
    let Ok(in_path) = names_in_braces(operation.path) else { return };
    let declared = operation.parameters.iter().filter(|(_, parameter)| parameter.text_of("in") == Some("path"));
    let declared: Vec<(&Cursor<'_>, Cursor<'_>, &str)> = declared
        .filter_map(|(listed, parameter)| {
            let name = parameter.get("name")?;
            let text = name.text()?;
            Some((listed, name, text))
        })
        .collect();
    let mut covered: Vec<&str> = Vec::new();
    for name in in_path.iter().filter(|name| declared.iter().all(|(_, _, declared)| declared != *name)) {
        let message = format!("the path has `{{{name}}}`, but no path parameter has that name");
        let finding = at_key(&codes::PATH_NAME_UNDECLARED, &operation.at, message);
        let spare = declared.iter().filter(|(_, _, declared)| !in_path.contains(declared));
        let meant = similar(name, spare.clone().map(|(_, _, declared)| *declared));
        let elsewhere = operation
            .parameters
            .iter()
            .find(|(_, parameter)| parameter.text_of("name") == Some(name) && parameter.text_of("in") != Some("path"));
        findings.push(match (spare.clone().find(|(_, _, declared)| Some(*declared) == meant), elsewhere) {
            (Some((listed, at, meant)), _) => {
                covered.push(meant);
                let plan = Plan::new(format!("rename the parameter `{meant}` to `{name}`"));
                // A component may be a parameter of other paths, too.
                let own = listed.get("$ref").is_none();
                finding
                    .with_help(format!("the parameter `{meant}` looks like it; use one name for both"))
                    .with_plan(plan.text(at.node.span.clone(), *name).only_if(own))
            }
            (None, Some((_, parameter))) => {
                let kind = parameter.text_of("in").unwrap_or_default();
                let finding =
                    finding.with_help(format!("write `in: path` in the parameter `{name}`, not `in: {kind}`"));
                let place = parameter.get("in").map(|place| place.node.span.clone());
                finding.with_plan(place.map(|place| Plan::new("").yaml(place, "path")))
            }
            (None, None) => match document
                .components("parameters")
                .find(|(_, known)| known.text_of("in") == Some("path") && known.text_of("name") == Some(name))
            {
                Some((component, _)) => {
                    let item = format!("$ref: '#/components/parameters/{component}'");
                    let list = operation.at.get("parameters").filter(|list| list.items().next().is_some());
                    let plan = Plan::new(format!("add `{item}` to the parameters"));
                    let finding = finding.with_help(format!("add `- {item}` to the parameters"));
                    finding.with_plan(list.map(|list| plan.after(&list, format!("{{{item}}}"))))
                }
                None => finding.with_help(format!(
                    "add a parameter: `{{name: {name}, in: path, required: true, schema: {{type: string, pattern: \
                     '^[A-Za-z0-9_-]+$'}}}}`"
                )),
            },
        });
    }
    for (listed, _, name) in declared.iter().filter(|(_, _, name)| !in_path.contains(name) && !covered.contains(name)) {
        let message = format!("the path has no `{{{name}}}`");
        let finding = at_value(&codes::PATH_PARAMETER_UNUSED, listed, message);
        findings.push(
            finding.with_help(format!(
                "the path is `{}`: add `{{{name}}}` to it, or remove the parameter",
                operation.path
            )),
        );
    }
}

/// Returns a value that the schema accepts and that leads to another path.
fn leads_elsewhere(schema: &Cursor<'_>) -> Option<&'static str> {
    if matches!(schema.text_of("type"), Some("integer" | "number" | "boolean")) {
        return None;
    }
    if let Some(values) = schema.get("enum") {
        return LEADING_ELSEWHERE.iter().copied().find(|bad| values.items().any(|value| value.text() == Some(bad)));
    }
    // The client checks these formats, and none of them accepts such a value.
    if schema.text_of("format").and_then(Format::read).is_some() {
        return None;
    }
    let Some(pattern) = schema.text_of("pattern") else { return Some("..") };
    // Another check reports a pattern that does not compile.
    let pattern = Regex::new(pattern).ok()?;
    let least = schema.get("minLength").and_then(|least| least.number()).unwrap_or_default();
    LEADING_ELSEWHERE.iter().copied().find(|bad| bad.len() as f64 >= least && pattern.find(bad).is_some())
}

/// Reports operations and parameters whose method gets another name, because the client or the builder already has a
/// method of that name.
fn method_names(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let ids = document.operations.iter().filter_map(|operation| operation.at.get("operationId"));
    let ids = ids.map(|id| (id, Method::OfClient));
    let parameters = document.all(&PARAMETER).filter(|parameter| has_place(parameter));
    let parameters = parameters.filter_map(|parameter| parameter.get("name"));
    for (at, method) in ids.chain(parameters.map(|name| (name, Method::OfBuilder))) {
        let Some(name) = at.text() else { continue };
        let Some(renamed) = method.renamed(name) else { continue };
        let plain = renamed.trim_end_matches('_');
        let message = match method {
            Method::OfClient => {
                format!("`{name}` becomes `client.{renamed}()`: the client already has a method `{plain}`")
            }
            Method::OfBuilder => format!("`{name}` becomes `.{renamed}(…)`: requests already use the name `{plain}`"),
        };
        let finding = at_value(&codes::NAME_SHARED, &at, message);
        findings.push(
            finding
                .with_help("leave it, or choose another name if the name is yours to choose")
                .with_note("nothing else changes, neither in Rust nor on the wire"),
        );
    }
}

fn own_servers(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let items = document.root.entries_of("paths").map(|(_, item)| item);
    for holder in items.chain(document.operations.iter().map(|operation| operation.at.clone())) {
        if let Some(servers) = holder.get("servers") {
            let finding = at_key(&codes::OWN_SERVERS, &servers, "the client ignores these servers");
            let plan = Plan::new("remove the servers").without(&holder, &servers);
            let help = "remove them; every request goes to the endpoint of the client";
            findings.push(finding.with_help(help).with_plan(plan));
        }
    }
}

fn descriptions(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for operation in document.all(&OPERATION) {
        says(operation, "summary", "operation", findings);
        says(operation, "description", "operation", findings);
    }
    for parameter in document.all(&PARAMETER).filter(|parameter| has_place(parameter)) {
        says(parameter, "description", "parameter", findings);
    }
    for (_, schema) in document.components("schemas").filter(|(_, schema)| schema.get("$ref").is_none()) {
        says(&schema, "description", "schema", findings);
    }
    for schema in document.all(&SCHEMA) {
        for (_, property) in schema.entries_of("properties") {
            if property.get("$ref").is_none() {
                says(&property, "description", "property", findings);
            }
        }
    }
}

fn says(at: &Cursor<'_>, key: &str, what: &str, findings: &mut Vec<Diagnostic>) {
    let text = at.get(key);
    let empty = text.as_ref().is_none_or(|text| text.text().is_some_and(|text| text.trim().is_empty()));
    if empty && at.map().is_some() {
        let place = text.as_ref().unwrap_or(at);
        let finding = at_key(&codes::UNDESCRIBED, place, format!("the {what} has no {key}"));
        findings.push(finding.with_help(format!("add a `{key}`; it becomes documentation")));
    }
}

//! The name of a place in the words of whoever edits the spec: `CreateTrainingJobReq.tag` for
//! `#/components/schemas/CreateTrainingJobReq/properties/tag`.

use metastudio_voice_codegen::document::Document;
use metastudio_voice_codegen::openapi::METHODS;
use metastudio_voice_codegen::yaml::Cursor;

use super::texts;
use crate::text::{Language, Text};

/// Returns the name of the place that a pointer leads to.
pub(super) fn subject(document: &Document<'_>, pointer: &str, language: Language) -> String {
    let steps: Vec<String> =
        pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    let thing = |thing: Text| thing.in_language(language);
    let named = |thing: Text, name: &str| format!("{} `{name}`", thing.in_language(language));
    match steps.as_slice() {
        ["components", "schemas", name, rest @ ..] => format!("{name}{}", within_schema(rest)),
        ["components", "parameters", name, rest @ ..] => {
            let parameter = document.component("parameters", name);
            let name = parameter.and_then(|it| it.text_of("name")).unwrap_or(name);
            format!("{}{}", named(texts::PARAMETER, name), within_schema(rest))
        }
        ["components", "responses", name, rest @ ..] => {
            format!("{} {name}{}", thing(texts::RESPONSE), within_response(rest, language))
        }
        ["components", "requestBodies", name, rest @ ..] => {
            format!("{} {name}{}", thing(texts::REQUEST), within_schema(rest))
        }
        ["components", "headers", name, ..] => named(texts::HEADER, name),
        ["components", "securitySchemes", name, ..] => named(texts::SECURITY_SCHEME, name),
        ["components", "examples", name, ..] => named(texts::EXAMPLE, name),
        ["components", "links", name, ..] => named(texts::LINK, name),
        ["paths", path, method, rest @ ..] if METHODS.contains(method) => {
            within_operation(document, path, method, rest, language)
        }
        ["paths", path, "parameters", at, rest @ ..] => {
            let item = document.root.get("paths").and_then(|paths| paths.get(path));
            let parameter = named(texts::PARAMETER, &parameter(document, item, at)) + &within_schema(rest);
            of_holder(&parameter, path, language)
        }
        ["paths", path, ..] => (*path).to_owned(),
        ["servers", at, ..] => named(texts::SERVER, &server(document.root.get("servers"), at)),
        ["tags", at, ..] => {
            let tag = document.root.get("tags").and_then(|tags| nth(&tags, at)).and_then(|tag| tag.text_of("name"));
            named(texts::TAG, tag.unwrap_or(at))
        }
        ["x-error-codes", _, "codes", code, ..] => named(texts::ERROR_CODE, code),
        ["x-error-codes", ..] => thing(texts::ERROR_CODES).to_owned(),
        [first, ..] => (*first).to_owned(),
        [] => thing(texts::THE_SPEC).to_owned(),
    }
}

/// Returns the name of an operation: its id, or method and path.
pub(super) fn operation_name(id: Option<&str>, method: &str, path: &str) -> String {
    id.map_or_else(|| format!("{} {path}", method.to_uppercase()), str::to_owned)
}

fn within_operation(document: &Document<'_>, path: &str, method: &str, rest: &[&str], language: Language) -> String {
    let operation = document.root.get("paths").and_then(|paths| paths.get(path)).and_then(|item| item.get(method));
    let name = operation_name(operation.as_ref().and_then(|it| it.text_of("operationId")), method, path);
    let thing = |thing: Text| thing.in_language(language);
    let part = match rest {
        ["parameters", at, rest @ ..] => {
            format!("{} `{}`{}", thing(texts::PARAMETER), parameter(document, operation, at), within_schema(rest))
        }
        ["requestBody", rest @ ..] => {
            return of_holder(thing(texts::REQUEST), &name, language) + &within_schema(rest);
        }
        ["responses", status, rest @ ..] => {
            let response = format!("{} {status}", thing(texts::RESPONSE));
            return of_holder(&response, &name, language) + &within_response(rest, language);
        }
        ["servers", at, ..] => {
            let servers = operation.and_then(|operation| operation.get("servers"));
            format!("{} `{}`", thing(texts::SERVER), server(servers, at))
        }
        _ => return name,
    };
    of_holder(&part, &name, language)
}

fn of_holder(thing: &str, holder: &str, language: Language) -> String {
    texts::OF_HOLDER.filled(language, &[("thing", &thing), ("holder", &holder)])
}

/// Returns the name of a parameter.
fn parameter(document: &Document<'_>, holder: Option<Cursor<'_>>, at: &str) -> String {
    let listed = holder.and_then(|holder| holder.get("parameters")).and_then(|list| nth(&list, at));
    let target = listed.as_ref().and_then(|listed| listed.text_of("$ref"));
    let parameter = target.and_then(|target| document.root.follow(target)).or(listed.clone());
    parameter.and_then(|it| it.text_of("name").map(str::to_owned)).unwrap_or(at.to_owned())
}

/// Returns the URL of a server.
fn server(servers: Option<Cursor<'_>>, at: &str) -> String {
    let server = servers.and_then(|servers| nth(&servers, at));
    server.and_then(|it| it.text_of("url")).unwrap_or(at).to_owned()
}

fn nth<'a>(list: &Cursor<'a>, at: &str) -> Option<Cursor<'a>> {
    at.parse().ok().and_then(|at| list.items().nth(at))
}

fn within_response(steps: &[&str], language: Language) -> String {
    match steps {
        ["headers", name, ..] => format!(" {} `{name}`", texts::HEADER.in_language(language)),
        _ => within_schema(steps),
    }
}

/// Returns the steps into a schema as a path of properties: `.segments[].name`.
fn within_schema(steps: &[&str]) -> String {
    let mut path = String::new();
    let mut rest = steps;
    loop {
        rest = match rest {
            ["properties", name, rest @ ..] => {
                path += &format!(".{name}");
                rest
            }
            ["items", rest @ ..] => {
                path += "[]";
                rest
            }
            ["additionalProperties", rest @ ..] => {
                path += ".*";
                rest
            }
            ["oneOf" | "anyOf" | "allOf", _, rest @ ..] | ["content", _, rest @ ..] | ["schema", rest @ ..] => rest,
            _ => return path,
        };
    }
}

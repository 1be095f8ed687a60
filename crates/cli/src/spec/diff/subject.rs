//! The name of a place in the words of whoever edits the spec: `CreateTrainingJobReq.tag` for
//! `#/components/schemas/CreateTrainingJobReq/properties/tag`.

use metastudio_voice_codegen::document::Document;
use metastudio_voice_codegen::openapi::METHODS;
use metastudio_voice_codegen::yaml::Cursor;

/// Returns the name of the place that a pointer leads to.
pub(super) fn subject(document: &Document<'_>, pointer: &str) -> String {
    let steps: Vec<String> =
        pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    match steps.as_slice() {
        ["components", "schemas", name, rest @ ..] => format!("{name}{}", within_schema(rest)),
        ["components", "parameters", name, rest @ ..] => {
            let parameter = document.component("parameters", name);
            let name = parameter.and_then(|it| it.text_of("name")).unwrap_or(name);
            format!("parameter `{name}`{}", within_schema(rest))
        }
        ["components", "responses", name, rest @ ..] => format!("response {name}{}", within_response(rest)),
        ["components", "requestBodies", name, rest @ ..] => format!("request {name}{}", within_schema(rest)),
        ["components", "headers", name, ..] => format!("header `{name}`"),
        ["components", "securitySchemes", name, ..] => format!("security scheme `{name}`"),
        ["components", "examples", name, ..] => format!("example `{name}`"),
        ["components", "links", name, ..] => format!("link `{name}`"),
        ["paths", path, method, rest @ ..] if METHODS.contains(method) => {
            within_operation(document, path, method, rest)
        }
        ["paths", path, "parameters", at, rest @ ..] => {
            let item = document.root.get("paths").and_then(|paths| paths.get(path));
            format!("{}{} of {path}", parameter(document, item, at), within_schema(rest))
        }
        ["paths", path, ..] => (*path).to_owned(),
        ["servers", at, ..] => server(document.root.get("servers"), at),
        ["tags", at, ..] => {
            let tag = document.root.get("tags").and_then(|tags| nth(&tags, at)).and_then(|tag| tag.text_of("name"));
            format!("tag `{}`", tag.unwrap_or(at))
        }
        ["x-error-codes", _, "codes", code, ..] => format!("error code `{code}`"),
        ["x-error-codes", ..] => "error codes".to_owned(),
        [first, ..] => (*first).to_owned(),
        [] => "the spec".to_owned(),
    }
}

/// Returns the name of an operation: its id, or method and path.
pub(super) fn operation_name(id: Option<&str>, method: &str, path: &str) -> String {
    id.map_or_else(|| format!("{} {path}", method.to_uppercase()), str::to_owned)
}

fn within_operation(document: &Document<'_>, path: &str, method: &str, rest: &[&str]) -> String {
    let operation = document.root.get("paths").and_then(|paths| paths.get(path)).and_then(|item| item.get(method));
    let name = operation_name(operation.as_ref().and_then(|it| it.text_of("operationId")), method, path);
    match rest {
        ["parameters", at, rest @ ..] => {
            format!("{}{} of {name}", parameter(document, operation, at), within_schema(rest))
        }
        ["requestBody", rest @ ..] => format!("request of {name}{}", within_schema(rest)),
        ["responses", status, rest @ ..] => format!("response {status} of {name}{}", within_response(rest)),
        ["servers", at, ..] => {
            format!("{} of {name}", server(operation.and_then(|operation| operation.get("servers")), at))
        }
        _ => name,
    }
}

fn parameter(document: &Document<'_>, holder: Option<Cursor<'_>>, at: &str) -> String {
    let listed = holder.and_then(|holder| holder.get("parameters")).and_then(|list| nth(&list, at));
    let target = listed.as_ref().and_then(|listed| listed.text_of("$ref"));
    let parameter = target.and_then(|target| document.root.follow(target)).or(listed.clone());
    format!("parameter `{}`", parameter.and_then(|it| it.text_of("name").map(str::to_owned)).unwrap_or(at.to_owned()))
}

fn server(servers: Option<Cursor<'_>>, at: &str) -> String {
    let server = servers.and_then(|servers| nth(&servers, at));
    format!("server `{}`", server.and_then(|it| it.text_of("url")).unwrap_or(at))
}

fn nth<'a>(list: &Cursor<'a>, at: &str) -> Option<Cursor<'a>> {
    at.parse().ok().and_then(|at| list.items().nth(at))
}

fn within_response(steps: &[&str]) -> String {
    match steps {
        ["headers", name, ..] => format!(" header `{name}`"),
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

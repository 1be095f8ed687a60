//! Checks that the generator supports the request bodies, that the success responses of an operation have one type and
//! its error responses too, and that both are described (MV05).

use super::{Check, at_key, at_value};
use crate::codes::{self, Code};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Operation};
use crate::fix::Plan;
use crate::formats::Format;
use crate::openapi::{REQUEST_BODY, RESPONSE, SCHEMA};
use crate::yaml::Cursor;

pub(super) const CHECKS: &[Check] = &[bodies, responses];

/// The media types that progenitor can send.
const SUPPORTED: &[&str] = &[
    "application/json",
    "application/octet-stream",
    "application/x-www-form-urlencoded",
    "text/plain",
    "text/x-markdown",
];

fn bodies(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for body in document.all(&REQUEST_BODY) {
        if !body.flag("required") {
            let place = body.get("required").unwrap_or_else(|| body.clone());
            let finding = at_value(&codes::BODY_OPTIONAL, &place, "the request body is optional");
            let plan = Plan::new("write `required: true`");
            let plan = match body.get("required") {
                Some(flag) => plan.yaml(flag.node.span.clone(), "true"),
                None => plan.beside(body, "content", "required", "true"),
            };
            let help = "write `required: true`; clients then send `{}` when there is nothing to say";
            findings.push(finding.with_help(help).with_plan(plan));
        }
        body_content(document, body, findings);
    }
    for operation in &document.operations {
        if let Some(body) = operation.at.get("requestBody")
            && matches!(operation.method, "get" | "head" | "delete")
        {
            let message = format!("{} requests do not have a body", operation.method.to_uppercase());
            findings.push(at_key(&codes::BODY_ON_GET, &body, message).with_help("use parameters, or another method"));
        }
    }
}

fn body_content(document: &Document<'_>, body: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(content) = body.get("content").filter(|content| content.map().is_some()) else { return };
    if content.entries().count() != 1 {
        let finding = at_key(&codes::BODY_MEDIA_TYPES, &content, "a request body needs exactly one media type");
        findings.push(finding.with_help("keep `application/json`"));
    }
    for (name, media) in content.entries() {
        let essence = name.split(';').next().unwrap_or_default().trim();
        if !SUPPORTED.contains(&essence) {
            let finding = at_key(
                &codes::BODY_MEDIA_TYPE_UNSUPPORTED,
                &media,
                format!("a request body of `{name}` is not supported"),
            );
            findings.push(
                finding.with_meant(
                    meant_media_type(essence),
                    format!("supported media types are {}", SUPPORTED.join(", ")),
                ),
            );
        }
        if let Some(schema) = media.get("schema") {
            fits(document, essence, &schema, findings);
        }
        if lacks_schema(&media) {
            let finding = at_key(&codes::NO_SCHEMA, &media, format!("the media type `{name}` has no `schema`"));
            findings.push(finding.with_help("describe the body with a `schema`"));
        }
    }
}

/// Returns whether a media type has no schema, nor keys that belong into one, which the walk reports.
fn lacks_schema(media: &Cursor<'_>) -> bool {
    let strays = || {
        media
            .entries()
            .any(|(name, _)| name == "$ref" || SCHEMA.keys.iter().any(|key| key.name == name && name != "example"))
    };
    media.map().is_some() && media.get("schema").is_none() && !strays()
}

/// Reports a schema that a body of this media type cannot have.
fn fits(document: &Document<'_>, media_type: &str, schema: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let found = document.resolve(schema);
    let has = |key: &str| found.get(key).is_some();
    let text = found.text_of("type") == Some("string") && !found.flag("nullable") && !has("enum") && !has("default");
    let wanted = match media_type {
        "application/octet-stream" => {
            let bytes = text && found.text_of("format") == Some("binary");
            let limited = ["minLength", "maxLength", "pattern"].into_iter().any(has);
            (!bytes || limited).then_some(("bytes", "write `schema: {type: string, format: binary}`"))
        }
        "text/plain" | "text/x-markdown" => {
            let limited = ["minLength", "maxLength", "pattern"].into_iter().any(has);
            let checked = |format: &str| Format::read(format).is_some();
            (!text || limited || found.text_of("format").is_some_and(|format| !checked(format)))
                .then_some(("text", "write `schema: {type: string}`, and state limits in the description"))
        }
        "application/x-www-form-urlencoded" => (!is_form(document, &found)).then_some((
            "an object whose properties are single values",
            "make it an object of strings, numbers and booleans, or send `application/json`",
        )),
        _ => None,
    };
    if let Some((wanted, help)) = wanted {
        let message = format!("the schema does not fit `{media_type}`: such a body is {wanted}");
        findings.push(at_key(&codes::BODY_SCHEMA, schema, message).with_help(help));
    }
}

fn is_form(document: &Document<'_>, schema: &Cursor<'_>) -> bool {
    let parts: Vec<Cursor<'_>> = schema.items_of("allOf").map(|part| document.resolve(&part)).collect();
    let properties = parts.iter().chain([schema]).filter_map(|part| part.get("properties"));
    let single = |property: Cursor<'_>| {
        let property = document.resolve(&property);
        let whole = property.get("allOf").and_then(|parts| parts.items().next());
        let whole = whole.map_or(property, |whole| document.resolve(&whole));
        !matches!(whole.text_of("type"), Some("array" | "object"))
    };
    let object = schema.text_of("type") == Some("object") || !parts.is_empty();
    object
        && properties
            .flat_map(|properties| properties.entries().collect::<Vec<_>>())
            .all(|(_, property)| single(property))
}

fn responses(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for response in document.all(&RESPONSE) {
        response_content(response, findings);
    }
    for operation in &document.operations {
        statuses(document, operation, findings);
    }
}

fn response_content(response: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(content) = response.get("content") else { return };
    if content.entries().count() > 1 {
        let finding = at_key(&codes::RESPONSE_MEDIA_TYPES, &content, "the client reads only one of the media types");
        findings.push(finding.with_help("keep `application/json`"));
    }
    for (name, media) in content.entries() {
        let essence = name.split(';').next().unwrap_or_default().trim();
        if let Some(meant) = meant_media_type(essence) {
            let finding = at_key(&codes::MEDIA_TYPE_MISSPELT, &media, format!("`{name}` looks like `{meant}`"));
            findings.push(finding.meaning(meant, meant, essence.eq_ignore_ascii_case(meant)));
        } else if essence.ends_with("+json") || essence == "text/json" {
            let finding =
                at_key(&codes::JSON_AS_BYTES, &media, format!("the client reads a response of `{name}` as bytes"));
            findings.push(finding.with_help("write `application/json`, if the service sends the same body for it"));
        }
    }
    for (name, media) in content.entries().filter(|(_, media)| lacks_schema(media)) {
        let finding = at_key(&codes::NO_SCHEMA, &media, format!("the media type `{name}` has no `schema`"));
        findings.push(finding.with_help("describe the body with a `schema`, or remove `content` if there is no body"));
    }
}

fn statuses(document: &Document<'_>, operation: &Operation<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(responses) = operation.at.get("responses").filter(|responses| responses.map().is_some()) else { return };
    let mut success: Vec<(Cursor<'_>, String)> = Vec::new();
    let mut error: Vec<(Cursor<'_>, String)> = Vec::new();
    let mut unknown = false;
    for (status, response) in responses.entries().filter(|(status, _)| !status.starts_with("x-")) {
        // Other checks report a response that cannot be read.
        let resolved = document.resolve(&response);
        let readable = resolved.map().is_some() && resolved.get("$ref").is_none();
        let is_response = document.kind(&resolved.pointer).is_none_or(|kind| kind == &RESPONSE);
        let kind = kind(document, &document.resolve(&response));
        match class(status) {
            Some('2' | '4' | '5') if !readable || !is_response => unknown = true,
            Some('2') => success.push((response, kind)),
            Some('4' | '5') => error.push((response, kind)),
            Some('d') => {
                let finding =
                    at_key(&codes::DEFAULT_RESPONSE, &response, "a `default` response counts as success and as error");
                findings.push(finding.with_help("describe `'4XX'` and `'5XX'` instead"));
                success.push((response.clone(), kind.clone()));
                error.push((response, kind));
            }
            Some(_) => {}
            None => {
                unknown = true;
                let finding = at_key(&codes::STATUS_KEY, &response, format!("`{status}` is not a status"));
                let upper = status.to_uppercase();
                let range = match status.len() {
                    1 => format!("{status}XX"),
                    _ => upper,
                };
                let free = responses.get(&range).is_none();
                findings.push(match class(&range) {
                    Some(_) if range != *status => {
                        let plan = Plan::new("").yaml(response.key_place(), format!("'{range}'"));
                        let certain = free && range.len() == status.len();
                        let finding = finding.with_help(format!("write `'{range}'`"));
                        finding.with_plan(plan.certain(certain).only_if(free))
                    }
                    _ if matches!(status, "ok" | "OK" | "success") && responses.get("200").is_none() => {
                        let plan = Plan::new("").yaml(response.key_place(), "'200'");
                        finding.with_help("write `'200'`").with_plan(plan)
                    }
                    _ if status == "error" || status == "errors" => finding.with_help("write `'4XX'` and `'5XX'`"),
                    _ => finding.with_help("write a status such as `'200'`, or a range such as `'4XX'`"),
                });
            }
        }
    }
    if success.is_empty() && !unknown {
        let finding = at_key(&codes::NO_SUCCESS, &responses, "the operation has no success response");
        findings.push(
            finding.with_help("add `'200'`").with_note("the client would return a stream of bytes to its callers"),
        );
    }
    different(&success, &codes::SEVERAL_SUCCESS, "success", findings);
    different(&error, &codes::SEVERAL_ERRORS, "error", findings);
    let described = |range: &str| error.iter().any(|(at, _)| at.key().is_some_and(|key| key.text == range));
    let missing: Vec<&str> = ["4XX", "5XX"].into_iter().filter(|range| !described(range)).collect();
    // A `default` response describes every error.
    if !missing.is_empty() && !described("default") && !unknown {
        let finding =
            at_key(&codes::NO_ERROR_RANGE, &responses, format!("no response describes {}", missing.join(" and ")));
        findings.push(
            finding
                .with_help(format!("add `'{}': {{$ref: '#/components/responses/Error'}}`", missing.join("'` and `'")))
                .with_note("an error with such a status would reach the caller without its code and message"),
        );
    }
}

fn different(responses: &[(Cursor<'_>, String)], code: &'static Code, what: &str, findings: &mut Vec<Diagnostic>) {
    let Some(((first, kind), rest)) = responses.split_first() else { return };
    for (other, _) in rest.iter().filter(|(_, other)| other != kind) {
        let message =
            format!("this {what} response differs from the first one, but a method has one type for all of them");
        let finding = at_key(code, other, message).with_related(first.key_place(), "first occurrence");
        findings.push(finding.with_help("give them the same schema, or the same `$ref`"));
    }
}

/// Returns what identifies the type of a response: the reference to its schema, or its own content.
fn kind(document: &Document<'_>, response: &Cursor<'_>) -> String {
    let media = document.media_types(response);
    let json = media.iter().find(|(name, _)| name.split(';').next() == Some("application/json"));
    let Some((name, media)) = json.or(media.first()) else { return "nothing".to_owned() };
    if json.is_none() {
        return format!("bytes of {name}");
    }
    let schema = media.get("schema");
    let target = schema.as_ref().and_then(|schema| schema.text_of("$ref"));
    target.map(ToOwned::to_owned).or(schema.map(|schema| schema.pointer)).unwrap_or_default()
}

/// Returns the first digit of a status or range, `d` for `default`, and `None` for anything else.
fn class(status: &str) -> Option<char> {
    let first = status.chars().next()?;
    let digits = status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit());
    let range = status.len() == 3 && status.ends_with("XX");
    match status {
        "default" => Some('d'),
        _ if (digits || range) && ('1'..='5').contains(&first) => Some(first),
        _ => None,
    }
}

/// The media types that APIs use most.
const MEDIA_TYPES: &[&str] = &[
    "application/json",
    "application/merge-patch+json",
    "application/octet-stream",
    "application/pdf",
    "application/problem+json",
    "application/x-www-form-urlencoded",
    "application/xml",
    "application/zip",
    "audio/wav",
    "image/png",
    "multipart/form-data",
    "text/csv",
    "text/html",
    "text/plain",
];

/// The top-level types of media types.
const KINDS: &[&str] = &["application", "audio", "font", "image", "message", "model", "multipart", "text", "video"];

/// Returns the media type that is probably meant by `name`, which has no parameters. Returns `None` if `name` is known
/// or resembles no known one.
fn meant_media_type(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    if MEDIA_TYPES.contains(&name) {
        return None;
    }
    if let Some(known) = MEDIA_TYPES.iter().find(|known| **known == lower) {
        return Some(known);
    }
    let kind = lower.split_once('/').map(|(kind, _)| kind);
    // With a valid top-level type, the subtype is more often one that is not in the list than a misspelt one.
    let most = if kind.is_some_and(|kind| KINDS.contains(&kind)) { 1 } else { 3 };
    let near = MEDIA_TYPES.iter().map(|known| (strsim::damerau_levenshtein(&lower, known), *known));
    let near = near.filter(|(distance, _)| *distance <= most).min_by_key(|(distance, _)| *distance);
    let bare = MEDIA_TYPES.iter().find(|known| known.split_once('/').is_some_and(|(_, subtype)| subtype == lower));
    near.map(|(_, known)| known).or(bare.copied())
}

#[cfg(test)]
mod tests {
    use super::meant_media_type;

    #[test]
    fn a_misspelt_or_upper_case_media_type_is_recognized_and_an_unknown_one_is_not() {
        for slip in
            ["applicaton/json", "application/jsn", "aplication/jsom", "Application/JSON", "json", "application-json"]
        {
            assert_eq!(meant_media_type(slip), Some("application/json"), "{slip}");
        }
        for other in ["application/json", "application/ndjson", "application/yaml", "image/gif", "text/markdown", "*/*"]
        {
            assert_eq!(meant_media_type(other), None, "{other}");
        }
    }
}

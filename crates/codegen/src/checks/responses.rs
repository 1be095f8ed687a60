//! Checks that the success responses of an operation have one type, its error responses too, and that both are
//! described.

use super::{at_key, media_type};
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Operation};
use crate::openapi::RESPONSE;
use crate::yaml::Cursor;

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for response in document.all(&RESPONSE) {
        content(response, findings);
    }
    for operation in &document.operations {
        statuses(document, operation, findings);
    }
}

fn content(response: &Cursor<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(content) = response.get("content") else { return };
    if content.entries().count() > 1 {
        let finding = at_key(&codes::RESPONSE_MEDIA_TYPES, &content, "the client reads only one of the media types");
        findings.push(finding.with_help("keep `application/json`"));
    }
    for (name, media) in content.entries() {
        let essence = name.split(';').next().unwrap_or_default().trim();
        if let Some(meant) = media_type::meant(essence) {
            let finding = at_key(&codes::MEDIA_TYPE_MISSPELT, &media, format!("`{name}` looks like `{meant}`"));
            findings.push(finding.with_help(format!("did you mean `{meant}`?")));
        } else if essence.ends_with("+json") || essence == "text/json" {
            let finding =
                at_key(&codes::JSON_AS_BYTES, &media, format!("the client reads a response of `{name}` as bytes"));
            findings.push(finding.with_help("write `application/json`, if the service sends the same body for it"));
        }
    }
    for (name, media) in content.entries().filter(|(_, media)| media.map().is_some() && media.get("schema").is_none()) {
        let finding = at_key(&codes::NO_SCHEMA, &media, format!("the media type `{name}` has no `schema`"));
        findings.push(finding.with_help("describe the body with a `schema`, or remove `content` if there is no body"));
    }
}

fn statuses(document: &Document<'_>, operation: &Operation<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(responses) = operation.at.get("responses").filter(|responses| responses.map().is_some()) else { return };
    let mut success: Vec<(Cursor<'_>, String)> = Vec::new();
    let mut error: Vec<(Cursor<'_>, String)> = Vec::new();
    for (status, response) in responses.entries().filter(|(status, _)| !status.starts_with("x-")) {
        let kind = kind(document, &document.resolve(&response));
        match class(status) {
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
                let finding = at_key(&codes::STATUS_KEY, &response, format!("`{status}` is not a status"));
                let upper = status.to_uppercase();
                findings.push(match class(&upper) {
                    Some(_) if upper != *status => finding.with_help(format!("write `'{upper}'`")),
                    _ => finding.with_help("write a status such as `'200'`, or a range such as `'4XX'`"),
                });
            }
        }
    }
    if success.is_empty() {
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
    if !missing.is_empty() && !described("default") {
        let finding =
            at_key(&codes::NO_ERROR_RANGE, &responses, format!("no response describes {}", missing.join(" and ")));
        findings.push(
            finding
                .with_help(format!("add `'{}': {{$ref: '#/components/responses/Error'}}`", missing.join("'` and `'")))
                .with_note("an error with such a status would reach the caller without its code and message"),
        );
    }
}

fn different(
    responses: &[(Cursor<'_>, String)],
    code: &'static crate::Code,
    what: &str,
    findings: &mut Vec<Diagnostic>,
) {
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

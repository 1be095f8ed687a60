//! Checks that extensions are spelt, placed and shaped as `openapi/README.md` says.

use super::at_key;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::openapi::{OPENAPI, OPERATION, Object, PARAMETER, SCHEMA, SECURITY_SCHEME};
use crate::walk::{Extension, similar};
use crate::yaml::{Cursor, ScalarKind};

struct Known {
    name: &'static str,
    /// The objects on which it has a meaning; empty for every object.
    on: &'static [&'static Object],
    shape: Form,
    sample: &'static str,
}

/// The shape of an extension's value.
enum Form {
    Flag,
    Choice(&'static [&'static str]),
    Text,
    Texts,
    /// Groups of error codes, whose content has a check of its own.
    Groups,
    MapOfTexts,
    MapOfNumbers,
    MapOfChoices(&'static [&'static str]),
    /// A map with some of these keys.
    Keys(&'static [&'static str]),
}

static KNOWN: [Known; 15] = [
    Known { name: "x-extensible-enum", on: &[&SCHEMA], shape: Form::Flag, sample: "true" },
    Known { name: "x-enum-varnames", on: &[&SCHEMA], shape: Form::Texts, sample: "[Package, Segment]" },
    Known { name: "x-enum-descriptions", on: &[&SCHEMA], shape: Form::MapOfTexts, sample: "{PACKAGE: One zip.}" },
    Known { name: "x-sensitive", on: &[&SCHEMA, &PARAMETER], shape: Form::Flag, sample: "true" },
    Known { name: "x-client-default", on: &[&PARAMETER], shape: Form::Text, sample: "project_id" },
    Known { name: "x-idempotency", on: &[&OPERATION], shape: Form::Choice(IDEMPOTENCY), sample: "reconcile" },
    Known { name: "x-rate-limit", on: &[&OPERATION], shape: Form::MapOfNumbers, sample: "{cn-north-4: 10}" },
    Known { name: "x-lifecycle", on: &[&SCHEMA], shape: Form::MapOfChoices(LIFECYCLE), sample: "{FAILED: failed}" },
    Known { name: "x-time-format", on: &[&SCHEMA], shape: Form::Choice(TIMES), sample: "rfc3339" },
    Known {
        name: "x-values-of",
        on: &[&SCHEMA],
        shape: Form::Keys(&["schema", "separator"]),
        sample: "{schema: JobState, separator: ','}",
    },
    Known {
        name: "x-upload",
        on: &[&SCHEMA],
        shape: Form::Keys(&["method", "content-type", "renew"]),
        sample: "{method: PUT, content-type: application/zip}",
    },
    Known {
        name: "x-pagination",
        on: &[&OPERATION],
        shape: Form::Keys(&["offset", "limit", "items", "total", "key"]),
        sample: "{offset: offset, limit: limit, items: jobs, total: count, key: job_id}",
    },
    Known {
        name: "x-error-codes",
        on: &[&OPENAPI],
        shape: Form::Groups,
        sample: "[{service: APIGW, x-source: {…}, codes: {APIGW.0308: {status: [429], class: throttled, meaning: …}}}]",
    },
    Known {
        name: "x-huaweicloud-signature",
        on: &[&SECURITY_SCHEME],
        shape: Form::Keys(&["algorithm", "signed-headers"]),
        sample: "{algorithm: SDK-HMAC-SHA256, signed-headers: [host, x-sdk-date]}",
    },
    Known {
        name: "x-source",
        on: &[],
        shape: Form::Keys(&["page", "artefact", "date", "note"]),
        sample: "{page: 'https://…', date: '2026-01-29'}",
    },
];

const IDEMPOTENCY: &[&str] = &["safe", "idempotent", "reconcile", "never"];
const TIMES: &[&str] = &["rfc3339", "seconds", "milliseconds"];
const LIFECYCLE: &[&str] = &["waiting", "action-needed", "succeeded", "failed"];

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for extension in &document.extensions {
        match KNOWN.iter().find(|known| known.name == extension.name) {
            Some(known) => placed_and_shaped(known, extension, findings),
            None => {
                if let Some(meant) = similar(extension.name, KNOWN.iter().map(|known| known.name)) {
                    let message = format!("unknown extension `{}`", extension.name);
                    let finding = at_key(&codes::EXTENSION_MISSPELT, &extension.at, message);
                    findings.push(finding.with_help(format!("did you mean `{meant}`?")));
                }
            }
        }
    }
    for operation in document.operations.iter().filter(|operation| operation.at.get("x-idempotency").is_none()) {
        let message = "the operation has no `x-idempotency`, so a call is not repeated when its response is lost";
        let finding = at_key(&codes::IDEMPOTENCY_MISSING, &operation.at, message);
        findings.push(finding.with_help("add `x-idempotency: safe`, `idempotent`, `reconcile` or `never`"));
    }
}

fn placed_and_shaped(known: &Known, extension: &Extension<'_>, findings: &mut Vec<Diagnostic>) {
    if !known.on.is_empty() && !known.on.contains(&extension.object) {
        let message = format!("`{}` has no meaning on {}", known.name, extension.object.a());
        let on: Vec<String> = known.on.iter().map(|object| object.a()).collect();
        let finding = at_key(&codes::EXTENSION_PLACE, &extension.at, message);
        findings.push(finding.with_help(format!("move it to {}", on.join(" or "))));
    }
    if let Some((at, fault)) = fault(&known.shape, &extension.at) {
        let message = format!("`{}` has the wrong shape: {fault}", known.name);
        let finding = super::at_value(&codes::EXTENSION_SHAPE, &at, message);
        findings.push(finding.with_help(format!("write, for example, `{}: {}`", known.name, known.sample)));
    }
}

/// Returns where and how a value differs from its form.
fn fault<'a>(form: &Form, at: &Cursor<'a>) -> Option<(Cursor<'a>, String)> {
    let wrong = |at: &Cursor<'a>, wanted: &str| Some((at.clone(), format!("it must be {wanted}, not {}", at.what())));
    let each = |wanted: &str, fits: fn(&Cursor<'a>) -> bool| match at.map() {
        None => wrong(at, "a map"),
        Some(_) => at.entries().find(|(_, value)| !fits(value)).and_then(|(_, value)| wrong(&value, wanted)),
    };
    match form {
        Form::Flag => {
            let flag = at.scalar().is_some_and(|scalar| matches!(scalar.kind, ScalarKind::Bool(_)));
            if flag { None } else { wrong(at, "true or false") }
        }
        Form::Text => at.text().is_none().then(|| wrong(at, "a string"))?,
        Form::Choice(choices) => among(choices, at),
        Form::Texts | Form::Groups if !at.is_list() => wrong(at, "a list"),
        Form::Texts => at.items().find(|item| item.text().is_none()).and_then(|item| wrong(&item, "a string")),
        Form::Groups => None,
        Form::MapOfTexts => each("a string", |value| value.text().is_some()),
        Form::MapOfNumbers => each("a number of requests per second", |value| {
            value.scalar().is_some_and(|scalar| matches!(scalar.kind, ScalarKind::Integer(1..)))
        }),
        Form::MapOfChoices(_) if at.map().is_none() => wrong(at, "a map"),
        Form::MapOfChoices(choices) => at.entries().find_map(|(_, value)| among(choices, &value)),
        Form::Keys(_) if at.map().is_none() => wrong(at, "a map"),
        Form::Keys(keys) => {
            let (name, value) = at.entries().find(|(name, _)| !keys.contains(name))?;
            Some((value, format!("unknown key `{name}`; known keys are {}", keys.join(", "))))
        }
    }
}

fn among<'a>(choices: &[&'static str], at: &Cursor<'a>) -> Option<(Cursor<'a>, String)> {
    let known = at.text().is_some_and(|text| choices.contains(&text));
    (!known).then(|| (at.clone(), format!("it must be one of {}", choices.join(", "))))
}

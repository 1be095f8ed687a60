//! Checks that formats are known, and that the client has a type for them.

use super::at_value;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::openapi::SCHEMA;
use crate::walk::similar;

const TYPES: [&str; 6] = ["string", "integer", "number", "boolean", "array", "object"];

/// Formats by type: OpenAPI's own, and widely used ones that need no support of the generator.
const KNOWN: [(&str, &[&str]); 3] = [
    ("integer", &["int32", "int64", "uint32", "uint64", "int8", "uint8", "int16", "uint16"]),
    ("number", &["float", "double"]),
    (
        "string",
        &[
            "byte",
            "binary",
            "password",
            "uri",
            "uri-reference",
            "email",
            "hostname",
            "ip",
            "ipv4",
            "ipv6",
            "date-time",
            "date",
            "uuid",
        ],
    ),
];

/// Formats for which the generator uses types of the crates chrono and uuid.
const UNSUPPORTED: [&str; 3] = ["date-time", "date", "uuid"];

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for schema in document.all(&SCHEMA) {
        let (Some(at), Some(kind)) = (schema.get("format"), schema.text_of("type")) else { continue };
        let Some(format) = at.text() else { continue };
        // The walk reports a type that does not exist.
        if !TYPES.contains(&kind) {
            continue;
        }
        let known = KNOWN.iter().find(|(owner, _)| *owner == kind).map_or(&[][..], |(_, formats)| formats);
        if UNSUPPORTED.contains(&format) && kind == "string" {
            let message = format!("the client has no type for `format: {format}`");
            let finding = at_value(&codes::FORMAT_UNSUPPORTED, &at, message);
            findings.push(finding.with_help("remove the format and mention it in the description"));
        } else if !known.contains(&format) {
            let finding = at_value(&codes::FORMAT, &at, format!("unknown format `{format}` for type {kind}"));
            findings.push(match similar(format, known.iter().copied()) {
                Some(meant) => finding.with_help(format!("did you mean `{meant}`?")),
                None if known.is_empty() => finding.with_help(format!("type {kind} has no formats; remove it")),
                None => finding.with_help(format!("known formats are {}", known.join(", "))),
            });
        }
    }
}

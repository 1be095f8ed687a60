//! Checks that keywords fit the type beside them.

use super::at_key;
use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::openapi::{MEDIA_TYPE, PARAMETER, SCHEMA};

/// Keywords that limit a value, and the types that they apply to.
pub(super) const LIMITS: [(&str, &[&str]); 9] = [
    ("minLength", &["string"]),
    ("maxLength", &["string"]),
    ("pattern", &["string"]),
    ("minimum", &["integer", "number"]),
    ("maximum", &["integer", "number"]),
    ("minItems", &["array"]),
    ("maxItems", &["array"]),
    ("minProperties", &["object"]),
    ("maxProperties", &["object"]),
];

/// Other keywords, and the types that they apply to.
const OTHERS: [(&str, &[&str]); 8] = [
    ("exclusiveMinimum", &["integer", "number"]),
    ("exclusiveMaximum", &["integer", "number"]),
    ("multipleOf", &["integer", "number"]),
    ("items", &["array"]),
    ("uniqueItems", &["array"]),
    ("properties", &["object"]),
    ("additionalProperties", &["object"]),
    ("required", &["object"]),
];

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for schema in document.all(&SCHEMA) {
        let Some(kind) = schema.text_of("type") else { continue };
        for (keyword, kinds) in LIMITS.iter().chain(&OTHERS).filter(|(_, kinds)| !kinds.contains(&kind)) {
            if let Some(at) = schema.get(keyword) {
                let message = format!("`{keyword}` does not apply to type {kind}");
                let finding = at_key(&codes::KEYWORD_MISPLACED, &at, message);
                findings.push(finding.with_help(match *keyword {
                    "required" => "list the property in the `required` of its parent".to_owned(),
                    _ => format!("it applies to type {}", kinds.join(" or ")),
                }));
            }
        }
        if let Some(not) = schema.get("not") {
            let finding = at_key(&codes::NOT, &not, "`not` is not supported");
            findings.push(finding.with_help("state the restriction in the description"));
        }
    }
    for holder in document.all(&MEDIA_TYPE).chain(document.all(&PARAMETER)) {
        if let (Some(_), Some(examples)) = (holder.get("example"), holder.get("examples")) {
            let finding = at_key(&codes::EXAMPLE_TWICE, &examples, "`example` and `examples` are mutually exclusive");
            findings.push(finding.with_help("keep one of them"));
        }
    }
}

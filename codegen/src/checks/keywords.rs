//! Keywords fit the type that they stand beside.

use super::at_key;
use crate::diagnostic::{Diagnostic, codes};
use crate::document::Document;
use crate::model::{MEDIA_TYPE, PARAMETER, SCHEMA};

/// Keywords that limit a value, and the types that they say something about.
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

/// Other keywords and their types.
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
                let message = format!("`{keyword}` says nothing about a value of type {kind}");
                let finding = at_key(&codes::KEYWORD_MISPLACED, &at, message);
                findings.push(finding.with_help(match *keyword {
                    "required" => "a parent lists it in its own `required`".to_owned(),
                    _ => format!("it belongs to type {}", kinds.join(" or ")),
                }));
            }
        }
        if let Some(not) = schema.get("not") {
            let finding = at_key(&codes::NOT, &not, "`not` cannot be generated");
            findings.push(finding.with_help("say it in the description"));
        }
    }
    for holder in document.all(&MEDIA_TYPE).chain(document.all(&PARAMETER)) {
        if let (Some(_), Some(examples)) = (holder.get("example"), holder.get("examples")) {
            let finding = at_key(&codes::EXAMPLE_TWICE, &examples, "`example` and `examples` exclude each other");
            findings.push(finding.with_help("keep one of them"));
        }
    }
}

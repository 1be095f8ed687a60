//! Puts limits and sources into words, for the documentation.

use serde_yaml::Value;

use super::{limits, text};
use crate::normalize::MIN_ITEMS;

/// Returns the limits of a schema in words: `1 to 64 characters`, `0 to 99`, `at most 10 entries`.
pub(super) fn limits(schema: &Value) -> String {
    let number = |key: &str| {
        let value = schema.get(key).or_else(|| schema.get(MIN_ITEMS).filter(|_| key == "minItems"))?;
        value.as_i64().map(|whole| whole.to_string()).or_else(|| value.as_f64().map(|real| real.to_string()))
    };
    let kinds = [
        ("minLength", "maxLength", " characters"),
        ("minimum", "maximum", ""),
        ("minItems", "maxItems", " entries"),
        ("minProperties", "maxProperties", " properties"),
    ];
    let mut all: Vec<String> = Vec::new();
    for (least, most, unit) in kinds {
        all.extend(match (number(least), number(most)) {
            (Some(least), Some(most)) if least == most => Some(format!("exactly {least}{unit}")),
            (Some(least), Some(most)) => Some(format!("{least} to {most}{unit}")),
            (Some(least), None) => Some(format!("at least {least}{unit}")),
            (None, Some(most)) => Some(format!("at most {most}{unit}")),
            (None, None) => None,
        });
    }
    if limits::is_unique(schema) {
        all.push("each entry once".to_owned());
    }
    all.extend(schema.get("pattern").and_then(Value::as_str).map(|pattern| format!("matching `{pattern}`")));
    all.join(", ")
}

/// Returns `x-source` in words: the page or artefact, its date, and the note.
pub(super) fn source(node: &Value) -> String {
    let Some(source) = node.get("x-source") else { return String::new() };
    let origin = ["page", "artefact"].map(|key| text(source, key));
    let parts = origin.into_iter().chain([text(source, "date")]).filter(|part| !part.is_empty());
    let origin = parts.collect::<Vec<_>>().join(", ");
    let note = text(source, "note");
    if note.is_empty() { origin } else { format!("{origin}. {note}") }
}

//! Writes a string as a scalar of YAML.

use metastudio_voice_codegen::yaml::{self, ScalarKind};

/// The words that YAML 1.1 takes for booleans, in lower case.
const TRAPS: [&str; 6] = ["y", "n", "yes", "no", "on", "off"];

/// Returns a string without quotes where YAML takes it for the same string, and else in single quotes.
pub(super) fn plain_or_quoted(text: &str) -> String {
    match is_plain(text) {
        true => text.to_owned(),
        false => single(text),
    }
}

/// Returns a string in single quotes, or in double ones if it has several lines.
pub(super) fn single(text: &str) -> String {
    match text.contains(['\n', '\r']) {
        true => double(text),
        false => format!("'{}'", text.replace('\'', "''")),
    }
}

/// Returns a string in double quotes.
pub(super) fn double(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn is_plain(text: &str) -> bool {
    let harmless =
        |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.' | '/' | ' ' | '$');
    let begins = text.starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | '$'));
    let read = yaml::read(text, &mut Vec::new());
    let same = read
        .as_ref()
        .and_then(|node| node.scalar())
        .is_some_and(|scalar| scalar.kind == ScalarKind::Text && scalar.text == text);
    begins && text.chars().all(harmless) && same && !TRAPS.contains(&text.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_has_quotes_where_yaml_would_take_it_for_something_else() {
        for text in ["JobState", "application/json", "One voice", "$ref", "声"] {
            assert_eq!(plain_or_quoted(text), text);
        }
        for text in ["NO", "true", "null", "200", "1.5", "", " a", "a: b", "#a", "- a", "2024-01-01", "a,b", "*a"] {
            assert_eq!(plain_or_quoted(text), format!("'{text}'"));
        }
        assert_eq!(plain_or_quoted("it's"), "'it''s'");
        assert_eq!(plain_or_quoted("a\nb"), "\"a\\nb\"");
    }
}

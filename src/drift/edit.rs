//! Changes of the spec's text: where YAML goes, and how it is written there, in block style or within braces.

use std::fmt::{self, Write};
use std::ops::Range;

use super::table::{Insertion, Spec, without_mark};

/// Words that YAML 1.1 or 1.2 reads as something else than a string.
const WORDS: [&str; 9] = ["false", "n", "no", "null", "off", "on", "true", "y", "yes"];

/// A change of the spec: some lines of YAML, and the lines that they replace or follow.
///
/// `Display` writes it as a diff does: `@@ line 2551 @@`, then the lines that go with `-` and those that come with `+`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    place: Range<usize>,
    text: String,
    line: usize,
    replaced: Vec<String>,
    yaml: String,
}

impl Edit {
    fn new(spec: &Spec, place: Range<usize>, text: String) -> Option<Self> {
        let old = spec.text.get(place.clone())?;
        let start = spec.text.get(..place.start)?.rfind('\n').map_or(0, |newline| newline + 1);
        let whole_lines = place.start == start && (old.is_empty() || old.ends_with('\n'));
        let (replaced, yaml) = if whole_lines {
            (old.to_owned(), text.clone())
        } else {
            let rest = spec.text.get(place.end..)?;
            let rest = rest.find('\n').map_or(rest, |newline| rest.get(..newline).unwrap_or(rest));
            let lead = spec.text.get(start..place.start)?;
            (format!("{lead}{old}{rest}"), format!("{lead}{text}{rest}"))
        };
        Some(Self {
            line: spec.line(place.start),
            place,
            text,
            replaced: replaced.lines().map(str::to_owned).collect(),
            yaml: yaml.trim_end_matches(['\r', '\n']).to_owned(),
        })
    }

    /// Returns the first byte that changes.
    pub(super) fn at(&self) -> usize {
        self.place.start
    }

    /// Returns the first line of the spec that changes, from 1; new lines come before it.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Returns the lines of the spec that go. There is none if lines are only added.
    pub fn replaced(&self) -> &[String] {
        &self.replaced
    }

    /// Returns the lines of YAML that come.
    pub fn yaml(&self) -> &str {
        &self.yaml
    }
}

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@@ line {} @@", self.line)?;
        self.replaced.iter().try_for_each(|line| write!(f, "\n-{line}"))?;
        self.yaml.lines().try_for_each(|line| write!(f, "\n+{line}"))
    }
}

/// Returns the spec with these edits, which are of this text.
///
/// Several edits may be at one place; they are made in the order in which they come. One that overlaps an earlier one is
/// left out.
pub fn apply<'a>(spec: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let mark = spec.len() - without_mark(spec).len();
    let (mark, spec) = spec.split_at(mark);
    let mut chosen: Vec<&Edit> = Vec::new();
    for edit in edits {
        let (place, removes) = (&edit.place, !edit.place.is_empty());
        let clashes = |other: &&Edit| {
            let other = &other.place;
            (removes || !other.is_empty()) && place.start < other.end.max(other.start + 1) && other.start < place.end
        };
        if spec.get(place.clone()).is_some() && !chosen.iter().any(clashes) {
            chosen.push(edit);
        }
    }
    // The sort is stable, so edits at one place keep their order.
    chosen.sort_by_key(|edit| edit.place.start);
    let mut edited = String::with_capacity(spec.len() + 1024);
    edited += mark;
    let mut done = 0;
    for Edit { place, text, .. } in chosen {
        edited += spec.get(done..place.start).unwrap_or_default();
        if !text.is_empty() && place.start == spec.len() && !edited.ends_with('\n') && text.ends_with('\n') {
            edited.push('\n');
        }
        edited += text;
        done = place.end;
    }
    edited + spec.get(done..).unwrap_or_default()
}

/// A piece of YAML.
pub(super) enum Yaml {
    /// A string.
    Text(String),
    /// A number or a boolean, as it is written.
    Raw(String),
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>),
}

impl Yaml {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn raw(text: impl ToString) -> Self {
        Self::Raw(text.to_string())
    }

    pub(super) fn map<const N: usize>(entries: [(&str, Self); N]) -> Self {
        Self::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    fn is_scalar(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Raw(_))
    }

    /// Writes it in one line.
    fn flow(&self, json: bool) -> String {
        match self {
            Self::Text(text) => scalar(text, json),
            Self::Raw(text) => text.clone(),
            Self::List(items) => {
                format!("[{}]", items.iter().map(|item| item.flow(json)).collect::<Vec<_>>().join(", "))
            }
            Self::Map(entries) => {
                let entry = |(key, value): &(String, Self)| format!("{}: {}", scalar(key, json), value.flow(json));
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// Writes it behind a key or a dash whose line has been begun, and ends the line.
    fn block(&self, indent: usize, newline: &str, text: &mut String) {
        match self {
            Self::Map(entries) if !entries.is_empty() => {
                *text += newline;
                entries.iter().for_each(|(key, value)| entry(key, value, indent, newline, text));
            }
            Self::List(items) if items.iter().any(|item| !item.is_scalar()) => {
                *text += newline;
                items.iter().for_each(|value| item(value, indent, newline, text));
            }
            other => {
                // Writing to a string does not fail.
                let _ = write!(text, " {}{newline}", other.flow(false));
            }
        }
    }
}

fn entry(key: &str, value: &Yaml, indent: usize, newline: &str, text: &mut String) {
    let _ = write!(text, "{:indent$}{}:", "", scalar(key, false));
    value.block(indent + 2, newline, text);
}

fn item(value: &Yaml, indent: usize, newline: &str, text: &mut String) {
    let Yaml::Map(entries) = value else {
        let _ = write!(text, "{:indent$}- {}{newline}", "", value.flow(false));
        return;
    };
    for (number, (key, value)) in entries.iter().enumerate() {
        let lead = if number == 0 { "- " } else { "  " };
        let _ = write!(text, "{:indent$}{lead}{}:", "", scalar(key, false));
        value.block(indent + 4, newline, text);
    }
}

/// Writes a string so that every parser reads it as one, in quotes where they are needed.
fn scalar(text: &str, json: bool) -> String {
    let inner = |character: char| character.is_ascii_alphanumeric() || "_./-".contains(character);
    let begins = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    let is_word = WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
    let ends = !text.ends_with(' ') && !text.contains("  ");
    if json || text.chars().any(char::is_control) {
        return serde_json::Value::from(text).to_string();
    }
    match begins && ends && !is_word && text.chars().all(|character| inner(character) || character == ' ') {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', "''")),
    }
}

fn newline(spec: &Spec) -> &'static str {
    if spec.text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Returns the edit that adds an entry to a map.
pub(super) fn add_entry(spec: &Spec, to: Option<&Insertion>, key: &str, value: &Yaml) -> Option<Edit> {
    let Insertion { at, indent } = *to?;
    let mut text = String::new();
    match indent {
        Some(indent) => entry(key, value, indent, newline(spec), &mut text),
        None => text = format!(", {}: {}", scalar(key, spec.table.json), value.flow(spec.table.json)),
    }
    Edit::new(spec, at..at, text)
}

/// Returns the edit that adds an item to a list.
pub(super) fn add_item(spec: &Spec, to: Option<&Insertion>, value: &Yaml) -> Option<Edit> {
    let Insertion { at, indent } = *to?;
    let mut text = String::new();
    match indent {
        Some(indent) => item(value, indent, newline(spec), &mut text),
        None => text = format!(", {}", value.flow(spec.table.json)),
    }
    Edit::new(spec, at..at, text)
}

/// Returns the edit that removes a range.
pub(super) fn remove(spec: &Spec, place: Range<usize>) -> Option<Edit> {
    Edit::new(spec, place, String::new())
}

/// Returns the edit that writes another string in place of a range.
pub(super) fn replace(spec: &Spec, place: Range<usize>, text: &str) -> Option<Edit> {
    Edit::new(spec, place, scalar(text, spec.table.json))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_is_written_so_that_every_parser_reads_it_alike() {
        let yaml = Yaml::map([
            ("type", Yaml::text("string")),
            ("on", Yaml::text("it's: here")),
            ("codes", Yaml::List(vec![Yaml::raw(400), Yaml::text("no")])),
            (
                "nested",
                Yaml::List(vec![Yaml::map([("a", Yaml::text("1")), ("b", Yaml::map([("c", Yaml::raw(true))]))])]),
            ),
        ]);
        let mut text = String::new();
        entry("new", &yaml, 2, "\n", &mut text);
        let expected = "  new:\n    type: string\n    'on': 'it''s: here'\n    codes: [400, 'no']\n    nested:\n      - a: \
                        '1'\n        b:\n          c: true\n";
        assert_eq!(text, expected);
        let flow = "{\"type\": \"string\", \"on\": \"it's: here\", \"codes\": [400, \"no\"], \"nested\": [{\"a\": \"1\", \
                    \"b\": {\"c\": true}}]}";
        assert_eq!(yaml.flow(true), flow);
    }
}

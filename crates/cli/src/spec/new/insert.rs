//! The insertion of text into a spec that keeps every other byte: at the end of a map in block style.

use std::ops::Range;

use metastudio_voice_codegen::yaml::{self, Node};

use super::block::{Block, indented};
use crate::spec::texts;

/// Returns the spec with the operation at the end of its path or of the paths, and with the schemas at the end of the
/// schemas.
pub(super) fn inserted(text: &str, block: &Block) -> Result<String, String> {
    let text = edited(text, |text, root| operation(text, root, block))?;
    match block.schema_names().is_empty() {
        true => Ok(text),
        false => edited(&text, |text, root| schemas(text, root, block)),
    }
}

fn edited(text: &str, edit: impl FnOnce(&str, &Node) -> Result<Edit, String>) -> Result<String, String> {
    let root = yaml::read(text, &mut Vec::new()).ok_or("it is not YAML")?;
    let (place, lines) = edit(text, &root)?;
    let mut new = text.to_owned();
    new.replace_range(place, &lines);
    Ok(new)
}

/// A range of bytes, and the text that takes its place.
type Edit = (Range<usize>, String);

fn operation(text: &str, root: &Node, block: &Block) -> Result<Edit, String> {
    let operation = block.operation();
    match root.get("paths").and_then(|paths| paths.get(&block.path)) {
        Some(item) => append(text, item, &block.path, &operation),
        None => {
            let item = format!("{}{}", block.path_key(), indented(&operation, 2));
            append_at(text, root, &["paths"], &item)
        }
    }
}

fn schemas(text: &str, root: &Node, block: &Block) -> Result<Edit, String> {
    append_at(text, root, &["components", "schemas"], &block.schemas())
}

/// Appends lines to the map that the keys lead to; maps that are missing are added.
fn append_at(text: &str, root: &Node, keys: &[&str], lines: &str) -> Result<Edit, String> {
    let mut map = root;
    let mut name = "the spec";
    for (depth, key) in keys.iter().enumerate() {
        match map.get(key) {
            Some(next) => (map, name) = (next, key),
            None => {
                let missing = keys[depth..].iter().rev();
                let lines = missing.fold(lines.to_owned(), |lines, key| format!("{key}:\n{}", indented(&lines, 2)));
                return append(text, map, name, &lines);
            }
        }
    }
    append(text, map, name, lines)
}

/// Appends lines to a map.
fn append(text: &str, map: &Node, name: &str, lines: &str) -> Result<Edit, String> {
    let by_hand = |reason: String| Err(texts::BY_HAND.with(&[("reason", &reason)]));
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let (first, last) = match map.entries() {
        [] if map.is_map() => return instead_of_braces(text, map, name, &lines.replace('\n', newline)),
        [] => return by_hand(texts::NOT_A_MAP.with(&[("name", &name)])),
        [first, .., last] => (first, last),
        [only] => (only, only),
    };
    let start = line_start(text, first.key.span.start);
    let indent = &text[start..first.key.span.start];
    if !indent.chars().all(|character| character == ' ') {
        return by_hand(texts::NOT_ONE_A_LINE.with(&[("name", &name)]));
    }
    let place = end(text, last.value.span.end.max(last.key.span.end), indent.len());
    let before = if text[..place].ends_with('\n') { "" } else { newline };
    let lines = indented(lines, indent.len()).replace('\n', newline);
    Ok((place..place, format!("{before}{lines}")))
}

/// Writes the lines in place of `{}`.
fn instead_of_braces(text: &str, map: &Node, name: &str, lines: &str) -> Result<Edit, String> {
    let line = line_start(text, map.span.start);
    let indent = text[line..].chars().take_while(|character| *character == ' ').count();
    let rest = text[map.span.start..].find(['\n', '\r']).map_or(text.len(), |end| map.span.start + end);
    if text[map.span.start..rest].trim_end() != "{}" {
        return Err(texts::NOT_BRACES.with(&[("name", &name)]));
    }
    let start = text[..map.span.start].trim_end_matches(' ').len();
    Ok((start..rest, format!("\n{}", indented(lines, indent + 2).trim_end())))
}

/// Returns the start of the line that follows a value which ends at a place, or behind it: the place of a text of several
/// lines ends before what looks like comments. All lines that are indented more than the value's key belong to it, and so
/// do comments and closing brackets that are indented like the key.
fn end(text: &str, place: usize, indent: usize) -> usize {
    let mut next = line_end(text, text[..place].trim_end().len());
    let mut end = next;
    while next < text.len() {
        let after = line_end(text, next);
        let line = text[next..after].trim_end();
        let content = line.trim_start_matches(' ');
        let spaces = line.len() - content.len();
        if !content.is_empty() {
            if spaces < indent || spaces == indent && !content.starts_with(['#', '}', ']']) {
                return end;
            }
            end = after;
        }
        next = after;
    }
    end
}

fn line_start(text: &str, place: usize) -> usize {
    text[..place].rfind('\n').map_or(0, |before| before + 1)
}

/// Returns the start of the next line, or the end of the text.
fn line_end(text: &str, place: usize) -> usize {
    text[place..].find('\n').map_or(text.len(), |end| place + end + 1)
}

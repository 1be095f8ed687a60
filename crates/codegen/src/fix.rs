//! Changes of the text that resolve findings. A check declares them in terms of the tree; they become ranges of bytes
//! when the text is at hand, in the style of the text around them: its quotes, its indentation, its line ends.

use std::ops::Range;

use crate::yaml::{Content, Cursor, Node, Scalar, ScalarKind, Span};

/// A change of the text that resolves a finding.
///
/// A fix is **certain** if nothing else can be meant. That is so in three cases:
///
/// - every reader that reads the text at all reads the new text alike, as with quotes around a status, an identical
///   duplicate, or `yes` in place of a boolean;
/// - a word of OpenAPI or of an extension is misspelt by a letter or two, no other word resembles it, and the word that
///   is meant is not there yet;
/// - an idiom of another version of OpenAPI or of JSON Schema has exactly one equivalent.
///
/// A fix is never certain if it picks a name that the spec itself defines, because another one may be about to be
/// written; nor if it takes a limit, a default or a value away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The change as an imperative clause, such as "replace `requierd` with `required`".
    pub title: String,
    /// The ranges of bytes to replace, each with its new text. They are in the order of the text and do not overlap.
    pub edits: Vec<(Range<usize>, String)>,
    /// Whether nothing else can be meant, so that a program may apply the change without asking.
    pub certain: bool,
}

impl Fix {
    /// Returns the text with the change, or the same text if the change does not fit it.
    ///
    /// ```
    /// use metastudio_voice_codegen::Fix;
    ///
    /// let fix = Fix { title: "replace `tpye` with `type`".into(), edits: vec![(2..6, "type".into())], certain: true };
    /// assert_eq!(fix.apply("{ tpye: string }"), "{ type: string }");
    /// ```
    pub fn apply(&self, text: &str) -> String {
        Self::apply_all(text, [self]).1
    }

    /// Returns the text with the changes that do not touch an earlier one, and the numbers of these changes.
    pub fn apply_all<'f>(text: &str, fixes: impl IntoIterator<Item = &'f Self>) -> (Vec<usize>, String) {
        let mut chosen = Vec::new();
        let mut edits: Vec<&(Range<usize>, String)> = Vec::new();
        for (number, fix) in fixes.into_iter().enumerate() {
            let fits = |(range, _): &(Range<usize>, String)| text.get(range.clone()).is_some();
            let touches = |(range, _): &(Range<usize>, String)| {
                edits.iter().any(|(other, _)| range.start <= other.end && other.start <= range.end)
            };
            if fix.edits.iter().all(fits) && !fix.edits.iter().any(touches) {
                edits.extend(&fix.edits);
                chosen.push(number);
            }
        }
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut changed = String::with_capacity(text.len());
        let mut done = 0;
        for (range, new) in edits {
            changed += text.get(done..range.start).unwrap_or_default();
            changed += new;
            done = range.end;
        }
        changed += text.get(done..).unwrap_or_default();
        (chosen, changed)
    }
}

/// A fix before the text is at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// The title; if it is empty, the first change makes it.
    title: String,
    changes: Vec<Change>,
    certain: bool,
}

/// A change of a part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Change {
    /// Replaces a key or a string with another, in the same quotes.
    Text(Span, String),
    /// Replaces a range with YAML.
    Yaml(Span, String),
    /// Writes YAML as the value of the key at this place, which has none.
    Value(Span, String),
    /// Puts a map into a list, as its only item.
    Listed(Span),
    /// Removes an entry of a map.
    Entry(Span),
    /// Removes an item of a list.
    Item(Span),
    /// Adds an entry with this key and YAML beside the entry of the map with these places of key and value.
    Beside { map: Span, key: Span, value: Span, name: String, yaml: String },
    /// Adds an item, in YAML, after the last one of the list.
    After { list: Span, last: Span, yaml: String },
}

impl Plan {
    pub(crate) fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), changes: Vec::new(), certain: false }
    }

    /// Says whether nothing else can be meant.
    pub(crate) fn certain(mut self, certain: bool) -> Self {
        self.certain = certain;
        self
    }

    /// Gives the plan another title.
    pub(crate) fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Returns the plan if this holds.
    pub(crate) fn only_if(self, holds: bool) -> Option<Self> {
        holds.then_some(self)
    }

    /// Replaces a key or a string at a place with another, in the same quotes.
    pub(crate) fn text(mut self, place: Span, new: impl Into<String>) -> Self {
        self.changes.push(Change::Text(place, new.into()));
        self
    }

    /// Replaces a range with YAML.
    pub(crate) fn yaml(mut self, place: Span, new: impl Into<String>) -> Self {
        self.changes.push(Change::Yaml(place, new.into()));
        self
    }

    /// Writes YAML as the value of a key that has none.
    pub(crate) fn value(mut self, key: Span, new: impl Into<String>) -> Self {
        self.changes.push(Change::Value(key, new.into()));
        self
    }

    /// Puts a map into a list, as its only item.
    pub(crate) fn listed(mut self, map: Span) -> Self {
        self.changes.push(Change::Listed(map));
        self
    }

    /// Removes a child of a map or list. There is no plan if it is the only one.
    pub(crate) fn without(mut self, parent: &Cursor<'_>, child: &Cursor<'_>) -> Option<Self> {
        let children = if parent.is_list() { parent.items().count() } else { parent.entries().count() };
        self.changes.push(match child.key() {
            Some(key) => Change::Entry(key.span.start..child.node.span.end.max(key.span.end)),
            None => Change::Item(child.node.span.clone()),
        });
        (children > 1).then_some(self)
    }

    /// Removes the entry with these places of key and value.
    pub(crate) fn without_entry(mut self, key: &Span, value: &Span) -> Self {
        self.changes.push(Change::Entry(key.start..value.end.max(key.end)));
        self
    }

    /// Adds an entry to a map, beside one of its entries.
    pub(crate) fn beside(mut self, map: &Cursor<'_>, sibling: &str, name: &str, yaml: impl Into<String>) -> Self {
        if let Some(entry) = map.node.entry(sibling) {
            self.changes.push(Change::Beside {
                map: map.node.span.clone(),
                key: entry.key.span.clone(),
                value: entry.value.span.clone(),
                name: name.to_owned(),
                yaml: yaml.into(),
            });
        }
        self
    }

    /// Adds an item to a list that has one.
    pub(crate) fn after(mut self, list: &Cursor<'_>, yaml: impl Into<String>) -> Self {
        if let Some(last) = list.node.items().last() {
            self.changes.push(Change::After {
                list: list.node.span.clone(),
                last: last.span.clone(),
                yaml: yaml.into(),
            });
        }
        self
    }

    /// Returns the new text of the key or string at a place, if the plan changes it.
    pub(crate) fn renamed(&self, place: &Span) -> Option<&str> {
        self.changes.iter().find_map(|change| match change {
            Change::Text(of, new) if of == place => Some(new.as_str()),
            _ => None,
        })
    }

    /// Returns the fix of this text, unless a change cannot be made in it.
    pub(crate) fn fix(self, text: &str) -> Option<Fix> {
        let json = text.trim_start().starts_with('{');
        let mut edits = Vec::new();
        for change in &self.changes {
            let change = if json { in_json(change)? } else { change.clone() };
            edits.push(edit(&change, text)?);
        }
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        let apart = edits.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start);
        let (range, new) = edits.first()?;
        let title = match self.title.is_empty() {
            true => format!("replace `{}` with `{}`", text.get(range.clone())?, new),
            false => self.title,
        };
        apart.then_some(Fix { title, edits, certain: self.certain })
    }
}

/// Returns the change as one of JSON, so that the file stays JSON, if there is one.
fn in_json(change: &Change) -> Option<Change> {
    let json = |yaml: &str| {
        let quoted = yaml.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        let text = quoted.map(|quoted| double_quoted(&quoted.replace("''", "'")));
        let text = text.unwrap_or_else(|| yaml.to_owned());
        if serde_json::from_str::<serde_json::Value>(&text).is_ok() {
            return Some(text);
        }
        let words = |word: char| word.is_alphanumeric() || matches!(word, '-' | '_' | '/');
        yaml.chars().all(words).then(|| double_quoted(yaml))
    };
    Some(match change {
        Change::Yaml(place, new) => Change::Yaml(place.clone(), json(new)?),
        Change::Beside { map, key, value, name, yaml } => Change::Beside {
            map: map.clone(),
            key: key.clone(),
            value: value.clone(),
            name: name.clone(),
            yaml: json(yaml)?,
        },
        Change::After { list, last, yaml } => {
            Change::After { list: list.clone(), last: last.clone(), yaml: json(yaml)? }
        }
        Change::Value(..) => return None,
        Change::Text(..) | Change::Listed(..) | Change::Entry(..) | Change::Item(..) => change.clone(),
    })
}

fn edit(change: &Change, text: &str) -> Option<(Range<usize>, String)> {
    match change {
        Change::Text(place, new) => {
            let new = match text.get(place.clone())?.chars().next() {
                Some('\'') => single_quoted(new),
                Some('"') => double_quoted(new),
                Some('|' | '>' | '*' | '&' | '!') => return None,
                _ => written(new),
            };
            Some((place.clone(), new))
        }
        Change::Yaml(place, new) => {
            let old = text.get(place.clone())?;
            // A block scalar, whose text is on the lines below; or lines with comments, which would be lost.
            let comment = |line: &str| line.contains(" # ") || line.trim_start().starts_with('#');
            if matches!(old, "|" | ">") || (old.contains('\n') && old.lines().any(comment)) {
                return None;
            }
            Some((place.clone(), new.clone()))
        }
        Change::Value(key, new) => {
            let rest = text.get(key.end..)?;
            let colon = key.end + rest.len() - rest.trim_start().strip_prefix(':')?.len();
            Some((colon..colon, format!(" {new}")))
        }
        Change::Listed(map) => {
            let old = text.get(map.clone())?;
            if old.starts_with('{') {
                return Some((map.clone(), format!("[{old}]")));
            }
            // A block scalar at the end goes on after the map.
            lead(text, map.start)?;
            let new = format!("- {}", old.replace('\n', "\n  "));
            (!old.ends_with(['|', '>', '-', '+'])).then(|| (map.clone(), new))
        }
        Change::Entry(place) => Some((removal(place, false, text)?, String::new())),
        Change::Item(place) => Some((removal(place, true, text)?, String::new())),
        Change::Beside { map, key, value, name, yaml } => {
            let name = if text.get(key.clone())?.starts_with('"') { double_quoted(name) } else { written(name) };
            let entry = key.start..value.end.max(key.end);
            let one_line = !text.get(entry.clone())?.contains('\n');
            if text.get(map.clone())?.starts_with('{') {
                return Some(match one_line {
                    true => (entry.end..entry.end, format!(", {name}: {yaml}")),
                    false => (entry.start..entry.start, format!("{name}: {yaml}, ")),
                });
            }
            let lead = lead(text, key.start)?;
            let (newline, indent) = (newline(text), " ".repeat(lead.len()));
            if one_line && !value.is_empty() && !text.get(value.clone())?.starts_with(['|', '>']) {
                let end = line_end(text, entry.end);
                return Some((end..end, format!("{newline}{indent}{name}: {yaml}")));
            }
            Some((entry.start..entry.start, format!("{name}: {yaml}{newline}{indent}")))
        }
        Change::After { list, last, yaml } => {
            if text.get(list.clone())?.starts_with('[') {
                return Some((last.end..last.end, format!(", {yaml}")));
            }
            let dash = lead(text, last.start)?.rfind('-')?;
            let end = text.get(last.clone()).filter(|last| !last.contains('\n')).map(|_| line_end(text, last.end))?;
            Some((end..end, format!("{}{}- {yaml}", newline(text), " ".repeat(dash))))
        }
    }
}

/// Returns the part of the line before a byte, if it is only indentation and dashes, as it is in a block.
fn lead(text: &str, at: usize) -> Option<&str> {
    let lead = text.get(line_start(text, at)..at)?;
    lead.bytes().all(|byte| matches!(byte, b' ' | b'-')).then_some(lead)
}

/// Returns the range to remove so that an entry or an item is gone: its lines, or its part of a line and a comma.
fn removal(place: &Span, is_item: bool, text: &str) -> Option<Range<usize>> {
    let after = text.get(place.end..)?;
    let next = after.trim_start();
    let block = lead(text, place.start).filter(|_| !next.starts_with([',', ']', '}']));
    let Some(lead) = block else {
        if let Some(rest) = next.strip_prefix(',') {
            let rest = rest.trim_start_matches(' ');
            return Some(place.start..text.len() - rest.len());
        }
        let kept = text.get(..place.start)?.trim_end();
        return Some(kept.strip_suffix(',').map_or(place.start, str::len)..place.end);
    };
    let dash = lead.rfind('-');
    let column = if is_item { dash? } else { lead.len() };
    let mut end = next_line(text, place.end);
    let mut at = end;
    let mut follows = false;
    while at < text.len() {
        let next = next_line(text, at);
        let content = text.get(at..next)?.trim_start_matches(' ');
        let indent = next - at - content.len();
        let empty = content.trim().is_empty() || content.starts_with('#');
        // The items of a list may stand below their key without indentation.
        let within = indent > column || (!is_item && indent == column && content.starts_with("- "));
        if !empty && !within {
            follows = indent == column;
            break;
        }
        if within && !empty {
            end = next;
        }
        at = next;
    }
    match dash.filter(|_| !is_item) {
        None => Some(line_start(text, place.start)..end),
        // The first key of an item: the next one takes its place beside the dash.
        Some(_) if follows => Some(place.start..at + column),
        Some(_) => None,
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// Returns the end of the line at a byte, before its line end.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(['\r', '\n']).unwrap_or(rest.len())
}

/// Returns the start of the next line.
fn next_line(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find('\n').map_or(rest.len(), |newline| newline + 1)
}

fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Returns a string as a scalar of YAML that is a string for every parser, also within brackets: without quotes if
/// possible.
pub(crate) fn written(text: &str) -> String {
    let inner = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | '.' | '/' | '$' | '+');
    let first = text.chars().next();
    let begins = first.is_some_and(|first| first.is_alphabetic() || matches!(first, '/' | '$' | '_'));
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let word = words.iter().any(|word| word.eq_ignore_ascii_case(text));
    match begins && text.chars().all(inner) && !word {
        true => text.to_owned(),
        false => single_quoted(text),
    }
}

pub(crate) fn single_quoted(text: &str) -> String {
    match text.chars().any(char::is_control) {
        true => double_quoted(text),
        false => format!("'{}'", text.replace('\'', "''")),
    }
}

fn double_quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Returns a node as YAML in one line.
pub(crate) fn flow(node: &Node) -> String {
    match &node.content {
        Content::Scalar(Scalar { text, kind: ScalarKind::Text, .. }) => written(text),
        Content::Scalar(Scalar { text, .. }) if text.is_empty() => "null".to_owned(),
        Content::Scalar(Scalar { text, .. }) => text.clone(),
        Content::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Content::Map(entries) => {
            let entries = entries.iter().map(|entry| format!("{}: {}", written(&entry.key.text), flow(&entry.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Returns whether a node can be written in one line: it is not long, and has no text of several lines.
pub(crate) fn is_short(node: &Node) -> bool {
    fn of_one_line(node: &Node) -> bool {
        match &node.content {
            Content::Scalar(scalar) => scalar.plain || node.span.len() > 1,
            Content::List(items) => items.iter().all(of_one_line),
            Content::Map(entries) => entries.iter().all(|entry| of_one_line(&entry.value)),
        }
    }
    of_one_line(node) && flow(node).len() <= 160
}

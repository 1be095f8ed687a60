//! The text of a spec, and a finding in it: the check that reports it, its place, and what to do about it; and how it is
//! shown: as text in the style of rustc, and as JSON.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};

use crate::codes::{Class, Code};
use crate::fix::{Fix, Plan};
use crate::similar::Meant;
use crate::yaml::{Cursor, Node};

/// A place in the text of the spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
}

/// A finding in the spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub(crate) code: &'static Code,
    /// The range of bytes in the text.
    pub(crate) span: Option<Range<usize>>,
    pub(crate) place: Option<Place>,
    pub(crate) pointer: String,
    pub(crate) message: String,
    pub(crate) label: String,
    pub(crate) related: Option<(Range<usize>, String)>,
    pub(crate) help: Option<String>,
    pub(crate) note: Option<String>,
    /// The fix before the text is at hand.
    pub(crate) plan: Option<Plan>,
    pub(crate) fix: Option<Fix>,
    pub(crate) allowed: Option<String>,
    /// Whether a broken finding that is left out follows from it.
    pub(crate) breaks: bool,
}

impl Diagnostic {
    /// Returns the check that reports the finding.
    pub fn code(&self) -> &'static Code {
        self.code
    }

    /// Returns whether there is no client because of the finding: it is [`Class::Broken`], or a broken one that is left
    /// out follows from it.
    pub fn is_broken(&self) -> bool {
        self.breaks || self.code.class == Class::Broken
    }

    /// Returns the place of the finding. Findings about progenitor's code itself have none.
    pub fn place(&self) -> Option<Place> {
        self.place
    }

    /// Returns the range of bytes in the text.
    pub fn span(&self) -> Option<Range<usize>> {
        self.span.clone()
    }

    /// Returns the JSON pointer to the node, such as `#/components/schemas/JobState`.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns what is wrong, in one sentence.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns what to do about it, if there is advice.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Returns the consequence of the fault or the reason for the rule, if the finding states one.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Returns the change of the text that resolves the finding, if there is one.
    pub fn fix(&self) -> Option<&Fix> {
        self.fix.as_ref()
    }

    /// Returns the reason for which the object allows the finding, with `x-allow`, if it does.
    pub fn allowed(&self) -> Option<&str> {
        self.allowed.as_deref()
    }

    /// Returns the other place that the finding refers to, and its role there.
    pub fn related(&self) -> Option<(Range<usize>, &str)> {
        self.related.as_ref().map(|(span, label)| (span.clone(), label.as_str()))
    }

    pub(crate) fn new(
        code: &'static Code,
        span: Range<usize>,
        pointer: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self { span: Some(span), ..Self::unplaced(code, pointer, message) }
    }

    /// Returns a finding that has only a pointer; `Source::locate` finds the place by it.
    pub(crate) fn unplaced(code: &'static Code, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            span: None,
            place: None,
            pointer: pointer.into(),
            message: message.into(),
            label: String::new(),
            related: None,
            help: None,
            note: None,
            plan: None,
            fix: None,
            allowed: None,
            breaks: false,
        }
    }

    pub(crate) fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(crate) fn with_related(mut self, span: Range<usize>, label: impl Into<String>) -> Self {
        self.related = Some((span, label.into()));
        self
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the help that names what is probably meant in place of the key or value that the finding is at, with a fix;
    /// or the other help if nothing is known that resembles it.
    pub(crate) fn with_meant(self, meant: Option<&str>, otherwise: impl Into<String>) -> Self {
        match meant {
            Some(meant) => self.meaning(meant, meant, false),
            None => self.with_help(otherwise),
        }
    }

    /// Does the same for a word of a vocabulary. The fix is certain if no other word can be meant.
    pub(crate) fn with_word(self, meant: Option<Meant<'_>>, otherwise: impl Into<String>) -> Self {
        match meant {
            Some(meant) => self.meaning(meant.name, meant.name, meant.only),
            None => self.with_help(otherwise),
        }
    }

    /// Asks whether `shown` is meant, and plans to write `new` in place of the key or value that the finding is at.
    pub(crate) fn meaning(self, shown: &str, new: &str, certain: bool) -> Self {
        let place = self.span.clone().unwrap_or_default();
        self.with_help(format!("did you mean `{shown}`?")).with_plan(Plan::new("").text(place, new).certain(certain))
    }

    pub(crate) fn with_plan(mut self, plan: impl Into<Option<Plan>>) -> Self {
        self.plan = plan.into();
        self
    }

    pub(crate) fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// A text with fixes, and the numbers of the findings that they are for.
pub(crate) struct Mended {
    pub(crate) text: String,
    pub(crate) by: Vec<usize>,
}

/// Makes the certain fixes of findings, as far as they do not touch each other: those of the severest findings first.
pub(crate) fn mended(text: &str, findings: &[Diagnostic]) -> Mended {
    let certain = findings.iter().enumerate().filter(|(_, finding)| finding.allowed.is_none());
    let mut certain: Vec<(usize, &Diagnostic, &Fix)> = certain
        .filter_map(|(number, finding)| Some((number, finding, finding.fix.as_ref().filter(|fix| fix.certain)?)))
        .collect();
    certain.sort_by_key(|(_, finding, _)| finding.code.class);
    let (chosen, text) = Fix::apply_all(text, certain.iter().map(|(_, _, fix)| *fix));
    let by = chosen.into_iter().filter_map(|chosen| Some(certain.get(chosen)?.0)).collect();
    Mended { text, by }
}

/// Renders a finding as text, with the line of the spec that it refers to.
pub(crate) fn as_text(finding: &Diagnostic, source: &Source, allowed: bool, colour: bool) -> String {
    let level = match finding.code.class {
        _ if finding.allowed.is_some() => Level::NOTE.with_name("allowed"),
        Class::Advice => Level::WARNING,
        _ if allowed => Level::WARNING,
        _ => Level::ERROR,
    };
    let mut elements: Vec<Element<'_>> = Vec::new();
    if let Some(span) = &finding.span {
        let span = first_line(&source.text, span);
        let related = finding.related.as_ref().map(|(other, label)| (first_line(&source.text, other), label));
        let first = related.as_ref().map_or(span.start, |(other, _)| span.start.min(other.start));
        let last = related.as_ref().map_or(span.end, |(other, _)| span.end.max(other.end));
        let start = source.text[..first].rfind('\n').map_or(0, |at| at + 1);
        let end = source.text[last..].find('\n').map_or(source.text.len(), |at| last + at);
        let within = |span: &Range<usize>| span.start - start..span.end - start;
        let annotation = AnnotationKind::Primary.span(within(&span));
        let annotation = if finding.label.is_empty() { annotation } else { annotation.label(&*finding.label) };
        let line = source.text[..start].matches('\n').count() + 1;
        let mut snippet =
            Snippet::source(&source.text[start..end]).line_start(line).path(&*source.path).annotation(annotation);
        if let Some((other, label)) = &related {
            snippet = snippet.annotation(AnnotationKind::Context.span(within(other)).label(label.as_str()));
        }
        elements.push(snippet.into());
    }
    if !finding.pointer.is_empty() {
        elements.push(Level::NOTE.with_name("at").message(&*finding.pointer).into());
    }
    elements.extend(finding.help.iter().map(|help| Element::from(Level::HELP.message(&**help))));
    let reason = finding.allowed.as_ref().map(|reason| format!("`x-allow` allows it: {reason}"));
    elements.extend(reason.iter().map(|reason| Element::from(Level::NOTE.message(&**reason))));
    elements.extend(finding.note.iter().map(|note| Element::from(Level::NOTE.message(&**note))));
    let report = [Group::with_title(level.primary_title(&*finding.message).id(finding.code.id)).elements(elements)];
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&report)
}

/// Returns the part of the span in its first line, and at least one character if the line has one.
fn first_line(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = span.start.min(text.len());
    let part = &text[start..span.end.clamp(start, text.len())];
    let end = part.find(['\n', '\r']).map_or(start + part.len(), |at| start + at);
    let least = text[start..].chars().next().filter(|next| !matches!(next, '\n' | '\r'));
    start..end.max(start + least.map_or(0, char::len_utf8))
}

/// Returns the span with all of the characters at its ends: a parser may count characters where bytes are meant, and any
/// character can stand in a wrong place.
fn whole_characters(text: &str, span: &Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (span.start.min(text.len()), span.end.min(text.len()));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end.max(start)
}

/// Renders a finding as a JSON object.
pub(crate) fn as_json(finding: &Diagnostic, source: &Source, allowed: bool) -> Value {
    let end = finding.span.as_ref().map(|span| source.place(first_line(&source.text, span).end));
    json!({
        "file": source.path,
        "line": finding.place.map(|place| place.line),
        "column": finding.place.map(|place| place.column),
        "end_line": end.map(|place| place.line),
        "end_column": end.map(|place| place.column),
        "pointer": finding.pointer,
        "code": finding.code.id,
        "class": finding.code.class.to_string(),
        "allowed": allowed || finding.allowed.is_some(),
        "reason": finding.allowed,
        "message": finding.message,
        "help": finding.help,
        "note": finding.note,
        "fix": finding.fix.as_ref().map(|fix| json!({
            "title": fix.title,
            "certain": fix.certain,
            "edits": fix.edits.iter().map(|(range, new)| edit_as_json(source, range, new)).collect::<Vec<_>>(),
        })),
    })
}

fn edit_as_json(source: &Source, range: &Range<usize>, new: &str) -> Value {
    let (start, end) = (source.place(range.start), source.place(range.end));
    json!({
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "text": new,
    })
}

/// The text of a spec, and the path of its file.
#[derive(Clone, Debug)]
pub struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// Returns a spec in YAML (or JSON, which is a subset of YAML). The path is only shown in findings, never opened.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text: String = text.into();
        let text = text.strip_prefix('\u{feff}').map(ToOwned::to_owned).unwrap_or(text);
        Self { path: path.into(), text }
    }

    /// Returns the path that findings show.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the text, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the line and column of a byte.
    pub fn place(&self, byte: usize) -> Place {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let before = &self.text[..byte];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        Place { line: before.matches('\n').count() + 1, column: before[start..].chars().count() + 1 }
    }

    /// Completes a finding: finds its span by the pointer or its pointer by the span, and its place.
    pub(crate) fn locate(&self, finding: &mut Diagnostic, root: Option<&Node>) {
        if let Some(root) = root {
            if finding.span.is_none() {
                finding.span = span_of(root, &finding.pointer);
            }
            if finding.pointer.is_empty()
                && let Some(span) = &finding.span
            {
                finding.pointer = pointer_at(Cursor::root(root), span);
            }
        }
        let related = finding.related.as_mut().map(|(span, _)| span);
        for span in finding.span.iter_mut().chain(related) {
            *span = whole_characters(&self.text, span);
        }
        finding.place = finding.span.as_ref().map(|span| self.place(span.start));
        let Some(plan) = finding.plan.take() else { return };
        if let (Some(root), Some(span)) = (root, &finding.span)
            && let Some(new) = plan.renamed(span)
            && is_taken(root, &finding.pointer, span, new)
        {
            let help = finding.help.take().unwrap_or_default();
            finding.help = Some(format!("{help} `{new}` is there already: keep one of the two"));
            return;
        }
        finding.fix = plan.fix(&self.text);
    }
}

/// Returns whether the map of a key has a key of the new name already.
fn is_taken(root: &Node, pointer: &str, key: &Range<usize>, new: &str) -> bool {
    let parent = pointer.rfind('/').and_then(|end| Cursor::root(root).follow(&pointer[..end]));
    let entries = parent.as_ref().map(|parent| parent.node.entries()).unwrap_or_default();
    entries.iter().any(|entry| entry.key.span == *key)
        && entries.iter().any(|entry| entry.key.text == new && entry.key.span != *key)
}

/// Returns the place that a pointer leads to, or that of the longest part of it that resolves.
fn span_of(root: &Node, pointer: &str) -> Option<Range<usize>> {
    let mut pointer = pointer;
    loop {
        if let Some(found) = Cursor::root(root).follow(pointer) {
            return Some(found.key_place());
        }
        pointer = &pointer[..pointer.rfind('/')?];
    }
}

/// Returns the pointer of the innermost node around a place. A key is part of its value's node.
fn pointer_at(root: Cursor<'_>, place: &Range<usize>) -> String {
    let mut found = root;
    loop {
        let around = |node: &Cursor<'_>| {
            node.key_place().start.min(node.node.span.start) <= place.start && place.start < node.node.span.end
        };
        let next = found.entries().map(|(_, child)| child).chain(found.items()).find(around);
        match next {
            Some(next) => found = next,
            None => return found.pointer,
        }
    }
}

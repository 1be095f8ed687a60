//! The text of a spec, and a finding in it: the check that reports it, its place, and what to do about it; and how it is
//! shown: as text in the style of rustc, and as JSON.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};

use crate::codes::{Class, Code};
use crate::yaml::{Cursor, Node};

/// A place in the text of the spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
}

/// A change of the text that resolves a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The change as an imperative clause, such as "replace `requierd` with `required`".
    pub title: String,
    /// The ranges of bytes to replace, each with its new text. They are in the order of the text and do not overlap.
    pub edits: Vec<(Range<usize>, String)>,
    /// Whether nothing else can be meant, so that a program may apply the change without asking.
    pub certain: bool,
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
    pub(crate) fix: Option<Fix>,
}

impl Diagnostic {
    /// Returns the check that reports the finding.
    pub fn code(&self) -> &'static Code {
        self.code
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
            fix: None,
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

    /// Adds the help that names what is probably meant, or the other help if nothing is known that resembles it.
    pub(crate) fn with_meant(self, meant: Option<&str>, otherwise: impl Into<String>) -> Self {
        match meant {
            Some(meant) => self.with_help(format!("did you mean `{meant}`?")),
            None => self.with_help(otherwise),
        }
    }

    pub(crate) fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    pub(crate) fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// Renders a finding as text, with the line of the spec that it refers to.
pub(crate) fn as_text(finding: &Diagnostic, source: &Source, allowed: bool, colour: bool) -> String {
    let level = match finding.code.class {
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
        "allowed": allowed,
        "message": finding.message,
        "help": finding.help,
        "note": finding.note,
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
        finding.place = finding.span.as_ref().map(|span| self.place(span.start));
    }
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

//! Renders findings as text in the style of rustc, and as JSON.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};

use super::{Class, Diagnostic};
use crate::Source;

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

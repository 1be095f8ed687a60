//! The text of a spec, and the path that findings show.

use std::ops::Range;

use crate::Diagnostic;
use crate::diagnostic::Place;
use crate::yaml::{Cursor, Node};

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

    /// Returns the line and column of a byte.
    pub(crate) fn place(&self, byte: usize) -> Place {
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

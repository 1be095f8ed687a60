//! A finding in the spec: which check found it, where, and what to do about it.

mod code;
pub(crate) mod codes;
mod render;

use std::ops::Range;

pub use code::{Class, Code};
pub(crate) use render::{as_json, as_text};

/// A place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub(crate) code: &'static Code,
    /// Bytes of the text.
    pub(crate) span: Option<Range<usize>>,
    pub(crate) place: Option<Place>,
    pub(crate) pointer: String,
    pub(crate) message: String,
    pub(crate) label: String,
    pub(crate) related: Option<(Range<usize>, String)>,
    pub(crate) help: Option<String>,
    pub(crate) note: Option<String>,
}

impl Diagnostic {
    /// The code that says which check found it.
    pub fn code(&self) -> &'static Code {
        self.code
    }

    /// Where it is. Findings about progenitor's code itself have no place.
    pub fn place(&self) -> Option<Place> {
        self.place
    }

    /// JSON pointer to the node, such as `#/components/schemas/JobState`.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// What is wrong, in one sentence.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// What it would lead to, or why it is asked for.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    pub(crate) fn new(
        code: &'static Code,
        span: Range<usize>,
        pointer: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self { span: Some(span), ..Self::unplaced(code, pointer, message) }
    }

    /// A finding of which only the pointer is known; the place is looked up from it.
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

    pub(crate) fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

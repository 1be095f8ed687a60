//! A finding in the spec: the check that reports it, its place, and what to do about it.

mod render;

use std::ops::Range;

use crate::codes::{Class, Code};
pub(crate) use render::{as_json, as_text};

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

//! The output of `doctor`: a line for each check, and each difference with its edits; or a value of JSON for each.

use std::fmt::Display;

use metastudio_voice::drift::{Drift, Edit};
use serde_json::json;

use super::texts;
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::text::{Language, Text};

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Good,
    Bad,
    /// It could not be made.
    Skipped,
}

/// The output of a run.
pub(super) struct Report<'a> {
    terminal: &'a Terminal,
}

impl<'a> Report<'a> {
    pub(super) fn new(terminal: &'a Terminal) -> Self {
        Self { terminal }
    }

    pub(super) fn note(&self, note: impl Display) {
        self.terminal.note(note);
    }

    /// Tells how a check ended. Its name for programs is the English one.
    pub(super) fn check(&self, name: Text, state: State, message: &str) -> Result<(), Failure> {
        let (word, text) = match state {
            State::Good => ("ok", texts::GOOD),
            State::Bad => ("wrong", texts::BAD),
            State::Skipped => ("skipped", texts::SKIPPED),
        };
        if self.terminal.is_json() {
            return self.terminal.json(&json!({ "check": name.en, "state": word, "message": message }));
        }
        self.terminal.line(format!("{name}: {text}: {message}"))
    }

    /// Tells how many differences there are in how many responses, and each of them.
    pub(super) fn drifts(&self, responses: usize, drifts: &[Drift]) -> Result<(), Failure> {
        let count = drifts.len();
        if self.terminal.is_json() {
            self.terminal.json(&json!({ "responses": responses, "differences": count }))?;
        } else {
            self.terminal.line(match (responses, count) {
                (0, _) => texts::NOTHING_CALLED.to_string(),
                (_, 0) => texts::NO_DRIFT.with(&[("responses", &responses)]),
                _ => texts::FOUND.with(&[("count", &count)]),
            })?;
        }
        drifts.iter().try_for_each(|drift| self.drift(drift))
    }

    fn drift(&self, drift: &Drift) -> Result<(), Failure> {
        if self.terminal.is_json() {
            let edit = |edit: &Edit| json!({ "line": edit.line(), "replaced": edit.replaced(), "yaml": edit.yaml() });
            return self.terminal.json(&json!({ "difference": {
                "kind": drift.kind().name(),
                "key": drift.key(),
                "message": drift.message(),
                "operation": drift.operation(),
                "status": drift.status(),
                "pointer": drift.pointer(),
                "file": drift.file(),
                "line": drift.line(),
                "edits": drift.edits().iter().map(edit).collect::<Vec<_>>(),
            } }));
        }
        self.terminal.line("")?;
        self.terminal.line(match Language::current() {
            Language::En => drift.to_string(),
            Language::Zh => texts::PLACE.with(&[
                ("kind", &texts::kind(drift.kind())),
                ("subject", &drift.key().split_once(' ').map_or("", |(_, subject)| subject)),
                ("status", &drift.status()),
                ("operation", &drift.operation()),
                ("pointer", &if drift.pointer().is_empty() { "/" } else { drift.pointer() }),
                ("file", &drift.file()),
                ("line", &drift.line()),
            ]),
        })?;
        if drift.edits().is_empty() {
            return self.terminal.line(texts::NO_EDIT);
        }
        drift.edits().iter().try_for_each(|edit| self.terminal.line(edit))
    }

    /// Tells the operations that were not called.
    pub(super) fn not_checked(&self, operations: &[&str]) -> Result<(), Failure> {
        if self.terminal.is_json() {
            return self.terminal.json(&json!({ "not_checked": operations }));
        }
        self.terminal.line("")?;
        self.terminal.line(texts::NOT_CHECKED)?;
        operations.iter().try_for_each(|operation| self.terminal.line(format!("  {operation}")))?;
        self.terminal.line(format!("  {}", texts::NOT_CHECKED_UPLOADS))
    }
}

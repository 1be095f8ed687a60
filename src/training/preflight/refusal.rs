//! A problem that keeps a job from being created, as a finding and as an error.

use super::finding::{Check, Finding, Severity};
use crate::{Error, ErrorKind};

const NOTHING_CREATED: &str = "nothing was created";

/// A problem that keeps a job from being created.
pub(super) struct Refusal {
    pub(super) finding: Box<Finding>,
    error: Error,
}

impl Refusal {
    pub(super) fn new(check: Check, file: Option<&str>, error: Error) -> Self {
        let message = match error.advice() {
            Some(advice) if advice != NOTHING_CREATED => format!("{}; {advice}", error.message()),
            _ => error.message().to_owned(),
        };
        let finding = Finding { severity: Severity::Refusal, ..Finding::advice(check, file, message) };
        Self { finding: Box::new(finding), error }
    }

    /// Creates a refusal for which no other part of the client has an error.
    pub(super) fn of(check: Check, file: Option<&str>, kind: ErrorKind, message: impl Into<String>) -> Self {
        Self::new(check, file, Error::new(kind, message.into()).with_advice(NOTHING_CREATED))
    }

    pub(super) fn values(mut self, measured: impl Into<String>, expected: impl Into<String>) -> Self {
        self.finding = Box::new(self.finding.values(measured, expected));
        self
    }
}

/// Combines all refusals into one error. A single one stays as it is; several become a list, with the kind of the
/// first.
pub(super) fn into_error(mut refusals: Vec<Refusal>) -> Error {
    if refusals.len() == 1 {
        return refusals.remove(0).error;
    }
    let Some(first) = refusals.first() else {
        return Error::new(ErrorKind::File, "there is no recording").with_advice(NOTHING_CREATED);
    };
    let (kind, count) = (first.error.kind(), refusals.len());
    let message =
        format!("{count} problems prevent the training: {}", numbered(&refusals, |refusal| refusal.error.message()));
    let mut advice: Vec<&str> = refusals.iter().filter_map(|refusal| refusal.error.advice()).collect();
    advice.retain(|advice| *advice != NOTHING_CREATED);
    advice.push(NOTHING_CREATED);
    Error::new(kind, message).with_advice(advice.join("; "))
}

/// Returns the sentences of all refusals as a numbered list.
pub(super) fn list(refusals: &[Refusal]) -> String {
    numbered(refusals, |refusal| &refusal.finding.message)
}

fn numbered<'a>(refusals: &'a [Refusal], sentence: impl Fn(&'a Refusal) -> &'a str) -> String {
    let sentences = refusals.iter().enumerate().map(|(n, refusal)| format!("({}) {}", n + 1, sentence(refusal)));
    sentences.collect::<Vec<_>>().join("; ")
}

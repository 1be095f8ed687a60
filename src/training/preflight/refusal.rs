//! What cannot work, as a finding and as the error that it is.

use super::finding::{Check, Finding, Severity};
use crate::{Error, ErrorKind};

const NOTHING_CREATED: &str = "nothing was created";

/// Something that keeps a job from being created.
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

    /// One that no other part of the client has an error for.
    pub(super) fn of(check: Check, file: Option<&str>, kind: ErrorKind, message: impl Into<String>) -> Self {
        Self::new(check, file, Error::new(kind, message.into()).with_advice(NOTHING_CREATED))
    }

    pub(super) fn values(mut self, measured: impl Into<String>, expected: impl Into<String>) -> Self {
        self.finding = Box::new(self.finding.values(measured, expected));
        self
    }
}

/// All of them as one error: the only one as it is, several as a list, of the kind of the first.
pub(super) fn into_error(mut refusals: Vec<Refusal>) -> Error {
    if refusals.len() == 1 {
        return refusals.remove(0).error;
    }
    let Some(first) = refusals.first() else {
        return Error::new(ErrorKind::File, "there is no recording").with_advice(NOTHING_CREATED);
    };
    let (kind, count) = (first.error.kind(), refusals.len());
    let message =
        format!("{count} things stand in the way: {}", numbered(&refusals, |refusal| refusal.error.message()));
    let mut advice: Vec<&str> = refusals.iter().filter_map(|refusal| refusal.error.advice()).collect();
    advice.retain(|advice| *advice != NOTHING_CREATED);
    advice.push(NOTHING_CREATED);
    Error::new(kind, message).with_advice(advice.join("; "))
}

/// Their sentences in a row.
pub(super) fn list(refusals: &[Refusal]) -> String {
    numbered(refusals, |refusal| &refusal.finding.message)
}

fn numbered<'a>(refusals: &'a [Refusal], sentence: impl Fn(&'a Refusal) -> &'a str) -> String {
    let sentences = refusals.iter().enumerate().map(|(n, refusal)| format!("({}) {}", n + 1, sentence(refusal)));
    sentences.collect::<Vec<_>>().join("; ")
}

//! Holds responses against a spec, and tells each difference once: within a client, or from a transcript.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use super::Drift;
use super::compare::{Told, differences};
use super::exchange::Exchange;
use super::observer::Observer;
use super::redact::redacted;
use super::table::Spec;
use crate::Error;

/// Holds responses against a spec, and tells each difference once.
///
/// A client with [`ClientBuilder::on_drift`](crate::ClientBuilder::on_drift) has one of its own. This is for responses that
/// a [`Recorder`](super::Recorder) has written:
///
/// ```
/// use metastudio_voice::drift::{Detector, Exchange};
///
/// let line = r#"{"at": "2026-11-30T10:00:00Z", "operation": "ShowVoiceTrainingJob", "status": 200, "headers": {},
///     "body": {"json": {"state": "WAITING", "mood": "<string of 4>"}}}"#;
/// let detector = Detector::new();
/// let drifts = detector.compare(&Exchange::read(line)?);
/// assert_eq!(drifts[0].key(), "unknown-field TrainingJobInfo.mood");
/// assert!(drifts[0].edits()[0].yaml().contains("mood:"));
/// assert!(detector.compare(&Exchange::read(line)?).is_empty());
/// # Ok::<(), serde_json::Error>(())
/// ```
pub struct Detector {
    spec: Arc<Spec>,
    told: Mutex<Told>,
}

impl Detector {
    /// Creates a detector for the spec that this crate was generated from, [`SPEC`](crate::SPEC).
    pub fn new() -> Self {
        Self { spec: Spec::built_in(), told: Mutex::default() }
    }

    /// Creates a detector for another spec: its text, and the table that the generator makes of it
    /// (`Report::response_table`). With it, an edit of the spec can be tried before a new client is built.
    ///
    /// # Errors
    /// Returns an error of the kind [`Configuration`](crate::ErrorKind::Configuration) if the table cannot be read.
    pub fn of_spec(text: &str, table: &str) -> Result<Self, Error> {
        Ok(Self { spec: Spec::read(text, table)?, told: Mutex::default() })
    }

    /// Returns the differences between a response and the spec that this detector has not returned yet. It tells at most
    /// a thousand.
    pub fn compare(&self, exchange: &Exchange) -> Vec<Drift> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        differences(&self.spec, exchange, &mut told)
    }

    /// Returns a response without its strings, sensitive values, and the values of what the spec does not have; a
    /// detector finds the same differences in it.
    pub fn redact(&self, exchange: &Exchange) -> Exchange {
        redacted(&self.spec, exchange)
    }
}

impl Default for Detector {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Detector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Detector").finish_non_exhaustive()
    }
}

/// A detector that hands what it finds to a function.
pub(crate) struct Listener<F> {
    detector: Detector,
    tell: F,
}

impl<F: Fn(&Drift) + Send + Sync> Listener<F> {
    pub(crate) fn new(tell: F) -> Self {
        Self { detector: Detector::new(), tell }
    }
}

impl<F: Fn(&Drift) + Send + Sync> Observer for Listener<F> {
    fn observe(&self, exchange: &Exchange) {
        // A call does not fail because of what its caller's function does with a difference.
        let _ = catch_unwind(AssertUnwindSafe(|| self.detector.compare(exchange).iter().for_each(&self.tell)));
    }
}

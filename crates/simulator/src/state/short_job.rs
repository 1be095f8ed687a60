//! A short job, which scores a recording: its state and its outcome.

use std::time::Duration;

use metastudio_voice::types::JobState;

use super::review::Failure;

pub(crate) struct ShortJob {
    pub(crate) id: String,
    pub(crate) job_type: String,
    pub(crate) state: JobState,
    /// The time at which the job entered its state.
    pub(crate) entered: Duration,
    pub(crate) created: Duration,
    pub(crate) updated: Duration,
    pub(crate) uploads: u32,
    pub(crate) failed: Option<(String, String)>,
}

impl ShortJob {
    pub(crate) fn new(id: String, job_type: String, at: Duration) -> Self {
        let state = JobState::Creating;
        Self { id, job_type, state, entered: at, created: at, updated: at, uploads: 0, failed: None }
    }

    /// Puts a new job into a state, with this failure if it is `FAILED`.
    pub(super) fn put_into(&mut self, state: JobState, at: Duration, failure: Option<(String, String)>) {
        // The code and the reason of the API's own example.
        let example = || ("MSS.00000000".to_owned(), "error reason".to_owned());
        self.failed = (state == JobState::Failed).then(|| failure.unwrap_or_else(example));
        self.enter(state, at);
    }

    /// Returns whether the job's state ends by itself.
    pub(crate) fn passes(&self) -> bool {
        matches!(self.state, JobState::Waiting | JobState::Processing)
    }

    /// Starts the scoring. The caller has checked state and file.
    pub(crate) fn submit(&mut self, at: Duration) {
        self.enter(JobState::Waiting, at);
    }

    /// Leaves a state that ends by itself, with the failure if there is one.
    pub(crate) fn step(&mut self, at: Duration, failure: Option<Failure>) {
        match (&self.state, failure) {
            (JobState::Processing, Some(Failure::Training { code, reason } | Failure::Assessment { code, reason })) => {
                self.failed = Some((code, reason));
                self.enter(JobState::Failed, at);
            }
            (JobState::Processing, _) => self.enter(JobState::Succeed, at),
            (JobState::Waiting, _) => self.enter(JobState::Processing, at),
            _ => {}
        }
    }

    fn enter(&mut self, state: JobState, at: Duration) {
        self.state = state;
        self.entered = at;
        self.updated = at;
    }
}

/// The present state of a short job.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShortJobSnapshot {
    /// The job's id.
    pub id: String,
    /// The state.
    pub state: JobState,
    /// The number of completed uploads.
    pub uploads: u32,
}

impl From<&ShortJob> for ShortJobSnapshot {
    fn from(job: &ShortJob) -> Self {
        Self { id: job.id.clone(), state: job.state.clone(), uploads: job.uploads }
    }
}

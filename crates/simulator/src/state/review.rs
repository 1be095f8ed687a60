//! The failures that a test can script: of reviews, trainings, assessments, and checks of segments.

use std::collections::VecDeque;

use metastudio_voice::types::JobState;

/// A failed review, which sends the job to `AUDIT_FAILED`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ReviewFailure {
    /// The automatic review finds faults in the files.
    System {
        /// The faults, as `ShowJobAuditResult` lists them.
        errors: Vec<AuditError>,
    },
    /// A reviewer refuses the material.
    Admin {
        /// The reviewer's message.
        message: String,
    },
}

impl ReviewFailure {
    /// Creates a failure of the automatic review with these faults.
    pub fn system(errors: impl IntoIterator<Item = AuditError>) -> Self {
        Self::System { errors: errors.into_iter().collect() }
    }

    /// Creates a failure of the manual review with this message.
    pub fn admin(message: impl Into<String>) -> Self {
        Self::Admin { message: message.into() }
    }
}

/// A fault that the automatic review found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AuditError {
    /// The service's code, such as `MSS.20020011`.
    pub error_code: String,
    /// The description of the fault.
    pub error_message: String,
    /// The audio file with the fault.
    pub audio_name: Option<String>,
    /// The text file with the fault.
    pub text_name: Option<String>,
}

impl AuditError {
    /// Creates a fault that names no file.
    pub fn new(error_code: impl Into<String>, error_message: impl Into<String>) -> Self {
        Self { error_code: error_code.into(), error_message: error_message.into(), audio_name: None, text_name: None }
    }

    /// Sets the audio file with the fault.
    #[must_use]
    pub fn audio_name(mut self, name: impl Into<String>) -> Self {
        self.audio_name = Some(name.into());
        self
    }

    /// Sets the text file with the fault.
    #[must_use]
    pub fn text_name(mut self, name: impl Into<String>) -> Self {
        self.text_name = Some(name.into());
        self
    }
}

/// A failure at the end of a state.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    Review(ReviewFailure),
    Training { code: String, reason: String },
    Assessment { code: String, reason: String },
}

impl Failure {
    /// Returns the stage that fails.
    fn stage(&self) -> Stage {
        match self {
            Failure::Review(ReviewFailure::System { .. }) => Stage::SystemReview,
            Failure::Review(ReviewFailure::Admin { .. }) => Stage::AdminReview,
            Failure::Training { .. } => Stage::Training,
            Failure::Assessment { .. } => Stage::Assessment,
        }
    }
}

/// A stage that can fail.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    SystemReview,
    AdminReview,
    Training,
    Assessment,
}

impl Stage {
    /// Returns the stage that ends with a state of a training job.
    pub(crate) fn of(state: &JobState) -> Option<Self> {
        match state {
            JobState::SystemAuditing => Some(Stage::SystemReview),
            JobState::Auditing => Some(Stage::AdminReview),
            JobState::Processing => Some(Stage::Training),
            _ => None,
        }
    }

    /// Returns the stage that ends with a state of a short job.
    pub(crate) fn of_short(state: &JobState) -> Option<Self> {
        (*state == JobState::Processing).then_some(Stage::Assessment)
    }
}

/// The scripted failures, each for one job or for the next job that reaches the stage.
#[derive(Default)]
pub(crate) struct Script(VecDeque<(Option<String>, Failure)>);

impl Script {
    pub(crate) fn add(&mut self, job_id: Option<String>, failure: Failure) {
        self.0.push_back((job_id, failure));
    }

    /// Takes the failure for this job at this stage.
    pub(crate) fn take(&mut self, job_id: &str, stage: Option<Stage>) -> Option<Failure> {
        let stage = stage?;
        let wanted = |(id, failure): &(Option<String>, Failure)| {
            failure.stage() == stage && id.as_deref().is_none_or(|id| id == job_id)
        };
        let at = self.0.iter().position(wanted)?;
        self.0.remove(at).map(|(_, failure)| failure)
    }
}

/// A segment whose check fails.
struct Mismatch {
    /// The job, or any job.
    job_id: Option<String>,
    /// The segment, or any segment.
    index: Option<u32>,
    /// The positions in the text at which the speech differs.
    positions: Vec<u32>,
}

/// The mismatches still to come. Each applies to one check.
#[derive(Default)]
pub(crate) struct SegmentScript(VecDeque<Mismatch>);

impl SegmentScript {
    pub(crate) fn add(&mut self, job_id: Option<String>, index: Option<u32>, positions: Vec<u32>) {
        self.0.push_back(Mismatch { job_id, index, positions });
    }

    /// Takes the mismatch for this segment, and returns the positions in its text.
    pub(crate) fn take(&mut self, job_id: &str, index: u32) -> Option<Vec<u32>> {
        let wanted = |mismatch: &Mismatch| {
            mismatch.job_id.as_deref().is_none_or(|id| id == job_id) && mismatch.index.is_none_or(|at| at == index)
        };
        let at = self.0.iter().position(wanted)?;
        self.0.remove(at).map(|mismatch| mismatch.positions)
    }
}

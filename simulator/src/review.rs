//! What a test may script: failing reviews, trainings and assessments.

use std::collections::VecDeque;

use crate::job_state::JobState;

/// A review that fails and sends the job to `AUDIT_FAILED`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ReviewFailure {
    /// The automatic review finds faults in the files.
    System {
        /// The faults, as `ShowJobAuditResult` lists them.
        errors: Vec<AuditError>,
    },
    /// A person refuses the material.
    Admin {
        /// The reviewer's words.
        message: String,
    },
}

impl ReviewFailure {
    /// The automatic review fails with these faults.
    pub fn system(errors: impl IntoIterator<Item = AuditError>) -> Self {
        Self::System { errors: errors.into_iter().collect() }
    }

    /// The manual review fails with this message.
    pub fn admin(message: impl Into<String>) -> Self {
        Self::Admin { message: message.into() }
    }
}

/// One fault found by the automatic review.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AuditError {
    /// The service's code, such as `MSS.20020011`.
    pub error_code: String,
    /// What is wrong.
    pub error_message: String,
    /// The audio file concerned.
    pub audio_name: Option<String>,
    /// The text file concerned.
    pub text_name: Option<String>,
}

impl AuditError {
    /// A fault that concerns no particular file.
    pub fn new(error_code: impl Into<String>, error_message: impl Into<String>) -> Self {
        Self { error_code: error_code.into(), error_message: error_message.into(), audio_name: None, text_name: None }
    }

    /// Names the audio file concerned.
    #[must_use]
    pub fn audio_name(mut self, name: impl Into<String>) -> Self {
        self.audio_name = Some(name.into());
        self
    }

    /// Names the text file concerned.
    #[must_use]
    pub fn text_name(mut self, name: impl Into<String>) -> Self {
        self.text_name = Some(name.into());
        self
    }
}

/// How leaving a state goes wrong.
#[derive(Clone)]
pub(crate) enum Failure {
    Review(ReviewFailure),
    Training { code: String, reason: String },
    Assessment { code: String, reason: String },
}

impl Failure {
    /// What it spoils.
    fn stage(&self) -> Stage {
        match self {
            Failure::Review(ReviewFailure::System { .. }) => Stage::SystemReview,
            Failure::Review(ReviewFailure::Admin { .. }) => Stage::AdminReview,
            Failure::Training { .. } => Stage::Training,
            Failure::Assessment { .. } => Stage::Assessment,
        }
    }
}

/// What may end badly.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    SystemReview,
    AdminReview,
    Training,
    Assessment,
}

impl Stage {
    /// What ends with a state of a training job.
    pub(crate) fn of(state: JobState) -> Option<Self> {
        match state {
            JobState::SystemAuditing => Some(Stage::SystemReview),
            JobState::Auditing => Some(Stage::AdminReview),
            JobState::Processing => Some(Stage::Training),
            _ => None,
        }
    }

    /// What ends with a state of a quick job.
    pub(crate) fn of_short(state: JobState) -> Option<Self> {
        (state == JobState::Processing).then_some(Stage::Assessment)
    }
}

/// The failures still to come, each for one job or for the next one that gets there.
#[derive(Default)]
pub(crate) struct Script(VecDeque<(Option<String>, Failure)>);

impl Script {
    pub(crate) fn add(&mut self, job_id: Option<String>, failure: Failure) {
        self.0.push_back((job_id, failure));
    }

    /// Takes out the failure meant for this job at this stage.
    pub(crate) fn take(&mut self, job_id: &str, stage: Option<Stage>) -> Option<Failure> {
        let stage = stage?;
        let wanted = |(id, failure): &(Option<String>, Failure)| {
            failure.stage() == stage && id.as_deref().is_none_or(|id| id == job_id)
        };
        let at = self.0.iter().position(wanted)?;
        self.0.remove(at).map(|(_, failure)| failure)
    }
}

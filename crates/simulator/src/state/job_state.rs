//! The order of the states of a job. The states themselves are those of the API, of which there may be more.

use metastudio_voice::types::JobState;

/// What the simulator knows of a state. A state that it does not know waits, as the client has to.
pub(crate) trait Lifecycle {
    /// Returns the state that follows by itself without a failure, or `None` if the job waits for somebody or has
    /// ended. With `cut`, the recording still has to be cut into segments.
    fn next(&self, cut: bool) -> Option<JobState>;

    /// Returns whether the state ends by itself.
    fn passes(&self) -> bool;

    /// Returns whether a job in this state accepts files and a commit.
    fn takes_commit(&self) -> bool;
}

impl Lifecycle for JobState {
    fn next(&self, cut: bool) -> Option<JobState> {
        match self {
            JobState::SystemAuditing => Some(JobState::Auditing),
            JobState::Auditing if cut => Some(JobState::WaitingSplit),
            JobState::WaitingSplit => Some(JobState::Splitting),
            JobState::Splitting => Some(JobState::Annotating),
            JobState::Auditing | JobState::Annotating => Some(JobState::Waiting),
            JobState::Waiting => Some(JobState::Processing),
            JobState::Processing => Some(JobState::ResultReview),
            JobState::ResultReview => Some(JobState::Uploading),
            JobState::Uploading => Some(JobState::Succeed),
            _ => None,
        }
    }

    fn passes(&self) -> bool {
        self.next(true).is_some()
    }

    fn takes_commit(&self) -> bool {
        matches!(self, JobState::Creating | JobState::AuditFailed)
    }
}

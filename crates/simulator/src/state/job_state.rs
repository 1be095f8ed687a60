//! The states of a job and their order.

/// The states of a simulated job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum JobState {
    Creating,
    SystemAuditing,
    Auditing,
    AuditFailed,
    WaitingSplit,
    Splitting,
    Annotating,
    Waiting,
    Processing,
    ResultReview,
    Uploading,
    Succeed,
    Failed,
}

impl JobState {
    pub(crate) fn name(self) -> &'static str {
        match self {
            JobState::Creating => "CREATING",
            JobState::SystemAuditing => "SYSTEM_AUDITING",
            JobState::Auditing => "AUDITING",
            JobState::AuditFailed => "AUDIT_FAILED",
            JobState::WaitingSplit => "WAITING_SPLIT",
            JobState::Splitting => "SPLITTING",
            JobState::Annotating => "ANNOTATING",
            JobState::Waiting => "WAITING",
            JobState::Processing => "PROCESSING",
            JobState::ResultReview => "RESULT_REVIEW",
            JobState::Uploading => "UPLOADING",
            JobState::Succeed => "SUCCEED",
            JobState::Failed => "FAILED",
        }
    }

    /// Returns the state that follows by itself without a failure, or `None` if the job waits for its owner or has
    /// ended. With `cut`, the recording still has to be cut into segments.
    pub(crate) fn next(self, cut: bool) -> Option<JobState> {
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
            JobState::Creating | JobState::AuditFailed | JobState::Failed | JobState::Succeed => None,
        }
    }

    /// Returns whether the state ends by itself.
    pub(crate) fn passes(self) -> bool {
        !matches!(self, JobState::Creating | JobState::AuditFailed | JobState::Failed | JobState::Succeed)
    }

    /// Returns whether a job in this state accepts files and a commit.
    pub(crate) fn takes_commit(self) -> bool {
        matches!(self, JobState::Creating | JobState::AuditFailed)
    }
}

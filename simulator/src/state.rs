//! The states of a job and the order in which it passes through them.

/// The states that a simulated job can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
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

impl State {
    pub(crate) fn name(self) -> &'static str {
        match self {
            State::Creating => "CREATING",
            State::SystemAuditing => "SYSTEM_AUDITING",
            State::Auditing => "AUDITING",
            State::AuditFailed => "AUDIT_FAILED",
            State::WaitingSplit => "WAITING_SPLIT",
            State::Splitting => "SPLITTING",
            State::Annotating => "ANNOTATING",
            State::Waiting => "WAITING",
            State::Processing => "PROCESSING",
            State::ResultReview => "RESULT_REVIEW",
            State::Uploading => "UPLOADING",
            State::Succeed => "SUCCEED",
            State::Failed => "FAILED",
        }
    }

    /// The state that follows by itself when all goes well; `None` where the job waits for its owner or has ended. With
    /// `cut` the recording is still to be cut into sentences.
    pub(crate) fn next(self, cut: bool) -> Option<State> {
        match self {
            State::SystemAuditing => Some(State::Auditing),
            State::Auditing if cut => Some(State::WaitingSplit),
            State::WaitingSplit => Some(State::Splitting),
            State::Splitting => Some(State::Annotating),
            State::Auditing | State::Annotating => Some(State::Waiting),
            State::Waiting => Some(State::Processing),
            State::Processing => Some(State::ResultReview),
            State::ResultReview => Some(State::Uploading),
            State::Uploading => Some(State::Succeed),
            State::Creating | State::AuditFailed | State::Failed | State::Succeed => None,
        }
    }

    /// Whether it ends by itself.
    pub(crate) fn passes(self) -> bool {
        !matches!(self, State::Creating | State::AuditFailed | State::Failed | State::Succeed)
    }

    /// Whether files and a commit are taken in this state.
    pub(crate) fn takes_commit(self) -> bool {
        matches!(self, State::Creating | State::AuditFailed)
    }
}

//! What sort of failure an error is.

use serde::{Deserialize, Serialize};

/// What sort of failure an [`Error`](super::Error) is.
///
/// With serde it is its name in snake case, such as `"journal_in_use"`. A name that this version does not know, because a
/// later one wrote it, is read as [`Unknown`](Self::Unknown).
///
/// ```
/// use metastudio_voice::ErrorKind;
///
/// assert_eq!(serde_json::to_string(&ErrorKind::NoCredit)?, "\"no_credit\"");
/// assert_eq!(serde_json::from_str::<ErrorKind>("\"of_a_later_version\"")?, ErrorKind::Unknown);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client cannot be built: an endpoint, a region, a project id or credentials are missing or wrong.
    Configuration,
    /// There are no credentials, those that are there cannot be used, or they cannot be had just now (then the error [is
    /// transient](super::Error::is_transient)): nothing was sent to the service.
    Credentials,
    /// The request breaks a rule of the API and was not sent.
    InvalidRequest,
    /// The recording or the letter cannot be used: nothing was created because of it, unless a job id is given.
    File,
    /// Another process, or another training of this one, holds the journal of the training. **What to do:** wait until
    /// that training has ended and run the plan again, or [watch](crate::Client::watch) it; its lock ends with its process.
    JournalInUse,
    /// The journal of the training cannot be understood: it is damaged, or a version of the crate wrote it that this one
    /// does not know. It is never taken for a new training. **What to do:** move it away, and
    /// [resume](crate::training::Plan::resume_job) its job; or use the version that wrote it.
    JournalDamaged,
    /// The journal is of another training, host or project than the caller's, it contradicts the plan (such as a detail that
    /// was changed after the job was submitted), or it is not as far as the caller asks for. **What to do:** see
    /// [`advice`](super::Error::advice); waiting does not help.
    JournalMismatch,
    /// The journal cannot be read or written: there is none, its folder is missing or cannot be written, or the disk is
    /// full. Nothing is created or submitted that was not written down before. **What to do:** make room, or mend the
    /// path, and run the plan again.
    JournalUnavailable,
    /// No training credit is left for the edition: nothing was created because of it.
    NoCredit,
    /// No connection, or it broke off. Whether the request was carried out:
    /// [`is_in_doubt`](super::Error::is_in_doubt).
    Connection,
    /// No answer in time. Whether the request was carried out: [`is_in_doubt`](super::Error::is_in_doubt).
    Timeout,
    /// The service refused: see [`status`](super::Error::status) and [`code`](super::Error::code).
    Refused,
    /// The service answered something that the API does not know, such as a web page. The answer is kept:
    /// [`response`](super::Error::response).
    UnexpectedResponse,
    /// The job has ended without a voice: see [`code`](super::Error::code).
    JobFailed,
    /// The job waits for the caller.
    ActionNeeded,
    /// A kind that this version of the crate does not know. No error has it: it only comes from reading a kind that a later
    /// version wrote.
    #[serde(other)]
    Unknown,
}

impl ErrorKind {
    /// A short name, for spans.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::Credentials => "credentials",
            Self::InvalidRequest => "invalid_request",
            Self::File => "file",
            Self::JournalInUse => "journal_in_use",
            Self::JournalDamaged => "journal_damaged",
            Self::JournalMismatch => "journal_mismatch",
            Self::JournalUnavailable => "journal_unavailable",
            Self::NoCredit => "no_credit",
            Self::Connection => "connection",
            Self::Timeout => "timeout",
            Self::Refused => "refused",
            Self::UnexpectedResponse => "unexpected_response",
            Self::JobFailed => "job_failed",
            Self::ActionNeeded => "action_needed",
            Self::Unknown => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_written_as_its_name_and_read_again() {
        let kinds = [
            ErrorKind::Configuration,
            ErrorKind::Credentials,
            ErrorKind::InvalidRequest,
            ErrorKind::File,
            ErrorKind::JournalInUse,
            ErrorKind::JournalDamaged,
            ErrorKind::JournalMismatch,
            ErrorKind::JournalUnavailable,
            ErrorKind::NoCredit,
            ErrorKind::Connection,
            ErrorKind::Timeout,
            ErrorKind::Refused,
            ErrorKind::UnexpectedResponse,
            ErrorKind::JobFailed,
            ErrorKind::ActionNeeded,
            ErrorKind::Unknown,
        ];
        for kind in kinds {
            let written = serde_json::to_value(kind).expect("a name");
            assert_eq!(written, kind.name());
            assert_eq!(serde_json::from_value::<ErrorKind>(written).expect("a kind"), kind);
        }
    }
}

//! What sort of failure an error is.

/// What sort of failure an [`Error`](super::Error) is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// The journal of a training cannot be read or written, is in use, or belongs to another training.
    Journal,
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
}

impl ErrorKind {
    /// A short name, for spans.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::Credentials => "credentials",
            Self::InvalidRequest => "invalid_request",
            Self::File => "file",
            Self::Journal => "journal",
            Self::NoCredit => "no_credit",
            Self::Connection => "connection",
            Self::Timeout => "timeout",
            Self::Refused => "refused",
            Self::UnexpectedResponse => "unexpected_response",
            Self::JobFailed => "job_failed",
            Self::ActionNeeded => "action_needed",
        }
    }
}

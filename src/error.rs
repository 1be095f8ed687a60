//! The one error type of the crate: what sort of failure it is, how it is put together, and how it is printed.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::error_code::Classification;
use crate::response::RawResponse;
use crate::text::{escaped, in_words, printable};

/// Why something did not work, with what a support engineer needs to act on it.
///
/// `Display` is one line: the operation, the status and code of the answer, its message, the request id, attempts
/// and time, and what to do next. `{:#}` adds the causes, and so does `{:?}`, which is what `unwrap()` and a `main` that
/// returns the error print. `{:#?}` writes the fields. None of them ever holds a key, a token, a header or a URL.
///
/// ```
/// # async fn sample(client: metastudio_voice::Client) {
/// match client.show_voice_training_job().job_id("26f06524-4f75-4b3a-a853-b649a21aaf66").send().await {
///     Ok(job) => println!("{:?}", job.state),
///     Err(error) if error.is_throttled() => println!("later: {error}"),
///     Err(error) => eprintln!("{error:#} (code {:?})", error.code()),
/// }
/// # }
/// ```
///
/// More in the guide: [`guide::errors`](crate::guide::errors).
pub struct Error(Box<Parts>);

/// Why a call or an upload was not tried again although another attempt would have been allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GiveUpReason {
    /// The policy has given up.
    Policy,
    /// The time limit of the call would be over before the next attempt.
    Deadline,
    /// The retry budget of the client is used up.
    Budget,
    /// The service asks to wait for longer than a call waits.
    AskedToWait {
        /// The time that it asks for.
        asked: Duration,
        /// The longest time that a call waits because it is asked to.
        limit: Duration,
        /// Whether it is worth waiting for at all.
        is_transient: bool,
    },
}

#[derive(Clone, Debug)]
struct Parts {
    kind: ErrorKind,
    operation: Option<Cow<'static, str>>,
    status: Option<u16>,
    code: Option<String>,
    message: Cow<'static, str>,
    request_id: Option<String>,
    job_id: Option<String>,
    attempts: u32,
    elapsed: Option<Duration>,
    in_doubt: bool,
    transient: bool,
    classification: Classification,
    no_connection: bool,
    /// Whether a provider says that it has no credentials at all, as opposed to some that cannot be used.
    none_here: bool,
    /// Where the credentials come from that were refused.
    caller: Option<Cow<'static, str>>,
    give_up: Option<GiveUpReason>,
    advice: Option<Cow<'static, str>>,
    response: Option<RawResponse>,
    /// Shared, because an error is handed to every call that waits for the same credentials.
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// What sort of failure an [`Error`] is.
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
    /// transient](Error::is_transient)): nothing was sent to the service.
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
    /// [`advice`](Error::advice); waiting does not help.
    JournalMismatch,
    /// The journal cannot be read or written: there is none, its folder is missing or cannot be written, or the disk is
    /// full. Nothing is created or submitted that was not written down before. **What to do:** make room, or mend the
    /// path, and run the plan again.
    JournalUnavailable,
    /// No training credit is left for the edition: nothing was created because of it.
    NoCredit,
    /// No connection, or it broke off. Whether the request was carried out:
    /// [`is_in_doubt`](Error::is_in_doubt).
    Connection,
    /// No answer in time. Whether the request was carried out: [`is_in_doubt`](Error::is_in_doubt).
    Timeout,
    /// The service refused: see [`status`](Error::status) and [`code`](Error::code).
    Refused,
    /// The service answered something that the API does not know, such as a web page. The answer is kept:
    /// [`response`](Error::response).
    UnexpectedResponse,
    /// The job has ended without a voice: see [`code`](Error::code).
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

impl Error {
    /// What sort of failure this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation that failed: Huawei's name of the API, method and path of a call that the spec does not have, or
    /// `upload`.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation.as_deref()
    }

    /// The HTTP status of the answer, when there was one.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The code in the answer, such as `MSS.00000003`, `APIGW.0301` or OBS's `SignatureDoesNotMatch`; for a failed
    /// job its `job_failed_code`. Codes are open-ended: compare the ones you know and expect others.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// What happened, without the rest.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The request id, which Huawei's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The job that exists although the workflow failed. It can be continued, or deleted.
    pub fn job_id(&self) -> Option<&str> {
        self.0.job_id.as_deref()
    }

    /// What to do next, when something is known to help.
    pub fn advice(&self) -> Option<&str> {
        self.0.advice.as_deref()
    }

    /// How often the request was sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long it took until it failed, with all attempts and the pauses between them.
    pub fn elapsed(&self) -> Option<Duration> {
        self.0.elapsed
    }

    /// The answer as it came, if one did: with it, nothing is lost that the spec does not know, such as the id of a job
    /// in an answer that could not be read. It may hold secrets; printing the error does not print it.
    pub fn response(&self) -> Option<&RawResponse> {
        self.0.response.as_ref()
    }
}

impl Error {
    /// Whether the service asks for fewer requests, even after the retries.
    ///
    /// **What to do:** wait a few seconds, then send it again; nothing was carried out. For a batch, let the client keep
    /// to the documented limits: [`ClientBuilder::enforce_rate_limits`](crate::ClientBuilder::enforce_rate_limits).
    pub fn is_throttled(&self) -> bool {
        self.0.classification.is_throttled
    }

    /// Whether the credentials were refused.
    ///
    /// **What to do:** look at the credentials, the region and this machine's clock. Do not send the request again as
    /// it is: more than five wrong signatures in a row lock the key for five minutes.
    ///
    /// The service answers a bad token with status 400 or 500 and a code of its own, so the status alone does not
    /// tell.
    pub fn is_auth(&self) -> bool {
        self.0.classification.is_auth
    }

    /// Whether the caller is known, but may not do this.
    ///
    /// **What to do:** give the IAM user the permission, such as MetaStudio FullAccess; it may take minutes to count.
    pub fn is_permission(&self) -> bool {
        self.0.classification.is_permission
    }

    /// Whether the job, or the operation, does not exist.
    ///
    /// **What to do:** check the id, and that region and project are the ones in which it was created. After a lost
    /// answer to a deletion it may just mean that the deletion worked: see [`is_in_doubt`](Self::is_in_doubt).
    pub fn is_not_found(&self) -> bool {
        self.0.classification.is_not_found
    }

    /// Whether no connection came about, so that the service certainly did nothing.
    ///
    /// **What to do:** check endpoint, DNS, proxy and certificates: `{:#}` names the cause.
    pub fn is_connect(&self) -> bool {
        self.0.no_connection
    }

    /// Whether no answer came in time.
    ///
    /// **What to do:** ask [`is_in_doubt`](Self::is_in_doubt) first, as the service may have carried out the request all
    /// the same. For slow networks there is [`ClientBuilder::timeout`](crate::ClientBuilder::timeout).
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Whether the request may have changed something although the call failed: an attempt was sent, and no answer tells
    /// what became of it. `false` is a promise that nothing was changed; a call that only reads is never in doubt.
    /// It speaks of the request that failed: of a workflow, [`job_id`](Self::job_id) tells what exists.
    ///
    /// **What to do:** look (show the job, list the jobs) before you repeat it: a second creation is a second job.
    pub fn is_in_doubt(&self) -> bool {
        self.0.in_doubt
    }

    /// Whether the failure may pass by itself: the network, throttling, a fault on the server's side, a success that could
    /// not be read, or credentials that cannot be had just now.
    ///
    /// **What to do:** the client has tried again already where that does no harm. Try later; before you repeat a call
    /// that changes something, ask [`is_in_doubt`](Self::is_in_doubt).
    pub fn is_transient(&self) -> bool {
        self.0.transient
    }
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Parts {
            kind,
            operation: None,
            status: None,
            code: None,
            message: message.into(),
            request_id: None,
            job_id: None,
            attempts: 0,
            elapsed: None,
            in_doubt: false,
            // What is known of the cause says more where it is known.
            transient: matches!(kind, ErrorKind::Connection | ErrorKind::Timeout),
            classification: Classification::default(),
            no_connection: false,
            none_here: false,
            caller: None,
            give_up: None,
            advice: None,
            response: None,
            source: None,
        }))
    }

    /// Says for a [`CredentialsProvider`](crate::auth::CredentialsProvider) that it has credentials which cannot be
    /// used, such as a key without its secret. A [`Chain`](crate::auth::Chain) ends here: the next provider would be
    /// another caller. The message names the place, such as a file and a line, and must not hold any secret.
    pub fn invalid_credentials(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Credentials, message)
    }

    /// Says for a [`CredentialsProvider`](crate::auth::CredentialsProvider) that it cannot get its credentials just
    /// now, such as when an identity service is away: the error [is transient](Self::is_transient), for every call that
    /// gets it. A [`Chain`](crate::auth::Chain) ends here. The message must not hold any secret.
    pub fn credentials_unavailable(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Credentials, message).transient_if(true)
    }

    /// Says for a [`CredentialsProvider`](crate::auth::CredentialsProvider) that there are no credentials in its place
    /// at all: no variable, no file, no service. A [`Chain`](crate::auth::Chain) then asks the next provider.
    pub fn no_credentials(message: impl Into<Cow<'static, str>>) -> Self {
        let mut error = Self::new(ErrorKind::Credentials, message);
        error.0.none_here = true;
        error
    }

    /// Adds the cause for a [`CredentialsProvider`](crate::auth::CredentialsProvider): it is the error's
    /// [`source`](std::error::Error::source), and `{:#}` and `{:?}` print its message, which must not hold any secret.
    ///
    /// The cause does not decide whether the error [is transient](Self::is_transient): the constructor does.
    /// [`credentials_unavailable`](Self::credentials_unavailable) makes one that is,
    /// [`invalid_credentials`](Self::invalid_credentials) and [`no_credentials`](Self::no_credentials) make one that is not.
    ///
    /// ```
    /// use metastudio_voice::{Credentials, Error};
    ///
    /// fn from_vault(response: std::io::Result<String>) -> Result<Credentials, Error> {
    ///     let token = response.map_err(|cause| Error::credentials_unavailable("the vault is away").caused_by(cause))?;
    ///     Credentials::token(token)
    /// }
    ///
    /// let error = from_vault(Err(std::io::Error::other("connection reset"))).expect_err("no token");
    /// assert_eq!(format!("{error:#}"), "the vault is away: connection reset");
    /// assert!(error.is_transient());
    /// ```
    pub fn caused_by(self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.with_source(source)
    }

    /// Whether a provider says that it has no credentials at all.
    pub(crate) fn has_none_here(&self) -> bool {
        self.0.none_here
    }

    /// Returns the same error for another call that waits for the same: with its kind, status, code, advice, response
    /// and cause, and whether it may pass.
    pub(crate) fn shared(&self) -> Self {
        Self(self.0.clone())
    }

    /// Puts a text before the message.
    pub(crate) fn after(mut self, text: &str) -> Self {
        self.0.message = format!("{text}{}", self.0.message).into();
        self
    }

    /// Says where the credentials come from that were refused, such as `from the environment`.
    pub(crate) fn with_caller(mut self, origin: impl Into<Cow<'static, str>>) -> Self {
        self.0.caller = Some(origin.into());
        self
    }

    /// Says that nothing is in doubt: the request that failed was to get credentials, which leaves nothing behind, and the
    /// call that needed them was not sent.
    pub(crate) fn before_sending(mut self) -> Self {
        self.0.in_doubt = false;
        self
    }

    /// Names the operation, unless another was named already: a call whose credentials cannot be had fails because of
    /// the request that was to get them.
    pub(crate) fn with_operation_if_none(self, operation: impl Into<Cow<'static, str>>) -> Self {
        if self.0.operation.is_some() { self } else { self.with_operation(operation) }
    }

    pub(crate) fn with_operation(mut self, operation: impl Into<Cow<'static, str>>) -> Self {
        self.0.operation = Some(operation.into());
        self
    }

    pub(crate) fn with_status(mut self, status: Option<u16>) -> Self {
        self.0.status = status;
        self
    }

    pub(crate) fn with_code(mut self, code: Option<String>) -> Self {
        self.0.code = code;
        self
    }

    pub(crate) fn with_request_id(mut self, request_id: Option<String>) -> Self {
        self.0.request_id = request_id;
        self
    }

    pub(crate) fn with_job_id(mut self, job_id: &str) -> Self {
        self.0.job_id = Some(job_id.to_owned());
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32, elapsed: Duration) -> Self {
        self.0.attempts = attempts;
        self.0.elapsed = Some(elapsed);
        self
    }

    /// Why there was no further attempt although it would have been allowed.
    pub(crate) fn with_give_up_reason(mut self, reason: GiveUpReason) -> Self {
        self.0.give_up = Some(reason);
        if let GiveUpReason::AskedToWait { is_transient: false, .. } = reason {
            self.0.transient = false;
        }
        self
    }

    /// How long the service asked to wait, if that was too long for a call.
    pub(crate) fn asked_to_wait(&self) -> Option<Duration> {
        match self.0.give_up {
            Some(GiveUpReason::AskedToWait { asked, .. }) => Some(asked),
            _ => None,
        }
    }

    pub(crate) fn in_doubt_if(mut self, in_doubt: bool) -> Self {
        self.0.in_doubt |= in_doubt;
        self
    }

    /// Whether it may pass by itself. It is said where the error is made, by what is known of the cause there, and it is
    /// kept on the way up: whoever wraps the error or hands it to others passes it on.
    pub(crate) fn transient_if(mut self, transient: bool) -> Self {
        self.0.transient = transient;
        self
    }

    /// What sort of refusal it is. It is said where the error is made.
    pub(crate) fn classified(mut self, classification: Classification) -> Self {
        self.0.classification = classification;
        self
    }

    /// Says that the job, or whatever else the request names, does not exist.
    pub(crate) fn not_found(mut self) -> Self {
        self.0.classification.is_not_found = true;
        self
    }

    /// Whether no connection came about.
    pub(crate) fn no_connection_if(mut self, no_connection: bool) -> Self {
        self.0.no_connection = no_connection;
        self
    }

    pub(crate) fn with_advice(self, advice: impl Into<Cow<'static, str>>) -> Self {
        self.with_advice_if(Some(advice))
    }

    pub(crate) fn with_advice_if(mut self, advice: Option<impl Into<Cow<'static, str>>>) -> Self {
        self.0.advice = advice.map(Into::into).or(self.0.advice);
        self
    }

    /// Advice besides what is there already.
    pub(crate) fn and_advice(mut self, more: &str) -> Self {
        self.0.advice = Some(match self.0.advice.take() {
            Some(advice) => format!("{advice}; {more}").into(),
            None => more.to_owned().into(),
        });
        self
    }

    /// The answer, with its status and its request id.
    pub(crate) fn with_response(mut self, response: RawResponse) -> Self {
        self.0.status = Some(response.status);
        self.0.request_id = response.request_id().map(ToOwned::to_owned).or(self.0.request_id);
        self.0.response = Some(response);
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let source: Box<dyn StdError + Send + Sync> = source.into();
        self.0.source = Some(source.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, f.alternate())
    }
}

impl Error {
    /// Writes the line, with the messages of the causes if they are asked for.
    fn write(&self, f: &mut fmt::Formatter<'_>, with_causes: bool) -> fmt::Result {
        let parts = &*self.0;
        if let Some(operation) = &parts.operation {
            write!(f, "{}: ", escaped(operation))?;
        }
        let code = parts.code.as_deref().map(printable);
        match (parts.status, &code) {
            (Some(status), Some(code)) => write!(f, "{status} {code}: ")?,
            (Some(status), None) => write!(f, "{status}: ")?,
            (None, Some(code)) => write!(f, "{code}: ")?,
            (None, None) => {}
        }
        f.write_str(&escaped(&parts.message))?;
        if with_causes {
            let mut cause = self.source();
            while let Some(error) = cause {
                write!(f, ": {}", escaped(&error.to_string()))?;
                cause = error.source();
            }
        }
        let facts = facts(parts);
        if !facts.is_empty() {
            write!(f, " ({})", facts.join(", "))?;
        }
        match &parts.advice {
            Some(advice) => write!(f, "; {}", escaped(advice)),
            None => Ok(()),
        }
    }
}

/// Ids, attempts and time.
fn facts(parts: &Parts) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(parts.job_id.as_ref().map(|id| format!("job {}", printable(id))));
    facts.extend(parts.request_id.as_ref().map(|id| format!("request {}", printable(id))));
    if parts.attempts > 0 {
        let plural = if parts.attempts == 1 { "" } else { "s" };
        facts.push(format!("{} attempt{plural}", parts.attempts));
    }
    facts.extend(parts.elapsed.map(|elapsed| format!("{:.1} s", elapsed.as_secs_f64())));
    facts.extend(parts.caller.as_ref().map(|origin| format!("credentials {}", printable(origin))));
    facts.extend(match parts.give_up {
        Some(GiveUpReason::Budget) => Some("no retry: the client's retry budget is used up".to_owned()),
        Some(GiveUpReason::Deadline) => Some("no retry: the call's time limit would pass first".to_owned()),
        Some(GiveUpReason::AskedToWait { asked, limit, .. }) => {
            let (asked, limit) = (in_words(asked), in_words(limit));
            Some(format!("no retry: the service asks to wait {asked}, and more than {limit} is not waited for"))
        }
        Some(GiveUpReason::Policy) | None => None,
    });
    facts
}

/// `{:?}` writes what `{:#}` writes: it is what `unwrap()` and a `main` that returns the error print. `{:#?}` writes the
/// fields.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() { f.debug_tuple("Error").field(&self.0).finish() } else { self.write(f, true) }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
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

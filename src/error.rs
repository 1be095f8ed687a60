//! The one error type of the crate.
//!
//! The rule: what an error *is* (transient, in doubt, throttled, about the caller) is decided once, where the error is
//! made, and stored. The predicates only read it.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error_code::Classification;
use crate::response::{RawResponse, WEB_PAGE};
use crate::text::{escaped, in_words, printable};

/// The error type of this crate, with everything that a support engineer needs to act on a failure.
///
/// `Display` writes one line: the operation, the status and code of the response, its message, the request id, the
/// number of attempts and the time, and what to do next. `{:#}` adds the causes, and so does `{:?}`, which `unwrap()`
/// and a `main` that returns the error print. `{:#?}` writes the fields. None of them ever holds a key, a token, a
/// header or a URL.
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
/// The guide has more: [`guide::errors`](crate::guide::errors).
pub struct Error(Box<Fields>);

#[derive(Clone, Debug)]
struct Fields {
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
    /// Whether a provider has no credentials at all, as opposed to some that cannot be used.
    no_credentials: bool,
    /// The origin of the credentials that were refused.
    caller: Option<Cow<'static, str>>,
    give_up: Option<GiveUpReason>,
    advice: Option<Cow<'static, str>>,
    response: Option<RawResponse>,
    /// Shared, because an error is handed to every call that waits for the same credentials.
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// The kind of failure that an [`Error`] stands for.
///
/// serde writes a kind as its name in snake case, such as `"journal_in_use"`. It reads a name that this version does
/// not know, because a later version wrote it, as [`Unknown`](Self::Unknown).
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
    /// The client cannot be built: an endpoint, a region, a project id or credentials are missing or wrong. Or a training
    /// lacks the object store that its journal names. **What to do:** correct what the program is given.
    Configuration,
    /// There are no credentials, they cannot be used, or they are not available just now (the error [is
    /// transient](Error::is_transient) then). Nothing was sent to the service.
    Credentials,
    /// The request breaks a rule of the API and was not sent.
    InvalidRequest,
    /// The recording or the letter cannot be used. Nothing was created because of it, unless the error has a job id.
    File,
    /// Another process, or another training in this process, holds the journal of the training. **What to do:** wait
    /// until that training has ended and run the plan again, or [watch](crate::Client::watch) it. The lock ends with
    /// its process.
    JournalInUse,
    /// The journal of the training cannot be understood: it is damaged, or another version of the crate wrote it in a
    /// form that this version does not know. The crate never takes it for a new training. **What to do:** move it away
    /// and [resume its job](crate::training::Plan::resume_job), or use the version that wrote it.
    JournalDamaged,
    /// The journal belongs to another training, host or project, it contradicts the plan (for example, a detail was
    /// changed after the job was submitted), or it has no job that the caller could watch or delete. **What to do:**
    /// follow the [`advice`](Error::advice); waiting does not help.
    JournalMismatch,
    /// The journal cannot be read or written: it does not exist, its folder is missing or read-only, or the disk is
    /// full. The crate creates and submits nothing that it could not record first. **What to do:** free some space or
    /// correct the path, then run the plan again.
    JournalUnavailable,
    /// No training credit is left for the edition. Nothing was created because of it.
    NoCredit,
    /// The connection could not be made, or it broke off. [`is_in_doubt`](Error::is_in_doubt) tells whether the service
    /// may have executed the request.
    Connection,
    /// No response came in time. [`is_in_doubt`](Error::is_in_doubt) tells whether the service may have executed the
    /// request.
    Timeout,
    /// The service refused the request: see [`status`](Error::status) and [`code`](Error::code).
    Refused,
    /// The response is not one that the API describes, such as a web page. The error keeps it:
    /// [`response`](Error::response).
    UnexpectedResponse,
    /// The job has ended without a voice: see [`code`](Error::code).
    JobFailed,
    /// The job waits for an action of the caller.
    ActionNeeded,
    /// A training was stopped before its end: because another process asked for it, to delete the training; or in a
    /// [pool](crate::training::Pool) by its caller, with its pool, or because its code panicked; or the Tokio runtime that it
    /// needs has ended. A submitted job goes on at the service. **What to do:** start the same plan again, which resumes the
    /// training.
    Stopped,
    /// A kind that this version of the crate does not know. No error has it: it only comes from reading a kind that a
    /// later version wrote.
    #[serde(other)]
    Unknown,
}

impl ErrorKind {
    /// Returns the name in snake case, for spans and serde.
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
            Self::Stopped => "stopped",
            Self::Unknown => "unknown",
        }
    }
}

/// Why a call or an upload gave up although another attempt would have been safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GiveUpReason {
    /// The policy gave up.
    Policy,
    /// The next attempt would begin after the time limit of the call.
    Deadline,
    /// The retry budget of the client is used up.
    Budget,
    /// The service asks to wait for longer than a call waits.
    RetryAfter {
        /// The time that the service asks for.
        asked: Duration,
        /// The longest time that a call waits because the service asks for it.
        limit: Duration,
        /// Whether the failure still counts as transient after that time.
        is_transient: bool,
    },
}

impl Error {
    /// Returns the kind of failure.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the operation that failed: Huawei's name of the API, the method and path of a call that the spec does
    /// not have, or `upload`.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation.as_deref()
    }

    /// Returns the HTTP status of the response, if there was one.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// Returns the code in the response, such as `MSS.00000003`, `APIGW.0301` or OBS's `SignatureDoesNotMatch`. For a
    /// failed job it is the `job_failed_code`.
    ///
    /// Codes are open-ended: compare the ones you know and expect others.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// Returns the message alone, without operation, code, ids and advice.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns the request id, which Huawei's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Returns the id of the job that exists although the workflow failed. The job can be resumed or deleted.
    pub fn job_id(&self) -> Option<&str> {
        self.0.job_id.as_deref()
    }

    /// Returns the advice for the next step, if the crate knows something that helps.
    pub fn advice(&self) -> Option<&str> {
        self.0.advice.as_deref()
    }

    /// Returns how many times the request was sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the time until the failure, with all attempts and the pauses between them.
    pub fn elapsed(&self) -> Option<Duration> {
        self.0.elapsed
    }

    /// Returns the response as it was received, if there was one.
    ///
    /// With it, nothing is lost that the spec does not know, such as the id of a job in a response that could not be
    /// read. It may hold secrets; printing the error does not print it.
    pub fn response(&self) -> Option<&RawResponse> {
        self.0.response.as_ref()
    }
}

/// Predicates, each with what to do next.
impl Error {
    /// Returns `true` if the service asks for fewer requests, even after the retries.
    ///
    /// **What to do:** wait a few seconds, then send the request again; the service did not execute it. For a batch,
    /// let the client keep to the documented limits:
    /// [`ClientBuilder::enforce_rate_limits`](crate::ClientBuilder::enforce_rate_limits).
    pub fn is_throttled(&self) -> bool {
        self.0.classification.is_throttled
    }

    /// Returns `true` if the credentials were refused.
    ///
    /// **What to do:** check the credentials, the region and this machine's clock. Do not send the request again
    /// unchanged: more than five wrong signatures in a row lock the key for five minutes.
    ///
    /// The status alone does not tell: the service refuses a bad token with status 400 or 500 and a code of its own.
    pub fn is_auth(&self) -> bool {
        self.0.classification.is_auth
    }

    /// Returns `true` if the caller is known, but may not do this.
    ///
    /// **What to do:** give the IAM user the permission, such as MetaStudio FullAccess; it may take minutes to apply. If
    /// the message is about an object, its object store has refused the credentials that it was given.
    pub fn is_permission(&self) -> bool {
        self.0.classification.is_permission
    }

    /// Returns `true` if the job, or the operation, does not exist.
    ///
    /// **What to do:** check the id, and that region and project are those in which it was created. If the response to
    /// a deletion was lost, this may just mean that the deletion worked: see [`is_in_doubt`](Self::is_in_doubt).
    pub fn is_not_found(&self) -> bool {
        self.0.classification.is_not_found
    }

    /// Returns `true` if no connection could be made, so that the service certainly did nothing.
    ///
    /// **What to do:** check endpoint, DNS, proxy and certificates: `{:#}` names the cause.
    pub fn is_connect(&self) -> bool {
        self.0.no_connection
    }

    /// Returns `true` if no response came in time.
    ///
    /// **What to do:** check [`is_in_doubt`](Self::is_in_doubt) first, as the service may have executed the request all
    /// the same. For slow networks there is [`ClientBuilder::timeout`](crate::ClientBuilder::timeout).
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Returns `true` if the request may have changed something although the call failed: it was sent, and no response
    /// tells whether the service executed it.
    ///
    /// `false` is a promise that the request changed nothing; a call that only reads is never in doubt. This describes
    /// only the failed request. To find out which job a workflow has created, use [`job_id`](Self::job_id).
    ///
    /// **What to do:** look (show the job, list the jobs) before you repeat the request: a second creation is a second
    /// job.
    pub fn is_in_doubt(&self) -> bool {
        self.0.in_doubt
    }

    /// Returns `true` if the failure may pass by itself: the network, throttling, a fault on the server's side, a
    /// success that could not be read, or credentials that are not available just now.
    ///
    /// **What to do:** try later. The client has already retried where that is safe. Before you repeat a call that
    /// changes something, check [`is_in_doubt`](Self::is_in_doubt).
    pub fn is_transient(&self) -> bool {
        self.0.transient
    }
}

/// Constructors for a [`CredentialsProvider`](crate::auth::CredentialsProvider) of your own.
impl Error {
    /// Returns the error of a provider that has credentials which cannot be used, such as a key without its secret.
    ///
    /// A [`Chain`](crate::auth::Chain) ends here: the next provider would be another caller. The message names the
    /// place, such as a file and a line, and must not hold any secret.
    pub fn invalid_credentials(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Credentials, message)
    }

    /// Returns the error of a provider whose credentials are not available just now, for example because an identity
    /// service is away.
    ///
    /// The error [is transient](Self::is_transient) for every call that gets it, and trainings wait. A
    /// [`Chain`](crate::auth::Chain) ends here. The message must not hold any secret.
    pub fn credentials_unavailable(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Credentials, message).transient_if(true)
    }

    /// Returns the error of a provider that has no credentials at all: no variable, no file, no service.
    ///
    /// A [`Chain`](crate::auth::Chain) then asks the next provider.
    pub fn no_credentials(message: impl Into<Cow<'static, str>>) -> Self {
        let mut error = Self::new(ErrorKind::Credentials, message);
        error.0.no_credentials = true;
        error
    }

    /// Returns the error of a [store](crate::training::store) that cannot be reached or does not answer just now.
    ///
    /// The error [is transient](Self::is_transient), and a training waits. The message must not hold any secret.
    pub fn journal_unavailable(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::JournalUnavailable, message).transient_if(true)
    }

    /// Returns the error of a [store](crate::training::store) whose journal cannot be understood.
    ///
    /// A training ends with it, and creates nothing. The message must not hold any secret.
    pub fn journal_damaged(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::JournalDamaged, message)
    }

    /// Adds the cause: the error's [`source`](std::error::Error::source), whose message `{:#}` and `{:?}` print. It
    /// must not hold any secret.
    ///
    /// The cause does not decide whether the error [is transient](Self::is_transient); the constructor does.
    /// [`credentials_unavailable`](Self::credentials_unavailable) returns an error that is,
    /// [`invalid_credentials`](Self::invalid_credentials) and [`no_credentials`](Self::no_credentials) return one that
    /// is not.
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
    pub fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let source: Box<dyn StdError + Send + Sync> = source.into();
        self.0.source = Some(source.into());
        self
    }

    /// Returns `true` if a provider has no credentials at all.
    pub(crate) fn has_none_here(&self) -> bool {
        self.0.no_credentials
    }
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Fields {
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
            // Where the cause is known, it says more: `transient_if`.
            transient: matches!(kind, ErrorKind::Connection | ErrorKind::Timeout),
            classification: Classification::default(),
            no_connection: false,
            no_credentials: false,
            caller: None,
            give_up: None,
            advice: None,
            response: None,
            source: None,
        }))
    }

    /// Returns the same error for another call that waits for the same credentials.
    pub(crate) fn shared(&self) -> Self {
        Self(self.0.clone())
    }

    /// Puts a text before the message.
    pub(crate) fn after(mut self, text: &str) -> Self {
        self.0.message = format!("{text}{}", self.0.message).into();
        self
    }

    /// Sets the origin of the credentials that were refused, such as `from the environment`.
    pub(crate) fn with_caller(mut self, origin: impl Into<Cow<'static, str>>) -> Self {
        self.0.caller = Some(origin.into());
        self
    }

    /// Takes the doubt away: the failed request was to get credentials, which leaves nothing behind, and the call that
    /// needed them was not sent.
    pub(crate) fn before_sending(mut self) -> Self {
        self.0.in_doubt = false;
        self
    }

    /// Sets the operation, unless the error names one already: a call without credentials fails because of the request
    /// that was to get them.
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

    /// Sets the reason why there was no further attempt although it would have been safe.
    pub(crate) fn with_give_up_reason(mut self, reason: GiveUpReason) -> Self {
        self.0.give_up = Some(reason);
        if let GiveUpReason::RetryAfter { is_transient: false, .. } = reason {
            self.0.transient = false;
        }
        self
    }

    /// Returns the time that the service asked to wait, if that was too long for a call.
    pub(crate) fn asked_to_wait(&self) -> Option<Duration> {
        match self.0.give_up {
            Some(GiveUpReason::RetryAfter { asked, .. }) => Some(asked),
            _ => None,
        }
    }

    pub(crate) fn in_doubt_if(mut self, in_doubt: bool) -> Self {
        self.0.in_doubt |= in_doubt;
        self
    }

    /// Sets whether the failure may pass by itself. The place that makes the error knows the cause; whoever wraps the
    /// error or hands it to others keeps the value.
    pub(crate) fn transient_if(mut self, transient: bool) -> Self {
        self.0.transient = transient;
        self
    }

    /// Sets what the refusal means, as status and code tell it.
    pub(crate) fn classified(mut self, classification: Classification) -> Self {
        self.0.classification = classification;
        self
    }

    /// Says that the job, or anything else that the request names, does not exist.
    pub(crate) fn not_found(mut self) -> Self {
        self.0.classification.is_not_found = true;
        self
    }

    /// Sets whether no connection could be made.
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

    /// Adds advice to what is there already.
    pub(crate) fn and_advice(mut self, more: &str) -> Self {
        self.0.advice = Some(match self.0.advice.take() {
            Some(advice) => format!("{advice}; {more}").into(),
            None => more.to_owned().into(),
        });
        self
    }

    /// Sets the response, with its status and its request id.
    pub(crate) fn with_response(mut self, response: RawResponse) -> Self {
        self.0.status = Some(response.status());
        self.0.request_id = response.request_id().map(ToOwned::to_owned).or(self.0.request_id);
        self.0.response = Some(response);
        self
    }
}

impl Error {
    /// Writes the line, with the messages of the causes if they are asked for. It never holds a header, a body or a
    /// URL.
    fn write(&self, f: &mut fmt::Formatter<'_>, with_causes: bool) -> fmt::Result {
        let fields = &*self.0;
        if let Some(operation) = &fields.operation {
            write!(f, "{}: ", escaped(operation))?;
        }
        let code = fields.code.as_deref().map(printable);
        match (fields.status, &code) {
            (Some(status), Some(code)) => write!(f, "{status} {code}: ")?,
            (Some(status), None) => write!(f, "{status}: ")?,
            (None, Some(code)) => write!(f, "{code}: ")?,
            (None, None) => {}
        }
        f.write_str(&escaped(&fields.message))?;
        if with_causes {
            let mut cause = self.source();
            while let Some(error) = cause {
                write!(f, ": {}", escaped(&error.to_string()))?;
                cause = error.source();
            }
        }
        let facts = fields.facts();
        if !facts.is_empty() {
            write!(f, " ({})", facts.join(", "))?;
        }
        match &fields.advice {
            Some(advice) => write!(f, "; {}", escaped(advice)),
            None => Ok(()),
        }
    }
}

impl Fields {
    /// Returns what stands in parentheses: ids, attempts, time, credentials, and why there was no retry.
    fn facts(&self) -> Vec<String> {
        let mut facts = Vec::new();
        facts.extend(self.job_id.as_ref().map(|id| format!("job {}", printable(id))));
        facts.extend(self.request_id.as_ref().map(|id| format!("request {}", printable(id))));
        if self.attempts > 0 {
            let plural = if self.attempts == 1 { "" } else { "s" };
            facts.push(format!("{} attempt{plural}", self.attempts));
        }
        facts.extend(self.elapsed.map(|elapsed| format!("{:.1} s", elapsed.as_secs_f64())));
        facts.extend(self.caller.as_ref().map(|origin| format!("credentials {}", printable(origin))));
        facts.extend(match self.give_up {
            Some(GiveUpReason::Budget) => Some("no retry: the client's retry budget is used up".to_owned()),
            Some(GiveUpReason::Deadline) => Some("no retry: the call's time limit would pass first".to_owned()),
            Some(GiveUpReason::RetryAfter { asked, limit, .. }) => {
                let (asked, limit) = (in_words(asked), in_words(limit));
                Some(format!("no retry: the service asks to wait {asked}, and a call waits {limit} at most"))
            }
            Some(GiveUpReason::Policy) | None => None,
        });
        facts
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, f.alternate())
    }
}

/// Writes the line with the causes, as `{:#}` does, because `unwrap()` and a `main` that returns the error print it.
/// `{:#?}` writes the fields.
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

// Here and not beside the type, because a response knows nothing of errors.
impl RawResponse {
    /// Reads the body as JSON, as any type: [`serde_json::Value`], or one of your own with the fields that you need.
    ///
    /// # Errors
    /// Returns [`ErrorKind::UnexpectedResponse`] if the body is not JSON of this form; the error keeps the response.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(self.body()).map_err(|error| self.unreadable(&error))
    }

    /// Returns the error for a body that serde cannot read. serde's message quotes the text that it found, which may be
    /// a pre-signed URL, so the error names only the place.
    pub(crate) fn unreadable(&self, error: &serde_json::Error) -> Error {
        let message = match self.is_web_page() {
            true => WEB_PAGE.to_owned(),
            false => {
                let (line, column) = (error.line(), error.column());
                format!("the response is not what the API describes, at line {line}, column {column}")
            }
        };
        let classification = Classification::of(self.status(), None).not_about_caller();
        Error::new(ErrorKind::UnexpectedResponse, message).with_response(self.clone()).classified(classification)
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
            ErrorKind::Stopped,
            ErrorKind::Unknown,
        ];
        for kind in kinds {
            let written = serde_json::to_value(kind).expect("a name");
            assert_eq!(written, kind.name());
            assert_eq!(serde_json::from_value::<ErrorKind>(written).expect("a kind"), kind);
        }
    }
}

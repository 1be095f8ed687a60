//! The one error type of the crate.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// Why something did not work, with what a support engineer needs to act on it.
///
/// `Display` is one line: the operation, the status and code of the answer, its message, the request id, attempts
/// and time, and what to do next. `{:#}` adds the causes. Neither ever holds a key, a token, a header or a URL.
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
pub struct Error(Box<Parts>);

#[derive(Debug)]
struct Parts {
    kind: ErrorKind,
    operation: Option<&'static str>,
    status: Option<u16>,
    code: Option<String>,
    message: Cow<'static, str>,
    request_id: Option<String>,
    job_id: Option<String>,
    attempts: u32,
    elapsed: Option<Duration>,
    advice: Option<Cow<'static, str>>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What sort of failure an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client cannot be built: an endpoint, a region, a project id or credentials are missing or wrong.
    Configuration,
    /// The request breaks a rule of the API and was not sent.
    InvalidRequest,
    /// The recording or the letter cannot be used: nothing was created because of it, unless a job id is given.
    File,
    /// No connection, or it broke off: the request may or may not have been carried out, unless [`Error::is_connect`].
    Connection,
    /// No answer in time: the request may or may not have been carried out.
    Timeout,
    /// The service refused: see [`Error::status`] and [`Error::code`].
    Refused,
    /// The service answered something that the API does not know, such as a web page.
    UnexpectedAnswer,
    /// The job has ended without a voice: see [`Error::code`].
    JobFailed,
    /// The job waits for the caller.
    ActionNeeded,
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
            advice: None,
            source: None,
        }))
    }

    pub(crate) fn with_operation(mut self, operation: &'static str) -> Self {
        self.0.operation = Some(operation);
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

    pub(crate) fn with_effort(mut self, attempts: u32, elapsed: Duration) -> Self {
        self.0.attempts = attempts;
        self.0.elapsed = Some(elapsed);
        self
    }

    pub(crate) fn with_advice(mut self, advice: impl Into<Cow<'static, str>>) -> Self {
        self.0.advice = Some(advice.into());
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

    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// What sort of failure this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation that failed: Huawei's name of the API, or `upload`.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation
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

    /// How long it took until it failed.
    pub fn elapsed(&self) -> Option<Duration> {
        self.0.elapsed
    }

    /// Whether the service asks for fewer requests. Wait a few seconds, then send it again.
    pub fn is_throttled(&self) -> bool {
        self.0.status == Some(429) || self.code().is_some_and(|code| code.ends_with(".0308"))
    }

    /// Whether the credentials were refused. Do not send the request again as it is: more than five wrong
    /// signatures in a row lock the key for five minutes.
    ///
    /// The service answers a bad token with status 400 or 500 and a code of its own, so the status alone does not
    /// tell.
    pub fn is_auth(&self) -> bool {
        let codes = ["MSS.00000001", "MSS.00010008", "MSS.00010009", "MSS.00021016"];
        self.0.kind == ErrorKind::Refused
            && self.0.operation != Some(UPLOAD)
            && (self.0.status == Some(401) || self.code().is_some_and(|code| codes.contains(&code)))
    }

    /// Whether no connection came about, so that the service certainly did nothing.
    pub fn is_connect(&self) -> bool {
        let source = self.0.source.as_ref().and_then(|source| source.downcast_ref::<reqwest::Error>());
        source.is_some_and(reqwest::Error::is_connect)
    }

    /// Whether no answer came in time. The service may have carried out the request all the same.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Whether the failure may pass by itself: the network, throttling, or a fault on the server's side. It says
    /// nothing about whether the request may be repeated: see [`Operation::idempotency`](super::Operation).
    pub fn is_transient(&self) -> bool {
        let server_fault = matches!(self.0.status, Some(500 | 502..=504)) && !self.is_auth();
        self.is_throttled()
            || server_fault
            || self.0.status == Some(408)
            || (self.0.status.is_none() && matches!(self.0.kind, ErrorKind::Connection | ErrorKind::Timeout))
    }
}

/// What [`Error::operation`] says of a PUT to a pre-signed URL.
pub(crate) const UPLOAD: &str = "upload";

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = &*self.0;
        if let Some(operation) = parts.operation {
            write!(f, "{operation}: ")?;
        }
        match (parts.status, &parts.code) {
            (Some(status), Some(code)) => write!(f, "{status} {code}: ")?,
            (Some(status), None) => write!(f, "{status}: ")?,
            (None, Some(code)) => write!(f, "{code}: ")?,
            (None, None) => {}
        }
        f.write_str(&parts.message)?;
        if f.alternate() {
            let mut cause = self.source();
            while let Some(error) = cause {
                write!(f, ": {error}")?;
                cause = error.source();
            }
        }
        let mut facts = Vec::new();
        facts.extend(parts.job_id.as_ref().map(|id| format!("job {id}")));
        facts.extend(parts.request_id.as_ref().map(|id| format!("request {id}")));
        if parts.attempts > 0 {
            let plural = if parts.attempts == 1 { "" } else { "s" };
            facts.push(format!("{} attempt{plural}", parts.attempts));
        }
        facts.extend(parts.elapsed.map(|elapsed| format!("{:.1} s", elapsed.as_secs_f64())));
        if !facts.is_empty() {
            write!(f, " ({})", facts.join(", "))?;
        }
        match &parts.advice {
            Some(advice) => write!(f, "; {advice}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Error").field(&self.0).finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

impl From<crate::auth::CredentialsError> for Error {
    fn from(error: crate::auth::CredentialsError) -> Self {
        Self::new(ErrorKind::Configuration, error.to_string())
            .with_advice("give credentials to the builder, or set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK")
    }
}

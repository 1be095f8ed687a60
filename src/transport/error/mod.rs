//! The one error type of the crate.

mod display;
mod kind;
mod make;
mod predicates;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

pub use self::kind::ErrorKind;
use super::RawResponse;
use super::codes::Classification;

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

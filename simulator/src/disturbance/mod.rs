//! What can be made to go wrong, besides what the service refuses by itself: with calls, and with uploads.

mod queue;
mod upload;

use std::time::Duration;

use serde::Deserialize;

pub(crate) use self::queue::{Disturbances, UploadDisturbances};
pub use self::upload::UploadDisturbance;

/// Something that goes wrong with one call of the API or of IAM.
///
/// Over HTTP/2 it is the stream that is broken, and not the connection.
///
/// Those in which the operation is carried out leave a client that gets no answer, or not the right one, in doubt; the
/// simulator knows: [`ReceivedRequest::carried_out`](crate::ReceivedRequest::carried_out).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Disturbance {
    /// Nothing: this request passes.
    Pass,
    /// The operation is not carried out; the answer is this error.
    Respond(ErrorResponse),
    /// The operation is carried out, and the answer is this error all the same, as from a gateway that did not wait.
    RespondAfter(ErrorResponse),
    /// The connection is broken before the body was read.
    ResetUnread,
    /// The connection is broken once the request was read. The operation is not carried out.
    ResetBefore,
    /// The operation is carried out, and the connection broken before any byte of the answer.
    ResetAfter,
    /// No answer ever comes. The operation is not carried out.
    HangBefore,
    /// The operation is carried out, and no answer ever comes.
    HangAfter,
    /// The operation is carried out; its answer announces its whole length and breaks off in the middle.
    Truncated,
    /// The operation is carried out; its answer is whole, as HTTP goes, but its JSON ends in the middle.
    Malformed,
    /// The operation is not carried out; the answer is 200 with a web page, as of a portal that asks to sign in.
    WebPage,
    /// The operation is carried out; its answer comes one byte at a time, with this pause before each. One without
    /// a body passes.
    Drip {
        /// The pause, in milliseconds where it is written as JSON.
        #[serde(rename = "pause_ms", deserialize_with = "milliseconds")]
        pause: Duration,
    },
}

/// An error that is answered in place of something else.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ErrorResponse {
    /// The HTTP status.
    pub status: u16,
    /// The code, of the service or, for uploads, of OBS; without it the message is the whole body, as plain text.
    pub code: Option<String>,
    /// The message.
    pub message: String,
    /// The value of `Retry-After`: seconds or a date.
    pub retry_after: Option<String>,
}

impl ErrorResponse {
    /// One in the service's form, or for uploads in OBS's.
    pub fn new(status: u16, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { status, code: Some(code.into()), message: message.into(), retry_after: None }
    }

    /// One that is just text, as from something in between.
    pub fn text(status: u16, message: impl Into<String>) -> Self {
        Self { status, code: None, message: message.into(), retry_after: None }
    }

    /// With a `Retry-After`.
    #[must_use]
    pub fn retry_after(mut self, value: impl Into<String>) -> Self {
        self.retry_after = Some(value.into());
        self
    }

    /// The gateway's answer to too many requests.
    pub(crate) fn throttled(limit: u32) -> Self {
        let message = format!(
            "The throttling threshold has been reached: policy user over ratelimit,limit:{limit},time:1 second"
        );
        Self::new(429, "APIGW.0308", message)
    }
}

fn milliseconds<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    u64::deserialize(deserializer).map(Duration::from_millis)
}

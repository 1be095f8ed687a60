//! The failures that a test can inject besides the service's own refusals: into calls and into uploads.

mod queue;
mod upload;

use std::time::Duration;

use serde::Deserialize;

pub(crate) use self::queue::{Disturbances, UploadDisturbances};
pub use self::upload::UploadDisturbance;

/// A failure of one call of the API or of IAM.
///
/// Over HTTP/2 the simulator resets the stream and not the connection.
///
/// Some disturbances carry out the operation and still return no response, or a wrong one. The client is then in doubt.
/// [`ReceivedRequest::carried_out`](crate::ReceivedRequest::carried_out) shows whether the simulator carried out the
/// operation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Disturbance {
    /// The request is served as usual.
    Pass,
    /// The simulator responds with this error and does not carry out the operation.
    Respond(ErrorResponse),
    /// The simulator carries out the operation and still responds with this error, like a gateway that did not wait.
    RespondAfter(ErrorResponse),
    /// The simulator resets the connection before it reads the body.
    ResetUnread,
    /// The simulator reads the request, and resets the connection without carrying out the operation.
    ResetBefore,
    /// The simulator carries out the operation, and resets the connection before the first byte of the response.
    ResetAfter,
    /// The simulator does not carry out the operation and never responds.
    HangBefore,
    /// The simulator carries out the operation and never responds.
    HangAfter,
    /// The simulator carries out the operation. The response announces its whole length and breaks off in the middle.
    Truncated,
    /// The simulator carries out the operation. The response is complete HTTP, but its JSON ends in the middle.
    Malformed,
    /// The simulator responds with 200 and a web page, like a portal that asks the user to sign in. It does not carry
    /// out the operation.
    WebPage,
    /// The simulator carries out the operation and sends the response byte by byte, with this pause before each byte. A
    /// response without a body is sent as usual.
    Drip {
        /// The pause. In JSON it is `pause_ms`, in milliseconds.
        #[serde(rename = "pause_ms", deserialize_with = "milliseconds")]
        pause: Duration,
    },
}

/// An error response that replaces the usual response.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ErrorResponse {
    /// The HTTP status.
    pub status: u16,
    /// The code, of the service or, for uploads, of OBS. Without a code, the message is the whole body, as plain text.
    pub code: Option<String>,
    /// The message.
    pub message: String,
    /// The value of `Retry-After`: seconds or a date.
    pub retry_after: Option<String>,
}

impl ErrorResponse {
    /// Creates an error in the service's form or, for uploads, in OBS's.
    pub fn new(status: u16, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { status, code: Some(code.into()), message: message.into(), retry_after: None }
    }

    /// Creates an error that is plain text, as a proxy might send it.
    pub fn text(status: u16, message: impl Into<String>) -> Self {
        Self { status, code: None, message: message.into(), retry_after: None }
    }

    /// Adds a `Retry-After` header.
    #[must_use]
    pub fn retry_after(mut self, value: impl Into<String>) -> Self {
        self.retry_after = Some(value.into());
        self
    }

    /// Creates the gateway's response to too many requests.
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

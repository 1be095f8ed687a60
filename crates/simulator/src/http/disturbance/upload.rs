//! The failures that a test can inject into uploads to OBS.

use std::time::Duration;

use serde::Deserialize;

use super::{ErrorResponse, milliseconds};

/// A failure of one upload whose URL is valid.
///
/// The simulator writes an [`ErrorResponse`] with a code as OBS's XML, and one without as plain text. An upload that is
/// refused, or whose bytes do not all arrive, leaves an object stored before unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum UploadDisturbance {
    /// The upload is served as usual.
    Pass,
    /// The simulator responds with this error before it reads any of the body.
    RespondUnread(ErrorResponse),
    /// The simulator reads the whole body, does not store it, and responds with this error.
    Respond(ErrorResponse),
    /// The simulator stores the upload and still responds with this error.
    RespondAfter(ErrorResponse),
    /// The simulator responds with a success and an `ETag` after it has read at least this many bytes and before the
    /// end of the body, like a proxy that does not wait. It stores nothing.
    EarlySuccess {
        /// The number of bytes.
        after: u64,
    },
    /// The simulator reads the whole body, does not store it, and responds with 200 and a web page, like a portal that
    /// asks the user to sign in.
    WebPage,
    /// The simulator reads the whole body, does not store it, and responds with OBS's 403 for an account in arrears,
    /// `InArrearOrInsufficientBalance`.
    Arrears,
    /// The simulator reads the whole body, does not store it, and responds with OBS's 403 for an exhausted quota,
    /// `InsufficientStorageSpace`.
    QuotaExceeded,
    /// The simulator reads the whole body, does not store it, and responds with OBS's 307, `TemporaryRedirect`. The
    /// client must not follow its `Location`.
    Redirect,
    /// The simulator resets the connection before it reads the body.
    ResetUnread,
    /// The simulator resets the connection after it has read at least this many bytes, or at the end of a shorter body.
    /// It stores nothing.
    ResetMiddle {
        /// The number of bytes.
        after: u64,
    },
    /// The simulator reads the whole body, and resets the connection without storing it.
    ResetBefore,
    /// The simulator stores the upload, and resets the connection before the first byte of the response.
    ResetAfter,
    /// The simulator reads at least this many bytes, then stops reading forever. The client stalls when the buffers of
    /// both systems are full. The simulator stores nothing and never responds.
    Stall {
        /// The number of bytes.
        after: u64,
    },
    /// The simulator reads the whole body, does not store it, and never responds.
    HangBefore,
    /// The simulator stores the upload and never responds.
    HangAfter,
    /// The simulator stores the upload and responds after this pause.
    Slow {
        /// The pause. In JSON it is `pause_ms`, in milliseconds.
        #[serde(rename = "pause_ms", deserialize_with = "milliseconds")]
        pause: Duration,
    },
    /// The simulator stores the upload. The response has the `ETag` of other bytes.
    WrongEtag,
    /// The simulator stores the upload and responds like a bucket that encrypts: the `ETag` is not the MD5, and the
    /// header `x-obs-server-side-encryption` explains why.
    EncryptedEtag,
}

impl UploadDisturbance {
    /// Returns the number of bytes after which the simulator stops reading.
    pub(crate) fn cut(&self) -> Option<u64> {
        match self {
            Self::ResetMiddle { after } | Self::Stall { after } | Self::EarlySuccess { after } => Some(*after),
            _ => None,
        }
    }
}

//! What can be made to go wrong with uploads to OBS.

use std::time::Duration;

use serde::Deserialize;

use super::{ErrorResponse, milliseconds};

/// Something that goes wrong with one upload whose URL is good.
///
/// An [`ErrorResponse`] with a code is told in OBS's XML, one without as plain text. An upload whose bytes did not all
/// arrive, or that is refused, leaves what was stored before as it was.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum UploadDisturbance {
    /// Nothing: this upload passes.
    Pass,
    /// The answer is this error, before any of the body was read.
    RespondUnread(ErrorResponse),
    /// The whole body is read and not stored; the answer is this error.
    Respond(ErrorResponse),
    /// The upload is stored, and the answer is this error all the same.
    RespondAfter(ErrorResponse),
    /// The answer is a success with an `ETag`, once at least this many bytes were read and before the body's end, as from
    /// something in between that does not wait. Nothing is stored.
    EarlySuccess {
        /// The number of bytes.
        after: u64,
    },
    /// The whole body is read and not stored; the answer is 200 with a web page, as of a portal that asks to sign in.
    WebPage,
    /// The whole body is read and not stored; the answer is OBS's 403 for an account in arrears:
    /// `InArrearOrInsufficientBalance`.
    Arrears,
    /// The whole body is read and not stored; the answer is OBS's 403 for a quota that is used up:
    /// `InsufficientStorageSpace`.
    QuotaExceeded,
    /// The whole body is read and not stored; the answer is OBS's 307, `TemporaryRedirect`, with a `Location` where nothing
    /// is to be sent.
    Redirect,
    /// The connection is broken before the body was read.
    ResetUnread,
    /// The connection is broken once at least this many bytes were read, at the latest at the body's end. Nothing is
    /// stored.
    ResetMiddle {
        /// The number of bytes.
        after: u64,
    },
    /// The connection is broken once the whole body was read. Nothing is stored.
    ResetBefore,
    /// The upload is stored, and the connection broken before any byte of the answer.
    ResetAfter,
    /// At least this many bytes are read, then no more, for ever: the client's writing comes to a stop when the systems'
    /// buffers are full. Nothing is stored, and no answer comes.
    Stall {
        /// The number of bytes.
        after: u64,
    },
    /// The whole body is read and not stored; no answer ever comes.
    HangBefore,
    /// The upload is stored, and no answer ever comes.
    HangAfter,
    /// The upload is stored; its answer comes after this pause.
    Slow {
        /// The pause, in milliseconds where it is written as JSON.
        #[serde(rename = "pause_ms", deserialize_with = "milliseconds")]
        pause: Duration,
    },
    /// The upload is stored; its answer has the `ETag` of other bytes.
    WrongEtag,
    /// The upload is stored as in a bucket that encrypts: the `ETag` is not the MD5, and
    /// `x-obs-server-side-encryption` says why.
    EncryptedEtag,
}

impl UploadDisturbance {
    /// After how many bytes nothing more is read.
    pub(crate) fn cut(&self) -> Option<u64> {
        match self {
            Self::ResetMiddle { after } | Self::Stall { after } | Self::EarlySuccess { after } => Some(*after),
            _ => None,
        }
    }
}

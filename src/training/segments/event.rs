//! The events of an upload of segments.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Mismatch;

/// An event of the upload of a segment. `Display` writes a line for a terminal.
///
/// A serialized event has its name in the field `event`, such as `{"event": "uploaded", "index": 3}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[non_exhaustive]
pub enum SegmentEvent {
    /// The segment was confirmed before and is not sent again.
    Skipped {
        /// The position of the segment, from 0.
        index: usize,
    },
    /// The audio and the text of the segment are uploaded.
    Uploaded {
        /// The position of the segment, from 0.
        index: usize,
    },
    /// The service has confirmed the segment.
    Confirmed {
        /// The position of the segment, from 0.
        index: usize,
        /// The number of segments that are confirmed now.
        confirmed: usize,
        /// The number of all segments.
        total: usize,
    },
    /// The speech of the segment does not match its text.
    Mismatched {
        /// The segment, and the positions that differ.
        mismatch: Mismatch,
    },
    /// A step failed in a transient way, and the client retries it.
    Retrying {
        /// The position of the segment, from 0.
        index: usize,
        /// The error, in one line.
        error: String,
    },
}

impl fmt::Display for SegmentEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Skipped { index } => write!(f, "segment {index} was confirmed before"),
            Self::Uploaded { index } => write!(f, "segment {index} uploaded"),
            Self::Confirmed { index, confirmed, total } => {
                write!(f, "segment {index} confirmed, {confirmed} of {total}")
            }
            Self::Mismatched { mismatch } => write!(f, "{mismatch}"),
            Self::Retrying { index, error } => write!(f, "segment {index}, retrying: {error}"),
        }
    }
}

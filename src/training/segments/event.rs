//! What is told while segments are uploaded.

use std::fmt;

use super::Mismatch;

/// Something that happened to a segment. `Display` gives a line for a terminal.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum SegmentEvent {
    /// The segment was confirmed before and is not sent again.
    Skipped {
        /// Its position, from 0.
        index: usize,
    },
    /// Its sound and its text are uploaded.
    Uploaded {
        /// Its position, from 0.
        index: usize,
    },
    /// The service has confirmed it.
    Confirmed {
        /// Its position, from 0.
        index: usize,
        /// How many of the segments are confirmed now.
        confirmed: usize,
        /// How many segments there are.
        total: usize,
    },
    /// What is spoken is not what the text says.
    Mismatched {
        /// The segment, and where it differs.
        mismatch: Mismatch,
    },
    /// Something failed that may pass, and is tried again.
    Retrying {
        /// The position of the segment, from 0.
        index: usize,
        /// What failed, in one line.
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
            Self::Retrying { index, error } => write!(f, "segment {index}, trying again: {error}"),
        }
    }
}

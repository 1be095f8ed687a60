//! The results of an upload of segments, one by one as events, and all of them as a report.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::printable;

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

/// The result of uploading the segments of a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SegmentReport {
    /// The number of segments that were passed to the upload.
    pub segments: usize,
    /// The number of segments for which the job has upload URLs; `None` if nothing had to be uploaded. According to the
    /// API's page, it is 20 in the basic and 100 in the MIDDLE edition.
    pub expected: Option<usize>,
    /// The number of segments that were uploaded this time.
    pub uploaded: usize,
    /// The positions of all segments that the service has confirmed, this time or before.
    pub confirmed: BTreeSet<usize>,
    /// The segments whose speech does not match their text, by position. Record them again, then upload again.
    pub mismatches: Vec<Mismatch>,
}

impl SegmentReport {
    /// Returns whether all segments are confirmed: as many as were passed to the upload, and as many as the job has
    /// upload URLs for.
    pub fn is_complete(&self) -> bool {
        (0..self.expected.unwrap_or_default().max(self.segments)).all(|index| self.confirmed.contains(&index))
    }

    /// Counts an upload, and returns the event.
    pub(super) fn count(&mut self, event: SegmentEvent) -> SegmentEvent {
        self.uploaded += usize::from(matches!(event, SegmentEvent::Uploaded { .. }));
        event
    }

    /// Adds a confirmed segment, and returns the event for it.
    pub(super) fn confirm(&mut self, index: usize) -> SegmentEvent {
        self.confirmed.insert(index);
        let confirmed = self.confirmed.range(..self.segments).count();
        SegmentEvent::Confirmed { index, confirmed, total: self.segments }
    }

    /// Adds a segment whose speech does not match its text, and returns the event for it.
    pub(super) fn mismatch(&mut self, mismatch: Mismatch) -> SegmentEvent {
        self.mismatches.push(mismatch.clone());
        SegmentEvent::Mismatched { mismatch }
    }
}

/// A segment whose speech does not match its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Mismatch {
    /// The position of the segment, from 0.
    pub index: usize,
    /// The text of the segment.
    pub text: String,
    /// The positions in the text where the speech differs, as the service counts them. Neither the first number, 0 or
    /// 1, nor the unit is documented.
    pub positions: Vec<i64>,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the speech of segment {} does not match its text", self.index)?;
        if !self.positions.is_empty() {
            let positions: Vec<String> = self.positions.iter().map(ToString::to_string).collect();
            write!(f, ", at {}", positions.join(", "))?;
        }
        write!(f, ": {}", printable(&self.text))
    }
}

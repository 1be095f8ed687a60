//! The result of an upload of segments.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

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
        write!(f, ": {}", crate::text::printable(&self.text))
    }
}

//! What has become of a job's segments.

use std::collections::BTreeSet;
use std::fmt;

/// How the upload of a job's segments has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SegmentReport {
    /// How many segments were given.
    pub segments: usize,
    /// How many segments the job has addresses for; `None` when nothing had to be uploaded. By the API's page it is 20
    /// in the basic and 100 in the MIDDLE edition.
    pub expected: Option<usize>,
    /// How many were uploaded this time.
    pub uploaded: usize,
    /// The positions of all segments that the service has confirmed, this time or before.
    pub confirmed: BTreeSet<usize>,
    /// The segments whose speech is not what their text says, by position: record them again, then upload again.
    pub mismatches: Vec<Mismatch>,
}

impl SegmentReport {
    /// Whether all segments that were given are confirmed, and as many as the job has addresses for.
    pub fn is_complete(&self) -> bool {
        (0..self.expected.unwrap_or_default().max(self.segments)).all(|index| self.confirmed.contains(&index))
    }
}

/// A segment whose speech is not what its text says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mismatch {
    /// The position of the segment, from 0.
    pub index: usize,
    /// Its text.
    pub text: String,
    /// Where in the text the speech differs, as the service counts: whether from 0 or 1, and in which units, is not
    /// documented.
    pub positions: Vec<i64>,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "segment {} is not spoken as written", self.index)?;
        if !self.positions.is_empty() {
            let positions: Vec<String> = self.positions.iter().map(ToString::to_string).collect();
            write!(f, ", at {}", positions.join(", "))?;
        }
        write!(f, ": {}", crate::text::printable(&self.text))
    }
}

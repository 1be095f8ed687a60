//! What has become of a job's sentences.

use std::collections::BTreeSet;
use std::fmt;

/// How the upload of a job's sentences has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Segmented {
    /// How many sentences were given.
    pub sentences: usize,
    /// How many sentences the job has addresses for; `None` when nothing had to be uploaded. By the API's page it is 20
    /// in the basic and 100 in the MIDDLE edition.
    pub expected: Option<usize>,
    /// How many were uploaded this time.
    pub uploaded: usize,
    /// The positions of all sentences that the service has confirmed, this time or before.
    pub confirmed: BTreeSet<usize>,
    /// The sentences whose speech is not what their text says, by position: record them again, then upload again.
    pub mismatches: Vec<Mismatch>,
}

impl Segmented {
    /// Whether all sentences that were given are confirmed, and as many as the job has addresses for.
    pub fn is_complete(&self) -> bool {
        (0..self.expected.unwrap_or_default().max(self.sentences)).all(|index| self.confirmed.contains(&index))
    }
}

/// A sentence whose speech is not what its text says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mismatch {
    /// The position of the sentence, from 0.
    pub index: usize,
    /// Its text.
    pub text: String,
    /// Where in the text the speech differs, as the service counts: whether from 0 or 1, and in which units, is not
    /// documented.
    pub positions: Vec<i64>,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sentence {} is not spoken as written", self.index)?;
        if !self.positions.is_empty() {
            let positions: Vec<String> = self.positions.iter().map(ToString::to_string).collect();
            write!(f, ", at {}", positions.join(", "))?;
        }
        write!(f, ": {}", crate::text::printable(&self.text))
    }
}

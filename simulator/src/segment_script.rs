//! Sentences whose speech is to be found different from their text, as a test has scripted it.

use std::collections::VecDeque;

/// A sentence that will not be confirmed.
struct Mismatch {
    /// The job, or any.
    job_id: Option<String>,
    /// The sentence, or any.
    index: Option<u32>,
    /// Where speech and text differ.
    positions: Vec<u32>,
}

/// The mismatches still to come, each for one check.
#[derive(Default)]
pub(crate) struct SegmentScript(VecDeque<Mismatch>);

impl SegmentScript {
    pub(crate) fn add(&mut self, job_id: Option<String>, index: Option<u32>, positions: Vec<u32>) {
        self.0.push_back(Mismatch { job_id, index, positions });
    }

    /// Takes out the mismatch meant for this sentence: the positions in its text.
    pub(crate) fn take(&mut self, job_id: &str, index: u32) -> Option<Vec<u32>> {
        let wanted = |mismatch: &Mismatch| {
            mismatch.job_id.as_deref().is_none_or(|id| id == job_id) && mismatch.index.is_none_or(|at| at == index)
        };
        let at = self.0.iter().position(wanted)?;
        self.0.remove(at).map(|mismatch| mismatch.positions)
    }
}

//! The scripted mismatches of segments: a test says that the speech of a segment differs from its text.

use std::collections::VecDeque;

/// A segment whose check fails.
struct Mismatch {
    /// The job, or any job.
    job_id: Option<String>,
    /// The segment, or any segment.
    index: Option<u32>,
    /// The positions in the text at which the speech differs.
    positions: Vec<u32>,
}

/// The mismatches still to come. Each applies to one check.
#[derive(Default)]
pub(crate) struct SegmentScript(VecDeque<Mismatch>);

impl SegmentScript {
    pub(crate) fn add(&mut self, job_id: Option<String>, index: Option<u32>, positions: Vec<u32>) {
        self.0.push_back(Mismatch { job_id, index, positions });
    }

    /// Takes the mismatch for this segment, and returns the positions in its text.
    pub(crate) fn take(&mut self, job_id: &str, index: u32) -> Option<Vec<u32>> {
        let wanted = |mismatch: &Mismatch| {
            mismatch.job_id.as_deref().is_none_or(|id| id == job_id) && mismatch.index.is_none_or(|at| at == index)
        };
        let at = self.0.iter().position(wanted)?;
        self.0.remove(at).map(|mismatch| mismatch.positions)
    }
}

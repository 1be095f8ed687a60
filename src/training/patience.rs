//! The failures that a step of a training waits out: how many, and what happens between them.

use std::time::Duration;

use crate::Error;
use crate::clock::Clock;

/// The number of transient errors in a row that a step of a training survives, with a poll interval after each: an hour
/// with the default interval.
const LIMIT: u32 = 60;

/// Counts the failures of one step.
pub(super) struct Patience {
    failures: u32,
    limit: u32,
}

impl Patience {
    /// Returns the patience of a step that survives this number of failures.
    pub(super) fn new(limit: u32) -> Self {
        Self { failures: 0, limit }
    }

    /// Returns the number of failures so far.
    pub(super) fn failures(&self) -> u32 {
        self.failures
    }

    /// Waits out a failure: announces it, and pauses. Returns the error if there were too many before it.
    pub(super) async fn wait_out(
        &mut self,
        error: Error,
        pause: Duration,
        clock: &dyn Clock,
        announce: impl FnOnce(String),
    ) -> Result<(), Error> {
        if self.failures >= self.limit {
            return Err(error);
        }
        self.failures += 1;
        announce(error.to_string());
        clock.sleep(pause).await;
        Ok(())
    }
}

impl Default for Patience {
    fn default() -> Self {
        Self::new(LIMIT)
    }
}

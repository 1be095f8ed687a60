//! Time limits that are measured in many short steps instead of by one timer.
//!
//! The rule: a timer that fires late has measured nothing. When a process was stopped (Ctrl-Z, a frozen container, a
//! paused virtual machine) and runs again, all its timers have expired, although nothing could happen in the meantime.
//! So a limit is divided into short steps, and a step counts for at most twice its intended time: before an upload
//! gives up, the other side has had most of the limit in a running process.
//!
//! A step is measured by the system's clock, and not by tokio's, which a test may pause: tokio then ends every pause as
//! soon as the runtime has nothing to do, while the thread that reads, the disk and the network go on in real time.
//!
//! An upload awaits everything under such a limit, or under a timer of the HTTP client.

use std::pin::pin;
use std::time::{Duration, Instant};

/// The smallest number of steps in a limit.
const STEPS: u32 = 16;
/// The longest step.
const LONGEST: Duration = Duration::from_secs(1);
/// The shortest step.
const SHORTEST: Duration = Duration::from_millis(1);

/// A time limit, and how much of it has passed.
#[derive(Debug)]
pub(super) struct TimeLimit {
    limit: Duration,
    step: Duration,
    passed: Duration,
}

/// Returns the length of a step in this limit.
pub(super) fn step(limit: Duration) -> Duration {
    (limit / STEPS).clamp(SHORTEST, LONGEST)
}

impl TimeLimit {
    /// Starts a limit. Zero counts as one millisecond.
    pub(super) fn new(limit: Duration) -> Self {
        Self::with_step(limit, step(limit))
    }

    /// Starts a limit with steps of another length, for a caller that must look more often.
    pub(super) fn with_step(limit: Duration, step: Duration) -> Self {
        Self { limit: limit.max(SHORTEST), step, passed: Duration::ZERO }
    }

    /// Waits for one step. Returns whether the limit has passed.
    pub(super) async fn step(&mut self) -> bool {
        let intended = self.next();
        let before = Instant::now();
        tokio::time::sleep(intended).await;
        self.count(intended, before.elapsed())
    }

    /// Returns the length of the next step.
    fn next(&self) -> Duration {
        self.step.min(self.limit.saturating_sub(self.passed)).max(SHORTEST)
    }

    /// Counts a step of this intended and this actual length. Returns whether the limit has passed.
    fn count(&mut self, intended: Duration, actual: Duration) -> bool {
        self.passed = self.passed.saturating_add(actual.min(intended * 2));
        self.passed >= self.limit
    }
}

/// Awaits a future within a limit. Returns `None` when the limit has passed first.
pub(crate) async fn within<T>(limit: Duration, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut limit = TimeLimit::new(limit);
    loop {
        tokio::select! {
            // An output that is ready counts, however late it is.
            biased;
            output = &mut future => return Some(output),
            has_passed = limit.step() => if has_passed { return None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn a_limit_passes_after_steps_of_its_whole_length() {
        for length in [Duration::ZERO, Duration::from_millis(200), MINUTE, 10 * MINUTE] {
            let (mut limit, mut total) = (TimeLimit::new(length), Duration::ZERO);
            loop {
                let intended = limit.next();
                total += intended;
                if limit.count(intended, intended) {
                    break;
                }
            }
            assert_eq!(total, length.max(SHORTEST));
        }
    }

    // B4
    #[test]
    fn a_stop_of_any_length_counts_for_an_eighth_of_a_limit_at_most() {
        for stopped in [2 * MINUTE, 1_000 * MINUTE, Duration::MAX] {
            for length in [Duration::from_millis(200), MINUTE, 10 * MINUTE] {
                let mut limit = TimeLimit::new(length);
                let intended = limit.next();
                assert!(!limit.count(intended, stopped), "{length:?} {stopped:?}");
                assert!(limit.passed <= length / 8, "{length:?} {stopped:?}");
            }
        }
    }

    #[test]
    fn a_limit_of_the_longest_duration_does_not_overflow() {
        let mut limit = TimeLimit::new(Duration::MAX);
        assert!((0..1_000).all(|_| !limit.count(limit.next(), Duration::MAX)));
    }
}

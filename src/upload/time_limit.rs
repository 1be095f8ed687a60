//! Waiting with a limit, measured by looking again and again instead of by one timer.
//!
//! The rule: a timer that fires late has measured nothing. A process that is stopped (Ctrl-Z, a frozen container, a paused
//! virtual machine) finds all its timers over when it goes on, although nothing had a chance to happen meanwhile. So a
//! limit is divided into short looks, and a look counts for no more than twice the time that it was meant to take: before
//! anything is judged, the other side has had most of the limit in a running process.
//!
//! No upload awaits anything without one of these, or a timer of the HTTP client's.

use std::pin::pin;
use std::time::Duration;

use tokio::time::Instant;

/// How many looks a limit is divided into at least.
const LOOKS: u32 = 16;
/// The longest time between two looks.
const LONGEST: Duration = Duration::from_secs(1);
/// The shortest one.
const SHORTEST: Duration = Duration::from_millis(1);

/// How much of a limit has been watched.
#[derive(Debug)]
pub(super) struct Patience {
    limit: Duration,
    /// How long a look takes.
    look: Duration,
    watched: Duration,
}

/// How long a look takes, where this is the limit.
pub(super) fn look(limit: Duration) -> Duration {
    (limit / LOOKS).clamp(SHORTEST, LONGEST)
}

impl Patience {
    /// Of the whole limit; no limit counts as a millisecond.
    pub(super) fn new(limit: Duration) -> Self {
        Self::in_looks(limit, look(limit))
    }

    /// Of the whole limit, in looks that take this long, because something else may have to be seen earlier.
    pub(super) fn in_looks(limit: Duration, look: Duration) -> Self {
        Self { limit: limit.max(SHORTEST), look, watched: Duration::ZERO }
    }

    /// Waits until it is time to look. Returns whether the limit is over.
    pub(super) async fn look(&mut self) -> bool {
        let meant = self.next();
        let before = Instant::now();
        tokio::time::sleep(meant).await;
        self.count(meant, before.elapsed())
    }

    /// The time until the next look.
    fn next(&self) -> Duration {
        self.look.min(self.limit.saturating_sub(self.watched)).max(SHORTEST)
    }

    /// Counts a look that was meant to take one time and took another. Returns whether the limit is over.
    fn count(&mut self, meant: Duration, took: Duration) -> bool {
        self.watched = self.watched.saturating_add(took.min(meant * 2));
        self.watched >= self.limit
    }
}

/// Awaits a future, but no longer than this. Returns `None` when it is not done by then.
pub(super) async fn within<T>(limit: Duration, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut patience = Patience::new(limit);
    loop {
        tokio::select! {
            // What is there is taken, however late it is.
            biased;
            done = &mut future => return Some(done),
            over = patience.look() => if over { return None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn a_limit_is_over_after_looks_that_took_their_time() {
        for limit in [Duration::ZERO, Duration::from_millis(200), MINUTE, 10 * MINUTE] {
            let (mut patience, mut took) = (Patience::new(limit), Duration::ZERO);
            loop {
                let meant = patience.next();
                took += meant;
                if patience.count(meant, meant) {
                    break;
                }
            }
            assert_eq!(took, limit.max(SHORTEST));
        }
    }

    // B4
    #[test]
    fn a_stop_of_any_length_counts_for_an_eighth_of_a_limit_at_most() {
        for stopped in [2 * MINUTE, 1_000 * MINUTE, Duration::MAX] {
            for limit in [Duration::from_millis(200), MINUTE, 10 * MINUTE] {
                let mut patience = Patience::new(limit);
                let meant = patience.next();
                assert!(!patience.count(meant, stopped), "{limit:?} {stopped:?}");
                assert!(patience.watched <= limit / 8, "{limit:?} {stopped:?}");
            }
        }
    }

    #[test]
    fn a_limit_without_end_overflows_nothing() {
        let mut patience = Patience::new(Duration::MAX);
        assert!((0..1_000).all(|_| !patience.count(patience.next(), Duration::MAX)));
    }
}

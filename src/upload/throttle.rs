//! A limit to how many bytes are handed over in a second, so that a studio's network stays usable.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::reader::PIECE;

/// What was missed within this time, because a timer came late, may be made up for.
const SLACK: Duration = Duration::from_millis(100);
/// How many slices a second is divided into.
const SLICES: u64 = 8;

/// Hands out the time in which bytes may be sent, to one upload or to several that share it.
#[derive(Debug)]
pub(super) struct Throttle {
    bytes_per_second: u64,
    /// When everything that was allowed so far is sent.
    free_at: Mutex<Duration>,
}

impl Throttle {
    /// 0 counts as 1.
    pub(super) fn new(bytes_per_second: u64) -> Self {
        Self { bytes_per_second: bytes_per_second.max(1), free_at: Mutex::default() }
    }

    /// How many bytes should be handed over at once, so that they flow evenly.
    pub(super) fn slice(&self) -> usize {
        usize::try_from(self.bytes_per_second / SLICES).unwrap_or(PIECE).clamp(1024, PIECE)
    }

    /// Takes the time for so many bytes; how long they have to wait from now on.
    pub(super) fn take(&self, bytes: usize, now: Duration) -> Duration {
        let takes = Duration::from_secs_f64(bytes as f64 / self.bytes_per_second as f64);
        let mut free_at = self.free_at.lock().unwrap_or_else(PoisonError::into_inner);
        let start = (*free_at).max(now.saturating_sub(SLACK));
        *free_at = start + takes;
        start.saturating_sub(now)
    }
}

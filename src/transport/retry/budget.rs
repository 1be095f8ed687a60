//! How many retries all calls of a client may make together, so that an outage does not meet a storm.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Limits the retries of all calls of a client together.
///
/// While the service is down, every call would be sent several times, just when it can bear it least. A budget that is
/// filled by success and emptied by retries makes calls fail after their first attempt then.
pub trait RetryBudget: fmt::Debug + Send + Sync {
    /// Takes what one retry costs; `false` when not enough is left, and the call fails with what it has.
    fn withdraw(&self) -> bool;

    /// A call has succeeded at its first attempt.
    fn deposit(&self);
}

impl<T: RetryBudget + ?Sized> RetryBudget for Arc<T> {
    fn withdraw(&self) -> bool {
        (**self).withdraw()
    }

    fn deposit(&self) {
        (**self).deposit();
    }
}

/// A number of retries to begin with, and a tenth of one back for each call that succeeds at once.
///
/// So an outage of any length costs at most one request for each call, and this number of retries.
///
/// ```
/// use metastudio_voice::retry::{RetryBudget, TokenBucket};
///
/// let budget = TokenBucket::new(1);
/// assert!(budget.withdraw());
/// assert!(!budget.withdraw());
/// (0..10).for_each(|_| budget.deposit());
/// assert!(budget.withdraw());
/// ```
#[derive(Debug)]
pub struct TokenBucket {
    tokens: AtomicU32,
    capacity: u32,
}

/// What a retry costs; a success brings one.
const COST: u32 = 10;

impl TokenBucket {
    /// A full one, for this number of retries.
    pub const fn new(retries: u32) -> Self {
        let capacity = retries.saturating_mul(COST);
        Self { tokens: AtomicU32::new(capacity), capacity }
    }
}

impl Default for TokenBucket {
    /// For 100 retries.
    fn default() -> Self {
        Self::new(100)
    }
}

impl RetryBudget for TokenBucket {
    fn withdraw(&self) -> bool {
        self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(COST)).is_ok()
    }

    fn deposit(&self) {
        let more = |left: u32| (left < self.capacity).then_some(left + 1);
        // `Err` says that it is full.
        let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}

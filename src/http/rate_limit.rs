//! The documented rate limits, kept on the client's side: a call waits for its turn instead of being refused.
//!
//! A limiter has as many slots as requests are allowed per second. A request takes a slot, which is free again a second
//! after the response. So two requests of one slot reach the service more than a second apart, however long they
//! travel, and no second sees more requests than are allowed. (A limiter that only paces the sending, as libraries do,
//! cannot promise that: requests catch up with each other on the way.)

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::clock::Clock;
use crate::operation::Target;

/// The time to which the documented limits refer.
const WINDOW: Duration = Duration::from_secs(1);

/// The limiters of a client, one for each operation that has a documented limit.
pub(crate) struct RateLimits {
    region: Option<String>,
    limiters: Mutex<HashMap<&'static str, Arc<Limiter>>>,
}

impl RateLimits {
    /// Returns the limits for this region. For a region that is unknown, or has no documented limit, the smallest
    /// counts.
    pub(crate) fn new(region: Option<String>) -> Self {
        Self { region, limiters: Mutex::default() }
    }

    /// Returns the limiter of an operation, if it has a limit.
    pub(super) fn of(&self, target: &Target) -> Option<Arc<Limiter>> {
        let operation = target.documented()?;
        let limits = operation.rate_limits;
        let here = limits.iter().find(|(region, _)| self.region.as_deref() == Some(*region));
        let limit = here.or_else(|| limits.iter().min_by_key(|(_, limit)| limit))?.1;
        let mut limiters = locked(&self.limiters);
        Some(Arc::clone(limiters.entry(operation.id).or_insert_with(|| Arc::new(Limiter::new(limit)))))
    }
}

impl fmt::Debug for RateLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RateLimits").field("region", &self.region).finish_non_exhaustive()
    }
}

/// The limiter of one operation.
pub(super) struct Limiter {
    slots: Arc<Semaphore>,
    /// When each unused slot is free, the earliest first.
    free_at: Mutex<VecDeque<Duration>>,
}

impl Limiter {
    fn new(limit: u32) -> Self {
        let limit = limit.max(1) as usize;
        Self { slots: Arc::new(Semaphore::new(limit)), free_at: Mutex::new(vec![Duration::ZERO; limit].into()) }
    }

    /// Waits for a slot. The caller keeps the turn until the response has come, and then drops it.
    pub(super) async fn turn(self: Arc<Self>, clock: &Arc<dyn Clock>) -> Turn {
        // Nothing closes the semaphore.
        let permit = Arc::clone(&self.slots).acquire_owned().await.ok();
        let free_at = locked(&self.free_at).pop_front().unwrap_or_default();
        let mut turn = Turn { limiter: self, clock: Arc::clone(clock), free_at: Some(free_at), _permit: permit };
        let wait = free_at.saturating_sub(clock.elapsed());
        if !wait.is_zero() {
            clock.sleep(wait).await;
        }
        turn.free_at = None;
        turn
    }
}

/// The right to send one request.
pub(super) struct Turn {
    limiter: Arc<Limiter>,
    clock: Arc<dyn Clock>,
    /// When the slot is free, as long as the turn has not come.
    free_at: Option<Duration>,
    _permit: Option<OwnedSemaphorePermit>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut slots = locked(&self.limiter.free_at);
        match self.free_at {
            Some(unused) => slots.push_front(unused),
            None => slots.push_back(self.clock.elapsed().saturating_add(WINDOW)),
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

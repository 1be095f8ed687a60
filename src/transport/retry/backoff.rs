//! The policy unless another is given: pauses that double, of random length.

use std::time::Duration;

use super::{Failure, RetryPolicy};

/// Pauses of random length between nothing and a ceiling that doubles with each attempt ("full jitter"): many clients
/// that failed together do not come back together.
///
/// What the service asks for (`Retry-After`, or the window of a rate limit), up to an hour, is waited for in full, and the
/// random pause comes on top.
///
/// ```
/// use std::time::Duration;
/// use metastudio_voice::retry::Backoff;
///
/// let backoff = Backoff::new().max_attempts(6).initial_delay(Duration::from_millis(200)).max_delay(Duration::from_secs(10));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backoff {
    max_attempts: u32,
    initial_delay: Duration,
    max_delay: Duration,
}

impl Backoff {
    /// Four attempts in all, ceilings of 0.5 s, 1 s, 2 s and so on, and of 20 s at most.
    pub const fn new() -> Self {
        Self { max_attempts: 4, initial_delay: Duration::from_millis(500), max_delay: Duration::from_secs(20) }
    }

    /// How often a request is sent at most, the first time included. 0 counts as 1.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// The ceiling of the first pause.
    pub const fn initial_delay(mut self, ceiling: Duration) -> Self {
        self.initial_delay = ceiling;
        self
    }

    /// The ceiling that none exceeds.
    pub const fn max_delay(mut self, ceiling: Duration) -> Self {
        self.max_delay = ceiling;
        self
    }

    /// The ceiling of the pause after this attempt.
    fn ceiling(&self, attempt: u32) -> Duration {
        let factor = 2_u32.saturating_pow(attempt.saturating_sub(1));
        self.initial_delay.saturating_mul(factor).min(self.max_delay)
    }
}

impl Default for Backoff {
    fn default() -> Self {
        Self::new()
    }
}

impl RetryPolicy for Backoff {
    fn pause(&self, failure: &Failure<'_>) -> Option<Duration> {
        let ceiling = self.ceiling(failure.attempt);
        let random = Duration::try_from_secs_f64(ceiling.as_secs_f64() * fastrand::f64()).unwrap_or(ceiling);
        (failure.attempt < self.max_attempts).then(|| failure.retry_after.unwrap_or_default().saturating_add(random))
    }
}

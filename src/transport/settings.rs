//! How a client makes its calls: time limits, retries, rate limits.

use std::sync::Arc;
use std::time::Duration;

use super::limiter::RateLimits;
use super::retry::{Backoff, Failure, LONGEST_OUTAGE, LONGEST_WAIT, RetryBudget, RetryPolicy, TokenBucket};
use super::{Clock, GiveUpReason, SystemClock};

/// The longest that one call may take, unless the builder says otherwise.
const TIMEOUT: Duration = Duration::from_secs(90);
/// The longest that one attempt may take when another could follow.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);

/// The settings, which all clones of a client share.
#[derive(Clone, Debug)]
pub(crate) struct CallSettings {
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) policy: Arc<dyn RetryPolicy>,
    pub(crate) budget: Arc<dyn RetryBudget>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) rate_limits: Option<Arc<RateLimits>>,
    /// Whether the HTTP client is one that a caller had a hand in, and may have a time limit of its own.
    pub(crate) foreign_http: bool,
}

impl CallSettings {
    /// The pause before another attempt that would do no harm, or why there is none. Without a time limit, as an upload
    /// has none, only policy and budget count, and that the service does not ask for too long a wait.
    pub(crate) fn pause(&self, failure: &Failure<'_>, limit: Option<Duration>) -> Result<Duration, GiveUpReason> {
        if let Some(asked) = failure.retry_after.filter(|asked| *asked > LONGEST_WAIT) {
            return Err(GiveUpReason::AskedToWait {
                asked,
                limit: LONGEST_WAIT,
                is_transient: asked <= LONGEST_OUTAGE,
            });
        }
        let pause = self.policy.pause(failure).ok_or(GiveUpReason::Policy)?;
        if limit.is_some_and(|limit| failure.elapsed.saturating_add(pause) >= limit) {
            return Err(GiveUpReason::Deadline);
        }
        if self.budget.withdraw() { Ok(pause) } else { Err(GiveUpReason::Budget) }
    }
}

impl Default for CallSettings {
    fn default() -> Self {
        Self {
            timeout: TIMEOUT,
            attempt_timeout: ATTEMPT_TIMEOUT,
            policy: Arc::new(Backoff::new()),
            budget: Arc::new(TokenBucket::default()),
            clock: Arc::new(SystemClock::new()),
            rate_limits: None,
            foreign_http: false,
        }
    }
}

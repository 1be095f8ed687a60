//! The builder's settings of calls: time limits, retries, rate limits.

use std::sync::Arc;
use std::time::Duration;

use super::ClientBuilder;
use crate::retry::{Clock, RetryBudget, RetryPolicy};

impl ClientBuilder {
    /// Sets the time limit for one call of the API; the default is 90 seconds.
    ///
    /// The limit includes fetching credentials, waiting for a [rate limit](Self::enforce_rate_limits), all attempts and
    /// the pauses between them. Uploads have no such limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.calls.timeout = timeout;
        self
    }

    /// Sets the time limit for one attempt, connecting included; the default is 30 seconds.
    ///
    /// It applies where another attempt could follow. A create request, which the client may not repeat without a
    /// response, gets all the remaining time of the call; credentials and rate limits before it leave it at least this
    /// much time, or half of the call's.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.calls.attempt_timeout = timeout;
        self
    }

    /// Sets the policy that decides whether and when another attempt follows a failed one; the default is
    /// [`Backoff`](crate::retry::Backoff). [`NoRetry`](crate::retry::NoRetry) turns retries off.
    pub fn retry_policy(mut self, policy: impl RetryPolicy + 'static) -> Self {
        self.calls.policy = Arc::new(policy);
        self
    }

    /// Sets the budget for the retries of all calls of the client together; the default is
    /// [`TokenBucket::default`](crate::retry::TokenBucket). To share one budget among several clients, give each of
    /// them a clone of an [`Arc`].
    pub fn retry_budget(mut self, budget: impl RetryBudget + 'static) -> Self {
        self.calls.budget = Arc::new(budget);
        self
    }

    /// Sets the clock, for tests; the default is the system's.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.calls.clock = Arc::new(clock);
        self
    }

    /// Makes the client keep the documented limits (requests per second and tenant, by region): a call waits for its
    /// turn, at most for its [time limit](Self::timeout).
    ///
    /// By default the client does not wait. The gateway then refuses too many calls at once with `APIGW.0308`, and the
    /// client retries these a few times.
    ///
    /// The limits are the [`rate_limits`](crate::operations::Operation::rate_limits) of each operation. If the region
    /// is unknown, or its limit is not documented, the smallest limit applies. This client and its clones share the
    /// limits; they do not see the calls of other programs of the same tenant.
    pub fn enforce_rate_limits(mut self) -> Self {
        self.enforce_rate_limits = true;
        self
    }
}

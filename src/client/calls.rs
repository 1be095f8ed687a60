//! The settings of how calls are made: time limits, retries, rate limits.

use std::sync::Arc;
use std::time::Duration;

use super::ClientBuilder;
use crate::generated::Client;
use crate::retry::{Clock, RetryBudget, RetryPolicy};
use crate::transport::CallSettings;

impl ClientBuilder {
    /// The longest that one call of the API may take, with getting credentials, waiting for a
    /// [rate limit](Self::enforce_rate_limits), all attempts and the pauses between them; 90 seconds unless given. Uploads have no
    /// such limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.calls.timeout = timeout;
        self
    }

    /// The longest that one attempt may take, connecting included; 30 seconds unless given. It counts where another
    /// attempt could follow: a creation, which may not be sent again without an answer, is given all the time of the
    /// call that is left, and what waits before it leaves it this much, or half of all.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.calls.attempt_timeout = timeout;
        self
    }

    /// Whether and when a failed attempt is followed by another; [`Backoff`](crate::retry::Backoff) unless given.
    /// [`NoRetry`](crate::retry::NoRetry) turns retries off.
    pub fn retry_policy(mut self, policy: impl RetryPolicy + 'static) -> Self {
        self.calls.policy = Arc::new(policy);
        self
    }

    /// How many retries all calls of the client may make together;
    /// [`TokenBucket::default`](crate::retry::TokenBucket) unless given. Give the same to several clients to have them
    /// share it.
    pub fn retry_budget(mut self, budget: Arc<dyn RetryBudget>) -> Self {
        self.calls.budget = budget;
        self
    }

    /// What the time is taken from, for tests; the system's unless given.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.calls.clock = clock;
        self
    }

    /// Keeps to the documented limits (requests per second and tenant, by region) on this side: a call waits for its
    /// turn, at most until its [time](Self::timeout) is over. Off unless called: then too many calls at once are refused
    /// with `APIGW.0308`, and tried again a few times.
    ///
    /// The limits are the [`rate_limits`](crate::operations::Operation::rate_limits) of each operation. When the region
    /// is not given, or not documented, the smallest one counts. They are kept among the calls of this client and its
    /// clones; another program of the same tenant has to be reckoned with by yourself.
    pub fn enforce_rate_limits(mut self) -> Self {
        self.enforce_rate_limits = true;
        self
    }
}

impl Client {
    /// The same client with another time limit for its calls; everything else is shared.
    ///
    /// ```
    /// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
    /// use std::time::Duration;
    ///
    /// let quick = client.with_timeout(Duration::from_secs(5));
    /// let quotas = quick.show_voice_training_quotas().send().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        self.with_calls(|calls| calls.timeout = timeout)
    }

    /// The same client with another retry policy for its calls; everything else is shared.
    pub fn with_retry_policy(&self, policy: impl RetryPolicy + 'static) -> Self {
        self.with_calls(|calls| calls.policy = Arc::new(policy))
    }

    fn with_calls(&self, change: impl FnOnce(&mut CallSettings)) -> Self {
        let mut client = self.clone();
        change(Arc::make_mut(&mut client.inner.calls));
        client
    }
}

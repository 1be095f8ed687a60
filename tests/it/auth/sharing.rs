//! Retry policies, retry budgets, clocks and providers, which several clients can share.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use metastudio_voice::auth::{Credentials, CredentialsProvider, Providing};
use metastudio_voice::retry::{Backoff, Clock, RetryBudget, RetryPolicy, SystemClock, TokenBucket};

use super::list;
use crate::support::{Sink, TestClock, builder, response};

/// A provider that counts the requests for its key.
#[derive(Debug, Default)]
struct Counting(AtomicUsize);

impl CredentialsProvider for Counting {
    fn name(&self) -> &str {
        "the test"
    }

    fn provide(&self) -> Providing<'_> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::ready(Credentials::access_key("AK", "SK")))
    }
}

#[tokio::test]
async fn two_clients_share_a_policy_a_budget_a_clock_and_a_provider() {
    let sink = Sink::start(|_| response(503, "text/plain", "busy")).await;
    let policy: Arc<dyn RetryPolicy> = Arc::new(Backoff::new());
    let budget: Arc<dyn RetryBudget> = Arc::new(TokenBucket::new(1));
    let test_clock = TestClock::new();
    let clock: Arc<dyn Clock> = test_clock.clone();
    let provider = Arc::new(Counting::default());
    let client = async || {
        let client = builder(&sink.url).retry_policy(policy.clone()).retry_budget(budget.clone());
        client.clock(clock.clone()).credentials_provider(provider.clone()).build().await.expect("client")
    };
    let (first, second) = (client().await, client().await);
    assert_eq!(list(&first).await.expect_err("busy").attempts(), 2);
    assert_eq!(list(&second).await.expect_err("the first has used up the budget").attempts(), 1);
    assert_eq!((test_clock.pauses().len(), provider.0.load(Ordering::SeqCst)), (1, 2));
}

#[tokio::test]
async fn a_client_takes_a_budget_and_a_clock_by_value() {
    let sink = Sink::start(|_| response(503, "text/plain", "busy")).await;
    let client = builder(&sink.url).retry_budget(TokenBucket::new(0)).clock(SystemClock::new());
    let client = client.build().await.expect("client");
    assert_eq!(list(&client).await.expect_err("busy").attempts(), 1);
}

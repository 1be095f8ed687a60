//! How long a client uses credentials, and when it refreshes them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use metastudio_voice::auth::{Credentials, CredentialsProvider, Metadata, Providing};
use metastudio_voice::retry::{Clock, NoRetry};
use metastudio_voice::{Client, Error, ErrorKind};
use metastudio_voice_simulator::Simulator;
use tokio::task::JoinSet;

use super::{at, list, simulator, started};
use crate::support::TestClock;

/// Advances the client's clock.
pub(super) async fn wait(clock: &TestClock, seconds: u64) {
    clock.sleep(Duration::from_secs(seconds)).await;
}

/// A provider of the simulator's key, which seems to expire after some minutes. It counts requests, and can fail.
#[derive(Clone, Debug)]
struct Minutes {
    keys: Credentials,
    clock: Arc<TestClock>,
    minutes: u64,
    requests: Arc<AtomicUsize>,
    fails: Arc<Mutex<Option<&'static str>>>,
}

impl Minutes {
    fn new(simulator: &Simulator, minutes: u64) -> Self {
        let keys = Credentials::access_key(simulator.access_key(), simulator.secret_key()).expect("keys");
        let clock = TestClock::new();
        Self { keys, clock, minutes, requests: Arc::default(), fails: Arc::default() }
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }

    fn fail(&self, reason: Option<&'static str>) {
        *self.fails.lock().expect("reason") = reason;
    }

    async fn client(&self, simulator: &Simulator) -> Client {
        let client = at(simulator).credentials_provider(self.clone()).project_id(simulator.project_id());
        client.clock(self.clock.clone()).retry_policy(NoRetry).build().await.expect("client")
    }
}

impl CredentialsProvider for Minutes {
    fn name(&self) -> &str {
        "the test"
    }

    fn provide(&self) -> Providing<'_> {
        Box::pin(async {
            self.requests.fetch_add(1, Ordering::SeqCst);
            // Other calls get the chance to ask as well.
            tokio::task::yield_now().await;
            match *self.fails.lock().expect("reason") {
                Some(reason) => Err(Error::invalid_credentials(reason)),
                None => Ok(self.keys.clone().expiring_at(self.clock.now() + Duration::from_secs(60 * self.minutes))),
            }
        })
    }
}

async fn concurrent_calls(client: &Client, calls: usize) -> Vec<Result<(), Error>> {
    let mut set = JoinSet::new();
    for _ in 0..calls {
        let client = client.clone();
        set.spawn(async move { list(&client).await });
    }
    set.join_all().await
}

#[tokio::test]
async fn credentials_are_refreshed_after_half_their_life_or_40_minutes_before_they_expire() {
    for (minutes, used) in [(10, 5), (14, 7)] {
        let simulator = simulator().await;
        let provider = Minutes::new(&simulator, minutes);
        let client = provider.client(&simulator).await;
        wait(&provider.clock, 60 * used - 1).await;
        list(&client).await.expect("jobs");
        assert_eq!(provider.requests(), 1, "{minutes}");
        wait(&provider.clock, 1).await;
        list(&client).await.expect("jobs");
        assert_eq!(provider.requests(), 2, "{minutes}");
    }
    let simulator = started(Simulator::builder().clock_offset(60 * 60 * 4)).await;
    let provider = Minutes::new(&simulator, 60 * 4 + 41);
    let client = provider.client(&simulator).await;
    wait(&provider.clock, 60 * 60 * 4).await;
    list(&client).await.expect("jobs");
    assert_eq!(provider.requests(), 1);
    wait(&provider.clock, 61).await;
    list(&client).await.expect("jobs");
    assert_eq!(provider.requests(), 2);
}

#[tokio::test]
async fn a_hundred_calls_share_one_refresh() {
    let simulator = simulator().await;
    let provider = Minutes::new(&simulator, 10);
    let client = provider.client(&simulator).await;
    wait(&provider.clock, 60 * 10).await;
    assert!(concurrent_calls(&client, 100).await.iter().all(Result::is_ok));
    assert_eq!(provider.requests(), 2);
}

#[tokio::test]
async fn valid_credentials_are_used_while_the_provider_fails_and_it_is_asked_every_five_seconds_at_most() {
    let simulator = simulator().await;
    let provider = Minutes::new(&simulator, 10);
    let client = provider.client(&simulator).await;
    provider.fail(Some("out of order"));
    wait(&provider.clock, 60 * 6).await;
    for _ in 0..10 {
        list(&client).await.expect("jobs");
    }
    assert_eq!(provider.requests(), 2, "five seconds have not passed");
    wait(&provider.clock, 5).await;
    list(&client).await.expect("jobs");
    assert_eq!(provider.requests(), 3);
    wait(&provider.clock, 60 * 4).await;
    let outcomes = concurrent_calls(&client, 20).await;
    assert!(outcomes.iter().all(|outcome| outcome.as_ref().is_err_and(|error| error.kind() == ErrorKind::Credentials)));
    assert_eq!(provider.requests(), 4);
    provider.fail(None);
    wait(&provider.clock, 5).await;
    assert!(concurrent_calls(&client, 20).await.iter().all(Result::is_ok));
    assert_eq!(provider.requests(), 5);
}

#[tokio::test]
async fn credentials_without_an_expiry_are_requested_once() {
    let simulator = simulator().await;
    let keys = Credentials::access_key(simulator.access_key(), simulator.secret_key()).expect("keys");
    #[derive(Debug)]
    struct Unlimited(Credentials, Arc<AtomicUsize>);
    impl CredentialsProvider for Unlimited {
        fn name(&self) -> &str {
            "unlimited"
        }
        fn provide(&self) -> Providing<'_> {
            self.1.fetch_add(1, Ordering::SeqCst);
            Box::pin(std::future::ready(Ok(self.0.clone())))
        }
    }
    let requests = Arc::new(AtomicUsize::new(0));
    let client =
        at(&simulator).credentials_provider(Unlimited(keys, Arc::clone(&requests))).build().await.expect("client");
    concurrent_calls(&client, 20).await.into_iter().for_each(|outcome| outcome.expect("jobs"));
    assert_eq!(requests.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_provider_that_never_responds_fails_after_the_calls_time_limit() {
    #[derive(Debug)]
    struct Never;
    impl CredentialsProvider for Never {
        fn name(&self) -> &str {
            "never"
        }
        fn provide(&self) -> Providing<'_> {
            Box::pin(std::future::pending())
        }
    }
    let simulator = simulator().await;
    let client = at(&simulator).credentials_provider(Never).timeout(Duration::from_millis(50));
    let error = client.build().await.expect_err("never");
    assert_eq!((error.kind(), error.message()), (ErrorKind::Credentials, "never does not respond"));
}

#[tokio::test]
async fn keys_of_an_instance_that_expire_during_a_run_are_replaced() {
    let lifetime = Duration::from_secs(15 * 60);
    let simulator = started(Simulator::builder().temporary_key_lifetime(lifetime)).await;
    let clock = TestClock::new();
    let metadata = Metadata::at(simulator.metadata_endpoint());
    let client = at(&simulator).credentials_provider(metadata).clock(clock.clone()).build().await.expect("client");
    list(&client).await.expect("jobs");
    simulator.expire_temporary_keys();
    wait(&clock, 10 * 60).await;
    list(&client).await.expect("with new keys");
}

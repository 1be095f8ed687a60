//! A refresh that hangs, fails or panics, an IAM that cannot be reached, and a clock that jumps.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use metastudio_voice::auth::{Chain, Credentials, CredentialsProvider, IamUser, Providing};
use metastudio_voice::retry::{Clock, NoRetry};
use metastudio_voice::{Client, ClientBuilder, Error, ErrorKind};
use metastudio_voice_simulator::{Disturbance, ErrorResponse, Simulator};
use tokio::task::JoinSet;

use super::{at, list, requests, simulator};
use crate::support::TestClock;

const TOKENS: &str = "KeystoneCreateUserTokenByPassword";
const MINUTE: u64 = 60;

/// A clock that advances without waiting, and whose time of day can jump.
#[derive(Debug)]
struct Jumping {
    clock: Arc<TestClock>,
    offset: AtomicI64,
}

impl Jumping {
    fn new() -> Arc<Self> {
        Arc::new(Self { clock: TestClock::new(), offset: AtomicI64::new(0) })
    }

    /// Sets the time of day forward, or back.
    fn jump(&self, seconds: i64) {
        self.offset.fetch_add(seconds, Ordering::SeqCst);
    }

    async fn wait(&self, seconds: u64) {
        self.clock.sleep(Duration::from_secs(seconds)).await;
    }
}

impl Clock for Jumping {
    fn now(&self) -> SystemTime {
        let offset = self.offset.load(Ordering::SeqCst);
        let by = Duration::from_secs(offset.unsigned_abs());
        if offset < 0 { self.clock.now() - by } else { self.clock.now() + by }
    }

    fn elapsed(&self) -> Duration {
        self.clock.elapsed()
    }

    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.clock.sleep(pause)
    }
}

/// What a provider does with a request.
#[derive(Clone, Copy, Debug)]
enum Act {
    /// It provides keys that expire in this number of minutes by the simulator's clock.
    Minutes(u64),
    /// It provides keys with this expiry.
    ExpireAt(SystemTime),
    Unavailable,
    Invalid,
    Hang,
    Panic,
    /// It takes this number of seconds by the client's clock.
    Slow(u64),
}

/// A provider that follows a script, and after it provides the simulator's keys for ten minutes.
#[derive(Clone, Debug)]
struct Scripted {
    keys: Credentials,
    clock: Arc<Jumping>,
    script: Arc<Mutex<VecDeque<Act>>>,
    requests: Arc<AtomicUsize>,
}

impl Scripted {
    fn new(simulator: &Simulator) -> Self {
        let keys = Credentials::access_key(simulator.access_key(), simulator.secret_key()).expect("keys");
        Self { keys, clock: Jumping::new(), script: Arc::default(), requests: Arc::default() }
    }

    fn then(&self, script: impl IntoIterator<Item = Act>) {
        self.script.lock().expect("script").extend(script);
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }

    fn builder(&self, simulator: &Simulator) -> ClientBuilder {
        let client = at(simulator).credentials_provider(self.clone()).project_id(simulator.project_id());
        client.clock(self.clock.clone()).retry_policy(NoRetry)
    }

    async fn client(&self, simulator: &Simulator) -> Client {
        self.builder(simulator).build().await.expect("client")
    }
}

impl CredentialsProvider for Scripted {
    fn name(&self) -> &str {
        "the test"
    }

    fn provide(&self) -> Providing<'_> {
        self.requests.fetch_add(1, Ordering::SeqCst);
        let act = self.script.lock().expect("script").pop_front().unwrap_or(Act::Minutes(10));
        Box::pin(async move {
            let mut minutes = 10;
            match act {
                Act::Minutes(number) => minutes = number,
                Act::ExpireAt(expiry) => return Ok(self.keys.clone().expiring_at(expiry)),
                Act::Unavailable => return Err(Error::credentials_unavailable("the vault cannot be reached")),
                Act::Invalid => return Err(Error::invalid_credentials("the vault is empty")),
                Act::Hang => std::future::pending().await,
                Act::Panic => panic!("a provider that panics, for the test"),
                Act::Slow(seconds) => self.clock.wait(seconds).await,
            }
            // By the simulator's clock, which does not jump.
            Ok(self.keys.clone().expiring_at(self.clock.clock.now() + Duration::from_secs(MINUTE * minutes)))
        })
    }
}

async fn concurrent_errors(client: &Client, calls: usize) -> Vec<Error> {
    let mut set = JoinSet::new();
    for _ in 0..calls {
        let client = client.clone();
        set.spawn(async move { list(&client).await.expect_err("no credentials") });
    }
    set.join_all().await
}
#[tokio::test]
async fn calls_use_valid_credentials_while_a_refresh_hangs() {
    let simulator = simulator().await;
    let provider = Scripted::new(&simulator);
    provider.then([Act::Minutes(10), Act::Hang, Act::Hang, Act::Hang]);
    let client = provider.client(&simulator).await;
    provider.clock.wait(6 * MINUTE).await;
    for _ in 0..5 {
        list(&client).await.expect("the keys are valid for four more minutes");
    }
    assert_eq!(provider.requests(), 2);
    // The client gives up the hanging refresh after two minutes, and counts it as failed.
    provider.clock.wait(121).await;
    list(&client).await.expect("with the current keys");
    assert_eq!(provider.requests(), 3);
    // Now the keys have expired: calls wait, for their time limit.
    provider.clock.wait(2 * MINUTE).await;
    let error = list(&client.with_timeout(Duration::from_millis(50))).await.expect_err("it hangs");
    assert_eq!((error.kind(), error.message()), (ErrorKind::Credentials, "the test does not respond"));
    assert!(error.is_transient() && !error.is_in_doubt(), "{error}");
    provider.clock.wait(121).await;
    list(&client).await.expect("with the keys of the next refresh");
    assert_eq!(provider.requests(), 5);
}

#[tokio::test]
async fn calls_use_a_valid_token_while_iam_hangs() {
    let simulator = simulator().await;
    let clock = Jumping::new();
    let client = user(&simulator, &clock).await.expect("client");
    // The token expires after a day: the refresh is due 40 minutes before.
    clock.wait((24 * 60 - 39) * MINUTE).await;
    iam(&simulator, [Disturbance::HangBefore]);
    for _ in 0..5 {
        list(&client).await.expect("with the current token");
    }
    assert_eq!(requests(&simulator, TOKENS), 2);
}

#[tokio::test]
async fn two_clients_with_one_provider_each_ask_it_once() {
    let simulator = simulator().await;
    let provider = Scripted::new(&simulator);
    let chain = Chain::new().then(provider.clone());
    let builder = at(&simulator).credentials_provider(chain).project_id(simulator.project_id());
    let (one, other) = tokio::join!(builder.clone().build(), builder.build());
    for client in [one.expect("client"), other.expect("client")] {
        for _ in 0..3 {
            list(&client).await.expect("jobs");
        }
    }
    assert_eq!(provider.requests(), 2);
}
#[tokio::test]
async fn a_failed_refresh_is_transient_or_not_for_every_call_that_waits_and_for_later_ones() {
    let simulator = simulator().await;
    for (act, transient, message) in
        [(Act::Unavailable, true, "the vault cannot be reached"), (Act::Invalid, false, "the vault is empty")]
    {
        let provider = Scripted::new(&simulator);
        let client = provider.client(&simulator).await;
        provider.clock.wait(11 * MINUTE).await;
        provider.then([act]);
        for error in concurrent_errors(&client, 20).await.iter().chain(&concurrent_errors(&client, 3).await) {
            assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Credentials, transient), "{error}");
            assert!(error.message().ends_with(message), "{error}");
        }
        assert_eq!(provider.requests(), 2);
        provider.clock.wait(5).await;
        list(&client).await.expect("the vault can be reached again");
    }
}
#[tokio::test]
async fn a_chain_skips_only_providers_without_credentials_and_stays_with_the_first_that_had_some() {
    #[derive(Debug)]
    struct Nothing;
    impl CredentialsProvider for Nothing {
        fn name(&self) -> &str {
            "nothing"
        }
        fn provide(&self) -> Providing<'_> {
            Box::pin(std::future::ready(Err(Error::no_credentials("there is no file"))))
        }
    }
    let simulator = simulator().await;
    let (first, second) = (Scripted::new(&simulator), Scripted::new(&simulator));
    let chain = Chain::new().then(Nothing).then(first.clone()).then(second.clone());
    for (act, transient) in [(Act::Unavailable, true), (Act::Invalid, false)] {
        first.then([act]);
        let error = chain.provide().await.expect_err("the first has some, and cannot provide them");
        assert_eq!(error.is_transient(), transient, "{error}");
        // It also names the providers that have no credentials.
        assert!(error.to_string().ends_with("before it, nothing: there is no file"), "{error}");
    }
    chain.provide().await.expect("the first can provide them again");
    first.then([Act::Invalid]);
    chain.provide().await.expect_err("the second is another caller");
    assert_eq!((first.requests(), second.requests()), (4, 0));
    let error = Chain::new().then(Nothing).provide().await.expect_err("nothing");
    assert!(error.message().starts_with("no credentials: nothing: there is no file"), "{error}");
}

async fn user(simulator: &Simulator, clock: &Arc<Jumping>) -> Result<Client, Error> {
    let user = IamUser::new(simulator.domain(), simulator.user(), simulator.password());
    at(simulator).iam_user(user).clock(clock.clone()).retry_policy(NoRetry).build().await
}

fn iam(simulator: &Simulator, disturbances: impl IntoIterator<Item = Disturbance>) {
    simulator.disturb_operation(TOKENS, disturbances).expect("an operation");
}
#[tokio::test]
async fn an_iam_that_is_unavailable_when_a_token_has_expired_is_a_transient_error() {
    let simulator = simulator().await;
    for failure in [
        Disturbance::Respond(ErrorResponse::text(503, "Service Unavailable")),
        Disturbance::Respond(ErrorResponse::text(500, "<html>")),
        Disturbance::ResetBefore,
        Disturbance::WebPage,
        Disturbance::Malformed,
    ] {
        let clock = Jumping::new();
        let client = user(&simulator, &clock).await.expect("client");
        iam(&simulator, [failure.clone()]);
        let error = user(&simulator, &Jumping::new()).await.expect_err("unavailable");
        assert!(error.is_transient() && !error.is_in_doubt(), "{failure:?}: {error}");
        clock.wait(25 * 60 * MINUTE).await;
        iam(&simulator, [failure.clone()]);
        for error in concurrent_errors(&client, 8).await {
            assert!(error.is_transient() && !error.is_in_doubt(), "{failure:?}: {error}");
            assert_eq!(error.operation(), Some(TOKENS), "it names the failed operation: {error}");
        }
        clock.wait(5).await;
        list(&client).await.expect("IAM is available again");
    }
}
#[tokio::test]
async fn a_token_that_was_revoked_while_iam_is_unavailable_is_a_transient_error() {
    let simulator = simulator().await;
    let clock = Jumping::new();
    let client = user(&simulator, &clock).await.expect("client");
    clock.wait(61).await;
    simulator.revoke_tokens();
    iam(&simulator, [Disturbance::Respond(ErrorResponse::text(503, "Service Unavailable"))]);
    let error = list(&client).await.expect_err("neither the old token nor a new one");
    assert!(error.status() == Some(401) && error.is_transient(), "{error}");
    assert!(error.advice().is_some_and(|advice| advice.contains("there are no new credentials: ")), "{error}");
    clock.wait(5).await;
    list(&client).await.expect("IAM is available again");
}
#[tokio::test]
async fn a_page_of_a_proxy_in_place_of_iam_is_a_transient_error() {
    for (status, page) in [(403, "<html><title>Blocked</title></html>"), (400, "Bad Request"), (407, "{\"why\":1}")] {
        let simulator = simulator().await;
        let clock = Jumping::new();
        let page = || [Disturbance::Respond(ErrorResponse::text(status, page))];
        iam(&simulator, page());
        let error = user(&simulator, &clock).await.expect_err("a page");
        assert!(error.is_transient() && error.status() == Some(status), "{error}");
        let client = user(&simulator, &clock).await.expect("client");
        clock.wait(25 * 60 * MINUTE).await;
        iam(&simulator, page());
        assert!(list(&client).await.expect_err("a page").is_transient());
        clock.wait(5).await;
        list(&client).await.expect("IAM itself");
    }
}
#[tokio::test]
async fn a_rejected_login_is_never_repeated_and_a_locked_account_is_tried_again_after_15_minutes() {
    let simulator = simulator().await;
    let clock = Jumping::new();
    let client = user(&simulator, &clock).await.expect("client");
    clock.wait(25 * 60 * MINUTE).await;
    simulator.lock_account(true);
    for _ in 0..5 {
        let error = list(&client).await.expect_err("locked");
        assert!(error.is_transient() && error.message().ends_with("The account is locked."), "{error}");
        clock.wait(2 * MINUTE).await;
    }
    assert_eq!(requests(&simulator, TOKENS), 2, "the client sends IAM nothing while the account is locked");
    simulator.lock_account(false);
    clock.wait(6 * MINUTE).await;
    list(&client).await.expect("unlocked");
    simulator.change_password("another");
    clock.wait(25 * 60 * MINUTE).await;
    for _ in 0..3 {
        let error = list(&client).await.expect_err("the password has changed");
        assert!(!error.is_transient() && error.is_auth(), "{error}");
        clock.wait(60 * MINUTE).await;
    }
    assert_eq!(requests(&simulator, TOKENS), 4);
}
#[tokio::test]
async fn a_clock_that_is_set_back_delays_no_refresh() {
    let simulator = simulator().await;
    let provider = Scripted::new(&simulator);
    let client = provider.client(&simulator).await;
    provider.clock.wait(11 * MINUTE).await;
    provider.then([Act::Unavailable]);
    list(&client).await.expect_err("unavailable");
    provider.clock.jump(-10 * 60);
    provider.clock.wait(6).await;
    list(&client).await.expect("the client asks it again after the same five seconds");
    assert_eq!(provider.requests(), 3);
    // The client refreshes expired keys although the time of day is before their expiry.
    provider.clock.wait(11 * MINUTE).await;
    list(&client).await.expect("with new keys");
    assert_eq!(provider.requests(), 4);

    let clock = Jumping::new();
    let client = user(&simulator, &clock).await.expect("client");
    clock.jump(-3 * 60 * 60);
    clock.wait(61).await;
    simulator.revoke_tokens();
    list(&client).await.expect("a revoked token is replaced");
}
#[tokio::test]
async fn a_clock_that_is_set_forward_takes_no_valid_credentials_away_while_the_provider_fails() {
    let simulator = simulator().await;
    let provider = Scripted::new(&simulator);
    let client = provider.client(&simulator).await;
    provider.clock.wait(MINUTE).await;
    provider.clock.jump(12 * 60);
    provider.then([Act::Unavailable]);
    list(&client).await.expect("the keys are a minute old");
    provider.clock.wait(6).await;
    // New keys seem expired on arrival: the service decides, and the client does not refresh them for each call.
    for _ in 0..10 {
        list(&client).await.expect("with new keys");
    }
    assert_eq!(provider.requests(), 3);
}

#[tokio::test]
async fn an_expiry_in_the_past_causes_one_refresh_a_minute_and_one_in_the_year_9999_none() {
    let simulator = simulator().await;
    let now = SystemTime::now();
    let year_9999 = SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_799);
    for (expiry, refreshed) in [
        (now - Duration::from_secs(3600), true),
        (SystemTime::UNIX_EPOCH, true),
        (SystemTime::UNIX_EPOCH - Duration::from_secs(1), true),
        (now, true),
        (year_9999, false),
    ] {
        let provider = Scripted::new(&simulator);
        provider.then([Act::ExpireAt(expiry)]);
        let client = provider.client(&simulator).await;
        for _ in 0..5 {
            list(&client).await.expect("the service decides");
        }
        assert_eq!(provider.requests(), 1, "{expiry:?}");
        provider.clock.wait(61).await;
        list(&client).await.expect("the service decides");
        assert_eq!(provider.requests(), 1 + usize::from(refreshed), "{expiry:?}");
    }
}

#[tokio::test]
async fn a_clock_at_the_unix_epoch_is_corrected_and_credentials_are_kept() {
    let simulator = simulator().await;
    let provider = Scripted::new(&simulator);
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_secs();
    provider.clock.jump(-since.cast_signed());
    let client = provider.client(&simulator).await;
    for _ in 0..3 {
        list(&client).await.expect("jobs");
    }
    assert_eq!(provider.requests(), 1);
}

#[tokio::test]
async fn a_provider_that_panics_has_failed_and_no_call_panics() {
    let simulator = simulator().await;
    let provider = Scripted::new(&simulator);
    let client = provider.client(&simulator).await;
    provider.clock.wait(6 * MINUTE).await;
    provider.then([Act::Panic, Act::Panic]);
    list(&client).await.expect("with the current keys");
    provider.clock.wait(5 * MINUTE).await;
    for error in concurrent_errors(&client, 5).await {
        assert!(error.message().ends_with("the test has panicked"), "{error}");
    }
    provider.clock.wait(5).await;
    list(&client).await.expect("the client asks it again");
    assert_eq!(provider.requests(), 4);
}

#[test]
fn a_refresh_that_stopped_with_its_runtime_starts_again_in_the_next() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("runtime");
    let simulated = runtime();
    let simulator = simulated.block_on(simulator());
    let provider = Scripted::new(&simulator);
    provider.then([Act::Minutes(10), Act::Hang]);
    let first = runtime();
    let client = first.block_on(provider.client(&simulator));
    first.block_on(async {
        provider.clock.wait(11 * MINUTE).await;
        let call = list(&client);
        assert!(tokio::time::timeout(Duration::from_millis(20), call).await.is_err(), "it waits");
    });
    drop(first);
    // No runtime drives the simulator here: the test needs only the request for credentials.
    let second = runtime();
    let listed = second.block_on(async {
        let client = client.with_timeout(Duration::from_millis(100));
        list(&client).await
    });
    assert_ne!(listed.expect_err("the simulator stands still").kind(), ErrorKind::Credentials);
    assert_eq!(provider.requests(), 3);
}
#[tokio::test]
async fn fetching_credentials_counts_towards_the_time_limit_of_the_call() {
    let simulator = simulator().await;
    let provider = Scripted::new(&simulator);
    let client = provider.client(&simulator).await.with_timeout(Duration::from_secs(60));
    provider.clock.wait(11 * MINUTE).await;
    provider.then([Act::Slow(61)]);
    let error = list(&client).await.expect_err("no time is left");
    assert!(error.is_timeout() && error.is_transient() && error.attempts() == 0, "{error}");
    assert_eq!(error.message(), "no time was left to send it within the 60.0 s of the call");
    assert_eq!(requests(&simulator, "ListVoiceTrainingJob"), 0);
}

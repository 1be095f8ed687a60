//! A refresh that hangs, fails or panics, an IAM that is away, and a clock that jumps.

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

use super::{asked, at, list, simulator};
use crate::support::TestClock;

const TOKENS: &str = "KeystoneCreateUserTokenByPassword";
const MINUTE: u64 = 60;

/// A clock on which waiting takes no time, and whose time of day can be set.
#[derive(Debug)]
struct Jumping {
    clock: Arc<TestClock>,
    offset: AtomicI64,
}

impl Jumping {
    fn new() -> Arc<Self> {
        Arc::new(Self { clock: TestClock::new(), offset: AtomicI64::new(0) })
    }

    /// Puts the time of day forward, or back.
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

/// What a provider does when it is asked.
#[derive(Clone, Copy, Debug)]
enum Say {
    /// It gives keys that end in so many minutes by the simulator's clock.
    Minutes(u64),
    /// It gives keys with this end.
    EndAt(SystemTime),
    Away,
    Broken,
    Hang,
    Panic,
    /// It takes so many seconds by the client's clock.
    Slow(u64),
}

/// A provider that follows a script, and after it gives the simulator's keys for ten minutes.
#[derive(Clone, Debug)]
struct Scripted {
    keys: Credentials,
    clock: Arc<Jumping>,
    script: Arc<Mutex<VecDeque<Say>>>,
    asked: Arc<AtomicUsize>,
}

impl Scripted {
    fn new(simulator: &Simulator) -> Self {
        let keys = Credentials::access_key(simulator.access_key(), simulator.secret_key()).expect("keys");
        Self { keys, clock: Jumping::new(), script: Arc::default(), asked: Arc::default() }
    }

    fn then(&self, script: impl IntoIterator<Item = Say>) {
        self.script.lock().expect("script").extend(script);
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
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
        self.asked.fetch_add(1, Ordering::SeqCst);
        let say = self.script.lock().expect("script").pop_front().unwrap_or(Say::Minutes(10));
        Box::pin(async move {
            let mut minutes = 10;
            match say {
                Say::Minutes(number) => minutes = number,
                Say::EndAt(end) => return Ok(self.keys.clone().expiring_at(end)),
                Say::Away => return Err(Error::credentials_unavailable("the vault is away")),
                Say::Broken => return Err(Error::invalid_credentials("the vault is empty")),
                Say::Hang => std::future::pending().await,
                Say::Panic => panic!("a provider that panics, for the test"),
                Say::Slow(seconds) => self.clock.wait(seconds).await,
            }
            // By the simulator's clock, which does not jump.
            Ok(self.keys.clone().expiring_at(self.clock.clock.now() + Duration::from_secs(MINUTE * minutes)))
        })
    }
}

async fn at_once(client: &Client, calls: usize) -> Vec<Error> {
    let mut set = JoinSet::new();
    for _ in 0..calls {
        let client = client.clone();
        set.spawn(async move { list(&client).await.expect_err("no credentials") });
    }
    set.join_all().await
}

/// C1.
#[tokio::test]
async fn a_refresh_that_hangs_takes_nothing_away_from_calls_that_have_credentials() {
    let simulator = simulator().await;
    let provider = Scripted::new(&simulator);
    provider.then([Say::Minutes(10), Say::Hang, Say::Hang, Say::Hang]);
    let client = provider.client(&simulator).await;
    provider.clock.wait(6 * MINUTE).await;
    for _ in 0..5 {
        list(&client).await.expect("what is held is good for four more minutes");
    }
    assert_eq!(provider.asked(), 2);
    // What hangs is given up after its two minutes, and counts as failed.
    provider.clock.wait(121).await;
    list(&client).await.expect("with what is held");
    assert_eq!(provider.asked(), 3);
    // Now it has ended: calls wait, as long as they may, and not for ever.
    provider.clock.wait(2 * MINUTE).await;
    let error = list(&client.with_timeout(Duration::from_millis(50))).await.expect_err("it hangs");
    assert_eq!((error.kind(), error.message()), (ErrorKind::Credentials, "the test does not answer"));
    assert!(error.is_transient() && !error.is_in_doubt(), "{error}");
    provider.clock.wait(121).await;
    list(&client).await.expect("with what the next refresh brings");
    assert_eq!(provider.asked(), 5);
}

/// C1, with IAM itself.
#[tokio::test]
async fn an_iam_that_hangs_is_not_noticed_while_the_token_is_good() {
    let simulator = simulator().await;
    let clock = Jumping::new();
    let client = user(&simulator, &clock).await.expect("client");
    // Forty minutes before the end of the day.
    clock.wait((24 * 60 - 39) * MINUTE).await;
    iam(&simulator, [Disturbance::HangBefore]);
    for _ in 0..5 {
        list(&client).await.expect("with the token that is held");
    }
    assert_eq!(asked(&simulator, TOKENS), 2);
}

#[tokio::test]
async fn two_clients_of_one_provider_each_ask_it_once() {
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
    assert_eq!(provider.asked(), 2);
}

/// C2.
#[tokio::test]
async fn what_may_pass_stays_so_for_every_call_that_waits_and_for_those_that_come_after() {
    let simulator = simulator().await;
    for (say, transient, message) in
        [(Say::Away, true, "the vault is away"), (Say::Broken, false, "the vault is empty")]
    {
        let provider = Scripted::new(&simulator);
        let client = provider.client(&simulator).await;
        provider.clock.wait(11 * MINUTE).await;
        provider.then([say]);
        for error in at_once(&client, 20).await.iter().chain(&at_once(&client, 3).await) {
            assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Credentials, transient), "{error}");
            assert!(error.message().ends_with(message), "{error}");
        }
        assert_eq!(provider.asked(), 2);
        provider.clock.wait(5).await;
        list(&client).await.expect("the vault is back");
    }
}

/// C2, D2.
#[tokio::test]
async fn a_chain_goes_on_only_where_there_is_nothing_and_stays_with_its_first_find() {
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
    for (say, transient) in [(Say::Away, true), (Say::Broken, false)] {
        first.then([say]);
        let error = chain.provide().await.expect_err("the first has some, and cannot give them");
        assert_eq!(error.is_transient(), transient, "{error}");
        // It also tells where else credentials were looked for.
        assert!(error.to_string().ends_with("before it, nothing: there is no file"), "{error}");
    }
    chain.provide().await.expect("the first is back");
    first.then([Say::Broken]);
    chain.provide().await.expect_err("the second is another caller");
    assert_eq!((first.asked(), second.asked()), (4, 0));
    let error = Chain::new().then(Nothing).provide().await.expect_err("nothing");
    assert!(error.message().starts_with("no credentials: nothing: there is no file"), "{error}");
}

async fn user(simulator: &Simulator, clock: &Arc<Jumping>) -> Result<Client, Error> {
    let user = IamUser::new(simulator.domain(), simulator.user(), simulator.password());
    at(simulator).iam_user(user).clock(clock.clone()).retry_policy(NoRetry).build().await
}

fn iam(simulator: &Simulator, disturbances: impl IntoIterator<Item = Disturbance>) {
    simulator.disturb_operation(TOKENS, disturbances);
}

/// C2.
#[tokio::test]
async fn an_iam_that_is_away_past_the_end_of_a_token_is_waited_out() {
    let simulator = simulator().await;
    for away in [
        Disturbance::Respond(ErrorResponse::text(503, "Service Unavailable")),
        Disturbance::Respond(ErrorResponse::text(500, "<html>")),
        Disturbance::ResetBefore,
        Disturbance::WebPage,
        Disturbance::Malformed,
    ] {
        let clock = Jumping::new();
        let client = user(&simulator, &clock).await.expect("client");
        iam(&simulator, [away.clone()]);
        let error = user(&simulator, &Jumping::new()).await.expect_err("away");
        assert!(error.is_transient() && !error.is_in_doubt(), "{away:?}: {error}");
        clock.wait(25 * 60 * MINUTE).await;
        iam(&simulator, [away.clone()]);
        for error in at_once(&client, 8).await {
            assert!(error.is_transient() && !error.is_in_doubt(), "{away:?}: {error}");
            assert_eq!(error.operation(), Some(TOKENS), "it says what has failed: {error}");
        }
        clock.wait(5).await;
        list(&client).await.expect("IAM is back");
    }
}

/// C2.
#[tokio::test]
async fn a_token_that_was_revoked_while_iam_is_away_is_waited_out() {
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
    list(&client).await.expect("IAM is back");
}

/// C3.
#[tokio::test]
async fn a_page_of_a_proxy_in_place_of_iam_may_pass() {
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

/// C3.
#[tokio::test]
async fn what_iam_says_of_the_login_is_for_good_and_of_a_locked_account_for_15_minutes() {
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
    assert_eq!(asked(&simulator, TOKENS), 2, "IAM is left alone while the account is locked");
    simulator.lock_account(false);
    clock.wait(6 * MINUTE).await;
    list(&client).await.expect("unlocked");
    simulator.change_password("another");
    clock.wait(25 * 60 * MINUTE).await;
    for _ in 0..3 {
        let error = list(&client).await.expect_err("the password is another");
        assert!(!error.is_transient() && error.is_auth(), "{error}");
        clock.wait(60 * MINUTE).await;
    }
    assert_eq!(asked(&simulator, TOKENS), 4);
}

/// C4.
#[tokio::test]
async fn after_the_clock_is_put_back_nothing_is_stuck_for_the_length_of_the_jump() {
    let simulator = simulator().await;
    let provider = Scripted::new(&simulator);
    let client = provider.client(&simulator).await;
    provider.clock.wait(11 * MINUTE).await;
    provider.then([Say::Away]);
    list(&client).await.expect_err("away");
    provider.clock.jump(-10 * 60);
    provider.clock.wait(6).await;
    list(&client).await.expect("it is asked again after the same five seconds");
    assert_eq!(provider.asked(), 3);
    // Keys that have lived are refreshed although the time of day is before their end.
    provider.clock.wait(11 * MINUTE).await;
    list(&client).await.expect("with new keys");
    assert_eq!(provider.asked(), 4);

    let clock = Jumping::new();
    let client = user(&simulator, &clock).await.expect("client");
    clock.jump(-3 * 60 * 60);
    clock.wait(61).await;
    simulator.revoke_tokens();
    list(&client).await.expect("a revoked token is renewed");
}

/// C4.
#[tokio::test]
async fn after_the_clock_is_put_forward_what_is_held_is_used_while_the_provider_fails() {
    let simulator = simulator().await;
    let provider = Scripted::new(&simulator);
    let client = provider.client(&simulator).await;
    provider.clock.wait(MINUTE).await;
    provider.clock.jump(12 * 60);
    provider.then([Say::Away]);
    list(&client).await.expect("the keys are a minute old");
    provider.clock.wait(6).await;
    // New keys seem to have ended when they come: the service decides, and the provider is not asked for each call.
    for _ in 0..10 {
        list(&client).await.expect("with new keys");
    }
    assert_eq!(provider.asked(), 3);
}

/// Whatever end a provider tells.
#[tokio::test]
async fn no_end_makes_a_client_ask_all_the_time_or_never_again() {
    let simulator = simulator().await;
    let now = SystemTime::now();
    let year_9999 = SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_799);
    for (end, again) in [
        (now - Duration::from_secs(3600), true),
        (SystemTime::UNIX_EPOCH, true),
        (SystemTime::UNIX_EPOCH - Duration::from_secs(1), true),
        (now, true),
        (year_9999, false),
    ] {
        let provider = Scripted::new(&simulator);
        provider.then([Say::EndAt(end)]);
        let client = provider.client(&simulator).await;
        for _ in 0..5 {
            list(&client).await.expect("the service decides");
        }
        assert_eq!(provider.asked(), 1, "{end:?}");
        provider.clock.wait(61).await;
        list(&client).await.expect("the service decides");
        assert_eq!(provider.asked(), 1 + usize::from(again), "{end:?}");
    }
}

#[tokio::test]
async fn a_clock_at_the_beginning_of_time_is_corrected_and_credentials_are_kept() {
    let simulator = simulator().await;
    let provider = Scripted::new(&simulator);
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_secs();
    provider.clock.jump(-since.cast_signed());
    let client = provider.client(&simulator).await;
    for _ in 0..3 {
        list(&client).await.expect("jobs");
    }
    assert_eq!(provider.asked(), 1);
}

#[tokio::test]
async fn a_provider_that_panics_has_failed_and_takes_nobody_along() {
    let simulator = simulator().await;
    let provider = Scripted::new(&simulator);
    let client = provider.client(&simulator).await;
    provider.clock.wait(6 * MINUTE).await;
    provider.then([Say::Panic, Say::Panic]);
    list(&client).await.expect("with what is held");
    provider.clock.wait(5 * MINUTE).await;
    for error in at_once(&client, 5).await {
        assert!(error.message().ends_with("the test has panicked"), "{error}");
    }
    provider.clock.wait(5).await;
    list(&client).await.expect("it is asked again");
    assert_eq!(provider.asked(), 4);
}

#[test]
fn a_refresh_that_ends_with_its_runtime_is_begun_again_in_the_next() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("runtime");
    let simulated = runtime();
    let simulator = simulated.block_on(simulator());
    let provider = Scripted::new(&simulator);
    provider.then([Say::Minutes(10), Say::Hang]);
    let first = runtime();
    let client = first.block_on(provider.client(&simulator));
    first.block_on(async {
        provider.clock.wait(11 * MINUTE).await;
        let call = list(&client);
        assert!(tokio::time::timeout(Duration::from_millis(20), call).await.is_err(), "it waits");
    });
    drop(first);
    // Nobody drives the simulator here: only credentials are wanted.
    let second = runtime();
    let listed = second.block_on(async {
        let client = client.with_timeout(Duration::from_millis(100));
        list(&client).await
    });
    assert_ne!(listed.expect_err("the simulator stands still").kind(), ErrorKind::Credentials);
    assert_eq!(provider.asked(), 3);
}

/// C6.
#[tokio::test]
async fn getting_credentials_counts_as_time_of_the_call() {
    let simulator = simulator().await;
    let provider = Scripted::new(&simulator);
    let client = provider.client(&simulator).await.with_timeout(Duration::from_secs(60));
    provider.clock.wait(11 * MINUTE).await;
    provider.then([Say::Slow(61)]);
    let error = list(&client).await.expect_err("no time is left");
    assert!(error.is_timeout() && error.is_transient() && error.attempts() == 0, "{error}");
    assert_eq!(error.message(), "no time was left to send it within the 60.0 s of the call");
    assert_eq!(asked(&simulator, "ListVoiceTrainingJob"), 0);
}

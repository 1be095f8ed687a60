//! Retries: the calls that are retried, those that are not, and the pauses between attempts.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::retry::{Backoff, Failure, NoRetry, RetryPolicy, TokenBucket};
use metastudio_voice::{Client, ClientBuilder, Error};

use crate::support::obs::with;
use crate::support::{Sink, TestClock, json, response};

/// Starts a service that sends these responses, one after the other, and then an empty list for ever.
async fn service(responses: Vec<Response<Body>>) -> Sink {
    let responses = std::sync::Mutex::new(responses.into_iter());
    Sink::start(move |_| {
        let next = responses.lock().expect("responses").next();
        next.unwrap_or_else(|| json(200, &serde_json::json!({"jobs": [], "job_id": "j"})))
    })
    .await
}

fn busy() -> Response<Body> {
    response(503, "text/plain", "busy")
}

fn throttled(message: &str) -> Response<Body> {
    json(429, &serde_json::json!({"error_code": "APIGW.0308", "error_msg": message}))
}

async fn built(sink: &Sink, clock: &Arc<TestClock>, set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    set(crate::support::builder(&sink.url).clock(clock.clone())).build().await.expect("client")
}

async fn list(client: &Client) -> Result<u32, Error> {
    client.list_voice_training_job().send().await.map(|jobs| jobs.attempts())
}

async fn create(client: &Client) -> Result<u32, Error> {
    let call = client.create_training_advance_job().body_map(|job| job.voice_name("v"));
    call.send().await.map(|job| job.attempts())
}

#[tokio::test]
async fn a_call_that_reads_is_retried_until_it_succeeds() {
    let (sink, clock) = (service(vec![busy(), busy(), response(504, "text/html", "<html>")]).await, TestClock::new());
    let client = built(&sink, &clock, |client| client).await;
    assert_eq!(list(&client).await.expect("jobs"), 4);
    assert_eq!((sink.received().len(), clock.pauses().len()), (4, 3));
}

#[tokio::test]
async fn pauses_are_random_below_a_ceiling_that_doubles() {
    let ceilings = [100, 200, 400, 400, 400].map(Duration::from_millis);
    let backoff = Backoff::new().max_attempts(6).initial_delay(ceilings[0]).max_delay(ceilings[4]);
    let mut largest = [Duration::ZERO; 5];
    for _ in 0..40 {
        let (sink, clock) = (service((0..6).map(|_| busy()).collect()).await, TestClock::new());
        let client = built(&sink, &clock, |client| client.retry_policy(backoff.clone())).await;
        assert_eq!(list(&client).await.expect_err("busy").attempts(), 6);
        let pauses = clock.pauses();
        assert!(pauses.len() == 5 && pauses.iter().zip(ceilings).all(|(pause, ceiling)| *pause <= ceiling));
        largest.iter_mut().zip(pauses).for_each(|(largest, pause)| *largest = pause.max(*largest));
    }
    // Forty random numbers that all stay below a quarter come once in 10^24 runs.
    assert!(largest.iter().zip(ceilings).all(|(largest, ceiling)| *largest > ceiling / 4), "{largest:?}");
}

#[tokio::test]
async fn settings_with_the_longest_durations_do_not_overflow() {
    let (sink, clock) = (service(vec![busy(), busy()]).await, TestClock::at(SystemTime::UNIX_EPOCH));
    let policy = Backoff::new().initial_delay(Duration::MAX).max_delay(Duration::MAX);
    let client = built(&sink, &clock, |client| client.retry_policy(policy).attempt_timeout(Duration::MAX)).await;
    assert_eq!(list(&client).await.expect_err("the pause is longer than the call may be").attempts(), 1);
    let client = client.with_timeout(Duration::MAX).with_retry_policy(Backoff::new().initial_delay(Duration::ZERO));
    assert_eq!(list(&client).await.expect("jobs"), 2);
}

#[tokio::test]
async fn each_attempt_is_signed_anew() {
    let noon = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_521_600);
    let (sink, clock) = (service(vec![with(busy(), "retry-after", "7")]).await, TestClock::at(noon));
    let client = built(&sink, &clock, |client| client.retry_policy(Backoff::new().initial_delay(Duration::ZERO))).await;
    list(&client).await.expect("jobs");
    let received = sink.received();
    let dates: Vec<_> = received.iter().filter_map(|request| request.header("x-sdk-date")).collect();
    assert_eq!(dates, ["20261124T120000Z", "20261124T120007Z"]);
    assert_ne!(received[0].header("authorization"), received[1].header("authorization"));
}

#[tokio::test]
async fn a_retry_waits_for_the_full_time_that_the_service_asks_for() {
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_521_600);
    let date = "Tue, 24 Nov 2026 12:00:09 GMT";
    let cases = [
        (with(busy(), "retry-after", "3"), 3),
        (with(with(busy(), "retry-after", date), "date", "Tue, 24 Nov 2026 12:00:05 GMT"), 4),
        (throttled("policy user over ratelimit,limit:10,time:1 second"), 1),
        (throttled("policy user over ratelimit,limit:10,time:2 second"), 2),
        (throttled("policy user over ratelimit,limit:10"), 1),
        (with(throttled("policy user over ratelimit,limit:10"), "retry-after", "5"), 5),
    ];
    for (response, seconds) in cases {
        let (sink, clock) = (service(vec![response]).await, TestClock::at(now));
        let client = built(&sink, &clock, |client| client).await;
        list(&client).await.expect("jobs");
        let [pause] = clock.pauses()[..] else { panic!("{:?}", clock.pauses()) };
        let asked = Duration::from_secs(seconds);
        assert!(pause >= asked && pause <= asked + Duration::from_millis(500), "{pause:?} for {asked:?}");
    }
}

#[tokio::test]
async fn a_wait_beyond_the_time_limit_of_the_call_is_not_begun() {
    let (sink, clock) = (service(vec![with(busy(), "retry-after", "3600")]).await, TestClock::new());
    let client = built(&sink, &clock, |client| client).await;
    let error = list(&client).await.expect_err("an hour is too long");
    assert_eq!((sink.received().len(), clock.pauses().len(), error.status()), (1, 0, Some(503)));
    assert!(error.to_string().contains("no retry: the call's time limit would pass first"), "{error}");
}

#[tokio::test]
async fn all_attempts_and_pauses_together_stay_within_the_time_limit() {
    let (sink, clock) = (service((0..99).map(|_| with(busy(), "retry-after", "4")).collect()).await, TestClock::new());
    let policy = Backoff::new().max_attempts(99).initial_delay(Duration::ZERO);
    let client = built(&sink, &clock, |client| client.retry_policy(policy).timeout(Duration::from_secs(18))).await;
    let error = list(&client).await.expect_err("busy");
    assert_eq!((error.attempts(), clock.pauses().len()), (5, 4));
    // With another time limit, and the same policy.
    let longer = client.with_timeout(Duration::from_secs(33));
    assert_eq!(list(&longer).await.expect_err("busy").attempts(), 9);
}

#[tokio::test]
async fn a_creation_is_retried_only_if_it_was_certainly_not_executed() {
    let (sink, clock) = (service(vec![throttled("over"), throttled("over")]).await, TestClock::new());
    let client = built(&sink, &clock, |client| client).await;
    assert_eq!(create(&client).await.expect("created"), 3);
    for status in [500, 502, 503, 504, 408] {
        let sink = service(vec![response(status, "text/plain", "?")]).await;
        let client = built(&sink, &clock, |client| client).await;
        let error = create(&client).await.expect_err("in doubt");
        assert!(error.is_in_doubt() && error.is_transient(), "{error}");
        assert_eq!((error.attempts(), sink.received().len()), (1, 1), "{status}");
        assert!(error.advice().is_some_and(|advice| advice.contains("may have been carried out")), "{error}");
    }
}

/// C5.
#[tokio::test]
async fn a_success_that_cannot_be_read_is_retried_for_a_read_and_not_for_a_creation() {
    let cut = || response(200, "application/json", "{\"jobs\": [{\"job_");
    let page = || response(200, "text/html", "<html><title>Sign in</title></html>");
    let (sink, clock) = (service(vec![cut(), page()]).await, TestClock::new());
    let client = built(&sink, &clock, |client| client).await;
    assert_eq!(list(&client).await.expect("jobs"), 3);
    assert_eq!((sink.received().len(), clock.pauses().len()), (3, 2));
    for response in [cut(), page()] {
        let sink = service(vec![response]).await;
        let client = built(&sink, &clock, |client| client).await;
        let error = create(&client).await.expect_err("in doubt");
        assert!(error.is_in_doubt() && error.is_transient() && error.status() == Some(200), "{error}");
        assert_eq!((error.attempts(), sink.received().len()), (1, 1));
        // The deletion has succeeded: it is not repeated for the sake of its response.
        let sink = service(vec![page()]).await;
        let client = built(&sink, &clock, |client| client).await;
        let error = client.delete_voice_training_job().job_id("j").send().await.expect_err("a page");
        assert_eq!((error.attempts(), error.is_in_doubt()), (1, true), "{error}");
    }
    let (sink, budget) = (Sink::start(move |_| cut()).await, Arc::new(TokenBucket::new(1)));
    let client = built(&sink, &clock, |client| client.retry_budget(budget)).await;
    let error = list(&client).await.expect_err("never whole");
    assert!(error.is_transient() && !error.is_in_doubt() && error.attempts() == 2, "{error}");
    assert_eq!(error.kind(), metastudio_voice::ErrorKind::UnexpectedResponse);
}

#[tokio::test]
async fn a_refused_connection_is_retried_even_for_a_creation() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback");
    let endpoint = format!("http://{}", listener.local_addr().expect("address"));
    drop(listener);
    let clock = TestClock::new();
    let client = crate::support::builder(&endpoint).clock(clock.clone()).build().await.expect("client");
    let error = create(&client).await.expect_err("nobody there");
    assert!(error.is_connect() && !error.is_in_doubt(), "{error}");
    assert_eq!((error.attempts(), clock.pauses().len()), (4, 3));
}

#[tokio::test]
async fn a_failure_that_is_not_transient_is_not_retried() {
    let json_of = |status, code: &str| json(status, &serde_json::json!({"error_code": code, "error_msg": "m"}));
    let cases = [
        json_of(400, "MSS.00000003"),
        json_of(401, "APIGW.0301"),
        json_of(400, "MSS.00010008"),
        json_of(500, "MSS.00021016"),
        json_of(403, "APIGW.0302"),
        json_of(404, "APIGW.0101"),
        response(501, "text/plain", "?"),
    ];
    for response in cases {
        let (sink, clock) = (service(vec![response]).await, TestClock::new());
        let client = built(&sink, &clock, |client| client).await;
        let error = list(&client).await.expect_err("refused");
        assert_eq!((error.attempts(), sink.received().len(), clock.pauses().len()), (1, 1, 0), "{error}");
    }
}

#[tokio::test]
async fn a_deletion_that_finds_nothing_after_a_lost_response_says_so() {
    let gone = json(404, &serde_json::json!({"error_code": "MSS.41000003", "error_msg": "no such task"}));
    let (sink, clock) = (service(vec![busy(), gone]).await, TestClock::new());
    let client = built(&sink, &clock, |client| client).await;
    let error = client.delete_voice_training_job().job_id("j").send().await.expect_err("gone");
    assert!(error.is_not_found() && error.is_in_doubt(), "{error}");
    assert!(error.to_string().ends_with("an earlier attempt got no response and may have been carried out"), "{error}");
}

#[tokio::test]
async fn the_budget_limits_the_requests_during_an_outage() {
    let sink = Sink::start(|_| busy()).await;
    let clock = TestClock::new();
    let client = built(&sink, &clock, |client| client.retry_budget(TokenBucket::new(10))).await;
    let mut refused = 0;
    for _ in 0..100 {
        let error = list(&client).await.expect_err("busy");
        refused += usize::from(error.to_string().contains("retry budget is used up"));
    }
    assert_eq!(sink.received().len(), 100 + 10);
    assert!(refused >= 96, "{refused}");
}

#[tokio::test]
async fn a_success_refills_the_budget() {
    let responses = vec![busy(), busy()].into_iter().chain((0..10).map(|_| json(200, &serde_json::json!({}))));
    let (sink, clock) = (service(responses.chain([busy()]).collect()).await, TestClock::new());
    let budget = Arc::new(TokenBucket::new(1));
    let client = built(&sink, &clock, |client| client.retry_budget(budget)).await;
    assert_eq!(list(&client).await.expect_err("one retry").attempts(), 2);
    for _ in 0..10 {
        list(&client).await.expect("jobs");
    }
    assert_eq!(list(&client).await.expect("a retry is there again"), 2);
}

#[tokio::test]
async fn a_policy_of_the_callers_gets_the_facts_of_the_failure() {
    #[derive(Debug, Default)]
    struct Once(Arc<AtomicUsize>);
    impl RetryPolicy for Once {
        fn pause(&self, failure: &Failure<'_>) -> Option<Duration> {
            self.0.fetch_add(1, Ordering::SeqCst);
            assert_eq!((failure.operation, failure.status), ("ListVoiceTrainingJob", Some(503)));
            (failure.attempt == 1).then_some(Duration::from_secs(2))
        }
    }
    let (sink, clock, asked) = (service(vec![busy(), busy()]).await, TestClock::new(), Arc::default());
    let client = built(&sink, &clock, |client| client.retry_policy(Once(Arc::clone(&asked)))).await;
    assert_eq!(list(&client).await.expect_err("busy").attempts(), 2);
    assert_eq!((asked.load(Ordering::SeqCst), clock.pauses()), (2, vec![Duration::from_secs(2)]));
    let never = client.with_retry_policy(NoRetry);
    assert_eq!(list(&never).await.expect("the third response"), 1);
}

#[tokio::test]
async fn a_creation_has_all_the_time_of_the_call_for_its_one_attempt() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback");
    let endpoint = format!("http://{}", silent.local_addr().expect("address"));
    let (tenth, half) = (Duration::from_millis(100), Duration::from_millis(500));
    let client = crate::support::builder(&endpoint).attempt_timeout(tenth).timeout(half).build().await.expect("client");
    let error = create(&client).await.expect_err("silence");
    assert_eq!((error.attempts(), error.message()), (1, "no response within 0.5 s"));
    assert!(error.is_timeout() && error.is_in_doubt(), "{error}");
    let clock = TestClock::new();
    let client = crate::support::builder(&endpoint).attempt_timeout(tenth).clock(clock).build().await.expect("client");
    let error = list(&client).await.expect_err("silence");
    assert_eq!((error.attempts(), error.message()), (4, "no response within 0.1 s"));
}

#[tokio::test]
async fn a_dropped_call_stops_wherever_it_is() {
    // While it waits for its response, and while it waits before another attempt.
    for response in [None, Some(with(busy(), "retry-after", "60"))] {
        let hangs = response.is_none();
        let sink = match response {
            Some(response) => service(vec![response]).await,
            None => Sink::start(|_| Response::new(Body::from_stream(Never))).await,
        };
        let client = crate::support::builder(&sink.url).build().await.expect("client");
        let call = tokio::spawn(async move { list(&client).await });
        while sink.received().is_empty() {
            tokio::task::yield_now().await;
        }
        call.abort();
        assert!(call.await.expect_err("stopped").is_cancelled());
        assert_eq!(sink.received().len(), 1, "{hangs}");
    }
}

/// A body that never comes.
struct Never;

impl futures_core::Stream for Never {
    type Item = Result<axum::body::Bytes, std::io::Error>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Pending
    }
}

// B2
#[tokio::test]
async fn a_wait_that_the_service_asks_for_has_a_ceiling_whatever_the_time_limit() {
    let long = Duration::from_secs(100 * 365 * 24 * 3600);
    for (asking, words) in [
        (with(busy(), "retry-after", "946080000"), "10950 days"),
        (with(busy(), "retry-after", "Fri, 24 Nov 2056 12:00:05 GMT"), "days"),
        (throttled("policy user over ratelimit,limit:10,time:3 day"), "3 days"),
        (throttled("policy user over ratelimit,limit:10,time:99999999999999999999 day"), "days"),
    ] {
        let (sink, clock) = (service(vec![asking]).await, TestClock::new());
        let client = built(&sink, &clock, |client| client.timeout(long)).await;
        let error = list(&client).await.expect_err("too long");
        assert_eq!((error.attempts(), clock.pauses().len(), error.is_transient()), (1, 0, false), "{error}");
        assert!(error.to_string().contains("asks to wait ") && error.to_string().contains(words), "{error}");
    }
    let asking = throttled("policy user over ratelimit,limit:10,time:60 minute");
    let (sink, clock) = (service(vec![asking]).await, TestClock::new());
    let client = built(&sink, &clock, |client| client.timeout(long)).await;
    assert_eq!(list(&client).await.expect("jobs"), 2);
    assert!(clock.pauses()[0] >= Duration::from_secs(3600));
}

//! Retries of uploads: which failures are transient, the policy, the budget, and the errors.

use std::sync::Arc;
use std::time::Duration;

use metastudio_voice::ErrorKind;
use metastudio_voice::retry::{Backoff, Failure, NoRetry, RetryPolicy, TokenBucket};
use metastudio_voice::upload::Body;

use super::{Log, client, uploader};
use crate::support::obs::{obs, refusal, taken, with};
use crate::support::{Sink, TestClock, response};

#[tokio::test]
async fn a_transient_refusal_is_retried_from_the_first_byte() {
    let transient = [
        (400, "RequestTimeout"),
        (400, "IncompleteBody"),
        (307, "TemporaryRedirect"),
        (408, "RequestTimeout"),
        (409, "OperationAborted"),
        (429, "TooManyRequests"),
        (500, "InternalError"),
        (502, ""),
        (503, "ServiceUnavailable"),
        (503, "SlowDown"),
        (504, ""),
        (599, ""),
    ];
    for (status, code) in transient {
        let sink = obs(vec![refusal(status, code)]).await;
        let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("the letter"));
        let uploaded = put.await.expect("uploaded");
        assert_eq!(uploaded.attempts, 2, "{status} {code}");
        let bodies: Vec<_> = sink.received().into_iter().map(|received| received.body).collect();
        assert_eq!(bodies, [Some("the letter".into()), Some("the letter".into())], "{status} {code}");
    }
}

#[tokio::test]
async fn a_permanent_refusal_is_not_retried() {
    let permanent = [
        (403, "SignatureDoesNotMatch"),
        (403, "AccessDenied"),
        (403, "InvalidAccessKeyId"),
        (403, "RequestTimeTooSkewed"),
        (400, "BadDigest"),
        (400, "EntityTooLarge"),
        (404, "NoSuchBucket"),
        (411, "MissingContentLength"),
        (501, "NotImplemented"),
        (307, ""),
    ];
    for (status, code) in permanent {
        let sink = obs(vec![refusal(status, code)]).await;
        let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("x"));
        let error = put.on_retry(|error| panic!("{error}")).await.expect_err("refused");
        assert_eq!((error.status(), error.attempts(), sink.received().len()), (Some(status), 1, 1), "{code}");
        assert!(!error.is_transient(), "{error}");
    }
}

#[tokio::test]
async fn a_connection_that_breaks_off_or_is_refused_is_retried() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let url = format!("http://{}", listener.local_addr().expect("address"));
    let server = tokio::spawn(async move {
        drop(listener.accept().await.expect("a connection"));
        let (mut connection, _) = listener.accept().await.expect("another");
        crate::support::obs::head(&mut connection).await;
        drop(connection);
        // From now on no server listens.
    });
    let clock = TestClock::new();
    let (put, log) = (client(&url, &clock, |client| client).await.uploader(), Log::new());
    let lines = log.clone();
    let put = put.put(format!("{url}/k?Signature=CANARY"), Body::bytes(vec![0; 1_000_000]));
    let error = put.on_retry(move |error| lines.add(error.to_string())).await.expect_err("no connection");
    server.await.expect("the server");
    assert_eq!((error.kind(), error.attempts(), clock.pauses().len()), (ErrorKind::Connection, 4, 3));
    assert!(error.is_connect() && error.is_transient(), "{error}");
    assert_eq!(error.operation(), Some("upload"));
    let lines = log.all();
    assert_eq!(lines.len(), 3);
    for (n, line) in lines.iter().enumerate() {
        let plural = if n == 0 { "" } else { "s" };
        assert!(line.starts_with("upload: ") && line.contains(&format!("{} attempt{plural}", n + 1)), "{line}");
        assert!(!line.contains("CANARY"), "{line}");
    }
}

#[tokio::test]
async fn the_policy_decides_on_the_retries_of_an_upload_and_sees_its_failures() {
    #[derive(Debug)]
    struct Twice(std::sync::Mutex<Vec<String>>);
    impl RetryPolicy for Twice {
        fn pause(&self, failure: &Failure<'_>) -> Option<Duration> {
            let line = format!(
                "{} {:?} {} {:?} {:?} {:?}",
                failure.operation,
                failure.idempotency,
                failure.attempt,
                failure.status,
                failure.code,
                failure.retry_after
            );
            self.0.lock().expect("lines").push(line);
            (failure.attempt < 3).then_some(Duration::from_secs(7))
        }
    }
    #[derive(Debug)]
    struct Shared(Arc<Twice>);
    impl RetryPolicy for Shared {
        fn pause(&self, failure: &Failure<'_>) -> Option<Duration> {
            self.0.pause(failure)
        }
    }
    let sink = Sink::start(|_| with(refusal(503, "SlowDown"), "retry-after", "40")).await;
    let (clock, policy) = (TestClock::new(), Arc::new(Twice(std::sync::Mutex::default())));
    let client = client(&sink.url, &clock, |client| client.retry_policy(Shared(policy.clone()))).await;
    let put = client.uploader().put(format!("{}/k", sink.url), Body::bytes("x"));
    let error = put.await.expect_err("refused");
    assert_eq!((error.attempts(), sink.received().len()), (3, 3));
    assert_eq!(clock.pauses(), [Duration::from_secs(7); 2]);
    let expected = [1, 2, 3].map(|n| format!("upload Idempotent {n} Some(503) Some(\"SlowDown\") Some(40s)"));
    assert_eq!(*policy.0.lock().expect("lines"), expected);
    assert_eq!(error.advice(), Some("the fault is on the server's side: send it again"));
}

#[tokio::test]
async fn a_retry_after_of_obs_is_honoured() {
    let sink = obs(vec![with(refusal(503, "SlowDown"), "retry-after", "40")]).await;
    let clock = TestClock::new();
    let client = client(&sink.url, &clock, |client| client).await;
    client.uploader().put(format!("{}/k", sink.url), Body::bytes("x")).await.expect("uploaded");
    let pauses = clock.pauses();
    assert!(pauses.len() == 1 && pauses[0] >= Duration::from_secs(40), "{pauses:?}");
}

// B2
#[tokio::test]
async fn a_retry_after_of_obs_has_a_ceiling() {
    for (asked, shown) in [("946080000", Some("10950 days")), ("99999999999999999999", Some("days")), ("3600", None)] {
        let sink = obs(vec![with(refusal(503, "SlowDown"), "retry-after", asked)]).await;
        let clock = TestClock::new();
        let client = client(&sink.url, &clock, |client| client).await;
        let outcome = client.uploader().put(format!("{}/k", sink.url), Body::bytes("x")).await;
        let Some(shown) = shown else {
            assert_eq!(outcome.expect("uploaded").attempts, 2);
            continue;
        };
        let error = outcome.expect_err("too long");
        assert_eq!((error.attempts(), clock.pauses().len(), error.is_transient()), (1, 0, false), "{error}");
        assert!(error.to_string().contains("asks to wait") && error.to_string().contains(shown), "{error}");
    }
}

#[tokio::test]
async fn an_upload_without_retries_is_sent_once() {
    let sink = Sink::start(|_| refusal(503, "SlowDown")).await;
    let clock = TestClock::new();
    let client = client(&sink.url, &clock, |client| client).await;
    let once = [
        client.with_retry_policy(NoRetry).uploader(),
        client.uploader().retry_policy(NoRetry),
        client.with_uploader(client.uploader().retry_policy(NoRetry)).uploader(),
        client.uploader().retry_policy(Backoff::new().max_attempts(1)),
    ];
    for (n, uploader) in once.into_iter().enumerate() {
        let put = uploader.put(format!("{}/k", sink.url), Body::bytes("x"));
        let error = put.await.expect_err("refused");
        assert_eq!((error.attempts(), sink.received().len()), (1, n + 1));
    }
}

#[tokio::test]
async fn uploads_and_calls_share_the_retry_budget() {
    let sink = Sink::start(|_| refusal(503, "SlowDown")).await;
    let (clock, budget) = (TestClock::new(), Arc::new(TokenBucket::new(1)));
    let client = client(&sink.url, &clock, |client| client.retry_budget(budget)).await;
    let put = client.uploader().put(format!("{}/k", sink.url), Body::bytes("x"));
    let error = put.await.expect_err("refused");
    assert_eq!((error.attempts(), sink.received().len()), (2, 2));
    assert!(error.to_string().contains("retry budget is used up"), "{error}");
    let error = client.list_voice_training_job().send().await.expect_err("refused");
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn an_upload_stays_in_doubt_after_an_attempt_that_may_have_arrived() {
    // The first attempt may have arrived, the second has not.
    let sink = obs(vec![response(502, "text/html", "<html>"), refusal(404, "NoSuchBucket")]).await;
    let error = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("x")).await.expect_err("refused");
    assert!(error.status() == Some(404) && error.is_in_doubt(), "{error}");
    let sink = obs(vec![refusal(404, "NoSuchBucket")]).await;
    let error = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("x")).await.expect_err("refused");
    assert!(!error.is_in_doubt(), "{error}");
}

#[tokio::test]
async fn the_progress_starts_again_with_each_attempt() {
    let sink = obs(vec![refusal(503, "SlowDown"), taken()]).await;
    let log = Log::new();
    let done = log.clone();
    let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes(vec![0; 300_000]));
    put.on_progress(move |progress| done.add(progress.done)).await.expect("uploaded");
    assert_eq!(log.all(), [262_144, 300_000, 262_144, 300_000]);
}

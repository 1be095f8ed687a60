//! Pre-signed URLs that expire.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use metastudio_voice::upload::{Body, Put};
use metastudio_voice::{Client, ErrorKind};

use super::{client, uploader};
use crate::support::obs::{obs, refusal, with};
use crate::support::{Sink, TestClock};

/// 2026-01-02T03:04:05Z.
const THEN: u64 = 1_767_323_045;

fn at(seconds: u64) -> Arc<TestClock> {
    TestClock::at(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
}

/// Returns a PUT whose n-th fresh URL is `/fresh-n`, and the count of those.
fn refreshing(put: Put, url: &str, query: &'static str) -> (Put, Arc<AtomicUsize>) {
    let (url, count) = (url.to_owned(), Arc::new(AtomicUsize::new(0)));
    let counted = count.clone();
    let put = put.refresh_url(move || {
        let n = counted.fetch_add(1, Ordering::SeqCst) + 1;
        let fresh = format!("{url}/fresh-{n}{query}");
        async move { Ok(fresh) }
    });
    (put, count)
}

fn targets(sink: &Sink) -> Vec<String> {
    sink.received().into_iter().map(|received| received.target).collect()
}

#[tokio::test]
async fn a_refused_url_is_refreshed_and_the_upload_continues() {
    for code in ["AccessDenied", "InvalidAccessKeyId", ""] {
        let sink = obs(vec![refusal(403, code)]).await;
        let put = uploader(&sink.url).await.put(format!("{}/old", sink.url), Body::bytes("x"));
        let (put, count) = refreshing(put, &sink.url, "");
        assert_eq!(put.await.expect("uploaded").attempts, 2);
        assert_eq!((targets(&sink), count.load(Ordering::SeqCst)), (vec!["/old".into(), "/fresh-1".into()], 1));
    }
}

#[tokio::test]
async fn a_fresh_url_that_is_refused_is_refreshed_once_more_and_then_the_upload_fails() {
    let sink = Sink::start(|_| refusal(403, "AccessDenied")).await;
    let put = uploader(&sink.url).await.put(format!("{}/old", sink.url), Body::bytes("x"));
    let (put, count) = refreshing(put, &sink.url, "");
    let error = put.await.expect_err("refused");
    assert_eq!(targets(&sink), ["/old", "/fresh-1", "/fresh-2"]);
    assert_eq!((count.load(Ordering::SeqCst), error.attempts(), error.code()), (2, 3, Some("AccessDenied")));
    assert!(error.to_string().contains("OBS refused a fresh upload URL as well"), "{error}");
}

#[tokio::test]
async fn a_url_that_worked_meanwhile_may_be_refreshed_again() {
    let denied = || refusal(403, "AccessDenied");
    let busy = || with(refusal(503, "SlowDown"), "retry-after", "1");
    let sink = obs(vec![denied(), denied(), busy(), denied(), denied()]).await;
    let put = uploader(&sink.url).await.put(format!("{}/old", sink.url), Body::bytes("x"));
    let (put, count) = refreshing(put, &sink.url, "");
    assert_eq!(put.await.expect("uploaded").attempts, 6);
    assert_eq!(count.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn a_refused_url_that_cannot_be_refreshed_is_an_error_that_says_when_it_expired() {
    let sink = Sink::start(|_| refusal(403, "AccessDenied")).await;
    let client = client(&sink.url, &at(THEN + 60), |client| client).await;
    let url = format!("{}/old?Expires={THEN}&Signature=CANARY", sink.url);
    let error = client.uploader().put(url, Body::bytes("x")).await.expect_err("refused");
    assert_eq!((error.kind(), error.attempts(), sink.received().len()), (ErrorKind::Refused, 1, 1));
    assert!(error.to_string().contains("the upload URL expired 60 s ago by this machine's clock"), "{error}");
    assert!(!format!("{error:?}").contains("CANARY"));
}

async fn put_at(client: &Client, sink: &Sink, query: &str) -> (Vec<String>, usize) {
    let put = client.uploader().put(format!("{}/old?{query}", sink.url), Body::bytes("x"));
    let (put, count) = refreshing(put, &sink.url, "");
    put.await.expect("uploaded");
    let targets = targets(sink).into_iter().map(|target| target.split('?').next().unwrap_or_default().to_owned());
    (targets.collect(), count.load(Ordering::SeqCst))
}

#[tokio::test]
async fn a_url_that_has_expired_by_its_own_parameters_is_refreshed_before_anything_is_sent() {
    let forms = [
        format!("AccessKeyId=A&Expires={THEN}&Signature=S"),
        "X-Amz-Date=20260102T030305Z&X-Amz-Expires=60&X-Amz-Signature=S".to_owned(),
        "X-Obs-Date=20260102T030305Z&X-Obs-Expires=60&X-Obs-Signature=S".to_owned(),
    ];
    for query in forms {
        for (now, expected) in [(THEN - 1, ("/old", 0)), (THEN + 1, ("/fresh-1", 1))] {
            let sink = obs(vec![]).await;
            let client = client(&sink.url, &at(now), |client| client).await;
            let (targets, refreshes) = put_at(&client, &sink, &query).await;
            assert_eq!((targets[0].as_str(), targets.len(), refreshes), (expected.0, 1, expected.1), "{query}");
        }
    }
}

#[tokio::test]
async fn a_url_that_expires_during_a_pause_is_refreshed_before_the_next_attempt() {
    let sink = obs(vec![with(refusal(503, "SlowDown"), "retry-after", "600")]).await;
    let client = client(&sink.url, &at(THEN - 300), |client| client).await;
    let (targets, refreshes) = put_at(&client, &sink, &format!("Expires={THEN}")).await;
    assert_eq!((targets, refreshes), (vec!["/old".to_owned(), "/fresh-1".to_owned()], 1));
}

#[tokio::test]
async fn a_fresh_url_is_used_even_if_it_has_expired_by_this_clock() {
    let sink = obs(vec![]).await;
    let client = client(&sink.url, &at(THEN + 1_000_000), |client| client).await;
    let put = client.uploader().put(format!("{}/old?Expires={THEN}", sink.url), Body::bytes("x"));
    let (put, count) = refreshing(put, &sink.url, "?Expires=1767323045");
    put.await.expect("uploaded");
    assert_eq!((targets(&sink), count.load(Ordering::SeqCst)), (vec!["/fresh-1?Expires=1767323045".to_owned()], 1));
}

#[tokio::test]
async fn an_upload_fails_with_the_error_of_its_refresh() {
    let sink = Sink::start(|received| match received.method.as_str() {
        "PUT" => refusal(403, "AccessDenied"),
        _ => crate::support::json(404, &serde_json::json!({"error_code": "MSS.41000003", "error_msg": "gone"})),
    })
    .await;
    let client = client(&sink.url, &TestClock::new(), |client| client).await;
    let asking = client.clone();
    let put = client.uploader().put(format!("{}/old", sink.url), Body::bytes("x"));
    let put = put.refresh_url(move || {
        let client = asking.clone();
        async move {
            client.show_job_uploading_address().job_id("j").send().await?;
            Ok(String::new())
        }
    });
    let error = put.await.expect_err("no fresh URL");
    assert_eq!((error.operation(), error.code()), (Some("ShowJobUploadingAddress"), Some("MSS.41000003")));
}

#[tokio::test]
async fn a_fresh_url_over_plain_http_to_another_machine_is_refused() {
    let sink = Sink::start(|_| refusal(403, "AccessDenied")).await;
    let put = uploader(&sink.url).await.put(format!("{}/old", sink.url), Body::bytes("x"));
    let error = put.refresh_url(|| async { Ok("http://obs.example.com/k".to_owned()) }).await.expect_err("refused");
    assert!(error.to_string().contains("not https"), "{error}");
    assert_eq!(sink.received().len(), 1);
}

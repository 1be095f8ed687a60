//! Content types that have to be found out.

use metastudio_voice::upload::{Body, ContentType};

use super::{Log, uploader};
use crate::support::Sink;
use crate::support::obs::{obs, refusal, taken};

const ALL: [Option<ContentType>; 3] = [Some(ContentType::OCTET_STREAM), Some(ContentType::PDF), None];

fn sent(sink: &Sink) -> Vec<Option<String>> {
    let of = |received: &crate::support::Received| received.header("content-type").map(ToOwned::to_owned);
    sink.received().iter().map(of).collect()
}

#[tokio::test]
async fn the_next_one_follows_a_refused_signature_at_once_even_without_retries() {
    let wrong = || refusal(403, "SignatureDoesNotMatch");
    let sink = obs(vec![wrong(), wrong()]).await;
    let log = Log::new();
    let told = log.clone();
    let uploader = uploader(&sink.url).await.retry_policy(metastudio_voice::retry::NoRetry);
    let put = uploader.put(format!("{}/k", sink.url), Body::bytes("x")).content_types(ALL);
    let uploaded = put
        .renew(|| async { panic!("a signature is not mended by another address") })
        .on_retry(move |error| told.add(error.code().map(ToOwned::to_owned)))
        .await
        .expect("uploaded");
    assert_eq!(sent(&sink), [Some("application/octet-stream".to_owned()), Some("application/pdf".to_owned()), None]);
    assert_eq!((uploaded.attempts, log.all().len()), (3, 2));
}

#[tokio::test]
async fn when_none_is_left_the_refusal_is_the_error_and_the_address_is_not_renewed() {
    let sink = Sink::start(|_| refusal(403, "SignatureDoesNotMatch")).await;
    let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("x")).content_types(ALL);
    let error = put.renew(|| async { panic!("renewed") }).await.expect_err("refused");
    assert_eq!((error.code(), error.attempts(), sent(&sink).len()), (Some("SignatureDoesNotMatch"), 3, 3));
    assert!(error.to_string().contains("the Content-Type sent was none"), "{error}");
}

#[tokio::test]
async fn one_that_was_right_stays_through_retries() {
    let sink = obs(vec![refusal(403, "SignatureDoesNotMatch"), refusal(503, "SlowDown"), taken()]).await;
    let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("x")).content_types(ALL);
    put.await.expect("uploaded");
    let pdf = Some("application/pdf".to_owned());
    assert_eq!(sent(&sink), [Some("application/octet-stream".to_owned()), pdf.clone(), pdf]);
}

//! Content types to try for a URL whose signed content type is not known.

use metastudio_voice::upload::{Body, ContentType};

use super::{Log, uploader};
use crate::support::Sink;
use crate::support::obs::{obs, refusal, taken};

const ALL: [Option<ContentType>; 3] = [Some(ContentType::OCTET_STREAM), Some(ContentType::PDF), None];

fn sent(sink: &Sink) -> Vec<Option<String>> {
    let content_type = |received: &crate::support::Received| received.header("content-type").map(ToOwned::to_owned);
    sink.received().iter().map(content_type).collect()
}

#[tokio::test]
async fn the_next_content_type_follows_a_wrong_signature_at_once_even_without_retries() {
    let wrong = || refusal(403, "SignatureDoesNotMatch");
    let sink = obs(vec![wrong(), wrong()]).await;
    let log = Log::new();
    let codes = log.clone();
    let uploader = uploader(&sink.url).await.retry_policy(metastudio_voice::retry::NoRetry);
    let put = uploader.put(format!("{}/k", sink.url), Body::bytes("x")).content_types(ALL);
    let uploaded = put
        .refresh_url(|| async { panic!("a fresh URL does not help a wrong signature") })
        .on_retry(move |error| codes.add(error.code().map(ToOwned::to_owned)))
        .await
        .expect("uploaded");
    assert_eq!(sent(&sink), [Some("application/octet-stream".to_owned()), Some("application/pdf".to_owned()), None]);
    assert_eq!((uploaded.attempts, log.all().len()), (3, 2));
}

#[tokio::test]
async fn a_wrong_signature_for_the_last_content_type_is_the_error_and_the_url_is_not_refreshed() {
    let sink = Sink::start(|_| refusal(403, "SignatureDoesNotMatch")).await;
    let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("x")).content_types(ALL);
    let error = put.refresh_url(|| async { panic!("refreshed") }).await.expect_err("refused");
    assert_eq!((error.code(), error.attempts(), sent(&sink).len()), (Some("SignatureDoesNotMatch"), 3, 3));
    assert!(error.to_string().contains("the Content-Type sent was none"), "{error}");
}

#[tokio::test]
async fn the_right_content_type_stays_through_retries() {
    let sink = obs(vec![refusal(403, "SignatureDoesNotMatch"), refusal(503, "SlowDown"), taken()]).await;
    let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("x")).content_types(ALL);
    put.await.expect("uploaded");
    let pdf = Some("application/pdf".to_owned());
    assert_eq!(sent(&sink), [Some("application/octet-stream".to_owned()), pdf.clone(), pdf]);
}

//! The ETag: a proof if it is an MD5, and ignored if it is not.

use std::sync::atomic::{AtomicUsize, Ordering};

use metastudio_voice::ErrorKind;
use metastudio_voice::upload::Body;

use super::uploader;
use crate::support::obs::{obs, taken, taken_as, with};
use crate::support::{Sink, file};

/// The MD5 of `a`, by md5sum.
const A: &str = "0cc175b9c0f1b6a831c399e269772661";
const OTHER: &str = "\"d41d8cd98f00b204e9800998ecf8427e\"";

#[tokio::test]
async fn an_etag_that_is_the_md5_verifies_the_upload() {
    for etag in [format!("\"{A}\""), A.to_uppercase()] {
        let sink = obs(vec![taken_as(&etag)]).await;
        let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("a"));
        let uploaded = put.await.expect("uploaded");
        assert!(uploaded.verified && uploaded.attempts == 1, "{uploaded:?}");
    }
}

#[tokio::test]
async fn an_etag_of_other_bytes_is_retried_once_and_then_an_error() {
    let sink = obs(vec![taken_as(OTHER), taken_as(&format!("\"{A}\""))]).await;
    let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("a"));
    let uploaded = put.await.expect("uploaded");
    assert!(uploaded.verified && uploaded.attempts == 2, "{uploaded:?}");

    let sink = Sink::start(|_| taken_as(OTHER)).await;
    let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("a"));
    let error = put.await.expect_err("other bytes");
    assert_eq!((error.kind(), error.attempts(), sink.received().len()), (ErrorKind::UnexpectedResponse, 2, 2));
    assert!(error.to_string().contains(A) && error.is_in_doubt(), "{error}");
}

#[tokio::test]
async fn an_etag_that_cannot_be_an_md5_is_not_compared() {
    let responses = [
        with(taken_as(OTHER), "x-obs-server-side-encryption", "kms"),
        with(taken_as(OTHER), "x-obs-server-side-encryption-customer-algorithm", "AES256"),
        taken_as("\"d41d8cd98f00b204e9800998ecf8427e-3\""),
        taken_as("\"zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\""),
        taken(),
    ];
    for response in responses {
        let shown = format!("{:?}", response.headers());
        let sink = obs(vec![response]).await;
        let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes("a"));
        let uploaded = put.await.expect("uploaded");
        assert!(!uploaded.verified && uploaded.attempts == 1, "{shown}");
    }
}

#[tokio::test]
async fn the_etag_is_compared_above_64_mib_only_if_the_caller_asks() {
    let folder = tempfile::tempdir().expect("folder");
    let path = file(folder.path(), "large", "");
    std::fs::File::options().write(true).open(&path).and_then(|file| file.set_len((64 << 20) + 1)).expect("length");
    let body = || Body::file(metastudio_voice::upload::Source::open(&path).expect("source")).expect("body");
    let asked = AtomicUsize::new(0);
    let sink = Sink::start(move |_| {
        asked.fetch_add(1, Ordering::SeqCst);
        taken_as(OTHER)
    })
    .await;
    let uploader = uploader(&sink.url).await;
    assert!(!uploader.put(format!("{}/k", sink.url), body()).await.expect("uploaded").verified);
    let error = uploader.put(format!("{}/k", sink.url), body()).check_etag(true).await.expect_err("other bytes");
    assert_eq!(error.kind(), ErrorKind::UnexpectedResponse);
    let small = uploader.put(format!("{}/k", sink.url), Body::bytes("a")).check_etag(false);
    assert!(!small.await.expect("uploaded").verified);
}

//! A store that fails, hangs or lies: what may pass is retried within limits, and no message holds a secret.

use std::sync::Arc;
use std::time::Duration;

use metastudio_voice::audio::Recording;
use metastudio_voice::upload::Source;
use metastudio_voice::{Error, ErrorKind};

use crate::support::{Condition, Fault, Receiver, S3, Store, archive, archive_of, bytes};

const MIB: usize = 1024 * 1024;
/// Long enough for what works here, and short enough to wait for it four times.
const STALL: Duration = Duration::from_millis(240);

async fn source(store: &Store) -> Source {
    let source = Source::object(Arc::new(store.clone()), "voices/long.wav").stall_timeout(STALL);
    source.await.expect("a source")
}

/// Checks that neither a key nor a signature nor a response is in any form of the error.
fn check_no_secret(error: &Error) {
    for text in [format!("{error}"), format!("{error:#}"), format!("{error:?}"), format!("{error:#?}")] {
        for secret in ["AKSECRET", "SKSECRET", "SIGNED", "AWSAccessKeyId", "X-Amz", "?"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        assert!(text.contains(" in "), "the location: {text}");
    }
}

#[tokio::test]
async fn failures_that_may_pass_are_retried_and_the_right_bytes_arrive() {
    let content = bytes(4 * MIB);
    let store = Store::with(content.clone(), Condition::ETag).await;
    let source = source(&store).await;
    store.fail([Fault::Fails, Fault::Short, Fault::Hangs, Fault::HangsAfterHeaders, Fault::Fails, Fault::Short]);
    let body = archive(source).await.expect("read");
    store.fail([Fault::Short, Fault::Fails]);
    let receiver = Receiver::start().await;
    receiver.put(body).await.expect("sent");
    assert!(receiver.received()[0] == archive_of(content).await);
}

#[tokio::test]
async fn a_store_that_fails_for_longer_is_given_up_with_a_transient_error() {
    for (fault, reason) in [
        (Fault::Fails, "the request to the store failed"),
        (Fault::Hangs, "the store gave nothing for 0.2 s"),
        (Fault::HangsAfterHeaders, "the store gave nothing for 0.2 s"),
        (Fault::Short, "the store gave fewer bytes than were asked for"),
    ] {
        let store = Store::with(bytes(10), Condition::ETag).await;
        let source = source(&store).await;
        store.fail_always(Some(fault));
        let error = archive(source.clone()).await.expect_err("it fails");
        assert_eq!((error.kind(), error.attempts(), error.is_transient()), (ErrorKind::File, 4, true), "{fault:?}");
        assert!(error.to_string().contains(reason), "{error}");
        check_no_secret(&error);
        assert_eq!(store.requested().len(), 4);
        // The source is as good as before.
        store.fail_always(None);
        archive(source).await.expect("read");
    }
}

#[tokio::test]
async fn the_length_is_asked_for_again_and_given_up_within_the_same_limits() {
    let store = Store::with(bytes(10), Condition::ETag).await;
    store.fail_heads([Fault::Fails, Fault::Hangs, Fault::Fails]);
    assert_eq!(source(&store).await.len(), 10);
    store.fail_heads([Fault::Hangs, Fault::Fails, Fault::Hangs, Fault::Hangs]);
    let error = Source::object(Arc::new(store), "voices/long.wav").stall_timeout(STALL).await.expect_err("it hangs");
    assert_eq!((error.attempts(), error.is_transient()), (4, true), "{error}");
    check_no_secret(&error);
}

#[tokio::test]
async fn a_store_that_lies_is_refused_at_once() {
    for (fault, reason) in [
        (Fault::Long, "the store gave more bytes than were asked for"),
        (Fault::Shifted, "the store gave another range than was asked for"),
        (Fault::NotImplemented, "the store does not support reading a range"),
    ] {
        let store = Store::with(bytes(10), Condition::ETag).await;
        let source = source(&store).await;
        store.fail([fault]);
        let error = archive(source).await.expect_err("it lies");
        assert!(error.to_string().contains(reason) && !error.is_transient(), "{error}");
        assert_eq!(store.requested().len(), 1, "{fault:?}");
        check_no_secret(&error);
    }
}

#[tokio::test]
async fn other_bytes_under_the_same_etag_never_arrive() {
    let store = Store::with(bytes(2 * MIB), Condition::ETag).await;
    let body = archive(source(&store).await).await.expect("read");
    store.fail([Fault::Flipped]);
    let receiver = Receiver::start().await;
    let error = receiver.put(body).await.expect_err("other bytes");
    assert!(error.to_string().contains("has changed while it was being read"), "{error}");
    assert!(receiver.received().is_empty());
}

#[tokio::test]
async fn a_failure_of_s3_names_the_status_and_no_secret() {
    let s3 = S3::start(bytes(10)).await;
    let open = || Source::object(Arc::new(s3.store()), "a.wav").stall_timeout(STALL);
    for (status, reason, attempts) in [
        (503, "a.wav in AmazonS3(voices) cannot be read: the store responded with status 503", 4),
        (400, "a.wav in AmazonS3(voices) cannot be read: the store responded with status 400", 1),
        (401, "a.wav in AmazonS3(voices) cannot be read: the store did not accept the credentials", 1),
        (403, "a.wav in AmazonS3(voices) may not be read", 1),
        (416, "a.wav in AmazonS3(voices) has changed", 1),
    ] {
        let source = open().await.expect("a source");
        let before = s3.gets();
        s3.fail(vec![status; attempts]);
        let error = archive(source).await.expect_err("refused");
        assert!(error.to_string().contains(reason), "{error}");
        assert_eq!((s3.gets() - before, error.is_transient()), (attempts, status == 503), "{status}");
        check_no_secret(&error);
    }
    let source = open().await.expect("a source");
    s3.fail([500, 429, 503]);
    archive(source).await.expect("read");
}

#[tokio::test]
async fn a_store_that_nobody_listens_for_is_told_from_one_that_fails() {
    let s3 = S3::start(bytes(10)).await;
    let gone = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    let store = object_store::aws::AmazonS3Builder::new()
        .with_endpoint(format!("http://AKSECRET:SKSECRET@{gone}"))
        .with_allow_http(true)
        .with_bucket_name("voices")
        .with_access_key_id("AKSECRET")
        .with_secret_access_key("SKSECRET")
        .with_retry(object_store::RetryConfig { max_retries: 0, ..Default::default() });
    let store = Arc::new(store.build().expect("a store"));
    let error = Source::object(store, "a.wav").stall_timeout(STALL).await.expect_err("nobody listens");
    assert!(error.to_string().contains("connection refused") && error.is_transient(), "{error}");
    check_no_secret(&error);
    drop(s3);
}

#[test]
fn a_source_of_a_runtime_that_has_ended_is_an_error() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let first = runtime();
    let source = first.block_on(async { source(&Store::with(bytes(10), Condition::ETag).await).await });
    drop(first);
    let error = runtime().block_on(archive(source)).expect_err("no runtime");
    assert!(error.to_string().contains("the Tokio runtime in which the source was made has ended"), "{error}");
}

#[tokio::test(flavor = "current_thread")]
async fn reading_on_the_only_thread_of_the_runtime_ends_with_an_error_that_says_so() {
    let store = Store::with(bytes(10), Condition::ETag).await;
    let error = Recording::inspect(&source(&store).await).expect_err("it cannot work");
    assert!(error.to_string().contains("spawn_blocking"), "{error}");
}

#[test]
fn an_object_outside_of_a_runtime_is_an_error() {
    let store = Arc::new(object_store::memory::InMemory::new());
    let open = std::future::IntoFuture::into_future(Source::object(store, "a.wav"));
    let mut open = std::pin::pin!(open);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(opened) = open.as_mut().poll(&mut context) else { panic!("it waits") };
    let error = opened.expect_err("no runtime");
    assert!(error.to_string().contains("outside of a Tokio runtime"), "{error}");
}

//! A connection that takes nothing any more, and what only looks like it.

use std::io::{Cursor, Read};
use std::time::Duration;

use metastudio_voice::ErrorKind;
use metastudio_voice::retry::NoRetry;
use metastudio_voice::upload::{Body, Source};

use super::{Log, uploader};
use crate::support::Sink;
use crate::support::obs::{Deaf, endless, taken};

/// More than the sockets between two processes can swallow.
fn large() -> Body {
    Body::bytes(vec![0; 32 << 20])
}

#[tokio::test]
async fn a_connection_that_takes_nothing_is_given_up_and_the_upload_is_tried_again() {
    let server = Deaf::start(1).await;
    let log = Log::new();
    let told = log.clone();
    let uploader = uploader(&server.url).await.stall_timeout(Duration::from_millis(300));
    let put = uploader.put(format!("{}/k?Signature=CANARY", server.url), large());
    let uploaded = put.on_retry(move |error| told.add((error.kind(), error.to_string()))).await.expect("uploaded");
    assert_eq!((uploaded.attempts, server.connections()), (2, 2));
    let [(kind, line)] = &log.all()[..] else { panic!("{:?}", log.all()) };
    assert_eq!(*kind, ErrorKind::Timeout);
    assert!(line.contains("the connection has taken nothing for 0.3 s") && !line.contains("CANARY"), "{line}");
}

#[tokio::test]
async fn a_stall_leaves_nothing_in_doubt() {
    let server = Deaf::start(9).await;
    let uploader = uploader(&server.url).await.retry_policy(NoRetry);
    let put = uploader.put(format!("{}/k", server.url), large()).stall_timeout(Duration::from_millis(200));
    let error = put.await.expect_err("stalled");
    assert!(error.is_timeout() && error.is_transient() && !error.is_in_doubt(), "{error}");
}

#[tokio::test]
async fn a_stalled_attempt_is_left_for_good() {
    let server = Deaf::start(9).await;
    let (source, dropped) = endless();
    let uploader = uploader(&server.url).await.retry_policy(NoRetry);
    let put = uploader.put(format!("{}/k", server.url), Body::file(source).expect("body"));
    put.stall_timeout(Duration::from_millis(200)).await.expect_err("stalled");
    tokio::task::spawn_blocking(move || dropped.recv()).await.expect("waiting").expect("the reader was dropped");
}

/// Gives its first bytes, and the others after a while.
struct Slow(Cursor<Vec<u8>>, Duration);

impl Read for Slow {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.0.position() > 0 {
            std::thread::sleep(self.1);
        }
        self.0.read(buffer)
    }
}

#[tokio::test]
async fn a_slow_source_is_not_a_stall() {
    let sink = Sink::start(|_| taken()).await;
    let stall = Duration::from_millis(200);
    let bytes = vec![7; 300_000];
    let given = bytes.clone();
    let source = Source::reader("slow", 300_000, move || Ok(Box::new(Slow(Cursor::new(given.clone()), stall * 3))));
    let uploader = uploader(&sink.url).await.retry_policy(NoRetry).stall_timeout(stall);
    uploader.put(format!("{}/k", sink.url), Body::file(source).expect("body")).await.expect("uploaded");
    assert_eq!(sink.received()[0].body.as_deref(), Some(bytes.as_slice()));
}

#[tokio::test]
async fn a_slow_answer_is_not_a_stall() {
    let stall = Duration::from_millis(300);
    let router = axum::Router::new().fallback(move |request: axum::extract::Request| async move {
        axum::body::to_bytes(request.into_body(), usize::MAX).await.expect("a body");
        tokio::time::sleep(stall * 3).await;
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let url = format!("http://{}", listener.local_addr().expect("address"));
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    let uploader = uploader(&url).await.retry_policy(NoRetry).stall_timeout(stall);
    uploader.put(format!("{url}/k"), Body::bytes(vec![0; 300_000])).await.expect("uploaded");
    server.abort();
}

#[tokio::test]
async fn a_bandwidth_limit_is_not_a_stall() {
    let sink = Sink::start(|_| taken()).await;
    let client = crate::support::builder(&sink.url).retry_policy(NoRetry).build().await.expect("client");
    // By the system's clock: two slices, a second apart.
    let uploader = client.uploader().stall_timeout(Duration::from_millis(200)).bandwidth_limit(1024);
    uploader.put(format!("{}/k", sink.url), Body::bytes(vec![0; 2048])).await.expect("uploaded");
}

//! Bodies that are longer than any response, or never end (D1).

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::http::Response;
use futures_core::Stream;
use metastudio_voice::reqwest::Method;
use metastudio_voice::{Error, ErrorKind};

use crate::support::{Sink, client};

const MIB: usize = 1 << 20;

/// A number of pieces of 1 MiB, each of which is counted.
struct Pieces {
    left: usize,
    sent: Arc<AtomicUsize>,
}

impl Stream for Pieces {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        self.sent.fetch_add(1, Ordering::SeqCst);
        Poll::Ready(Some(Ok(Bytes::from_static(&[b' '; MIB]))))
    }
}

/// Starts a service that responds with this many MiB of blanks. Returns it with the number of MiB that it has sent.
async fn service(length: usize, announced: bool) -> (Sink, Arc<AtomicUsize>) {
    let sent = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&sent);
    let sink = Sink::start(move |_| {
        let mut response = Response::builder().status(200).header("x-request-id", "req-1");
        if announced {
            response = response.header("content-length", length.saturating_mul(MIB));
        }
        let pieces = Pieces { left: length, sent: Arc::clone(&count) };
        response.body(Body::from_stream(pieces)).expect("a response")
    });
    (sink.await, sent)
}

fn check(error: &Error, in_doubt: bool) {
    assert_eq!((error.kind(), error.status()), (ErrorKind::UnexpectedResponse, Some(200)), "{error}");
    assert_eq!(error.message(), "the response is longer than 16 MiB, and was not read");
    assert_eq!((error.request_id(), error.attempts()), (Some("req-1"), 1));
    assert_eq!((error.is_in_doubt(), error.is_transient()), (in_doubt, false));
}

#[tokio::test]
async fn a_success_without_an_end_is_an_error_after_16_mib() {
    let (sink, sent) = service(usize::MAX, false).await;
    let client = client(&sink.url).await;
    check(&client.list_voice_training_job().send().await.expect_err("endless"), false);
    // The bytes in buffers and on their way come on top.
    assert!(sent.load(Ordering::SeqCst) < 64, "{sent:?}");
    check(&client.request(Method::GET, "/v1/new").send().await.expect_err("endless"), false);
    check(&client.delete_voice_training_job().job_id("j").send().await.expect_err("endless"), true);
}

#[tokio::test]
async fn a_body_whose_announced_length_is_too_long_is_not_read() {
    let (sink, sent) = service(17, true).await;
    check(&client(&sink.url).await.list_voice_training_job().send().await.expect_err("too long"), false);
    assert!(sent.load(Ordering::SeqCst) < 17, "{sent:?}");
}

#[tokio::test]
async fn a_body_of_16_mib_is_read_and_a_streamed_body_has_no_limit() {
    for announced in [false, true] {
        let (sink, _) = service(16, announced).await;
        let whole = client(&sink.url).await.request(Method::GET, "/v1/new").send().await.expect("16 MiB");
        assert_eq!(whole.body().len(), 16 * MIB);
    }
    let (sink, _) = service(20, false).await;
    let token = "0".repeat(64);
    let client = client(&sink.url).await;
    let stream = client.show_encrypt_file().tenant_id("t").job_id("j").once_token(&*token).send().await;
    let mut stream = stream.expect("a stream").into_inner().into_inner();
    let mut length = 0;
    while let Some(piece) = std::future::poll_fn(|context| stream.as_mut().poll_next(context)).await {
        length += piece.expect("a piece").len();
    }
    assert_eq!(length, 20 * MIB);
}

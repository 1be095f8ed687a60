//! A server that records what reaches it and responds as the test says.

use std::sync::{Arc, Mutex};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Response};
use futures_core::Stream;

/// A request as it arrived. The body is `None` when it broke off.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

type Respond = dyn Fn(&Received) -> Response<Body> + Send + Sync;

#[derive(Clone)]
struct Shared {
    received: Arc<Mutex<Vec<Received>>>,
    respond: Arc<Respond>,
    read: bool,
}

/// A server on loopback that records each request and responds as the test says.
pub(crate) struct Sink {
    pub(crate) url: String,
    received: Arc<Mutex<Vec<Received>>>,
    server: tokio::task::JoinHandle<()>,
}

impl Sink {
    pub(crate) async fn start(respond: impl Fn(&Received) -> Response<Body> + Send + Sync + 'static) -> Self {
        Self::serve(respond, true).await
    }

    /// One that responds without reading the body.
    pub(crate) async fn impatient(respond: impl Fn(&Received) -> Response<Body> + Send + Sync + 'static) -> Self {
        Self::serve(respond, false).await
    }

    async fn serve(respond: impl Fn(&Received) -> Response<Body> + Send + Sync + 'static, read: bool) -> Self {
        let received = Arc::new(Mutex::new(Vec::new()));
        let shared = Shared { received: received.clone(), respond: Arc::new(respond), read };
        let router = axum::Router::new().fallback(handle).with_state(shared);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
        let url = format!("http://{}", listener.local_addr().expect("address"));
        let server = tokio::spawn(async move { axum::serve(listener, router).await.expect("serving") });
        Self { url, received, server }
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().expect("received").clone()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn handle(State(shared): State<Shared>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let body = if shared.read { axum::body::to_bytes(body, usize::MAX).await.ok() } else { None };
    let target = head.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    let received = Received { method: head.method.to_string(), target, headers: head.headers, body };
    let response = (shared.respond)(&received);
    shared.received.lock().expect("received").push(received);
    response
}

/// The beginning and the end of a body that is too long to keep, and its length.
pub(crate) async fn ends(body: Body, kept: usize) -> (Vec<u8>, Vec<u8>, u64) {
    let (mut first, mut last, mut length) = (Vec::new(), Vec::new(), 0);
    let mut body = std::pin::pin!(body.into_data_stream());
    while let Some(piece) = std::future::poll_fn(|context| body.as_mut().poll_next(context)).await {
        let piece = piece.expect("a whole body");
        length += piece.len() as u64;
        let wanted = kept.saturating_sub(first.len()).min(piece.len());
        first.extend_from_slice(&piece[..wanted]);
        last.extend_from_slice(&piece[piece.len().saturating_sub(kept)..]);
        let surplus = last.len().saturating_sub(kept);
        last.drain(..surplus);
    }
    (first, last, length)
}

/// Returns a response.
pub(crate) fn response(status: u16, content_type: &str, body: impl Into<String>) -> Response<Body> {
    Response::builder()
        .status(status)
        .header("content-type", content_type)
        .header("x-request-id", "req-1")
        .body(Body::from(body.into()))
        .expect("response")
}

/// A JSON response.
pub(crate) fn json(status: u16, body: &serde_json::Value) -> Response<Body> {
    response(status, "application/json", body.to_string())
}

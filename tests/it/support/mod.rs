//! What the tests share: a server that records what reaches it, and recordings.
#![allow(dead_code, missing_docs, unreachable_pub, unused_imports)]

mod clock;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Response};
pub use clock::TestClock;
use futures_core::Stream;
use metastudio_voice::retry::NoRetry;
use metastudio_voice::{Client, ClientBuilder, Credentials};

/// A request as it arrived. The body is `None` when it broke off.
#[derive(Clone, Debug)]
pub struct Received {
    pub method: String,
    pub target: String,
    pub headers: HeaderMap,
    pub body: Option<Bytes>,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

type Answer = dyn Fn(&Received) -> Response<Body> + Send + Sync;

#[derive(Clone)]
struct Shared {
    received: Arc<Mutex<Vec<Received>>>,
    answer: Arc<Answer>,
    read: bool,
}

/// A server on loopback that keeps what it is sent and answers as it is told.
pub struct Sink {
    pub url: String,
    received: Arc<Mutex<Vec<Received>>>,
    server: tokio::task::JoinHandle<()>,
}

impl Sink {
    pub async fn start(answer: impl Fn(&Received) -> Response<Body> + Send + Sync + 'static) -> Self {
        Self::serve(answer, true).await
    }

    /// One that answers without reading the body.
    pub async fn impatient(answer: impl Fn(&Received) -> Response<Body> + Send + Sync + 'static) -> Self {
        Self::serve(answer, false).await
    }

    async fn serve(answer: impl Fn(&Received) -> Response<Body> + Send + Sync + 'static, read: bool) -> Self {
        let received = Arc::new(Mutex::new(Vec::new()));
        let shared = Shared { received: received.clone(), answer: Arc::new(answer), read };
        let router = axum::Router::new().fallback(handle).with_state(shared);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback");
        let url = format!("http://{}", listener.local_addr().expect("address"));
        let server = tokio::spawn(async move { axum::serve(listener, router).await.expect("serving") });
        Self { url, received, server }
    }

    pub fn received(&self) -> Vec<Received> {
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
    let answer = (shared.answer)(&received);
    shared.received.lock().expect("received").push(received);
    answer
}

/// The beginning and the end of a body that is too long to keep, and its length.
pub async fn ends(body: Body, kept: usize) -> (Vec<u8>, Vec<u8>, u64) {
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

/// An answer.
pub fn answer(status: u16, content_type: &str, body: impl Into<String>) -> Response<Body> {
    Response::builder()
        .status(status)
        .header("content-type", content_type)
        .header("x-request-id", "req-1")
        .body(Body::from(body.into()))
        .expect("answer")
}

/// A JSON answer.
pub fn json(status: u16, body: &serde_json::Value) -> Response<Body> {
    answer(status, "application/json", body.to_string())
}

pub const PROJECT: &str = "3f0924078d1b471c884a5383d4dec9fa";

/// A client of this endpoint that sends every call once.
pub async fn client(endpoint: &str) -> Client {
    builder(endpoint).retry_policy(NoRetry).build().await.expect("client")
}

/// A client of this endpoint, to be set up.
pub fn builder(endpoint: &str) -> ClientBuilder {
    Client::builder()
        .endpoint(endpoint)
        .project_id(PROJECT)
        .credentials(Credentials::access_key("AKIDEXAMPLE0000TEST1", "SkExample/0123456789+abc").expect("keys"))
}

/// A whole WAV: PCM, 48 kHz, 16 bit, mono, with that many samples of a saw.
pub fn wav(samples: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 48_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::new(&mut bytes, spec).expect("writer");
    (0..samples).for_each(|n| writer.write_sample((n % 601) as i16 * 50 - 15_000).expect("sample"));
    writer.finalize().expect("finalize");
    bytes.into_inner()
}

/// A file in a folder.
pub fn file(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("file");
    path
}

//! Accepts connections, and serves HTTP/1.1 or HTTP/2 on them until it is dropped. Reads the bodies of requests, and
//! completes what a request has begun even if its client is gone.

use std::future::{Future, pending};
use std::io;
use std::panic::resume_unwind;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, HOST};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Request, Response, Version};
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;

use super::fault::Fault;
use super::record::Recording;

/// The size of the read buffer, and so the largest size of the headers, in bytes. Uploads are slower with a smaller
/// buffer, and with a much larger one.
const READ_BUFFER: usize = 256 << 10;
/// The time for which the server reads a connection after the last response.
const LINGER: Duration = Duration::from_secs(2);
/// The pause after a failed accept, such as when no file handle is left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// The largest size of the headers of an HTTP/2 request, in bytes.
const MAX_HEADERS: u32 = 1 << 20;
/// The largest body that the gateway accepts.
const MAX_BODY: usize = 12 << 20;

/// The protocols of a server.
#[derive(Clone, Copy)]
pub(crate) enum Protocols {
    Http1,
    /// HTTP/2 for clients that begin with it, HTTP/1.1 for others.
    Both,
}

/// A running server. Dropping it closes the port and all connections.
pub(crate) struct Server(JoinHandle<()>);

impl Drop for Server {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Server {
    pub(crate) fn start<S>(listener: TcpListener, service: S, protocols: Protocols) -> Self
    where
        S: Service<Request<Incoming>, Response = Response<Body>> + Clone + Send + 'static,
        S::Future: Send,
        S::Error: std::error::Error + Send + Sync + 'static,
    {
        Self(tokio::spawn(accept(listener, service, protocols)))
    }
}

async fn accept<S>(listener: TcpListener, service: S, protocols: Protocols)
where
    S: Service<Request<Incoming>, Response = Response<Body>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: std::error::Error + Send + Sync + 'static,
{
    // Dropping the set, together with this task, closes all connections.
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(ACCEPT_PAUSE).await;
            continue;
        };
        let _: io::Result<()> = stream.set_nodelay(true);
        connections.spawn(serve(stream, service.clone(), protocols));
    }
}

/// Serves a connection. An error on it concerns only its client, so it is ignored.
async fn serve<S>(stream: TcpStream, service: S, protocols: Protocols)
where
    S: Service<Request<Incoming>, Response = Response<Body>> + Send + 'static,
    S::Future: Send,
    S::Error: std::error::Error + Send + Sync + 'static,
{
    if matches!(protocols, Protocols::Both) && begins_http2(&stream).await {
        let service = service_fn(move |request| service.call(with_host(request)));
        let mut builder = http2::Builder::new(TokioExecutor::new());
        let connection = builder.max_header_list_size(MAX_HEADERS).serve_connection(TokioIo::new(stream), service);
        let _: hyper::Result<()> = connection.await;
        return;
    }
    let connection = http1::Builder::new().max_buf_size(READ_BUFFER).serve_connection(TokioIo::new(stream), service);
    if let Ok(parts) = connection.without_shutdown().await {
        let _: Result<_, tokio::time::error::Elapsed> = timeout(LINGER, linger(parts.io.into_inner())).await;
    }
}

/// Returns whether a connection begins like HTTP/2, with `PRI`, which is not a method of HTTP/1.1.
async fn begins_http2(stream: &TcpStream) -> bool {
    const BEGINNING: [u8; 3] = *b"PRI";
    let mut first = [0; BEGINNING.len()];
    while let Ok(length @ 1..) = stream.peek(&mut first).await {
        if first == BEGINNING {
            return true;
        }
        if length == first.len() || !BEGINNING.starts_with(&first[..length]) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    false
}

/// Adds the `Host` header, since HTTP/1.1 clients sign it.
fn with_host(mut request: Request<Incoming>) -> Request<Incoming> {
    if request.version() == Version::HTTP_2
        && !request.headers().contains_key(HOST)
        && let Some(host) = request.uri().authority().and_then(|host| HeaderValue::try_from(host.as_str()).ok())
    {
        request.headers_mut().insert(HOST, host);
    }
    request
}

/// Closes a connection without a reset. A reset could destroy the response to a client that is still sending its body.
async fn linger(mut stream: TcpStream) {
    if stream.shutdown().await.is_ok() {
        let mut rest = vec![0; 64 << 10];
        while matches!(stream.read(&mut rest).await, Ok(1..)) {}
    }
}

/// Reads the body, up to the largest size that the gateway accepts.
pub(crate) async fn read<B>(parts: &Parts, body: B, recording: &Recording) -> Result<Bytes, Fault>
where
    B: hyper::body::Body,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let announced = parts.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > MAX_BODY as u64) {
        return Err(Fault::body_too_large());
    }
    let body = Limited::new(body, MAX_BODY).collect().await.map_err(|error| {
        let too_large = error.is::<LengthLimitError>();
        if too_large { Fault::body_too_large() } else { Fault::invalid_body("the body ended early") }
    })?;
    let body = body.to_bytes();
    recording.read(body.len());
    Ok(body)
}

/// Runs a future to completion, even if the caller stops waiting for it. Without this, hyper drops a request whose
/// connection closes.
pub(crate) async fn detached<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    match tokio::spawn(work).await {
        Ok(done) => done,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            // The runtime is shutting down, and this task with it.
            Err(_) => pending().await,
        },
    }
}

//! Accepts connections and serves HTTP/1.1 on them until it is dropped.

use std::io;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;

/// The most that is read from a connection at once, and so the most that its headers may be. Uploads are slower with
/// less, and with much more.
const READ_BUFFER: usize = 256 << 10;
/// How long a connection is read on after the last answer.
const LINGER: Duration = Duration::from_secs(2);
/// Pause after a failed accept, such as when no file handle is left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// A running server; dropping it closes the port and all connections.
pub(crate) struct Server(JoinHandle<()>);

impl Drop for Server {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Server {
    pub(crate) fn start<S>(listener: TcpListener, service: S) -> Self
    where
        S: Service<Request<Incoming>, Response = Response<Body>> + Clone + Send + 'static,
        S::Future: Send,
        S::Error: std::error::Error + Send + Sync + 'static,
    {
        Self(tokio::spawn(accept(listener, service)))
    }
}

async fn accept<S>(listener: TcpListener, service: S)
where
    S: Service<Request<Incoming>, Response = Response<Body>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: std::error::Error + Send + Sync + 'static,
{
    // Dropped with this task, and with it all connections.
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(ACCEPT_PAUSE).await;
            continue;
        };
        let _: io::Result<()> = stream.set_nodelay(true);
        connections.spawn(serve(stream, service.clone()));
    }
}

/// Serves a connection. One that breaks concerns its client alone.
async fn serve<S>(stream: TcpStream, service: S)
where
    S: Service<Request<Incoming>, Response = Response<Body>> + Send + 'static,
    S::Future: Send,
    S::Error: std::error::Error + Send + Sync + 'static,
{
    let connection = http1::Builder::new().max_buf_size(READ_BUFFER).serve_connection(TokioIo::new(stream), service);
    if let Ok(parts) = connection.without_shutdown().await {
        let _: Result<_, tokio::time::error::Elapsed> = timeout(LINGER, linger(parts.io.into_inner())).await;
    }
}

/// Hangs up without a reset. A client that is still sending its body when it is refused would lose the answer by one.
async fn linger(mut stream: TcpStream) {
    if stream.shutdown().await.is_ok() {
        let mut rest = vec![0; 64 << 10];
        while matches!(stream.read(&mut rest).await, Ok(1..)) {}
    }
}

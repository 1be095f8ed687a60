//! Accepts connections and serves HTTP/1.1 on them until it is dropped.

use std::io;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

/// The most that is read from a connection at once. Uploads are fast because of it.
const READ_BUFFER: usize = 1 << 20;
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
        let service = service.clone();
        connections.spawn(async move {
            let connection =
                http1::Builder::new().max_buf_size(READ_BUFFER).serve_connection(TokioIo::new(stream), service);
            // A broken connection concerns its client alone.
            let _: Result<(), hyper::Error> = connection.await;
        });
    }
}

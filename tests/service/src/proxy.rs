//! A proxy before the server, whose connections a test can cut or keep from moving.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A proxy to a port of loopback, which ends with this value.
pub struct Proxy {
    port: u16,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    /// The number of connections that were accepted.
    accepted: AtomicUsize,
    /// The connections up to this number are cut.
    cut: watch::Sender<usize>,
    /// The connections up to this number are held.
    held: watch::Sender<usize>,
    /// The number of connections that are open.
    open: watch::Sender<usize>,
}

impl Proxy {
    /// Starts a proxy to a port.
    ///
    /// # Panics
    /// If there is no free port.
    pub async fn start(to: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        let shared = Arc::<Shared>::default();
        let task = tokio::spawn(serve(listener, to, Arc::clone(&shared)));
        Self { port, shared, task }
    }

    /// Returns the port of the proxy.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Cuts the connections that there are.
    pub fn cut(&self) {
        self.shared.cut.send_replace(self.accepted());
    }

    /// Holds the connections that there are: nothing moves on them, and nothing is closed.
    pub fn hold(&self) {
        self.shared.held.send_replace(self.accepted());
    }

    /// Lets everything that is held move again.
    pub fn let_go(&self) {
        self.shared.held.send_replace(0);
    }

    /// Returns how many connections were accepted.
    pub fn accepted(&self) -> usize {
        self.shared.accepted.load(Ordering::SeqCst)
    }

    /// Waits until no more than this number of connections are open.
    ///
    /// # Panics
    /// If the proxy has ended.
    pub async fn until_open(&self, count: usize) {
        self.shared.open.subscribe().wait_for(|open| *open <= count).await.expect("the proxy");
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, to: u16, shared: Arc<Shared>) {
    while let Ok((client, _)) = listener.accept().await {
        let number = shared.accepted.fetch_add(1, Ordering::SeqCst) + 1;
        shared.open.send_modify(|open| *open += 1);
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            if let Ok(server) = TcpStream::connect((Ipv4Addr::LOCALHOST, to)).await {
                forward(client, server, number, &shared).await;
            }
            shared.open.send_modify(|open| *open -= 1);
        });
    }
}

async fn forward(client: TcpStream, server: TcpStream, number: usize, shared: &Shared) {
    // Small messages are sent at once, as Postgres does.
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let mut cut = shared.cut.subscribe();
    tokio::select! {
        _ = cut.wait_for(|cut| *cut >= number) => {}
        () = copy(from_client, to_server, number, shared.held.subscribe()) => {}
        () = copy(from_server, to_client, number, shared.held.subscribe()) => {}
    }
}

async fn copy(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, number: usize, mut held: watch::Receiver<usize>) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        let is_free = held.wait_for(|held| *held < number).await.is_ok();
        if !is_free || to.write_all(&buffer[..count]).await.is_err() {
            return;
        }
    }
}

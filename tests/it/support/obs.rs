//! An OBS for the tests of uploads: responses in a row, refusals, and a server that breaks the rules of HTTP.

use std::io::Read;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::upload::Source;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::support::{Sink, response};

/// Starts an OBS that gives these responses, one after the other, and then confirms every upload.
pub(crate) async fn obs(responses: Vec<Response<Body>>) -> Sink {
    let responses = Mutex::new(responses.into_iter());
    Sink::start(move |_| responses.lock().expect("responses").next().unwrap_or_else(taken)).await
}

/// It has everything.
pub(crate) fn taken() -> Response<Body> {
    response(200, "application/xml", "")
}

/// It has everything, and this is the ETag.
pub(crate) fn taken_as(etag: &str) -> Response<Body> {
    with(taken(), "etag", etag)
}

/// It refuses with this code.
pub(crate) fn refusal(status: u16, code: &str) -> Response<Body> {
    let xml = format!(
        "<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>no</Message><RequestId>R</RequestId></Error>"
    );
    response(status, "application/xml", xml)
}

pub(crate) fn with(mut response: Response<Body>, name: &'static str, value: &str) -> Response<Body> {
    response.headers_mut().insert(name, value.parse().expect("a header"));
    response
}

/// What a server does with one connection once it has the head of a request, without keeping to HTTP.
#[derive(Clone, Debug)]
pub(crate) struct Conduct {
    /// How many bytes of the body it takes.
    pub(crate) takes: u64,
    /// What it sends then, byte by byte as it stands here.
    pub(crate) says: Vec<u8>,
    /// Whether it then keeps the connection, and takes nothing more; else it closes it.
    pub(crate) stays: bool,
}

impl Conduct {
    /// Takes so much, says this and closes.
    pub(crate) fn says(takes: u64, says: impl Into<Vec<u8>>) -> Self {
        Self { takes, says: says.into(), stays: false }
    }

    /// Takes nothing, and says nothing.
    pub(crate) fn deaf() -> Self {
        Self { takes: 0, says: Vec::new(), stays: true }
    }

    /// The same, and keeps the connection.
    pub(crate) fn and_stays(self) -> Self {
        Self { stays: true, ..self }
    }
}

/// Starts a server that treats its first connections as the test says, and responds to the others.
pub(crate) struct Rude {
    pub(crate) url: String,
    accepted: Arc<Mutex<u32>>,
    server: tokio::task::JoinHandle<()>,
}

impl Rude {
    /// One whose first connections take nothing after the head of the request.
    pub(crate) async fn deaf(connections: usize) -> Self {
        Self::start(vec![Conduct::deaf(); connections]).await
    }

    pub(crate) async fn start(conducts: Vec<Conduct>) -> Self {
        let socket = TcpSocket::new_v4().expect("socket");
        // So that little is swallowed without being read.
        socket.set_recv_buffer_size(8 * 1024).expect("buffer");
        socket.bind("127.0.0.1:0".parse().expect("address")).expect("loopback");
        let listener = socket.listen(8).expect("listening");
        let url = format!("http://{}", listener.local_addr().expect("address"));
        let accepted = Arc::new(Mutex::new(0));
        let count = accepted.clone();
        let server = tokio::spawn(async move {
            let mut conducts = conducts.into_iter();
            loop {
                let (connection, _) = listener.accept().await.expect("a connection");
                *count.lock().expect("count") += 1;
                tokio::spawn(met(connection, conducts.next()));
            }
        });
        Self { url, accepted, server }
    }

    pub(crate) fn connections(&self) -> u32 {
        *self.accepted.lock().expect("count")
    }
}

impl Drop for Rude {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn met(mut connection: TcpStream, conduct: Option<Conduct>) {
    let length = head(&mut connection).await;
    let takes = conduct.as_ref().map_or(length, |conduct| conduct.takes.min(length));
    let mut body = (&mut connection).take(takes);
    // The other side may close it at any time.
    let _ = tokio::io::copy(&mut body, &mut tokio::io::sink()).await;
    let taken = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let _ = connection.write_all(conduct.as_ref().map_or(taken, |conduct| &conduct.says)).await;
    if conduct.is_some_and(|conduct| conduct.stays) {
        std::future::pending::<()>().await;
    }
}

/// Reads the head of a request, and nothing of its body; the length that it promises.
pub(crate) async fn head(connection: &mut TcpStream) -> u64 {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(connection.read_u8().await.expect("a head"));
    }
    let head = String::from_utf8(head).expect("text").to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length.expect("a length").parse().expect("a number")
}

/// Gives zeros for ever, and tells when it is dropped.
struct Endless(Sender<()>);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        buffer.fill(0);
        Ok(buffer.len())
    }
}

impl Drop for Endless {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

/// A source of 4 GiB, and what tells that a reader of it is dropped.
pub(crate) fn endless() -> (Source, Receiver<()>) {
    let (sender, dropped) = channel();
    let sender = Mutex::new(sender);
    let source =
        Source::reader("endless", 4 << 30, move || Ok(Box::new(Endless(sender.lock().expect("sender").clone()))));
    (source, dropped)
}

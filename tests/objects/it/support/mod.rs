//! Stores that fail, a server that is like S3, and a receiver of uploads.

mod s3;
mod store;

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::to_bytes;
use axum::extract::Request;
use metastudio_voice::retry::NoRetry;
use metastudio_voice::upload::{Body, Package, Source};
use metastudio_voice::{Client, Credentials, Error};
use tokio::net::TcpListener;

pub(crate) use s3::S3;
pub(crate) use store::{Condition, Fault, LOCATION, Store};

/// Returns a WAV with so many samples of a saw, with one channel of 16 bits at 48 kHz.
pub(crate) fn wav(samples: u32) -> Vec<u8> {
    let length = 2 * samples;
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((36 + length).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\xbb\0\0\0\x77\x01\0\x02\0\x10\0data");
    bytes.extend(length.to_le_bytes());
    bytes.extend((0..samples).flat_map(|n| ((n % 601) as i16 * 50 - 15_000).to_le_bytes()));
    bytes
}

/// Returns bytes of which no two ranges are alike.
pub(crate) fn bytes(length: usize) -> Vec<u8> {
    (0..length as u64).map(|n| (n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8).collect()
}

/// Serves a router on loopback, and returns its URL.
pub(crate) async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

/// Receives uploads.
pub(crate) struct Receiver {
    url: String,
    received: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let received = Arc::new(Mutex::new(Vec::new()));
        let kept = received.clone();
        let router = Router::new().fallback(move |request: Request| async move {
            let body = to_bytes(request.into_body(), usize::MAX).await;
            body.into_iter().for_each(|body| kept.lock().expect("received").push(body.to_vec()));
            [("etag", "\"0\"")]
        });
        Self { url: serve(router).await, received }
    }

    /// Returns the bodies that arrived whole.
    pub(crate) fn received(&self) -> Vec<Vec<u8>> {
        self.received.lock().expect("received").clone()
    }

    /// Sends a body once.
    pub(crate) async fn put(&self, body: Body) -> Result<(), Error> {
        let keys = Credentials::access_key("AKIDEXAMPLE0000TEST1", "SkExample/0123456789+abc").expect("keys");
        let client = Client::builder().endpoint(&*self.url).project_id("p").credentials(keys).retry_policy(NoRetry);
        let client = client.build().await.expect("client");
        client.uploader().put(format!("{}/k", self.url), body).await.map(drop)
    }
}

/// Reads a source once, and returns the archive with it.
pub(crate) async fn archive(source: Source) -> Result<Body, Error> {
    Package::new().add("recording.wav", source)?.into_body().await
}

/// Returns the archive of these bytes as it arrives.
pub(crate) async fn archive_of(bytes: Vec<u8>) -> Vec<u8> {
    let receiver = Receiver::start().await;
    receiver.put(archive(Source::bytes("b", bytes)).await.expect("a body")).await.expect("sent");
    receiver.received().remove(0)
}

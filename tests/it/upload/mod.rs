//! Uploads: the bytes that reach OBS, retries, URLs that expire, connections that stall, sources that do not keep their
//! promise, and limits.

mod bandwidth;
mod cancel;
mod content_types;
mod etag;
mod put;
mod responses;
mod retries;
mod sources;
mod spans;
mod stall;
mod url;
mod zip_readers;

use std::sync::{Arc, Mutex};

use metastudio_voice::upload::Uploader;
use metastudio_voice::{Client, ClientBuilder};

use crate::support::TestClock;

/// Builds a client whose clock lets pauses take no time.
async fn client(url: &str, clock: &Arc<TestClock>, set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    set(crate::support::builder(url).clock(clock.clone())).build().await.expect("client")
}

async fn uploader(url: &str) -> Uploader {
    client(url, &TestClock::new(), |client| client).await.uploader()
}

/// Keeps its entries for the end of a test.
struct Log<T>(Arc<Mutex<Vec<T>>>);

impl<T> Clone for Log<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Clone> Log<T> {
    fn new() -> Self {
        Self(Arc::default())
    }

    fn add(&self, entry: T) {
        self.0.lock().expect("log").push(entry);
    }

    fn all(&self) -> Vec<T> {
        self.0.lock().expect("log").clone()
    }
}

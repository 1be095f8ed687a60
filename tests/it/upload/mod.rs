//! Uploads when something goes wrong on the way: what is sent again and what is not, addresses that end, connections
//! that hang, sources that are not what they promised, and limits.

mod address;
mod again;
mod cancel;
mod content_types;
mod deflate;
mod etag;
mod pace;
mod put;
mod responses;
mod sources;
mod spans;
mod stall;
mod zip_readers;

use std::sync::{Arc, Mutex};

use metastudio_voice::upload::Uploader;
use metastudio_voice::{Client, ClientBuilder};

use crate::support::TestClock;

/// A client on whose clock pauses take no time.
async fn client(url: &str, clock: &Arc<TestClock>, set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    set(crate::support::builder(url).clock(clock.clone())).build().await.expect("client")
}

async fn uploader(url: &str) -> Uploader {
    client(url, &TestClock::new(), |client| client).await.uploader()
}

/// Keeps what it is told.
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

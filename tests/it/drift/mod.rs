//! Differences between responses and the spec: each is found, told once with the edit that makes it go away, and shows
//! nothing that is sensitive.

mod kinds;
mod recording;
mod simulator;

use std::sync::{Arc, Mutex};

use metastudio_voice::ClientBuilder;
use metastudio_voice::drift::Drift;

/// The differences that a client has told.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<Drift>>>);

impl Told {
    fn by(&self, builder: ClientBuilder) -> ClientBuilder {
        let told = self.clone();
        builder.on_drift(move |drift| told.0.lock().expect("no panic").push(drift.clone()))
    }

    fn all(&self) -> Vec<Drift> {
        self.0.lock().expect("no panic").clone()
    }

    fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = self.all().iter().map(|drift| drift.key().to_owned()).collect();
        keys.sort();
        keys
    }
}

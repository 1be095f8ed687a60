//! A simulator whose jobs move on every few milliseconds, and a folder for recordings.
#![allow(dead_code, unreachable_pub)]

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use metastudio_voice::training::{Event, Outcome, Plan};
use metastudio_voice::{Client, ClientBuilder, Credentials, Error};
use metastudio_voice_simulator::{Clock, Simulator, SimulatorBuilder};

use crate::common::{file, wav};

pub struct Studio {
    pub simulator: Arc<Simulator>,
    pub folder: tempfile::TempDir,
    time: tokio::task::JoinHandle<()>,
}

impl Drop for Studio {
    fn drop(&mut self) {
        self.time.abort();
    }
}

impl Studio {
    pub async fn open() -> Self {
        Self::of(Simulator::builder()).await
    }

    pub async fn of(simulator: SimulatorBuilder) -> Self {
        let simulator = Arc::new(simulator.clock(Clock::Manual).start().await.expect("simulator"));
        let moving = simulator.clone();
        let time = tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_millis(10)).await;
                moving.advance();
            }
        });
        Self { simulator, folder: tempfile::tempdir().expect("folder"), time }
    }

    pub async fn client(&self) -> Client {
        client_of(&self.simulator, self.simulator.secret_key()).await
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        file(self.folder.path(), name, bytes)
    }

    /// A plan for a good recording of two seconds.
    pub fn plan(&self) -> Plan {
        fast(Plan::premium("Gentle female voice", self.file("recording.wav", wav(96_000))))
    }
}

/// A client with this secret key.
pub async fn client_of(simulator: &Simulator, secret_key: &str) -> Client {
    builder_of(simulator, secret_key).build().await.expect("client")
}

pub fn builder_of(simulator: &Simulator, secret_key: &str) -> ClientBuilder {
    let keys = Credentials::access_key(simulator.access_key(), secret_key).expect("keys");
    Client::builder().endpoint(simulator.endpoint()).project_id(simulator.project_id()).credentials(keys)
}

pub fn fast(plan: Plan) -> Plan {
    plan.poll_interval(Duration::from_millis(5))
}

pub async fn train(client: &Client, plan: Plan) -> (Result<Outcome, Error>, Vec<Event>) {
    let events = Arc::new(Mutex::new(Vec::new()));
    let keep = events.clone();
    let outcome = client.train(plan).on_event(move |event| keep.lock().expect("events").push(event)).await;
    let events = events.lock().expect("events").clone();
    (outcome, events)
}

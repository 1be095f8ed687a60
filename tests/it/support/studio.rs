//! A simulator whose jobs move on every few milliseconds, and a folder for recordings.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use metastudio_voice::training::{Event, Outcome, Plan};
use metastudio_voice::{Client, Error};
use metastudio_voice_simulator::{Clock, Simulator, SimulatorBuilder};

use crate::support::{builder_of, file, wav};

pub(crate) struct Studio {
    pub(crate) simulator: Arc<Simulator>,
    pub(crate) folder: tempfile::TempDir,
    time: tokio::task::JoinHandle<()>,
}

impl Drop for Studio {
    fn drop(&mut self) {
        self.time.abort();
    }
}

impl Studio {
    pub(crate) async fn open() -> Self {
        Self::of(Simulator::builder()).await
    }

    pub(crate) async fn of(simulator: SimulatorBuilder) -> Self {
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

    /// From now on, jobs move on only by [`Simulator::advance`].
    pub(crate) fn stop_time(&self) {
        self.time.abort();
    }

    pub(crate) async fn client(&self) -> Client {
        builder_of(&self.simulator).build().await.expect("client")
    }

    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        file(self.folder.path(), name, bytes)
    }

    /// The journal of [`plan`](Self::plan).
    pub(crate) fn journal(&self) -> PathBuf {
        self.folder.path().join("recording.wav.training.json")
    }

    /// The names of all files in the folder.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).expect("folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// How many jobs there are, how often they were submitted, and how many credits were spent.
    pub(crate) fn counts(&self) -> (usize, u32, u64) {
        let jobs = self.simulator.jobs();
        (jobs.len(), jobs.iter().map(|job| job.submissions).sum(), self.simulator.credits_spent())
    }

    /// How many requests have asked for a change.
    pub(crate) fn changes(&self) -> usize {
        self.simulator.requests().iter().filter(|request| request.method != "GET").count()
    }

    /// A plan for a good recording of two seconds.
    pub(crate) fn plan(&self) -> Plan {
        fast(Plan::premium("Gentle female voice", self.file("recording.wav", wav(96_000))))
    }
}

pub(crate) fn fast(plan: Plan) -> Plan {
    plan.poll_interval(Duration::from_millis(5))
}

/// Trains until this is told, and drops the training there if that is not its end.
pub(crate) async fn until(studio: &Studio, plan: Plan, is_it: impl Fn(&Event) -> bool + Send + 'static) {
    let (told, mut is_told) = tokio::sync::mpsc::unbounded_channel();
    let training = studio.client().await.train(plan).on_event(move |event| {
        if is_it(&event) {
            told.send(()).expect("told");
        }
    });
    tokio::select! {
        biased;
        _ = is_told.recv() => {}
        _ = training.into_future() => is_told.try_recv().expect("it was told"),
    }
}

pub(crate) async fn train(client: &Client, plan: Plan) -> (Result<Outcome, Error>, Vec<Event>) {
    let events = Arc::new(Mutex::new(Vec::new()));
    let keep = events.clone();
    let outcome = client.train(plan).on_event(move |event| keep.lock().expect("events").push(event)).await;
    let events = events.lock().expect("events").clone();
    (outcome, events)
}

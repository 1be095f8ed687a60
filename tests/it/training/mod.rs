//! Trainings from the recording to the voice, with faults and interruptions at every step.

mod batch;
mod chaos;
mod editions;
mod events;
mod exceptions;
mod faults;
mod guide;
mod identity;
mod journal;
mod matrix;
mod official_sdk;
mod recording;
mod segments;
mod stops;
mod train;
mod waiting;

/// Reads a journal as JSON.
fn journal_json(path: impl AsRef<std::path::Path>) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(path).expect("a journal")).expect("JSON")
}

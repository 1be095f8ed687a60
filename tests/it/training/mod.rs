//! Trainings from the recording to the voice, with interruptions at every step.

mod batch;
mod editions;
mod events;
mod exceptions;
mod guide;
mod identity;
mod journal;
mod official_sdk;
mod pool;
mod pool_delete;
mod pool_follow;
mod pool_store;
mod pool_watching;
mod recording;
mod rivals;
mod segments;
mod stops;
mod stores;
mod train;
mod waiting;

/// Reads a journal as JSON.
pub(crate) fn journal_json(path: impl AsRef<std::path::Path>) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(path).expect("a journal")).expect("JSON")
}

//! A training from the recording to the voice, whatever happens on the way.

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

/// The journal of a training as it stands on the disk.
fn journal_json(path: impl AsRef<std::path::Path>) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(path).expect("a journal")).expect("JSON")
}

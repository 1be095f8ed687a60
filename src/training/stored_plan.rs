//! A plan as its journal holds it: enough to go on with the training in another process, without any secret.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::source::StoredObject;

/// The plan of a training in its journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredPlan {
    pub(super) material: StoredMaterial,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) letter: Option<StoredOrigin>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) letter_content_type: Option<String>,
    /// The details of the job by the API's names, without the name of the voice.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub(super) details: Map<String, Value>,
    /// The parts of the plan that the journal does not hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) omitted: Vec<Omitted>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) app_user_id: Option<String>,
    /// The job that the plan resumes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) resumes: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) resubmit: bool,
    /// The interval between two queries, in milliseconds.
    pub(super) poll_interval_ms: u64,
    /// The time that the job may take after its submission, in seconds.
    pub(super) deadline_s: u64,
}

/// Where the material of a plan is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum StoredMaterial {
    /// One long recording.
    Recording(StoredOrigin),
    /// Segments with their texts.
    Segments {
        segments: Vec<StoredSegment>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        one_by_one: bool,
    },
    /// Material that is neither in a file nor in an object store, by its name in messages.
    Elsewhere(String),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredSegment {
    pub(super) audio: StoredOrigin,
    pub(super) text: String,
}

/// Where a recording, the audio of a segment or a letter is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum StoredOrigin {
    /// The path of a file, without links.
    Path(PathBuf),
    Object(StoredObject),
}

/// A part of a plan that its journal does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Omitted {
    /// The phone number: no journal holds one.
    Phone,
    /// The letter: its path is not text, or it is neither in a file nor in an object store.
    Letter,
    /// The details: they cannot be sent.
    Details,
}

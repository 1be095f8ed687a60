//! What a test may look at: jobs and uploaded objects.

use std::path::PathBuf;

use crate::job::Job;

/// A job as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JobSnapshot {
    /// The job's id.
    pub id: String,
    /// The voice's name.
    pub name: String,
    /// The state, as the API writes it.
    pub state: String,
    /// How often it has been submitted with success.
    pub submissions: u32,
    /// How many uploads have been completed: recordings and letters.
    pub uploads: u32,
    /// How many recordings have been uploaded.
    pub recording_uploads: u32,
    /// How many letters have been uploaded.
    pub letter_uploads: u32,
    /// The voice, once the training has succeeded.
    pub asset_id: Option<String>,
}

impl From<&Job> for JobSnapshot {
    fn from(job: &Job) -> Self {
        Self {
            id: job.id.clone(),
            name: job.metadata.voice_name.clone(),
            state: job.state.name().to_owned(),
            submissions: job.submissions,
            uploads: job.recording_uploads + job.letter_uploads,
            recording_uploads: job.recording_uploads,
            letter_uploads: job.letter_uploads,
            asset_id: job.asset_id.clone(),
        }
    }
}

/// Which upload of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ObjectKind {
    /// The zip with the recording.
    Recording,
    /// The authorization letter.
    Letter,
}

/// An uploaded object.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredObject {
    /// The file that holds it; the next upload of the same kind replaces it.
    pub path: PathBuf,
    /// The Content-Type of the upload.
    pub content_type: Option<String>,
    /// Its length in bytes.
    pub length: u64,
    /// Its MD5, in hexadecimal digits.
    pub md5: String,
}

impl StoredObject {
    /// Reads it whole.
    pub fn bytes(&self) -> std::io::Result<Vec<u8>> {
        std::fs::read(&self.path)
    }
}

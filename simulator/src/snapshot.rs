//! What a test may look at: jobs and uploaded objects.

use std::path::PathBuf;

use crate::job::Job;
use crate::short_job::ShortJob;

/// A job as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JobSnapshot {
    /// The job's id.
    pub id: String,
    /// The edition, as the API writes it in `job_type`.
    pub job_type: String,
    /// `PACKAGE` or `SEGMENT`.
    pub create_type: String,
    /// The voice's name.
    pub name: String,
    /// The state, as the API writes it.
    pub state: String,
    /// How often it has been submitted with success.
    pub submissions: u32,
    /// How many uploads have been completed, of all kinds.
    pub uploads: u32,
    /// How many zips with recordings have been uploaded.
    pub recording_uploads: u32,
    /// How many letters have been uploaded.
    pub letter_uploads: u32,
    /// How many files of single sentences have been uploaded.
    pub segment_uploads: u32,
    /// The sentences that are confirmed.
    pub confirmed: Vec<u32>,
    /// The voice, once the training has succeeded.
    pub asset_id: Option<String>,
}

impl From<&Job> for JobSnapshot {
    fn from(job: &Job) -> Self {
        Self {
            id: job.id.clone(),
            job_type: job.edition.name().to_owned(),
            create_type: job.create_type.name().to_owned(),
            name: job.metadata.voice_name.clone(),
            state: job.state.name().to_owned(),
            submissions: job.submissions,
            uploads: job.recording_uploads + job.letter_uploads + job.segment_uploads + job.attachment_uploads,
            recording_uploads: job.recording_uploads,
            letter_uploads: job.letter_uploads,
            segment_uploads: job.segment_uploads,
            confirmed: job.confirmed.keys().copied().collect(),
            asset_id: job.asset_id.clone(),
        }
    }
}

/// A quick job as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShortJobSnapshot {
    /// The job's id.
    pub id: String,
    /// The state, as the API writes it.
    pub state: String,
    /// How many uploads have been completed.
    pub uploads: u32,
}

impl From<&ShortJob> for ShortJobSnapshot {
    fn from(job: &ShortJob) -> Self {
        Self { id: job.id.clone(), state: job.state.name().to_owned(), uploads: job.uploads }
    }
}

/// Which upload of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ObjectKind {
    /// The zip with the recording, or with all sentences.
    Recording,
    /// The authorization letter.
    Letter,
    /// The sound of the sentence at this position.
    SegmentAudio(u32),
    /// The text of the sentence at this position.
    SegmentText(u32),
    /// The attachment of a review with this number.
    ReviewAttachment(u32),
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

//! The views of jobs and uploaded objects that a test gets.

use std::path::PathBuf;

use crate::state::job::Job;
use crate::state::short_job::ShortJob;

/// The present state of a training job.
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
    /// The number of successful submissions.
    pub submissions: u32,
    /// The number of completed uploads of all kinds.
    pub uploads: u32,
    /// The number of uploaded zips with recordings.
    pub recording_uploads: u32,
    /// The number of uploaded letters.
    pub letter_uploads: u32,
    /// The number of uploaded files of single segments.
    pub segment_uploads: u32,
    /// The confirmed segments.
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

/// The present state of a short job.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShortJobSnapshot {
    /// The job's id.
    pub id: String,
    /// The state, as the API writes it.
    pub state: String,
    /// The number of completed uploads.
    pub uploads: u32,
}

impl From<&ShortJob> for ShortJobSnapshot {
    fn from(job: &ShortJob) -> Self {
        Self { id: job.id.clone(), state: job.state.name().to_owned(), uploads: job.uploads }
    }
}

/// The kind of an uploaded object of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ObjectKind {
    /// The zip with the recording, or with all segments.
    Recording,
    /// The authorization letter.
    Letter,
    /// The audio of the segment with this index.
    SegmentAudio(u32),
    /// The text of the segment with this index.
    SegmentText(u32),
    /// The review attachment with this number.
    ReviewAttachment(u32),
}

/// An uploaded object.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredObject {
    /// The file that holds the object. The next upload of the same kind replaces it.
    pub path: PathBuf,
    /// The Content-Type of the upload.
    pub content_type: Option<String>,
    /// The length in bytes.
    pub length: u64,
    /// The MD5 in hexadecimal digits.
    pub md5: String,
}

impl StoredObject {
    /// Reads the whole object.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read, for example because the job was deleted.
    pub fn bytes(&self) -> std::io::Result<Vec<u8>> {
        std::fs::read(&self.path)
    }
}

//! The uploaded objects of jobs, and the files that can be downloaded once, each with a token.

use std::collections::BTreeMap;
use std::path::PathBuf;

use bytes::Bytes;

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

/// The uploaded objects. Files hold their content.
#[derive(Default)]
pub(crate) struct Objects(BTreeMap<String, BTreeMap<ObjectKind, StoredObject>>);

impl Objects {
    pub(crate) fn get(&self, job_id: &str, kind: ObjectKind) -> Option<&StoredObject> {
        self.0.get(job_id)?.get(&kind)
    }

    pub(crate) fn insert(&mut self, job_id: &str, kind: ObjectKind, object: StoredObject) {
        self.0.entry(job_id.to_owned()).or_default().insert(kind, object);
    }

    /// Forgets all objects of a job, and returns them so that the caller can remove their files.
    pub(crate) fn remove_all(&mut self, job_id: &str) -> Vec<StoredObject> {
        self.0.remove(job_id).unwrap_or_default().into_values().collect()
    }
}

/// The files that can be downloaded.
#[derive(Default)]
pub(crate) struct DownloadTokens {
    issued: u64,
    /// The job that a file belongs to and its content, by token.
    offered: BTreeMap<String, (String, Bytes)>,
}

impl DownloadTokens {
    /// Offers a file and returns its token of 64 characters. The series of tokens is the same in every run.
    pub(crate) fn offer(&mut self, job_id: &str, content: Bytes) -> String {
        self.issued += 1;
        let token = format!("{:064x}", self.issued);
        self.offered.insert(token.clone(), (job_id.to_owned(), content));
        token
    }

    /// Returns the file and forgets it. Returns `None`, and forgets nothing, if the token is not one for this job.
    pub(crate) fn take(&mut self, job_id: &str, token: &str) -> Option<Bytes> {
        self.offered.get(token).filter(|(owner, _)| owner == job_id)?;
        self.offered.remove(token).map(|(_, content)| content)
    }

    /// Forgets all files of a job.
    pub(crate) fn withdraw(&mut self, job_id: &str) {
        self.offered.retain(|_, (owner, _)| owner != job_id);
    }
}

//! Files that can be downloaded once, each with a token.

use std::collections::BTreeMap;

use bytes::Bytes;

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

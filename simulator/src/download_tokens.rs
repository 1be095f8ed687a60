//! Files that can be downloaded once, each with a token of its own.

use std::collections::BTreeMap;

use bytes::Bytes;

/// The files that are on offer.
#[derive(Default)]
pub(crate) struct DownloadTokens {
    issued: u64,
    /// By token: the job that the file belongs to, and its content.
    offered: BTreeMap<String, (String, Bytes)>,
}

impl DownloadTokens {
    /// Offers a file and returns its token, 64 characters that are the same in every run.
    pub(crate) fn offer(&mut self, job_id: &str, content: Bytes) -> String {
        self.issued += 1;
        let token = format!("{:064x}", self.issued);
        self.offered.insert(token.clone(), (job_id.to_owned(), content));
        token
    }

    /// Hands the file out and forgets it; `None`, and nothing forgotten, when the token is not one for this job.
    pub(crate) fn take(&mut self, job_id: &str, token: &str) -> Option<Bytes> {
        self.offered.get(token).filter(|(owner, _)| owner == job_id)?;
        self.offered.remove(token).map(|(_, content)| content)
    }

    /// Withdraws what is offered of a job.
    pub(crate) fn withdraw(&mut self, job_id: &str) {
        self.offered.retain(|_, (owner, _)| owner != job_id);
    }
}

//! Where the files of segments go: the URLs that are known, and fresh ones when those are not good any more.

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;

use crate::types::{JobId, SegmentUploadingUrl};
use crate::{Client, Error, ErrorKind};

/// Which file of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Audio,
    Text,
}

/// An address, and with which answer it came.
pub(super) struct Address {
    pub(super) url: String,
    pub(super) issue: u32,
}

/// The addresses of a job, shared by all segments on their way.
pub(super) struct UploadUrls {
    client: Client,
    job_id: JobId,
    /// Held while fresh ones are asked for, so that this is done once for all.
    current: Mutex<Current>,
}

struct Current {
    /// Counts the answers: 0 as long as there was none.
    issue: u32,
    audio: Vec<SecretString>,
    text: Vec<SecretString>,
}

impl UploadUrls {
    pub(super) fn new(client: Client, job_id: JobId, known: Option<SegmentUploadingUrl>) -> Self {
        let mut current = Current { issue: 0, audio: Vec::new(), text: Vec::new() };
        if let Some(known) = known {
            current.take(known);
        }
        Self { client, job_id, current: Mutex::new(current) }
    }

    /// For how many segments there are addresses.
    pub(super) async fn count(&self) -> Result<usize, Error> {
        let current = self.known().await?;
        Ok(current.audio.len().min(current.text.len()))
    }

    /// Where a file goes.
    pub(super) async fn of(&self, index: usize, part: Part) -> Result<Address, Error> {
        let current = self.known().await?;
        let urls = match part {
            Part::Audio => &current.audio,
            Part::Text => &current.text,
        };
        let url = urls.get(index).map(|url| url.expose_secret().to_owned());
        let url = url.ok_or_else(|| {
            let message = format!("the service gave no address for segment {index}");
            Error::new(ErrorKind::UnexpectedResponse, message)
        })?;
        Ok(Address { url, issue: current.issue })
    }

    /// Asks for fresh addresses, unless that was done since the refused one was issued.
    pub(super) async fn renew(&self, refused: &Address) -> Result<(), Error> {
        let mut current = self.current.lock().await;
        if current.issue == refused.issue {
            self.ask(&mut current).await?;
        }
        Ok(())
    }

    async fn known(&self) -> Result<tokio::sync::MutexGuard<'_, Current>, Error> {
        let mut current = self.current.lock().await;
        if current.issue == 0 {
            self.ask(&mut current).await?;
        }
        Ok(current)
    }

    async fn ask(&self, current: &mut Current) -> Result<(), Error> {
        let fresh = self.client.show_job_uploading_address().job_id(self.job_id.clone()).send().await?;
        let fresh = fresh.into_inner().segment_url.ok_or_else(|| {
            Error::new(ErrorKind::InvalidRequest, "the job takes no single segments")
                .with_advice("create the job with create_type SEGMENT, or upload one zip")
        })?;
        current.take(fresh);
        Ok(())
    }
}

impl Current {
    fn take(&mut self, urls: SegmentUploadingUrl) {
        self.issue += 1;
        self.audio = urls.audio_uploading_url.into_iter().map(Into::into).collect();
        self.text = urls.txt_uploading_url.into_iter().map(Into::into).collect();
    }
}

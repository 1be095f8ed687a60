//! The URLs to upload the files of segments to, and fresh ones once they have expired.

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;

use crate::types::{JobId, SegmentUploadingUrl};
use crate::{Client, Error, ErrorKind};

/// A file of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Audio,
    Text,
}

/// An upload URL, and the number of the response that it came with.
pub(super) struct UploadUrl {
    pub(super) url: String,
    response: u32,
}

/// The upload URLs of a job, which all of its segments share.
pub(super) struct UploadUrls {
    client: Client,
    job_id: JobId,
    /// Locked while fresh URLs are requested, so that one request serves all segments.
    current: Mutex<Current>,
}

struct Current {
    /// The number of responses with URLs up to now.
    responses: u32,
    audio: Vec<SecretString>,
    text: Vec<SecretString>,
}

impl UploadUrls {
    pub(super) fn new(client: Client, job_id: JobId, known: Option<SegmentUploadingUrl>) -> Self {
        let mut current = Current { responses: 0, audio: Vec::new(), text: Vec::new() };
        if let Some(known) = known {
            current.replace(known);
        }
        Self { client, job_id, current: Mutex::new(current) }
    }

    /// Returns the number of segments for which there are URLs.
    pub(super) async fn count(&self) -> Result<usize, Error> {
        let current = self.known().await?;
        Ok(current.audio.len().min(current.text.len()))
    }

    /// Returns the URL for a file of the segment at this position.
    pub(super) async fn of(&self, index: usize, part: Part) -> Result<UploadUrl, Error> {
        let current = self.known().await?;
        let urls = match part {
            Part::Audio => &current.audio,
            Part::Text => &current.text,
        };
        let url = urls.get(index).map(|url| url.expose_secret().to_owned());
        let url = url.ok_or_else(|| {
            let message = format!("the service returned no upload URL for segment {index}");
            Error::new(ErrorKind::UnexpectedResponse, message)
        })?;
        Ok(UploadUrl { url, response: current.responses })
    }

    /// Requests fresh URLs, unless another segment has done so since the refused URL was issued.
    pub(super) async fn refresh(&self, refused: &UploadUrl) -> Result<(), Error> {
        let mut current = self.current.lock().await;
        if current.responses == refused.response {
            self.request(&mut current).await?;
        }
        Ok(())
    }

    async fn known(&self) -> Result<tokio::sync::MutexGuard<'_, Current>, Error> {
        let mut current = self.current.lock().await;
        if current.responses == 0 {
            self.request(&mut current).await?;
        }
        Ok(current)
    }

    async fn request(&self, current: &mut Current) -> Result<(), Error> {
        let fresh = self.client.show_job_uploading_address().job_id(self.job_id.clone()).send().await?;
        let fresh = fresh.into_inner().segment_url.ok_or_else(|| {
            Error::new(ErrorKind::InvalidRequest, "the job does not accept single segments")
                .with_advice("create the job with create_type SEGMENT, or upload one zip")
        })?;
        current.replace(fresh);
        Ok(())
    }
}

impl Current {
    fn replace(&mut self, urls: SegmentUploadingUrl) {
        self.responses += 1;
        self.audio = urls.audio_uploading_url.into_iter().map(Into::into).collect();
        self.text = urls.txt_uploading_url.into_iter().map(Into::into).collect();
    }
}

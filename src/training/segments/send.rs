//! Uploads one segment: its audio, its text, then the confirmation, each with retries.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::sync::mpsc::UnboundedSender;

use super::addresses::{Part, UploadUrl, UploadUrls};
use super::confirm::{self, Verdict};
use super::{Segment, SegmentEvent};
use crate::types::JobId;
use crate::upload::{Body, ContentType};
use crate::{Client, Error};

/// The most attempts for a confirmation, if the network or the service fails.
const MAX_ATTEMPTS: u32 = 4;
/// The delay before the second attempt. Each further delay is twice as long.
const INITIAL_DELAY: Duration = Duration::from_secs(1);

/// The upload of a segment, with the parts that all segments of a job share.
#[derive(Clone)]
pub(super) struct SegmentUpload {
    pub(super) client: Client,
    pub(super) job_id: JobId,
    pub(super) urls: Arc<UploadUrls>,
    pub(super) events: UnboundedSender<SegmentEvent>,
}

impl SegmentUpload {
    /// Uploads a segment and has it confirmed. `was_confirmed` says whether it may have been confirmed before.
    pub(super) async fn run(self, index: usize, segment: Segment, was_confirmed: bool) -> Result<Verdict, Error> {
        self.put(index, Part::Audio, Body::file(segment.audio)?).await?;
        self.put(index, Part::Text, Body::bytes(segment.text)).await?;
        self.emit(SegmentEvent::Uploaded { index });
        let mut attempt = 1;
        loop {
            match confirm::confirm(&self.client, &self.job_id, index, was_confirmed).await {
                Err(error) if (error.is_in_doubt() || error.is_transient()) && attempt < MAX_ATTEMPTS => {
                    self.pause(index, attempt, &error).await;
                    attempt += 1;
                }
                done => return done,
            }
        }
    }

    /// Uploads a file. Uploading it twice has the same effect as uploading it once.
    async fn put(&self, index: usize, part: Part, body: Body) -> Result<(), Error> {
        let content_type = match part {
            Part::Audio => ContentType::WAV,
            Part::Text => ContentType::TEXT,
        };
        let url = self.urls.of(index, part).await?;
        let first = url.url.clone();
        let (urls, latest) = (self.urls.clone(), Arc::new(Mutex::new(url)));
        let events = self.events.clone();
        let put = self.client.uploader().put(first, body).content_type(content_type);
        let put = put.on_retry(move |error| {
            // Sending fails only if the upload was dropped, and then nobody waits for the event.
            let _ = events.send(SegmentEvent::Retrying { index, error: error.to_string() });
        });
        let put = put.refresh_url(move || renewed(urls.clone(), latest.clone(), index, part));
        put.await.map(drop)
    }

    async fn pause(&self, index: usize, attempt: u32, error: &Error) {
        self.emit(SegmentEvent::Retrying { index, error: error.to_string() });
        self.client.inner.calls.clock.sleep(INITIAL_DELAY * 2_u32.pow(attempt - 1)).await;
    }

    fn emit(&self, event: SegmentEvent) {
        // Sending fails only if the upload was dropped, and then nobody waits for the event.
        let _ = self.events.send(event);
    }
}

/// Returns a URL for the same file from a later response than the latest one.
async fn renewed(
    urls: Arc<UploadUrls>,
    latest: Arc<Mutex<UploadUrl>>,
    index: usize,
    part: Part,
) -> Result<String, Error> {
    let mut latest = latest.lock().await;
    urls.renew(&latest).await?;
    *latest = urls.of(index, part).await?;
    Ok(latest.url.clone())
}

//! One segment's way: its sound, its text, its confirmation, each tried again where that helps.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::sync::mpsc::UnboundedSender;

use super::addresses::{Address, Part, UploadUrls};
use super::confirm::{self, Verdict};
use super::{Segment, SegmentEvent};
use crate::types::JobId;
use crate::upload::{Body, ContentType};
use crate::{Client, Error};

/// How often a confirmation is sent when the network or the other side fails.
const ATTEMPTS: u32 = 4;
/// The pause before a step is taken again; each further one is twice as long.
const PAUSE: Duration = Duration::from_secs(1);

/// What all segments of a job have in common.
#[derive(Clone)]
pub(super) struct Way {
    pub(super) client: Client,
    pub(super) job_id: JobId,
    pub(super) addresses: Arc<UploadUrls>,
    pub(super) tell: UnboundedSender<SegmentEvent>,
}

impl Way {
    /// Uploads a segment and has it confirmed. `again`: it may have been confirmed before.
    pub(super) async fn go(self, index: usize, segment: Segment, again: bool) -> Result<Verdict, Error> {
        self.put(index, Part::Audio, Body::file(segment.audio)?).await?;
        self.put(index, Part::Text, Body::bytes(segment.text)).await?;
        self.tell(SegmentEvent::Uploaded { index });
        let mut attempt = 1;
        loop {
            match confirm::confirm(&self.client, &self.job_id, index, again).await {
                Err(error) if (error.is_in_doubt() || error.is_transient()) && attempt < ATTEMPTS => {
                    self.pause(index, attempt, &error).await;
                    attempt += 1;
                }
                done => return done,
            }
        }
    }

    /// Uploads a file. What is uploaded twice has the effect of once.
    async fn put(&self, index: usize, part: Part, body: Body) -> Result<(), Error> {
        let content_type = match part {
            Part::Audio => ContentType::WAV,
            Part::Text => ContentType::TEXT,
        };
        let address = self.addresses.of(index, part).await?;
        let url = address.url.clone();
        let (addresses, latest) = (self.addresses.clone(), Arc::new(Mutex::new(address)));
        let tell = self.tell.clone();
        let put = self.client.uploader().put(url, body).content_type(content_type);
        let put = put.on_retry(move |error| {
            // Nobody listens any more once the upload was dropped.
            let _ = tell.send(SegmentEvent::Retrying { index, error: error.to_string() });
        });
        let put = put.refresh_url(move || fresh(addresses.clone(), latest.clone(), index, part));
        put.await.map(drop)
    }

    async fn pause(&self, index: usize, attempt: u32, error: &Error) {
        self.tell(SegmentEvent::Retrying { index, error: error.to_string() });
        self.client.inner.calls.clock.sleep(PAUSE * 2_u32.pow(attempt - 1)).await;
    }

    fn tell(&self, event: SegmentEvent) {
        // Nobody listens any more once the upload was dropped.
        let _ = self.tell.send(event);
    }
}

/// The address of the same file from a later answer than the latest.
async fn fresh(
    addresses: Arc<UploadUrls>,
    latest: Arc<Mutex<Address>>,
    index: usize,
    part: Part,
) -> Result<String, Error> {
    let mut latest = latest.lock().await;
    addresses.renew(&latest).await?;
    *latest = addresses.of(index, part).await?;
    Ok(latest.url.clone())
}

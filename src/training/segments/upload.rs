//! Uploads the segments of a job, several at a time: the audio, the text and the confirmation of each, with retries.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;
use tokio::sync::mpsc::{self, UnboundedSender};
use tokio::task::JoinSet;
use tracing::Instrument;

use super::{Mismatch, Segment, SegmentEvent, SegmentReport, Settings};
use crate::training::context::Patience;
use crate::types::{JobId, SegmentUploadingUrl};
use crate::upload::{Body, ContentType};
use crate::{Client, Error, ErrorKind};

/// The most attempts for a confirmation, if the network or the service fails.
const MAX_ATTEMPTS: u32 = 4;
/// The delay before the second attempt. Each further delay is twice as long.
const INITIAL_DELAY: Duration = Duration::from_secs(1);

/// Uploads the segments that are not confirmed yet, and has them confirmed.
pub(in crate::training) async fn upload(
    client: &Client,
    job_id: &JobId,
    segments: &[Segment],
    settings: &Settings,
    on_event: &mut (dyn FnMut(SegmentEvent) + Send),
) -> Result<SegmentReport, Error> {
    let report = upload_all(client, job_id, segments, settings, on_event).await;
    report.map_err(|error| {
        error.with_job_id(job_id).and_advice("upload again to resume: confirmed segments are not sent again")
    })
}

async fn upload_all(
    client: &Client,
    job_id: &JobId,
    segments: &[Segment],
    settings: &Settings,
    on_event: &mut (dyn FnMut(SegmentEvent) + Send),
) -> Result<SegmentReport, Error> {
    let confirmed_before = confirmed(client, job_id).await?;
    let mut report = SegmentReport {
        segments: segments.len(),
        expected: None,
        uploaded: 0,
        confirmed: confirmed_before.difference(&settings.again).copied().collect(),
        mismatches: Vec::new(),
    };
    let (skipped, to_send): (Vec<usize>, Vec<usize>) =
        (0..segments.len()).partition(|index| report.confirmed.contains(index));
    skipped.into_iter().for_each(|index| on_event(SegmentEvent::Skipped { index }));
    let Some(last) = to_send.last() else { return Ok(report) };
    let urls = Arc::new(UploadUrls::new(client.clone(), job_id.clone(), settings.upload_urls.clone()));
    let expected = urls.count().await?;
    if *last >= expected {
        return Err(too_many(segments.len(), expected));
    }
    report.expected = Some(expected);

    let (sender, mut events) = mpsc::unbounded_channel();
    let upload = SegmentUpload { client: client.clone(), job_id: job_id.clone(), urls, events: sender };
    let mut to_send = to_send.into_iter();
    let mut uploads = JoinSet::new();
    let mut failure = None;
    loop {
        while failure.is_none()
            && uploads.len() < settings.concurrency
            && let Some(index) = to_send.next()
        {
            let upload = upload.clone().run(index, segments[index].clone(), confirmed_before.contains(&index));
            uploads.spawn(async move { (index, upload.await) }.in_current_span());
        }
        let ended = tokio::select! {
            biased;
            Some(event) = events.recv() => {
                on_event(report.count(event));
                continue;
            }
            ended = uploads.join_next() => ended,
        };
        // The events of a segment precede its end, even if both arrive at the same moment.
        while let Ok(event) = events.try_recv() {
            on_event(report.count(event));
        }
        match ended {
            Some(Ok((index, Ok(Verdict::Confirmed)))) => on_event(report.confirm(index)),
            Some(Ok((index, Ok(Verdict::Mismatched(positions))))) => {
                let text = segments[index].text.clone();
                on_event(report.mismatch(Mismatch { index, text, positions }));
            }
            Some(Ok((_, Err(error)))) => failure = failure.or(Some(error)),
            Some(Err(error)) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => failure = failure.or(Some(Error::new(ErrorKind::File, "the upload was stopped"))),
            },
            None => break,
        }
    }
    report.mismatches.sort_by_key(|mismatch| mismatch.index);
    failure.map_or(Ok(report), Err)
}

fn too_many(given: usize, expected: usize) -> Error {
    let message = format!("there are {given} segments, but the job has upload URLs for {expected}");
    Error::new(ErrorKind::InvalidRequest, message)
        .with_advice("nothing was uploaded; the basic edition has 20 segments, and the MIDDLE edition has 100")
}

/// The upload of a segment, with the parts that all segments of a job share.
#[derive(Clone)]
struct SegmentUpload {
    client: Client,
    job_id: JobId,
    urls: Arc<UploadUrls>,
    events: UnboundedSender<SegmentEvent>,
}

impl SegmentUpload {
    /// Uploads a segment and has it confirmed. `was_confirmed` says whether it may have been confirmed before.
    async fn run(self, index: usize, segment: Segment, was_confirmed: bool) -> Result<Verdict, Error> {
        self.put(index, Part::Audio, Body::file(segment.audio)?).await?;
        self.put(index, Part::Text, Body::bytes(segment.text)).await?;
        self.emit(SegmentEvent::Uploaded { index });
        let mut patience = Patience::new(MAX_ATTEMPTS - 1);
        loop {
            match confirm(&self.client, &self.job_id, index, was_confirmed).await {
                Err(error) if error.is_in_doubt() || error.is_transient() => {
                    let pause = INITIAL_DELAY * 2_u32.pow(patience.failures());
                    let announce = |error| self.emit(SegmentEvent::Retrying { index, error });
                    patience.wait_out(error, pause, self.client.clock(), announce).await?;
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
        let put = put.refresh_url(move || refreshed(urls.clone(), latest.clone(), index, part));
        put.await.map(drop)
    }

    fn emit(&self, event: SegmentEvent) {
        // Sending fails only if the upload was dropped, and then nobody waits for the event.
        let _ = self.events.send(event);
    }
}

/// Returns a URL for the same file from a later response than the latest one.
async fn refreshed(
    urls: Arc<UploadUrls>,
    latest: Arc<Mutex<UploadUrl>>,
    index: usize,
    part: Part,
) -> Result<String, Error> {
    let mut latest = latest.lock().await;
    urls.refresh(&latest).await?;
    *latest = urls.of(index, part).await?;
    Ok(latest.url.clone())
}

/// The service's verdict on a segment.
enum Verdict {
    Confirmed,
    /// Speech and text differ at these positions.
    Mismatched(Vec<i64>),
}

/// Requests the confirmation of a segment once. The effect of a second confirmation is not documented. If the response
/// is lost, the list of confirmed segments shows its effect, unless the segment `was_confirmed` before the request:
/// then only a further request helps.
async fn confirm(client: &Client, job_id: &JobId, index: usize, was_confirmed: bool) -> Result<Verdict, Error> {
    match client.confirm_training_segment().job_id(job_id.clone()).index(index).send().await {
        Ok(response) => match response.confirm_result {
            Some(true) => Ok(Verdict::Confirmed),
            Some(false) => Ok(Verdict::Mismatched(response.into_inner().unmatched_index_hit)),
            None if confirmed(client, job_id).await?.contains(&index) => Ok(Verdict::Confirmed),
            None => {
                let message = format!("the service does not state whether segment {index} is confirmed");
                Err(Error::new(ErrorKind::UnexpectedResponse, message))
            }
        },
        Err(error) if error.is_in_doubt() && !was_confirmed && confirmed(client, job_id).await?.contains(&index) => {
            Ok(Verdict::Confirmed)
        }
        Err(error) => Err(error),
    }
}

/// Returns the positions of the segments that the service has confirmed.
async fn confirmed(client: &Client, job_id: &JobId) -> Result<BTreeSet<usize>, Error> {
    let shown = client.show_training_segment_info().job_id(job_id.clone()).send().await?;
    Ok(shown.confirmed_index.iter().filter_map(|index| usize::try_from(*index).ok()).collect())
}

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

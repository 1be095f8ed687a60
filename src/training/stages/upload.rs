//! Uploads the letter and the recording, or the segments one by one, to the job's pre-signed URLs.

use secrecy::{ExposeSecret, SecretString};

use crate::training::context::{Context, Patience};
use crate::training::material::Material;
use crate::training::outcome::ActionNeeded;
use crate::training::segments::{self, Settings};
use crate::training::{Event, Item, Reason};
use crate::types::{CreateTrainingJobRsp, JobId, JobState, SegmentUploadingUrl, ShowJobUploadingAddressRsp};
use crate::upload::{Body, ContentType, Put};
use crate::{Client, Error, ErrorKind};

/// The pre-signed URLs of a job.
#[derive(Default)]
pub(in crate::training) struct UploadUrls {
    recording: Option<SecretString>,
    letter: Option<SecretString>,
    /// The URLs of segments that are uploaded one by one.
    segments: Option<SegmentUploadingUrl>,
}

impl From<CreateTrainingJobRsp> for UploadUrls {
    fn from(created: CreateTrainingJobRsp) -> Self {
        Self {
            recording: created.training_data_uploading_url.map(Into::into),
            letter: created.authorization_letter_uploading_url.map(Into::into),
            segments: created.segment_uploading_url,
        }
    }
}

impl From<ShowJobUploadingAddressRsp> for UploadUrls {
    fn from(fresh: ShowJobUploadingAddressRsp) -> Self {
        Self {
            recording: fresh.package_url.and_then(|url| url.training_data_uploading_url).map(Into::into),
            letter: fresh.authorization_letter_uploading_url.map(Into::into),
            segments: fresh.segment_url,
        }
    }
}

impl UploadUrls {
    /// Returns the URL of a file.
    fn of(&self, item: Item) -> Option<String> {
        let url = match item {
            Item::Recording => self.recording.as_ref(),
            Item::Letter => self.letter.as_ref(),
        };
        url.map(|url| url.expose_secret().to_owned())
    }
}

/// Uploads one file, unless the journal has it as uploaded. Transient errors are retried, a URL that is refused or has
/// expired is refreshed, and after a wrong content type the next one is tried.
pub(in crate::training) async fn upload(
    context: &mut Context,
    job_id: &JobId,
    urls: &UploadUrls,
    item: Item,
    body: &Body,
    content_types: &[Option<ContentType>],
) -> Result<(), Error> {
    if context.journal().submission.uploaded.contains(&item) {
        return Ok(());
    }
    let mut url = urls.of(item);
    // The retries here go on for longer than those of an upload: getting here may have taken hours.
    let mut patience = Patience::default();
    loop {
        let url = match url.take() {
            Some(url) => url,
            None => context.retry_transient(async |client| refreshed_url(client, job_id.clone(), item).await).await?,
        };
        let put = put(context, url, job_id, item, body).content_types(content_types.iter().cloned());
        let sent = context.forward_events(|events| {
            let retries = events.clone();
            put.on_progress(move |progress| events.send(Event::Uploading { item, progress }))
                .on_retry(move |error| retries.send(Event::Retrying { error: error.to_string() }))
        });
        match sent.await {
            Ok(_) => break,
            Err(error) => context.wait_out(&mut patience, error).await?,
        }
    }
    context.record(|journal| journal.submission.uploaded.push(item)).await?;
    context.emit(Event::Uploaded { item });
    Ok(())
}

/// Prepares the PUT of a file.
fn put(context: &Context, url: String, job_id: &JobId, item: Item, body: &Body) -> Put {
    let (client, id) = (context.client.clone(), job_id.clone());
    context
        .client
        .uploader()
        .put(url, body.clone())
        .refresh_url(move || refreshed_url(client.clone(), id.clone(), item))
}

/// Asks the service for a new URL of a file of the job.
async fn refreshed_url(client: Client, job_id: JobId, item: Item) -> Result<String, Error> {
    let response = client.show_job_uploading_address().job_id(job_id).send().await?;
    UploadUrls::from(response.into_inner())
        .of(item)
        .ok_or_else(|| Error::new(ErrorKind::UnexpectedResponse, format!("the response has no URL for the {item}")))
}

/// Uploads the segments that are not confirmed, unless the journal says that all are. Segments whose speech does not
/// match their text have to be recorded again, so they end the training with [`ActionNeeded`].
pub(in crate::training) async fn upload_segments(
    context: &mut Context,
    job_id: &JobId,
    state: &JobState,
    urls: UploadUrls,
) -> Result<Option<ActionNeeded>, Error> {
    if context.journal().submission.uploaded.contains(&Item::Recording) {
        return Ok(None);
    }
    let Material::Segments { segments, .. } = context.plan.material.clone() else { return Ok(None) };
    let again = if context.journal().submission.replaced { (0..segments.len()).collect() } else { Default::default() };
    let mut settings = Settings { again, upload_urls: urls.segments, ..Settings::default() };
    let all: Vec<_> = segments.into_iter().collect();
    let client = context.client.clone();
    let mut patience = Patience::default();
    let report = loop {
        let mut on_event = |event| context.emit(Event::Segment { event });
        match segments::upload(&client, job_id, &all, &settings, &mut on_event).await {
            Ok(report) => break report,
            Err(error) => {
                context.wait_out(&mut patience, error).await?;
                settings.upload_urls = None;
            }
        }
    };
    if !report.mismatches.is_empty() {
        let reasons = report.mismatches.iter().map(Reason::from).collect();
        let (job_id, state) = (job_id.clone(), state.clone());
        return Ok(Some(ActionNeeded { job_id, state, reasons, reviewer: None }));
    }
    context.record(|journal| journal.submission.uploaded.push(Item::Recording)).await?;
    context.emit(Event::Uploaded { item: Item::Recording });
    Ok(None)
}

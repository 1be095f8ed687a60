//! The upload of single segments: the client uploads the audio and the text of each segment, then has it confirmed.
//!
//! It is for jobs of the basic and the MIDDLE edition that were created with `CreateType::Segment`; according to the
//! API's page they have 20 and 100 segments. The service compares the speech of each segment with its text, so that a
//! mismatch can be recorded again at once, and not after the review.

pub(super) mod report;
pub(super) mod segment;
mod upload;

use std::collections::BTreeSet;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::num::NonZeroUsize;
use std::pin::Pin;

pub use report::{Mismatch, SegmentEvent, SegmentReport};
pub use segment::{Segment, Segments};
pub(super) use upload::upload;

use super::event::{Events, Listeners};
use crate::generated::limits::about;
use crate::types::{JobId, SegmentUploadingUrl};
use crate::{Client, Error, ErrorKind};

/// The settings of an upload of segments.
#[derive(Clone)]
pub(super) struct Settings {
    /// The number of segments that are uploaded at the same time.
    pub(super) concurrency: usize,
    /// The positions of the segments to send although they are confirmed.
    pub(super) again: BTreeSet<usize>,
    /// The upload URLs, if they are known.
    pub(super) upload_urls: Option<SegmentUploadingUrl>,
}

impl Default for Settings {
    fn default() -> Self {
        // The documentation says to upload and confirm the next segment after this one has succeeded.
        Self { concurrency: 1, again: BTreeSet::new(), upload_urls: None }
    }
}

impl Client {
    /// Uploads the segments of a job one by one and has each confirmed. The first segment has position 0.
    ///
    /// The upload resumes where it or another program stopped: confirmed segments are not sent again. A segment whose
    /// speech does not match its text is not an error. It is in [`SegmentReport::mismatches`], and the other segments
    /// are uploaded all the same; another call with a better recording then sends only the missing segments. Submit the
    /// job afterwards with [`commit_voice_training_job`](Self::commit_voice_training_job).
    ///
    /// It is for jobs of the basic and the MIDDLE edition that were created with
    /// [`CreateType::Segment`](crate::types::CreateType::Segment); according to the API's page they have 20 and 100
    /// segments.
    ///
    /// ```no_run
    /// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
    /// use metastudio_voice::training::Segments;
    /// use metastudio_voice::types::CreateType;
    ///
    /// let segments = Segments::folder("segments")?;
    /// let job = client
    ///     .create_training_basic_job()
    ///     .body_map(|job| job.voice_name("Gentle female voice").create_type(CreateType::Segment))
    ///     .send()
    ///     .await?
    ///     .into_inner();
    /// let report = client
    ///     .upload_segments(&job.job_id, segments)
    ///     .upload_urls(job.segment_uploading_url)
    ///     .on_event(|event| println!("{event}"))
    ///     .await?;
    /// for mismatch in &report.mismatches {
    ///     println!("record again: {mismatch}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::File`] if a file cannot be read or a text is blank, [`ErrorKind::InvalidRequest`] if the job id
    /// breaks a rule of the API or there are more segments than the job has upload URLs for, and the errors of calls
    /// and uploads. After an error no further segment is begun, and those already begun are finished.
    pub fn upload_segments(
        &self,
        job_id: impl TryInto<JobId, Error: fmt::Display>,
        segments: impl IntoIterator<Item = Segment>,
    ) -> UploadSegments {
        UploadSegments {
            client: self.clone(),
            job_id: job_id.try_into().map_err(|error| about("job_id", error)),
            segments: segments.into_iter().collect(),
            settings: Settings::default(),
            listeners: Listeners::default(),
        }
    }
}

/// An upload of segments. It begins when it is awaited.
///
/// Dropping it stops the upload; confirmed segments stay confirmed.
#[must_use = "nothing is sent until it is awaited"]
pub struct UploadSegments {
    client: Client,
    /// The job's id, or the reason why it cannot be one.
    job_id: Result<JobId, String>,
    segments: Vec<Segment>,
    settings: Settings,
    listeners: Listeners<SegmentEvent>,
}

impl UploadSegments {
    /// Sets the number of segments that are uploaded at the same time. The default is 1.
    ///
    /// The documentation says to upload and confirm the next segment after this one has succeeded. It does not say
    /// whether the service accepts several at a time; each request names its segment by position, so nothing speaks
    /// against it. The steps of one segment are always taken in order.
    ///
    /// Confirmations are limited to 10 requests per second in `cn-north-4` and 3 elsewhere. With more than a few
    /// segments at a time, let the client keep to these limits:
    /// [`ClientBuilder::enforce_rate_limits`](crate::ClientBuilder::enforce_rate_limits).
    pub fn concurrency(mut self, concurrency: NonZeroUsize) -> Self {
        self.settings.concurrency = concurrency.get();
        self
    }

    /// Sets the upload URLs from the response that created the job. Without them, or once they have expired, the client
    /// requests fresh ones.
    pub fn upload_urls(mut self, urls: impl Into<Option<SegmentUploadingUrl>>) -> Self {
        self.settings.upload_urls = urls.into();
        self
    }

    /// Sends these segments although they are confirmed, for example to replace a recording that a reviewer has
    /// rejected.
    pub fn send_again(mut self, positions: impl IntoIterator<Item = usize>) -> Self {
        self.settings.again.extend(positions);
        self
    }

    /// Calls this function with each event, as it happens. The upload waits until the function returns.
    pub fn on_event(mut self, on_event: impl FnMut(SegmentEvent) + Send + 'static) -> Self {
        self.listeners.set_callback(on_event);
        self
    }

    /// Returns the events as a stream, too: for another task, or as the body of a response.
    pub fn events(mut self) -> (Self, Events<SegmentEvent>) {
        let events = self.listeners.add_stream();
        (self, events)
    }
}

impl IntoFuture for UploadSegments {
    type Output = Result<SegmentReport, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { client, job_id, segments, settings, mut listeners } = self;
        Box::pin(async move {
            let job_id = job_id.map_err(|message| Error::new(ErrorKind::InvalidRequest, message))?;
            segments.iter().try_for_each(Segment::check)?;
            upload(&client, &job_id, &segments, &settings, &mut |event| listeners.emit(event)).await
        })
    }
}

impl fmt::Debug for UploadSegments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadSegments")
            .field("job_id", &self.job_id)
            .field("segments", &self.segments)
            .field("concurrency", &self.settings.concurrency)
            .finish_non_exhaustive()
    }
}

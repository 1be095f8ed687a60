//! Jobs that are trained from single segments: each segment's sound and text are uploaded, then confirmed.
//!
//! For jobs of the basic and the MIDDLE edition that were created with `CreateType::Segment`; by the API's page they
//! have 20 and 100 segments. The service compares what is spoken with the text, segment by segment, so that what
//! does not match can be recorded again at once, and not after the review.

mod addresses;
mod confirm;
mod event;
mod outcome;
mod run;
mod segment;
mod send;

use std::collections::BTreeSet;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

pub use event::SegmentEvent;
pub use outcome::{Mismatch, SegmentReport};
pub use segment::{Segment, Segments};

use crate::types::{JobId, SegmentUploadingUrl};
use crate::{Client, Error, ErrorKind};

/// How the segments are sent.
#[derive(Clone)]
pub(super) struct Settings {
    /// How many segments are on their way at a time.
    pub(super) in_flight: usize,
    /// The segments to send although they are confirmed.
    pub(super) again: BTreeSet<usize>,
    /// The URLs, if some are known.
    pub(super) addresses: Option<SegmentUploadingUrl>,
}

impl Default for Settings {
    fn default() -> Self {
        // The documentation: upload and confirm the next segment after this one has succeeded.
        Self { in_flight: 1, again: BTreeSet::new(), addresses: None }
    }
}

pub(super) use run::upload;

impl Client {
    /// Uploads the segments of a job one by one and has each confirmed. The first segment is the one at position 0.
    ///
    /// It goes on where it or another program stopped: what the service has confirmed is not sent again. A segment
    /// whose speech does not match its text is no error: it is in [`SegmentReport::mismatches`], and the others go on.
    /// Calling it again with a better recording sends just what is missing. Submitting the job is a call of its own.
    ///
    /// It is for jobs of the basic and the MIDDLE edition that were created with
    /// [`CreateType::Segment`](crate::types::CreateType::Segment); by the API's page they have 20 and 100 segments.
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
    /// let segmented = client
    ///     .upload_segments(&job.job_id, segments)
    ///     .addresses(job.segment_uploading_url)
    ///     .on_event(|event| println!("{event}"))
    ///     .await?;
    /// for mismatch in &segmented.mismatches {
    ///     println!("record again: {mismatch}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::File`] when a file cannot be read or a text is blank, [`ErrorKind::InvalidRequest`] when there are
    /// more segments than the job has addresses for, and whatever a call or an upload can fail with. Then no further
    /// segment is begun, and those on their way are brought to their end.
    pub fn upload_segments(
        &self,
        job_id: impl Into<String>,
        segments: impl IntoIterator<Item = Segment>,
    ) -> UploadSegments {
        UploadSegments {
            client: self.clone(),
            job_id: job_id.into(),
            segments: segments.into_iter().collect(),
            settings: Settings::default(),
            on_event: Box::new(|_| ()),
        }
    }
}

/// The upload of a job's segments, which begins when it is awaited. Dropping it stops it; what is confirmed stays
/// confirmed.
#[must_use = "nothing is sent until it is awaited"]
pub struct UploadSegments {
    client: Client,
    job_id: String,
    segments: Vec<Segment>,
    settings: Settings,
    on_event: Box<dyn FnMut(SegmentEvent) + Send>,
}

impl UploadSegments {
    /// How many segments may be on their way at a time; 1 unless given, and at least 1.
    ///
    /// One is what the documentation says: upload and confirm the next segment after this one has succeeded. Whether
    /// the service takes several at a time is not documented; it names each segment by its position, so that nothing
    /// speaks against it. The steps of one segment are always taken in order.
    /// Confirming is limited to 10 requests a second in `cn-north-4` and 3 elsewhere, so with more than a few the client
    /// should keep to the limits: [`ClientBuilder::enforce_rate_limits`](crate::ClientBuilder::enforce_rate_limits).
    pub fn in_flight(mut self, segments: usize) -> Self {
        self.settings.in_flight = segments.max(1);
        self
    }

    /// The addresses from the answer that created the job. Without them, or when they are not good any more, fresh ones
    /// are asked for.
    pub fn addresses(mut self, addresses: impl Into<Option<SegmentUploadingUrl>>) -> Self {
        self.settings.addresses = addresses.into();
        self
    }

    /// Sends these segments although they are confirmed: the way to replace a recording that a reviewer has refused.
    pub fn send_again(mut self, positions: impl IntoIterator<Item = usize>) -> Self {
        self.settings.again.extend(positions);
        self
    }

    /// Called with everything that happens, as it happens.
    pub fn on_event(mut self, on_event: impl FnMut(SegmentEvent) + Send + 'static) -> Self {
        self.on_event = Box::new(on_event);
        self
    }
}

impl IntoFuture for UploadSegments {
    type Output = Result<SegmentReport, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { client, job_id, segments, settings, mut on_event } = self;
        Box::pin(async move {
            let job_id = JobId::try_from(job_id);
            let job_id = job_id.map_err(|error| Error::new(ErrorKind::InvalidRequest, format!("job_id: {error}")))?;
            segments.iter().try_for_each(Segment::check)?;
            upload(&client, &job_id, &segments, &settings, &mut *on_event).await
        })
    }
}

impl fmt::Debug for UploadSegments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadSegments")
            .field("job_id", &self.job_id)
            .field("segments", &self.segments)
            .field("in_flight", &self.settings.in_flight)
            .finish_non_exhaustive()
    }
}

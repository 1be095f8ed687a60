//! The upload of single segments: the client uploads the audio and the text of each segment, then has it confirmed.
//!
//! It is for jobs of the basic and the MIDDLE edition that were created with `CreateType::Segment`; according to the
//! API's page they have 20 and 100 segments. The service compares the speech of each segment with its text, so that a
//! mismatch can be recorded again at once, and not after the review.

mod segment;
mod upload;
mod urls;

use std::collections::BTreeSet;
use std::fmt;
use std::future::{Future, IntoFuture};
use std::num::NonZeroUsize;
use std::pin::Pin;

pub use segment::{Segment, Segments};
pub(super) use upload::upload;

use serde::{Deserialize, Serialize};

use super::events::{Events, Listeners, Queued, Relation};
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

/// An event of the upload of a segment. `Display` writes a line for a terminal.
///
/// A serialized event has its name in the field `event`, such as `{"event": "uploaded", "index": 3}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[non_exhaustive]
pub enum SegmentEvent {
    /// The segment was confirmed before and is not sent again.
    Skipped {
        /// The position of the segment, from 0.
        index: usize,
    },
    /// The audio and the text of the segment are uploaded.
    Uploaded {
        /// The position of the segment, from 0.
        index: usize,
    },
    /// The service has confirmed the segment.
    Confirmed {
        /// The position of the segment, from 0.
        index: usize,
        /// The number of segments that are confirmed now.
        confirmed: usize,
        /// The number of all segments.
        total: usize,
    },
    /// The speech of the segment does not match its text.
    Mismatched {
        /// The segment, and the positions that differ.
        mismatch: Mismatch,
    },
    /// A step failed in a transient way, and the client retries it.
    Retrying {
        /// The position of the segment, from 0.
        index: usize,
        /// The error, in one line.
        error: String,
    },
}

impl fmt::Display for SegmentEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Skipped { index } => write!(f, "segment {index} was confirmed before"),
            Self::Uploaded { index } => write!(f, "segment {index} uploaded"),
            Self::Confirmed { index, confirmed, total } => {
                write!(f, "segment {index} confirmed, {confirmed} of {total}")
            }
            Self::Mismatched { mismatch } => write!(f, "{mismatch}"),
            Self::Retrying { index, error } => write!(f, "segment {index}, retrying: {error}"),
        }
    }
}

impl Queued for SegmentEvent {
    fn relation_to(&self, earlier: &Self) -> Relation {
        match (self, earlier) {
            (Self::Retrying { .. }, Self::Retrying { .. }) if self == earlier => Relation::Replaces,
            _ => Relation::Follows,
        }
    }
}

/// The result of uploading the segments of a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SegmentReport {
    /// The number of segments that were passed to the upload.
    pub segments: usize,
    /// The number of segments for which the job has upload URLs; `None` if nothing had to be uploaded. According to the
    /// API's page, it is 20 in the basic and 100 in the MIDDLE edition.
    pub expected: Option<usize>,
    /// The number of segments that were uploaded this time.
    pub uploaded: usize,
    /// The positions of all segments that the service has confirmed, this time or before.
    pub confirmed: BTreeSet<usize>,
    /// The segments whose speech does not match their text, by position. Record them again, then upload again.
    pub mismatches: Vec<Mismatch>,
}

impl SegmentReport {
    /// Returns whether all segments are confirmed: as many as were passed to the upload, and as many as the job has
    /// upload URLs for.
    pub fn is_complete(&self) -> bool {
        (0..self.expected.unwrap_or_default().max(self.segments)).all(|index| self.confirmed.contains(&index))
    }

    /// Counts an upload, and returns the event.
    fn count(&mut self, event: SegmentEvent) -> SegmentEvent {
        self.uploaded += usize::from(matches!(event, SegmentEvent::Uploaded { .. }));
        event
    }

    /// Adds a confirmed segment, and returns the event for it.
    fn confirm(&mut self, index: usize) -> SegmentEvent {
        self.confirmed.insert(index);
        let confirmed = self.confirmed.range(..self.segments).count();
        SegmentEvent::Confirmed { index, confirmed, total: self.segments }
    }

    /// Adds a segment whose speech does not match its text, and returns the event for it.
    fn mismatch(&mut self, mismatch: Mismatch) -> SegmentEvent {
        self.mismatches.push(mismatch.clone());
        SegmentEvent::Mismatched { mismatch }
    }
}

/// A segment whose speech does not match its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Mismatch {
    /// The position of the segment, from 0.
    pub index: usize,
    /// The text of the segment.
    pub text: String,
    /// The positions in the text where the speech differs, as the service counts them. Neither the first number, 0 or
    /// 1, nor the unit is documented.
    pub positions: Vec<i64>,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the speech of segment {} does not match its text", self.index)?;
        if !self.positions.is_empty() {
            let positions: Vec<String> = self.positions.iter().map(ToString::to_string).collect();
            write!(f, ", at {}", positions.join(", "))?;
        }
        write!(f, ": {}", crate::text::printable(&self.text))
    }
}

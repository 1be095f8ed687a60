//! Uploads the segments of a job, several at a time, and collects the results.

use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tracing::Instrument;

use super::addresses::UploadUrls;
use super::confirm::{Verdict, confirmed};
use super::send::SegmentUpload;
use super::{Mismatch, Segment, SegmentEvent, SegmentReport, Settings};
use crate::types::JobId;
use crate::{Client, Error, ErrorKind};

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
    let urls = Arc::new(UploadUrls::new(client.clone(), job_id.clone(), settings.addresses.clone()));
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
            Some(Ok((index, Ok(verdict)))) => on_event(report.add(index, &segments[index], verdict)),
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

impl SegmentReport {
    /// Counts an upload, and returns the event.
    fn count(&mut self, event: SegmentEvent) -> SegmentEvent {
        self.uploaded += usize::from(matches!(event, SegmentEvent::Uploaded { .. }));
        event
    }

    /// Adds the verdict on a segment, and returns the event for it.
    fn add(&mut self, index: usize, segment: &Segment, verdict: Verdict) -> SegmentEvent {
        match verdict {
            Verdict::Confirmed => {
                self.confirmed.insert(index);
                let confirmed = self.confirmed.range(..self.segments).count();
                SegmentEvent::Confirmed { index, confirmed, total: self.segments }
            }
            Verdict::Mismatched(positions) => {
                let mismatch = Mismatch { index, text: segment.text.clone(), positions };
                self.mismatches.push(mismatch.clone());
                SegmentEvent::Mismatched { mismatch }
            }
        }
    }
}

fn too_many(given: usize, expected: usize) -> Error {
    let message = format!("there are {given} segments, but the job has upload URLs for {expected}");
    Error::new(ErrorKind::InvalidRequest, message)
        .with_advice("nothing was uploaded; the basic edition has 20 segments, and the MIDDLE edition has 100")
}

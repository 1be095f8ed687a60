//! All segments of a job: which are to be sent, how many at a time, and what has become of them.

use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tracing::Instrument;

use super::addresses::UploadUrls;
use super::confirm::{Verdict, confirmed};
use super::send::Way;
use super::{Mismatch, Segment, SegmentEvent, SegmentReport, Settings};
use crate::types::JobId;
use crate::{Client, Error, ErrorKind};

/// Uploads what is not confirmed yet, and has it confirmed.
pub(in crate::training) async fn upload(
    client: &Client,
    job_id: &JobId,
    segments: &[Segment],
    settings: &Settings,
    on_event: &mut (dyn FnMut(SegmentEvent) + Send),
) -> Result<SegmentReport, Error> {
    let sent = send_all(client, job_id, segments, settings, on_event).await;
    sent.map_err(|error| {
        error.with_job_id(job_id).and_advice("upload again to go on: what is confirmed is not sent again")
    })
}

async fn send_all(
    client: &Client,
    job_id: &JobId,
    segments: &[Segment],
    settings: &Settings,
    on_event: &mut (dyn FnMut(SegmentEvent) + Send),
) -> Result<SegmentReport, Error> {
    let before = confirmed(client, job_id).await?;
    let mut segmented = SegmentReport {
        segments: segments.len(),
        expected: None,
        uploaded: 0,
        confirmed: before.difference(&settings.again).copied().collect(),
        mismatches: Vec::new(),
    };
    let (skipped, to_send): (Vec<usize>, Vec<usize>) =
        (0..segments.len()).partition(|index| segmented.confirmed.contains(index));
    skipped.into_iter().for_each(|index| on_event(SegmentEvent::Skipped { index }));
    let Some(last) = to_send.last() else { return Ok(segmented) };
    let addresses = Arc::new(UploadUrls::new(client.clone(), job_id.clone(), settings.addresses.clone()));
    let expected = addresses.count().await?;
    if *last >= expected {
        return Err(too_many(segments.len(), expected));
    }
    segmented.expected = Some(expected);

    let (tell, mut told) = mpsc::unbounded_channel();
    let way = Way { client: client.clone(), job_id: job_id.clone(), addresses, tell };
    let mut to_send = to_send.into_iter();
    let mut on_their_way = JoinSet::new();
    let mut failure = None;
    loop {
        while failure.is_none()
            && on_their_way.len() < settings.in_flight
            && let Some(index) = to_send.next()
        {
            let going = way.clone().go(index, segments[index].clone(), before.contains(&index));
            on_their_way.spawn(async move { (index, going.await) }.in_current_span());
        }
        let ended = tokio::select! {
            biased;
            Some(event) = told.recv() => {
                on_event(segmented.told(event));
                continue;
            }
            ended = on_their_way.join_next() => ended,
        };
        // What a segment has told comes before its end, also when both came in the same moment.
        while let Ok(event) = told.try_recv() {
            on_event(segmented.told(event));
        }
        match ended {
            Some(Ok((index, Ok(verdict)))) => on_event(segmented.note(index, &segments[index], verdict)),
            Some(Ok((_, Err(error)))) => failure = failure.or(Some(error)),
            Some(Err(error)) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => failure = failure.or(Some(Error::new(ErrorKind::File, "the upload was stopped"))),
            },
            None => break,
        }
    }
    segmented.mismatches.sort_by_key(|mismatch| mismatch.index);
    failure.map_or(Ok(segmented), Err)
}

impl SegmentReport {
    /// Counts what a segment has told.
    fn told(&mut self, event: SegmentEvent) -> SegmentEvent {
        self.uploaded += usize::from(matches!(event, SegmentEvent::Uploaded { .. }));
        event
    }

    /// Notes the end of a segment, and gives what to tell of it.
    fn note(&mut self, index: usize, segment: &Segment, verdict: Verdict) -> SegmentEvent {
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
    let message = format!("{given} segments were given, and the job has addresses for {expected}");
    Error::new(ErrorKind::InvalidRequest, message)
        .with_advice("nothing was uploaded; the basic edition has 20 segments and the MIDDLE edition 100")
}

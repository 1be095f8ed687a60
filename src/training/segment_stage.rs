//! The segments of a job that takes them one by one, as a stage of the workflow.

use super::material::Material;
use super::outcome::ActionNeeded;
use super::run::{PATIENCE, Run};
use super::segments::{self, Settings};
use super::uploads::UploadUrls;
use super::{Event, Item, Reason};
use crate::Error;
use crate::types::{JobId, JobState};

/// Uploads the segments that are not confirmed, unless the journal says that all are. What is not spoken as written has
/// to be recorded again.
pub(super) async fn upload(
    run: &mut Run,
    job_id: &JobId,
    state: &JobState,
    addresses: UploadUrls,
) -> Result<Option<ActionNeeded>, Error> {
    if run.journal().submission.uploaded.contains(&Item::Recording) {
        return Ok(None);
    }
    let Material::Segments { segments, .. } = run.plan.material.clone() else { return Ok(None) };
    let again = if run.journal().submission.replaced { (0..segments.len()).collect() } else { Default::default() };
    let mut settings = Settings { again, addresses: addresses.segments, ..Settings::default() };
    let all: Vec<_> = segments.into_iter().collect();
    let client = run.client.clone();
    let mut failures = 0;
    let segmented = loop {
        let mut tell = |event| run.emit(Event::Segment { event });
        match segments::upload(&client, job_id, &all, &settings, &mut tell).await {
            Err(error) if error.is_transient() && failures < PATIENCE => {
                failures += 1;
                settings.addresses = None;
                run.emit(Event::Retrying { error: error.to_string() });
                run.sleep(run.pause_after(&error)).await;
            }
            segmented => break segmented?,
        }
    };
    if !segmented.mismatches.is_empty() {
        let reasons = segmented.mismatches.iter().map(Reason::from).collect();
        let (job_id, state) = (job_id.clone(), state.clone());
        return Ok(Some(ActionNeeded { job_id, state, reasons, reviewer: None }));
    }
    run.record(|journal| journal.submission.uploaded.push(Item::Recording)).await?;
    run.emit(Event::Uploaded { item: Item::Recording });
    Ok(None)
}

//! The stage of the workflow that uploads segments one by one.

use super::upload::UploadUrls;
use crate::Error;
use crate::training::context::Context;
use crate::training::outcome::ActionNeeded;
use crate::training::patience::Patience;
use crate::training::plan::Material;
use crate::training::segments::{self, Settings};
use crate::training::{Event, Item, Reason};
use crate::types::{JobId, JobState};

/// Uploads the segments that are not confirmed, unless the journal says that all are. Segments whose speech does not
/// match their text have to be recorded again, so they end the training with [`ActionNeeded`].
pub(in crate::training) async fn upload(
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

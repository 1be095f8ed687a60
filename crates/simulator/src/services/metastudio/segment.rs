//! `ConfirmTrainingSegment` and `ShowTrainingSegmentInfo`: confirm segments that are uploaded one by one, and list
//! them.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::types;

use super::call::{Call, filled, json_with_list};
use super::commit::{blocking, wrong_state};
use super::fields::Query;
use super::material::{check_text, duration};
use crate::http::fault::Fault;
use crate::state::State;
use crate::state::job::Job;
use crate::state::job_state::Lifecycle;
use crate::state::objects::{ObjectKind, StoredObject};

/// The largest index that the API permits.
const MAX_INDEX: u32 = 1024;

pub(super) async fn confirm(call: &Call) -> Result<Response<Body>, Fault> {
    let query = Query::parse(&call.query);
    let job_id = query.required::<types::JobId>("job_id")?;
    let index = query.required_number("index", 0..=MAX_INDEX)?;
    let [audio, text] = uploaded(&call.app.state(), job_id, index)?;
    let paths = (audio.path.clone(), text.path.clone());
    let length = blocking(move || length(&paths.0, &paths.1)).await?;
    let mut state = call.app.state();
    if uploaded(&state, job_id, index)? != [audio, text] {
        return Err(Fault::invalid_parameter("the segment was uploaded again during its check: confirm it again"));
    }
    let unmatched = state.segment_script.take(job_id, index);
    state.confirm(job_id, index, unmatched.is_none().then_some(length));
    let response = filled!(ConfirmTrainingSegmentRsp {
        confirm_result: Some(unmatched.is_none()),
        unmatched_index_hit: unmatched.unwrap_or_default().into_iter().map(Into::into).collect(),
    });
    json_with_list(&response, "unmatched_index_hit")
}

pub(super) fn show(call: &Call) -> Result<Response<Body>, Fault> {
    let query = Query::parse(&call.query);
    let state = call.app.state();
    let (job, _) = job_with_segments(&state, query.required::<types::JobId>("job_id")?)?;
    let confirmed_index = job.confirmed.keys().copied().map(Into::into).collect();
    json_with_list(&filled!(ShowConfirmedTrainingSegmentRsp { confirmed_index }), "confirmed_index")
}

/// Returns a job whose segments are uploaded one by one, and their number.
fn job_with_segments<'a>(state: &'a State, job_id: &str) -> Result<(&'a Job, u32), Fault> {
    let job = state.job(job_id).ok_or_else(Fault::no_such_job)?;
    let number = job.segments().ok_or_else(|| Fault::invalid_parameter("create_type of the job is not SEGMENT"))?;
    Ok((job, number))
}

/// Returns the audio and the text of a segment that can be confirmed now.
fn uploaded(state: &State, job_id: &str, index: u32) -> Result<[StoredObject; 2], Fault> {
    let (job, number) = job_with_segments(state, job_id)?;
    if index >= number {
        return Err(Fault::invalid_parameter(format!("index {index} is not below {number}, the number of segments")));
    }
    if !job.state.takes_commit() {
        return Err(wrong_state(&job.state));
    }
    let object = |kind, what: &str| {
        let object = state.objects.get(job_id, kind).cloned();
        object.ok_or_else(|| Fault::invalid_parameter(format!("the {what} of segment {index} has not been uploaded")))
    };
    Ok([object(ObjectKind::SegmentAudio(index), "audio")?, object(ObjectKind::SegmentText(index), "text")?])
}

/// Checks both files, and returns the duration of the audio.
fn length(audio: &Path, text: &Path) -> Result<Duration, Fault> {
    let open = |path| File::open(path).map_err(|error| Fault::unreadable(&error));
    check_text(open(text)?)?;
    let audio = open(audio)?;
    let length = audio.metadata().map_err(|error| Fault::unreadable(&error))?.len();
    duration(audio, length)
}

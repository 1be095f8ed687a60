//! `ShowVoiceTrainingJob` and `DeleteVoiceTrainingJob`: show and delete one job.

use axum::body::Body;
use axum::http::Response;

use super::operations::{Call, empty, json};
use super::responses;
use crate::http::fault::Fault;

pub(super) async fn show(call: &Call) -> Result<Response<Body>, Fault> {
    let info = {
        let mut state = call.app.state();
        let info = responses::job_info(&state, state.job(&call.job_id).ok_or_else(Fault::no_such_job)?);
        state.polled(&call.job_id);
        info
    };
    json(&info.with_urls(&call.app).await?)
}

pub(super) fn delete(call: &Call) -> Result<Response<Body>, Fault> {
    let mut state = call.app.state();
    for object in state.delete(&call.job_id).ok_or_else(Fault::no_such_job)? {
        // A file that stays in the data directory does no harm.
        let _: std::io::Result<()> = std::fs::remove_file(object.path);
    }
    Ok(empty())
}

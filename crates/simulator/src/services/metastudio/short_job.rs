//! `CreateShortJob`, `CommitShortJob` and `ShowShortJob`: short jobs, which score a recording.

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::types;

use super::commit::{refused, wrong_state};
use super::fields::Fields;
use super::material::{Material, check_length};
use super::operations::{Call, empty, filled, json};
use super::{scores, tenant, uploads};
use crate::http::fault::Fault;
use crate::state::job_state::JobState;

pub(super) async fn create(call: &Call) -> Result<Response<Body>, Fault> {
    let fields = Fields::required(call)?;
    let job_type = fields
        .choice("job_type", types::ShortJobType::KNOWN)?
        .ok_or_else(|| Fault::invalid_parameter("job_type is missing"))?;
    fields.string::<types::Language>("language")?;
    let job_id = call.app.state().create_short(job_type).id.clone();
    let url = uploads::recording_url(&call.app, &job_id).await?;
    let created = types::CreateShortJobRsp::builder().job_id(job_id).data_uploading_url(url);
    json(&types::CreateShortJobRsp::try_from(created).map_err(|_| Fault::internal())?)
}

pub(super) async fn commit(call: &Call) -> Result<Response<Body>, Fault> {
    let recording = {
        let state = call.app.state();
        let job = state.short_job(&call.job_id).ok_or_else(Fault::no_such_job)?;
        if job.state != JobState::Creating {
            return Err(wrong_state(job.state));
        }
        Material::Recording(Material::package(&state, &job.id)?)
    };
    check_length(recording.length().await?, tenant::ASSESSED)?;
    call.app.state().submit_short(&call.job_id).map(|()| empty()).map_err(refused)
}

pub(super) fn show(call: &Call) -> Result<Response<Body>, Fault> {
    let mut state = call.app.state();
    let job = state.short_job(&call.job_id).ok_or_else(Fault::no_such_job)?;
    let (job_failed_code, job_failed_reason) = job.failed.clone().unzip();
    let shown = json(&filled!(ShowShortJobRsp {
        job_type: Some(job.job_type.as_str().into()),
        job_id: Some(job.id.clone()),
        state: Some(job.state.name().into()),
        job_failed_code,
        job_failed_reason,
        create_time: Some(state.time.unix(job.created)),
        lastupdate_time: Some(state.time.unix(job.entered)),
        assess_result: (job.state == JobState::Succeed).then(scores::good),
    }));
    state.polled(&call.job_id);
    shown
}

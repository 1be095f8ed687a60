//! `CreateShortJob`, `CommitShortJob` and `ShowShortJob`: short jobs, which score a recording.

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::types::{self, JobState};

use super::call::{Call, empty, filled, json};
use super::commit::{Material, check_length, refused, wrong_state};
use super::fields::Fields;
use super::{files, tenant};
use crate::http::fault::Fault;
use crate::state::clock::unix;

pub(super) async fn create(call: &Call) -> Result<Response<Body>, Fault> {
    let fields = Fields::required(call)?;
    let job_type = fields
        .choice("job_type", types::ShortJobType::KNOWN)?
        .ok_or_else(|| Fault::invalid_parameter("job_type is missing"))?;
    fields.string::<types::Language>("language")?;
    let job_id = call.app.state().create_short(job_type).id.clone();
    let url = files::recording_url(&call.app, &job_id).await?;
    let created = types::CreateShortJobRsp::builder().job_id(job_id).data_uploading_url(url);
    json(&types::CreateShortJobRsp::try_from(created).map_err(|_| Fault::internal())?)
}

pub(super) async fn commit(call: &Call) -> Result<Response<Body>, Fault> {
    let recording = {
        let state = call.app.state();
        let job = state.short_job(&call.job_id).ok_or_else(Fault::no_such_job)?;
        if job.state != JobState::Creating {
            return Err(wrong_state(&job.state));
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
        state: Some(job.state.clone()),
        job_failed_code,
        job_failed_reason,
        create_time: Some(unix(job.created)),
        lastupdate_time: Some(unix(job.updated)),
        assess_result: (job.state == JobState::Succeed).then(good_scores),
    }));
    state.polled(&call.job_id);
    shown
}

/// Returns scores that are all within their range. Nothing is measured: every recording gets the same scores, which are
/// invented.
fn good_scores() -> types::AssessResult {
    filled!(AssessResult {
        speed: score("3-6", "4.5"),
        sound: score("-26--16", "-20"),
        snr: score(">=30", "42"),
        reverb: score(">=30", "45"),
        dnsmos_ovrl: score(">=3", "3.6"),
        dnsmos_bak: score(">=3.5", "4.1"),
        suggestion: Some("The recording is good.".to_owned()),
    })
}

fn score(expected: &str, actual: &str) -> Option<types::AssessProperty> {
    Some(filled!(AssessProperty {
        expected: Some(expected.to_owned()),
        actual: Some(actual.to_owned()),
        suggestion: Some("无需调整。".to_owned()),
        suggestion_en: Some("Nothing to change.".to_owned()),
        status: Some(0),
    }))
}

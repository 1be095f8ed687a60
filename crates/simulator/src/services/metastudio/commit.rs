//! `CommitVoiceTrainingJob`: checks the uploaded files and starts the review.

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::types;

use super::fields::Fields;
use super::material::{Material, check_length};
use super::operations::{Call, app_user_id, empty};
use super::tenant;
use crate::http::fault::Fault;
use crate::state::Refused;
use crate::state::job::Metadata;
use crate::state::job_state::JobState;

pub(super) async fn commit(call: &Call) -> Result<Response<Body>, Fault> {
    let fields = Fields::optional(call)?;
    let (metadata, material, limits) = {
        let state = call.app.state();
        let job = state.job(&call.job_id).ok_or_else(Fault::no_such_job)?;
        if !job.state.takes_commit() {
            return Err(wrong_state(job.state));
        }
        let metadata = merged(call, &fields, &job.metadata)?;
        (metadata, Material::of(&state, job)?, tenant::limits(job.edition))
    };
    check_length(material.length().await?, limits)?;
    // Another call may have submitted the job meanwhile.
    call.app.state().submit(&call.job_id, metadata).map(|()| empty()).map_err(refused)
}

/// Returns the fault for a refused submission.
pub(super) fn refused(refused: Refused) -> Fault {
    match refused {
        Refused::NoSuchJob => Fault::no_such_job(),
        Refused::WrongState(state) => wrong_state(state),
        Refused::NoCredit => Fault::no_credit(),
    }
}

pub(super) fn wrong_state(state: JobState) -> Fault {
    Fault::invalid_parameter(format!("the job does not permit this operation in state {}", state.name()))
}

/// Returns the job's metadata with the changes of this call.
fn merged(call: &Call, fields: &Fields, old: &Metadata) -> Result<Metadata, Fault> {
    fields.string::<types::Description>("description")?;
    fields.string::<types::CustomText>("custom_text")?;
    let in_body = fields.string::<types::CommitAppUserId>("app_user_id")?;
    let in_header = app_user_id(&call.headers)?;
    let old = old.clone();
    Ok(Metadata {
        voice_name: fields.string::<types::VoiceName>("voice_name")?.unwrap_or(old.voice_name),
        tag: fields.choice("tag", types::JobTag::KNOWN)?.or(old.tag),
        sex: fields.choice("sex", types::Sex::KNOWN)?.or(old.sex),
        language: fields.string::<types::Language>("language")?.or(old.language),
        phone: fields.string::<types::Phone>("phone")?.or(old.phone),
        output_language: fields.string::<types::OutputLanguage>("output_language")?.or(old.output_language),
        app_user_id: in_body.or(in_header).or(old.app_user_id),
        ..old
    })
}

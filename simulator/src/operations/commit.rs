//! `CommitVoiceTrainingJob`: looks into the uploaded files and lets the review begin.

use std::path::PathBuf;
use std::time::Duration;

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::types;

use super::fields::Fields;
use super::{Call, create, empty, tenant};
use crate::archive;
use crate::gateway::fault::Fault;
use crate::job::{Job, Metadata};
use crate::snapshot::ObjectKind;

pub(super) async fn commit(call: &Call) -> Result<Response<Body>, Fault> {
    let fields = Fields::optional(call)?;
    let (metadata, recording) = {
        let world = call.shared.world();
        let job = world.job(&call.job_id).ok_or_else(Fault::no_such_job)?;
        if !job.state.takes_commit() {
            return Err(wrong_state(job));
        }
        let metadata = merged(call, &fields, &job.metadata)?;
        let object = world.object(&call.job_id, ObjectKind::Recording);
        (metadata, object.map(|object| object.path.clone()))
    };
    let recording = recording.ok_or_else(|| Fault::invalid_parameter("the training data has not been uploaded"))?;
    check_duration(length_of(recording).await?)?;
    let mut world = call.shared.world();
    if world.submit(&call.job_id, metadata) {
        return Ok(empty());
    }
    // Another call was faster.
    Err(world.job(&call.job_id).map_or_else(Fault::no_such_job, wrong_state))
}

/// The job's metadata with what this call says of it.
fn merged(call: &Call, fields: &Fields, old: &Metadata) -> Result<Metadata, Fault> {
    fields.string::<types::Description>("description")?;
    fields.string::<types::CustomText>("custom_text")?;
    let in_body = fields.string::<types::CommitAppUserId>("app_user_id")?;
    let in_header = create::app_user_id(call)?;
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

/// Opens the archive, away from the threads that serve.
async fn length_of(recording: PathBuf) -> Result<Duration, Fault> {
    let checked = tokio::task::spawn_blocking(move || archive::check(&recording)).await;
    checked.unwrap_or_else(|_| Err(Fault::audio_format("the recording cannot be read")))
}

fn check_duration(length: Duration) -> Result<(), Fault> {
    let seconds = length.as_secs_f64();
    if seconds < f64::from(tenant::ADVANCE_MIN) || seconds > f64::from(tenant::ADVANCE_MAX) {
        let (min, max) = (tenant::ADVANCE_MIN, tenant::ADVANCE_MAX);
        let message = format!("the recording lasts {seconds:.3} s, which is not between {min} and {max} s");
        return Err(Fault::invalid_parameter(message));
    }
    Ok(())
}

fn wrong_state(job: &Job) -> Fault {
    Fault::invalid_parameter(format!("the job cannot be submitted in state {}", job.state.name()))
}

//! `CommitVoiceTrainingJob`: checks the uploaded files and starts the review.

use std::path::PathBuf;
use std::time::Duration;

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::types::{self, JobState};

use super::call::{Call, empty};
use super::fields::{Fields, app_user_id};
use super::{material, tenant};
use crate::http::fault::Fault;
use crate::state::job::{Job, Metadata};
use crate::state::job_state::Lifecycle;
use crate::state::objects::ObjectKind;
use crate::state::{Refused, State};

pub(super) async fn commit(call: &Call) -> Result<Response<Body>, Fault> {
    let fields = Fields::optional(call)?;
    let (metadata, material, limits) = {
        let state = call.app.state();
        let job = state.job(&call.job_id).ok_or_else(Fault::no_such_job)?;
        if !job.state.takes_commit() {
            return Err(wrong_state(&job.state));
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
        Refused::WrongState(state) => wrong_state(&state),
        Refused::NoCredit => Fault::no_credit(),
    }
}

pub(super) fn wrong_state(state: &JobState) -> Fault {
    Fault::invalid_parameter(format!("the job does not permit this operation in state {state}"))
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

/// The files of a job, found but not checked yet.
pub(super) enum Material {
    /// A zip with one recording.
    Recording(PathBuf),
    /// A zip with this number of segments.
    Segments(PathBuf, u32),
    /// Segments that were checked one by one, with their total duration.
    Confirmed(Duration),
}

impl Material {
    /// Finds the uploaded files of a training job.
    pub(super) fn of(state: &State, job: &Job) -> Result<Self, Fault> {
        if let Some(number) = job.segments() {
            return confirmed(job, number);
        }
        let path = Self::package(state, &job.id)?;
        Ok(job.edition.segments().map_or(Self::Recording(path.clone()), |number| Self::Segments(path, number)))
    }

    /// Finds the zip of a job.
    pub(super) fn package(state: &State, job_id: &str) -> Result<PathBuf, Fault> {
        let object = state.objects.get(job_id, ObjectKind::Recording);
        object
            .map(|object| object.path.clone())
            .ok_or_else(|| Fault::invalid_parameter("the data has not been uploaded"))
    }

    /// Checks the files, and returns the total duration of their sound.
    pub(super) async fn length(self) -> Result<Duration, Fault> {
        match self {
            Material::Confirmed(length) => Ok(length),
            Material::Recording(path) => blocking(move || material::recording(&path)).await,
            Material::Segments(path, number) => blocking(move || material::segments(&path, number)).await,
        }
    }
}

fn confirmed(job: &Job, number: u32) -> Result<Material, Fault> {
    let missing: Vec<String> =
        (0..number).filter(|index| !job.confirmed.contains_key(index)).map(|index| index.to_string()).collect();
    if missing.is_empty() {
        return Ok(Material::Confirmed(
            job.confirmed.values().fold(Duration::ZERO, |sum, one| sum.saturating_add(*one)),
        ));
    }
    Err(Fault::invalid_parameter(format!("segments are not confirmed: {}", missing.join(", "))))
}

/// Runs work that reads files on a thread other than those that serve requests.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err(Fault::audio_format("the recording cannot be read")))
}

/// Checks a duration against limits in seconds.
pub(super) fn check_length(length: Duration, (min, max): (u32, u32)) -> Result<(), Fault> {
    let seconds = length.as_secs_f64();
    if (f64::from(min)..=f64::from(max)).contains(&seconds) {
        return Ok(());
    }
    Err(Fault::invalid_parameter(format!("the recording lasts {seconds:.3} s, which is not between {min} and {max} s")))
}

//! The jobs: their states, seeds, moves, and the failures of their reviews.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use metastudio_voice::types::{CreateTrainingJobReq, JobState};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::json::{Refusal, parsed, refused, wrong};
use crate::services::App;
use crate::state::job::JobSnapshot;
use crate::state::review::{AuditError, Failure, ReviewFailure};
use crate::state::seed::{Seed, ShortJobSeed};
use crate::state::short_job::ShortJobSnapshot;

pub(super) async fn state(State(app): State<Arc<App>>) -> Json<Value> {
    let state = app.state();
    let jobs: Vec<Value> = state.jobs().map(|job| shown(&JobSnapshot::from(job))).collect();
    let short_jobs: Vec<Value> = state.short_jobs().map(|job| shown_short(&ShortJobSnapshot::from(job))).collect();
    Json(json!({
        "clock": state.clock.name(),
        "credits_spent": state.credits.spent(),
        "jobs": jobs,
        "short_jobs": short_jobs,
    }))
}

fn shown(job: &JobSnapshot) -> Value {
    let unix = |time: std::time::SystemTime| time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    json!({
        "job_id": job.id,
        "job_type": job.job_type,
        "create_type": job.create_type,
        "voice_name": job.name,
        "state": job.state,
        "create_time": unix(job.created),
        "lastupdate_time": unix(job.updated),
        "submissions": job.submissions,
        "recording_uploads": job.recording_uploads,
        "letter_uploads": job.letter_uploads,
        "segment_uploads": job.segment_uploads,
        "confirmed": job.confirmed,
        "asset_id": job.asset_id,
    })
}

fn shown_short(job: &ShortJobSnapshot) -> Value {
    json!({ "job_id": job.id, "state": job.state, "uploads": job.uploads })
}

pub(super) async fn advance(State(app): State<Arc<App>>) -> Json<Value> {
    app.state().advance();
    state(State(app)).await
}

/// A job.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    job_id: String,
}

pub(super) async fn advance_job(State(app): State<Arc<App>>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let Named { job_id } = parsed(&body)?;
    let state = app.state().advance_job(&job_id).map_err(refused)?;
    Ok(Json(json!({ "job_id": job_id, "state": state })))
}

/// A state: one of the API, or one that the API does not have. A mistyped state is therefore refused.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Move {
    job_id: String,
    state: Option<String>,
    unknown_state: Option<String>,
}

pub(super) async fn set_state(State(app): State<Arc<App>>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let Move { job_id, state, unknown_state } = parsed(&body)?;
    let state = job_state(state, unknown_state)?;
    app.state().put_into(&job_id, state.clone()).map_err(refused)?;
    Ok(Json(json!({ "job_id": job_id, "state": state })))
}

fn job_state(state: Option<String>, unknown: Option<String>) -> Result<JobState, Refusal> {
    let known = |state: &str| JobState::KNOWN.contains(&state);
    match (state, unknown) {
        (Some(state), None) if known(&state) => Ok(state.into()),
        (Some(_), None) => {
            let known = JobState::KNOWN.join(", ");
            Err(wrong(&format!("`state` is none of {known}; for another one, give `unknown_state` instead")))
        }
        (None, Some(state)) if !known(&state) => Ok(state.into()),
        (None, Some(_)) => Err(wrong(&"`unknown_state` is known: give `state` instead")),
        _ => Err(wrong(&"give either `state` or `unknown_state`")),
    }
}

/// A job of the past. The ages are in seconds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedRequest {
    state: Option<String>,
    unknown_state: Option<String>,
    job_type: Option<String>,
    #[serde(default)]
    details: Map<String, Value>,
    app_user_id: Option<String>,
    #[serde(default)]
    created_ago: u64,
    submitted_ago: Option<u64>,
    updated_ago: Option<u64>,
    failure: Option<Scripted>,
}

pub(super) async fn seed(State(app): State<Arc<App>>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let request: SeedRequest = parsed(&body)?;
    let mut seed = Seed::new(job_state(request.state, request.unknown_state)?);
    seed = seed.created_ago(Duration::from_secs(request.created_ago));
    if let Some(job_type) = request.job_type {
        seed = seed.edition(job_type.into());
    }
    if let Some(age) = request.submitted_ago {
        seed = seed.submitted_ago(Duration::from_secs(age));
    }
    if let Some(age) = request.updated_ago {
        seed = seed.updated_ago(Duration::from_secs(age));
    }
    if let Some(user) = request.app_user_id {
        seed = seed.app_user_id(user);
    }
    seed = match request.failure.map(Scripted::into_failure) {
        None => seed,
        Some(Failure::Review(failure)) => seed.review_failure(failure),
        Some(Failure::Training { code, reason }) => seed.failure(code, reason),
        Some(Failure::Assessment { .. }) => return Err(wrong(&"an assessment is one of a short job")),
    };
    if !request.details.is_empty() {
        let details = details(request.details)?;
        seed = seed.details(|_| details.into());
    }
    let mut state = app.state();
    let job = state.seed(seed).map_err(refused)?;
    Ok(Json(shown(&JobSnapshot::from(job))))
}

/// A short job of the past. The ages are in seconds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShortJobSeedRequest {
    state: Option<String>,
    unknown_state: Option<String>,
    #[serde(default)]
    created_ago: u64,
    updated_ago: Option<u64>,
    failure: Option<Scripted>,
}

pub(super) async fn seed_short(State(app): State<Arc<App>>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let request: ShortJobSeedRequest = parsed(&body)?;
    let mut seed = ShortJobSeed::new(job_state(request.state, request.unknown_state)?);
    seed = seed.created_ago(Duration::from_secs(request.created_ago));
    if let Some(age) = request.updated_ago {
        seed = seed.updated_ago(Duration::from_secs(age));
    }
    seed = match request.failure.map(Scripted::into_failure) {
        None => seed,
        Some(Failure::Assessment { code, reason }) => seed.failure(code, reason),
        Some(_) => return Err(wrong(&"the failure of a short job is an assessment")),
    };
    let mut state = app.state();
    let job = state.seed_short(seed).map_err(refused)?;
    Ok(Json(shown_short(&ShortJobSnapshot::from(job))))
}

/// Reads the details of a job, which have the fields of a create request, and at least one.
fn details(mut given: Map<String, Value>) -> Result<CreateTrainingJobReq, Refusal> {
    given.entry("voice_name").or_insert_with(|| "Seeded voice".into());
    for (name, value) in &given {
        // Each alone, so that the message can name the one that is wrong. What is not read is not a field.
        let alone = json!({ "voice_name": "v", name.as_str(): value });
        let request: CreateTrainingJobReq =
            serde_json::from_value(alone).map_err(|error| wrong(&format!("details: {name}: {error}")))?;
        let read = serde_json::to_value(&request).map_err(|error| wrong(&error))?;
        if read.get(name).is_none() {
            return Err(wrong(&format!("details: a create request has no field {name}, or not with this value")));
        }
    }
    serde_json::from_value(Value::Object(given)).map_err(|error| wrong(&format!("details: {error}")))
}

/// A scripted failure, of one job or of the next job that reaches the stage.
#[derive(Deserialize)]
struct Script {
    job_id: Option<String>,
    #[serde(flatten)]
    failure: Scripted,
}

#[derive(Deserialize)]
#[serde(tag = "stage", rename_all = "lowercase")]
enum Scripted {
    System { errors: Vec<Fault> },
    Admin { message: String },
    Training { code: String, reason: String },
    Assessment { code: String, reason: String },
}

impl Scripted {
    fn into_failure(self) -> Failure {
        match self {
            Self::System { errors } => Failure::Review(ReviewFailure::system(errors.into_iter().map(Into::into))),
            Self::Admin { message } => Failure::Review(ReviewFailure::admin(message)),
            Self::Training { code, reason } => Failure::Training { code, reason },
            Self::Assessment { code, reason } => Failure::Assessment { code, reason },
        }
    }
}

#[derive(Deserialize)]
struct Fault {
    error_code: String,
    error_message: String,
    audio_name: Option<String>,
    text_name: Option<String>,
}

impl From<Fault> for AuditError {
    fn from(fault: Fault) -> Self {
        let mut error = AuditError::new(fault.error_code, fault.error_message);
        error.audio_name = fault.audio_name;
        error.text_name = fault.text_name;
        error
    }
}

pub(super) async fn review(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
    let script: Script = parsed(&body)?;
    app.state().script(script.job_id, script.failure.into_failure());
    Ok(StatusCode::NO_CONTENT)
}

/// A segment whose next check fails.
#[derive(Deserialize)]
struct Mismatch {
    job_id: Option<String>,
    index: Option<u32>,
    positions: Vec<u32>,
}

pub(super) async fn segment(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
    let Mismatch { job_id, index, positions } = parsed(&body)?;
    app.state().segment_script.add(job_id, index, positions);
    Ok(StatusCode::NO_CONTENT)
}

//! The control plane under `/_simulator/`: state, clock, scripts, identities, and the requests received. It requires no
//! credentials.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use axum::routing::{get, post};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::conformance::Conformance;
use crate::http::disturbance::{Disturbance, UploadDisturbance};
use crate::services::App;
use crate::state::Renewals;
use crate::state::job::JobSnapshot;
use crate::state::metadata::MetadataMode;
use crate::state::objects::ObjectKind;
use crate::state::review::{AuditError, Failure, ReviewFailure};
use crate::state::short_job::ShortJobSnapshot;

pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/state", get(state))
        .route("/clock/advance", post(advance))
        .route("/uploads/expire", post(expire_uploads))
        .route("/uploads/expire-renewed", post(expire_renewed))
        .route("/uploads/disturb", post(disturb_uploads))
        .route("/list/delay", post(delay_listing))
        .route("/requests", get(requests))
        .route("/review", post(review))
        .route("/segment", post(segment))
        .route("/file", post(file))
        .route("/disturb", post(disturb))
        .route("/tokens/expire", post(expire_tokens))
        .route("/tokens/revoke", post(revoke_tokens))
        .route("/keys/expire", post(expire_temporary_keys))
        .route("/account", post(account))
        .route("/metadata", post(metadata))
        .route("/metadata/expire", post(expire_metadata_tokens))
        .route("/received", get(received))
        .route("/conformance", get(conformance))
        .fallback(async || (StatusCode::NOT_FOUND, Json(json!({ "error": "the control plane has no such path" }))))
}

async fn state(State(app): State<Arc<App>>) -> Json<Value> {
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
    json!({
        "job_id": job.id,
        "job_type": job.job_type,
        "create_type": job.create_type,
        "voice_name": job.name,
        "state": job.state,
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

async fn advance(State(app): State<Arc<App>>) -> Json<Value> {
    app.state().advance();
    state(State(app)).await
}

async fn expire_uploads(State(app): State<Arc<App>>) -> StatusCode {
    app.expire_upload_urls();
    StatusCode::NO_CONTENT
}

async fn requests(State(app): State<Arc<App>>) -> Json<Value> {
    let requests: Vec<Value> = app
        .record
        .all()
        .iter()
        .map(|request| {
            json!({
                "server": request.server.name(),
                "method": request.method,
                "path": request.path,
                "operation": request.operation,
                "carried_out": request.carried_out,
                "status": request.status,
                "body_bytes": request.body_bytes,
                "headers": request.shown().collect::<Vec<_>>(),
            })
        })
        .collect();
    Json(json!({ "requests": requests }))
}

type Refusal = (StatusCode, Json<Value>);

fn parsed<T: DeserializeOwned>(body: &Bytes) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| (StatusCode::BAD_REQUEST, Json(json!({ "error": error.to_string() }))))
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

async fn review(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
    let script: Script = parsed(&body)?;
    let failure = match script.failure {
        Scripted::System { errors } => Failure::Review(ReviewFailure::system(errors.into_iter().map(Into::into))),
        Scripted::Admin { message } => Failure::Review(ReviewFailure::admin(message)),
        Scripted::Training { code, reason } => Failure::Training { code, reason },
        Scripted::Assessment { code, reason } => Failure::Assessment { code, reason },
    };
    app.state().script(script.job_id, failure);
    Ok(StatusCode::NO_CONTENT)
}

/// A segment whose next check fails.
#[derive(Deserialize)]
struct Mismatch {
    job_id: Option<String>,
    index: Option<u32>,
    positions: Vec<u32>,
}

async fn segment(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
    let Mismatch { job_id, index, positions } = parsed(&body)?;
    app.state().segment_script.add(job_id, index, positions);
    Ok(StatusCode::NO_CONTENT)
}

/// A file that can be downloaded once.
#[derive(Deserialize)]
struct Offer {
    job_id: String,
    text: String,
}

async fn file(State(app): State<Arc<App>>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let Offer { job_id, text } = parsed(&body)?;
    let token = app.state().download_tokens.offer(&job_id, text.into());
    Ok(Json(json!({ "once_token": token })))
}

/// The disturbances of the next requests, of one operation or of any.
#[derive(Deserialize)]
struct CallScript {
    operation: Option<String>,
    disturbances: Vec<Disturbance>,
}

async fn disturb(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
    let CallScript { operation, disturbances } = parsed(&body)?;
    app.disturbances.add(operation.as_deref(), disturbances);
    Ok(StatusCode::NO_CONTENT)
}

/// The disturbances of the next uploads, of one object or of any.
#[derive(Deserialize)]
struct UploadScript {
    object: Option<Object>,
    index: Option<u32>,
    disturbances: Vec<UploadDisturbance>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Object {
    Recording,
    Letter,
    SegmentAudio,
    SegmentText,
    ReviewAttachment,
}

async fn disturb_uploads(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
    let UploadScript { object, index, disturbances } = parsed(&body)?;
    let object = match (object, index) {
        (None, None) => None,
        (Some(Object::Recording), None) => Some(ObjectKind::Recording),
        (Some(Object::Letter), None) => Some(ObjectKind::Letter),
        (Some(Object::SegmentAudio), Some(index)) => Some(ObjectKind::SegmentAudio(index)),
        (Some(Object::SegmentText), Some(index)) => Some(ObjectKind::SegmentText(index)),
        (Some(Object::ReviewAttachment), Some(index)) => Some(ObjectKind::ReviewAttachment(index)),
        _ => {
            let error =
                "segment-audio, segment-text and review-attachment require `index`, other objects do not permit it";
            let error = json!({ "error": error });
            return Err((StatusCode::BAD_REQUEST, Json(error)));
        }
    };
    app.upload_disturbances.add(object, disturbances);
    Ok(StatusCode::NO_CONTENT)
}

/// The number of responses whose upload URLs are already expired. Without a number, all are.
#[derive(Deserialize)]
struct Expired {
    responses: Option<u32>,
}

async fn expire_renewed(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
    let Expired { responses } = parsed(&body)?;
    app.state().expired_renewals = responses.map_or(Renewals::AllExpired, Renewals::Expired);
    Ok(StatusCode::NO_CONTENT)
}

/// The number of lists from which new jobs are missing.
#[derive(Deserialize)]
struct Delay {
    lists: u32,
}

async fn delay_listing(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
    let Delay { lists } = parsed(&body)?;
    app.state().list_lag = lists;
    Ok(StatusCode::NO_CONTENT)
}

async fn expire_tokens(State(app): State<Arc<App>>) -> StatusCode {
    app.identities.expire_tokens(app.now());
    StatusCode::NO_CONTENT
}

async fn revoke_tokens(State(app): State<Arc<App>>) -> StatusCode {
    app.identities.revoke_tokens();
    StatusCode::NO_CONTENT
}

async fn expire_temporary_keys(State(app): State<Arc<App>>) -> StatusCode {
    app.identities.expire_temporary_keys(app.now());
    StatusCode::NO_CONTENT
}

/// A change of the account.
#[derive(Deserialize)]
struct Change {
    locked: Option<bool>,
    password: Option<String>,
}

async fn account(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
    let Change { locked, password } = parsed(&body)?;
    if let Some(locked) = locked {
        app.identities.lock_account(locked);
    }
    if let Some(password) = password {
        app.identities.change_password(password);
    }
    Ok(StatusCode::NO_CONTENT)
}

async fn metadata(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
    app.metadata.set_mode(parsed::<MetadataMode>(&body)?);
    Ok(StatusCode::NO_CONTENT)
}

async fn expire_metadata_tokens(State(app): State<Arc<App>>) -> StatusCode {
    app.metadata.expire_tokens(app.now());
    StatusCode::NO_CONTENT
}

/// Returns the number of requests received, by server and path.
async fn received(State(app): State<Arc<App>>) -> Json<Value> {
    let mut counts = json!({});
    for request in app.record.all() {
        let count = &mut counts[request.server.name()][request.path.as_str()];
        *count = (count.as_u64().unwrap_or_default() + 1).into();
    }
    Json(counts)
}

/// Returns the judgement on the client.
async fn conformance(State(app): State<Arc<App>>) -> Json<Value> {
    let judged = Conformance::of_app(&app);
    Json(json!({
        "conforms": judged.conforms(),
        "requests": judged.requests,
        "voices": judged.voices,
        "violations": judged.violations,
    }))
}

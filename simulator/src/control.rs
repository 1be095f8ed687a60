//! The control plane under `/_simulator/`: state, clock, reviews, and what was received. It asks for no credentials.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::record::Server;
use crate::review::{AuditError, Failure, ReviewFailure};
use crate::shared::Shared;
use crate::snapshot::JobSnapshot;

pub(crate) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route("/state", get(state))
        .route("/clock/advance", post(advance))
        .route("/uploads/expire", post(expire))
        .route("/requests", get(requests))
        .route("/review", post(review))
        .fallback(async || (StatusCode::NOT_FOUND, Json(json!({ "error": "the control plane has no such path" }))))
}

async fn state(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let world = shared.world();
    let jobs: Vec<Value> = world.jobs().map(|job| shown(&JobSnapshot::from(job))).collect();
    Json(json!({ "clock": world.clock.name(), "credits_spent": world.credits_spent, "jobs": jobs }))
}

fn shown(job: &JobSnapshot) -> Value {
    json!({
        "job_id": job.id,
        "voice_name": job.name,
        "state": job.state,
        "submissions": job.submissions,
        "recording_uploads": job.recording_uploads,
        "letter_uploads": job.letter_uploads,
        "asset_id": job.asset_id,
    })
}

async fn advance(State(shared): State<Arc<Shared>>) -> Json<Value> {
    shared.world().advance();
    state(State(shared)).await
}

async fn expire(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.expire_upload_urls();
    StatusCode::NO_CONTENT
}

async fn requests(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let requests: Vec<Value> = shared
        .record
        .all()
        .iter()
        .map(|request| {
            let server = if request.server == Server::Obs { "obs" } else { "metastudio" };
            json!({
                "server": server,
                "method": request.method,
                "path": request.path,
                "status": request.status,
                "body_bytes": request.body_bytes,
                "headers": request.shown().collect::<Vec<_>>(),
            })
        })
        .collect();
    Json(json!({ "requests": requests }))
}

/// A scripted failure: of one job, or of the next that gets there.
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

async fn review(State(shared): State<Arc<Shared>>, body: Bytes) -> Result<StatusCode, (StatusCode, Json<Value>)> {
    let script: Script = serde_json::from_slice(&body)
        .map_err(|error| (StatusCode::BAD_REQUEST, Json(json!({ "error": error.to_string() }))))?;
    let failure = match script.failure {
        Scripted::System { errors } => Failure::Review(ReviewFailure::system(errors.into_iter().map(Into::into))),
        Scripted::Admin { message } => Failure::Review(ReviewFailure::admin(message)),
        Scripted::Training { code, reason } => Failure::Training { code, reason },
    };
    shared.world().script(script.job_id, failure);
    Ok(StatusCode::NO_CONTENT)
}

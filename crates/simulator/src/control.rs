//! The control plane under `/_simulator/`: state, clock, scripts, and the requests received. It requires no
//! credentials.

mod identity;
mod script;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use axum::routing::{get, post};
use serde_json::{Value, json};

use crate::services::App;
use crate::state::snapshot::{JobSnapshot, ShortJobSnapshot};

pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/state", get(state))
        .route("/clock/advance", post(advance))
        .route("/uploads/expire", post(expire))
        .route("/uploads/expire-renewed", post(script::expire_renewed))
        .route("/uploads/disturb", post(script::disturb_uploads))
        .route("/list/delay", post(script::delay_listing))
        .route("/requests", get(requests))
        .route("/review", post(script::review))
        .route("/segment", post(script::segment))
        .route("/file", post(script::file))
        .route("/disturb", post(script::disturb))
        .route("/tokens/expire", post(identity::expire_tokens))
        .route("/tokens/revoke", post(identity::revoke_tokens))
        .route("/keys/expire", post(identity::expire_temporary_keys))
        .route("/account", post(identity::account))
        .route("/metadata", post(identity::metadata))
        .route("/metadata/expire", post(identity::expire_metadata_tokens))
        .route("/received", get(identity::received))
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

async fn expire(State(app): State<Arc<App>>) -> StatusCode {
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

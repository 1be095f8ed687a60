//! The control plane under `/_simulator/`: jobs, clock, scripts, stubs, fixtures, identities, and the requests received.
//! It requires no credentials.

mod jobs;
mod json;
mod responses;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use self::json::{Refusal, parsed, wrong};
use crate::conformance::Conformance;
use crate::fixtures::{self, Fixture};
use crate::services::App;
use crate::state::Renewals;
use crate::state::metadata::MetadataMode;

/// The largest body of a request to the control plane, so that a stub can be large, and none fills the memory.
const MAX_BODY: usize = 64 << 20;
/// The longest recording, in seconds, and the largest number of segments.
const MAX_SECONDS: u16 = 600;
const MAX_SEGMENTS: u16 = 100;
/// The number of segments of a basic job.
const SEGMENTS: u16 = 20;

pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/state", get(jobs::state))
        .route("/clock/advance", post(jobs::advance))
        .route("/jobs", post(jobs::seed))
        .route("/short-jobs", post(jobs::seed_short))
        .route("/jobs/advance", post(jobs::advance_job))
        .route("/jobs/state", post(jobs::set_state))
        .route("/stubs", post(responses::stub))
        .route("/stubs/clear", post(responses::clear_stubs))
        .route("/fixtures/recording.wav", get(recording))
        .route("/fixtures/recording.zip", get(async || sent(fixtures::recording_zip, "application/zip").await))
        .route("/fixtures/segments.zip", get(segments))
        .route("/fixtures/letter.pdf", get(async || sent(fixtures::letter, "application/pdf").await))
        .route("/uploads/expire", post(expire_uploads))
        .route("/uploads/expire-renewed", post(expire_renewed))
        .route("/uploads/disturb", post(responses::disturb_uploads))
        .route("/list/delay", post(delay_listing))
        .route("/requests", get(requests))
        .route("/review", post(jobs::review))
        .route("/segment", post(jobs::segment))
        .route("/file", post(file))
        .route("/disturb", post(responses::disturb))
        .route("/disturb/clear", post(responses::clear_disturbances))
        .route("/tokens/expire", post(expire_tokens))
        .route("/tokens/revoke", post(revoke_tokens))
        .route("/keys/expire", post(expire_temporary_keys))
        .route("/account", post(account))
        .route("/metadata", post(metadata))
        .route("/metadata/expire", post(expire_metadata_tokens))
        .route("/received", get(received))
        .route("/drift", get(drift))
        .route("/conformance", get(conformance))
        .fallback(async || (StatusCode::NOT_FOUND, Json(json!({ "error": "the control plane has no such path" }))))
        .layer(DefaultBodyLimit::max(MAX_BODY))
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
                "disturbed": request.disturbed,
                "stubbed": request.stubbed,
                "status": request.status,
                "body_bytes": request.body_bytes,
                "headers": request.shown().collect::<Vec<_>>(),
            })
        })
        .collect();
    Json(json!({ "requests": requests }))
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

/// Returns the differences from the spec, and how often each was sent.
async fn drift(State(app): State<Arc<App>>) -> Json<Value> {
    let injected = app.drift.injected();
    let injected = injected.iter().map(|drift| json!({ "key": drift.key, "sent": drift.sent }));
    Json(json!({ "injected": injected.collect::<Vec<_>>() }))
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

async fn recording(RawQuery(query): RawQuery) -> Result<Response, Refusal> {
    let seconds = number(query.as_deref(), "seconds", MAX_SECONDS)?;
    let length = seconds.map(|seconds| Duration::from_secs(seconds.into()));
    Ok(sent(move || length.map_or_else(fixtures::recording, fixtures::recording_lasting), "audio/wav").await)
}

async fn segments(RawQuery(query): RawQuery) -> Result<Response, Refusal> {
    let number = number(query.as_deref(), "number", MAX_SEGMENTS)?.unwrap_or(SEGMENTS);
    Ok(sent(move || fixtures::segments_zip(number), "application/zip").await)
}

/// Reads the only parameter of a query, a number from 1.
fn number(query: Option<&str>, name: &str, max: u16) -> Result<Option<u16>, Refusal> {
    let mut number = None;
    for (given, value) in url::form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        let value = value.parse().ok().filter(|value| given == name && (1..=max).contains(value));
        let why = || wrong(&format!("the only parameter is {name}, a number from 1 to {max}"));
        number = Some(value.ok_or_else(why)?);
    }
    Ok(number)
}

/// Makes a fixture on a thread other than those that serve requests, as a long one takes seconds.
async fn sent(fixture: impl FnOnce() -> Fixture + Send + 'static, content_type: &'static str) -> Response {
    match tokio::task::spawn_blocking(fixture).await {
        Ok(fixture) => ([(CONTENT_TYPE, content_type)], fixture.bytes().clone()).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

//! The control plane's scripts: failures to come, and files to download.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::http::disturbance::{Disturbance, UploadDisturbance};
use crate::services::App;
use crate::state::Renewals;
use crate::state::review::{AuditError, Failure, ReviewFailure};
use crate::state::snapshot::ObjectKind;

pub(super) type Refusal = (StatusCode, Json<Value>);

pub(super) fn parsed<T: DeserializeOwned>(body: &Bytes) -> Result<T, Refusal> {
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

pub(super) async fn review(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
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

pub(super) async fn segment(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
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

pub(super) async fn file(State(app): State<Arc<App>>, body: Bytes) -> Result<Json<Value>, Refusal> {
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

pub(super) async fn disturb(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
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

pub(super) async fn disturb_uploads(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
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

pub(super) async fn expire_renewed(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
    let Expired { responses } = parsed(&body)?;
    app.state().expired_renewals = responses.map_or(Renewals::AllExpired, Renewals::Expired);
    Ok(StatusCode::NO_CONTENT)
}

/// The number of lists from which new jobs are missing.
#[derive(Deserialize)]
struct Delay {
    lists: u32,
}

pub(super) async fn delay_listing(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
    let Delay { lists } = parsed(&body)?;
    app.state().list_lag = lists;
    Ok(StatusCode::NO_CONTENT)
}

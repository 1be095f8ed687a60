//! The responses that a test sets: disturbances of calls and uploads, and stubs.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::Value;

use super::json::{Refusal, parsed, refused, wrong};
use crate::http::disturbance::{Disturbance, UploadDisturbance};
use crate::http::error_response::ErrorResponse;
use crate::http::stub::Stub;
use crate::services::App;
use crate::state::objects::ObjectKind;

/// The disturbances of the next requests, of one operation or of any.
#[derive(Deserialize)]
struct CallScript {
    operation: Option<String>,
    disturbances: Vec<Disturbance>,
}

pub(super) async fn disturb(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
    let CallScript { operation, disturbances } = parsed(&body)?;
    match operation {
        Some(operation) => app.disturb_operation(&operation, disturbances).map_err(refused)?,
        None => app.disturbances.add(None, disturbances),
    }
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
            let why =
                "segment-audio, segment-text and review-attachment require `index`, other objects do not permit it";
            return Err(wrong(&why));
        }
    };
    app.upload_disturbances.add(object, disturbances);
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn clear_disturbances(State(app): State<Arc<App>>) -> StatusCode {
    app.disturbances.clear();
    app.upload_disturbances.clear();
    StatusCode::NO_CONTENT
}

/// A stub: the requests that it is for, and its response.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StubRequest {
    operation: Option<String>,
    method: Option<String>,
    path: Option<String>,
    status: Option<u16>,
    #[serde(default, deserialize_with = "given")]
    json: Option<Value>,
    text: Option<String>,
    base64: Option<String>,
    content_type: Option<String>,
    error: Option<ErrorResponse>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    times: Option<u32>,
}

/// Reads a value that is given, `null` included.
fn given<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

pub(super) async fn stub(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
    let request: StubRequest = parsed(&body)?;
    let mut stub = match (request.operation, request.method, request.path) {
        (Some(operation), None, None) => Stub::operation(operation),
        (None, Some(method), Some(path)) => Stub::path(method, path),
        _ => return Err(wrong(&"give either `operation`, or `method` and `path`")),
    };
    let typed = |otherwise: &str| request.content_type.clone().unwrap_or_else(|| otherwise.to_owned());
    stub = match (request.json, request.text, request.base64, request.error) {
        (None, None, None, None) => stub,
        (Some(value), None, None, None) => stub.bytes(typed("application/json"), value.to_string()),
        (None, Some(text), None, None) => stub.bytes(typed("text/plain"), text),
        (None, None, Some(text), None) => {
            let bytes = STANDARD.decode(text).map_err(|error| wrong(&format!("`base64` cannot be read: {error}")))?;
            stub.bytes(typed("application/octet-stream"), bytes)
        }
        (None, None, None, Some(error)) => stub.error(error),
        _ => return Err(wrong(&"give at most one of `json`, `text`, `base64` and `error`")),
    };
    if let Some(status) = request.status {
        stub = stub.status(status);
    }
    if let Some(times) = request.times {
        stub = stub.times(times);
    }
    for (name, value) in request.headers {
        stub = stub.header(name, value);
    }
    app.stubs.add(stub, &app.spec).map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn clear_stubs(State(app): State<Arc<App>>) -> StatusCode {
    app.stubs.clear();
    StatusCode::NO_CONTENT
}

//! The control plane's paths for identities: expiry, the account, the metadata service.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use serde::Deserialize;
use serde_json::{Value, json};

use super::script::{Refusal, parsed};
use crate::services::App;
use crate::services::metadata::MetadataMode;

pub(super) async fn expire_tokens(State(app): State<Arc<App>>) -> StatusCode {
    app.identities.expire_tokens(app.now());
    StatusCode::NO_CONTENT
}

pub(super) async fn revoke_tokens(State(app): State<Arc<App>>) -> StatusCode {
    app.identities.revoke_tokens();
    StatusCode::NO_CONTENT
}

pub(super) async fn expire_temporary_keys(State(app): State<Arc<App>>) -> StatusCode {
    app.identities.expire_temporary_keys(app.now());
    StatusCode::NO_CONTENT
}

/// A change of the account.
#[derive(Deserialize)]
struct Change {
    locked: Option<bool>,
    password: Option<String>,
}

pub(super) async fn account(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
    let Change { locked, password } = parsed(&body)?;
    if let Some(locked) = locked {
        app.identities.lock_account(locked);
    }
    if let Some(password) = password {
        app.identities.change_password(password);
    }
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn metadata(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, Refusal> {
    app.metadata.set_mode(parsed::<MetadataMode>(&body)?);
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn expire_metadata_tokens(State(app): State<Arc<App>>) -> StatusCode {
    app.metadata.expire_tokens(app.now());
    StatusCode::NO_CONTENT
}

/// Returns the number of requests received, by server and path.
pub(super) async fn received(State(app): State<Arc<App>>) -> Json<Value> {
    let mut counts = json!({});
    for request in app.record.all() {
        let count = &mut counts[request.server.name()][request.path.as_str()];
        *count = (count.as_u64().unwrap_or_default() + 1).into();
    }
    Json(counts)
}

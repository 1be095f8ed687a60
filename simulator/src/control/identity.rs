//! The part of the control plane that is about identities: what expires, the account, the metadata service.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use serde::Deserialize;
use serde_json::{Value, json};

use super::script::{Refusal, parsed};
use crate::metadata::MetadataMode;
use crate::shared::Shared;

pub(super) async fn expire_tokens(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.identities.expire_tokens(shared.now());
    StatusCode::NO_CONTENT
}

pub(super) async fn revoke_tokens(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.identities.revoke_tokens();
    StatusCode::NO_CONTENT
}

pub(super) async fn expire_temporary_keys(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.identities.expire_temporary_keys(shared.now());
    StatusCode::NO_CONTENT
}

/// What is to change about the account.
#[derive(Deserialize)]
struct Change {
    locked: Option<bool>,
    password: Option<String>,
}

pub(super) async fn account(State(shared): State<Arc<Shared>>, body: Bytes) -> Result<StatusCode, Refusal> {
    let Change { locked, password } = parsed(&body)?;
    if let Some(locked) = locked {
        shared.identities.lock_account(locked);
    }
    if let Some(password) = password {
        shared.identities.change_password(password);
    }
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn metadata(State(shared): State<Arc<Shared>>, body: Bytes) -> Result<StatusCode, Refusal> {
    shared.metadata.set_mode(parsed::<MetadataMode>(&body)?);
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn expire_metadata_tokens(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.metadata.expire_tokens(shared.now());
    StatusCode::NO_CONTENT
}

/// How many requests came in, by server and path.
pub(super) async fn received(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let mut counts = json!({});
    for request in shared.record.all() {
        let count = &mut counts[request.server.name()][request.path.as_str()];
        *count = (count.as_u64().unwrap_or_default() + 1).into();
    }
    Json(counts)
}

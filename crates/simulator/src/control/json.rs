//! The bodies of the control plane: what a request says in JSON, and the refusal of what cannot be followed.

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::response::Json;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::state::instruction::InstructionError;

/// A response that says why a request is refused.
pub(super) type Refusal = (StatusCode, Json<Value>);

/// Returns the refusal for a request that is wrong.
pub(super) fn wrong(why: &dyn std::fmt::Display) -> Refusal {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": why.to_string() })))
}

/// Returns the refusal for an instruction that cannot be followed.
pub(super) fn refused(error: InstructionError) -> Refusal {
    wrong(&error)
}

/// Reads a body.
pub(super) fn parsed<T: DeserializeOwned>(body: &Bytes) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| wrong(&error))
}

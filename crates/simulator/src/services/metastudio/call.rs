//! An admitted call, and the responses to it.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, Response, StatusCode};
use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;

use crate::http::fault::Fault;
use crate::http::response;
use crate::services::App;

/// An admitted call.
pub(super) struct Call {
    pub(super) app: Arc<App>,
    /// The job in the path, or an empty text if the path has none.
    pub(super) job_id: String,
    pub(super) query: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// Creates a generated type with these fields. The types are `#[non_exhaustive]`, so this crate cannot write them as
/// literals.
macro_rules! filled {
    (@value $field:ident) => { $field };
    (@value $field:ident, $value:expr) => { $value };
    ($name:ident { $($field:ident $(: $value:expr)?),* $(,)? }) => {{
        let mut filled = metastudio_voice::types::$name::default();
        $(filled.$field = $crate::services::metastudio::call::filled!(@value $field $(, $value)?);)*
        filled
    }};
}
pub(super) use filled;

/// Returns a JSON response.
pub(super) fn json(value: &impl Serialize) -> Result<Response<Body>, Fault> {
    let body = serde_json::to_vec(value).map_err(|_| Fault::internal())?;
    Ok(response(StatusCode::OK, "application/json", body))
}

/// Returns a JSON response with a list, which is there even if it is empty.
pub(super) fn json_with_list(value: &impl Serialize, list: &str) -> Result<Response<Body>, Fault> {
    let mut value = serde_json::to_value(value).map_err(|_| Fault::internal())?;
    if let Some(fields) = value.as_object_mut() {
        fields.entry(list).or_insert_with(|| Value::Array(Vec::new()));
    }
    json(&value)
}

/// Returns a response without a body.
pub(super) fn empty() -> Response<Body> {
    Response::new(Body::empty())
}

//! The API's operations. Each file holds one of them, or a few that belong together.

mod answers;
mod commit;
mod create;
mod fields;
mod job;
mod list;
mod query;
mod review;
mod tenant;
mod uploads;

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, Response};
use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;

use crate::gateway::fault::Fault;
use crate::shared::Shared;

/// A call that has been admitted.
pub(crate) struct Call {
    pub(crate) shared: Arc<Shared>,
    /// The job in the path; empty where the path has none.
    pub(crate) job_id: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Runs an operation by its name in the spec.
pub(crate) async fn run(operation: &str, call: Call) -> Result<Response<Body>, Fault> {
    match operation {
        "CreateTrainingAdvanceJob" => create::create_advance(&call).await,
        "CommitVoiceTrainingJob" => commit::commit(&call).await,
        "ListVoiceTrainingJob" => list::list(&call).await,
        "ShowVoiceTrainingJob" => job::show(&call).await,
        "DeleteVoiceTrainingJob" => job::delete(&call),
        "ShowJobUploadingAddress" => uploads::show(&call).await,
        "ShowJobAuditResult" => review::audit_result(&call),
        "ListJobOperationLog" => review::operation_log(&call),
        "ShowTenantDurationCfg" => tenant::durations(&call),
        _ => Err(Fault::not_implemented(operation)),
    }
}

/// A JSON answer.
/// A generated type with these fields. Outside the library it cannot be written as a literal, because it may grow.
macro_rules! filled {
    ($name:ident { $($field:ident: $value:expr),* $(,)? }) => {{
        let mut filled = metastudio_voice::types::$name::default();
        $(filled.$field = $value;)*
        filled
    }};
}
use filled;

fn json(answer: &impl Serialize) -> Result<Response<Body>, Fault> {
    let body = serde_json::to_vec(answer).map_err(|_| Fault::internal())?;
    let mut response = Response::new(Body::from(body));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

/// A JSON answer with a list, which is written even when it is empty.
fn json_with_list(answer: &impl Serialize, list: &str) -> Result<Response<Body>, Fault> {
    let mut answer = serde_json::to_value(answer).map_err(|_| Fault::internal())?;
    if let Some(fields) = answer.as_object_mut() {
        fields.entry(list).or_insert_with(|| Value::Array(Vec::new()));
    }
    json(&answer)
}

/// An answer without a body.
fn empty() -> Response<Body> {
    Response::new(Body::empty())
}

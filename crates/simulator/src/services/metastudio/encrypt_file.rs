//! `ShowEncryptFile`: returns a file for a token that is valid once. The control plane issues the tokens.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Response};
use metastudio_voice::types;

use super::operations::Call;
use super::query::Query;
use crate::http::fault::Fault;

pub(super) fn show(call: &Call) -> Result<Response<Body>, Fault> {
    let query = Query::parse(&call.query);
    let tenant_id = query.required::<types::TenantId>("tenant_id")?;
    let job_id = query.required::<types::JobId>("job_id")?;
    let token = query.required::<types::OnceToken>("once_token")?;
    if tenant_id != call.app.settings.project_id {
        return Err(Fault::wrong_project());
    }
    let mut state = call.app.state();
    if state.job(job_id).is_none() {
        return Err(Fault::no_such_job());
    }
    let content = state.download_tokens.take(job_id, token);
    let content = content.ok_or_else(|| Fault::invalid_parameter("once_token is unknown or already used"))?;
    let mut response = Response::new(Body::from(content));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    Ok(response)
}

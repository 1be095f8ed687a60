//! The API's operations by their names.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Response, StatusCode};

use super::call::Call;
use super::fields::Fields;
use super::{commit, files, job, list, review, segment, short_job, tenant};
use crate::http::add_headers;
use crate::http::fault::Fault;
use crate::state::edition::Edition;
use crate::state::spec::{Operation, RequestBody};

/// The header that names the operation whose example a response is.
const EXAMPLE: &str = "x-simulator-example";

/// Runs an operation. If the simulator does not implement it, the response is the one that the spec shows.
pub(super) async fn run(operation: &Operation, call: &Call, request_id: &str) -> Result<Response<Body>, Fault> {
    if let Some(result) = implemented(operation.id, call).await {
        return result;
    }
    let mut response = example(operation, call).unwrap_or_else(|fault| fault.response(request_id));
    add_headers(&mut response, [(EXAMPLE, operation.id.to_owned())]);
    Ok(response)
}

/// Checks the body, as far as that of any operation can be checked, and returns the response that the spec shows.
fn example(operation: &Operation, call: &Call) -> Result<Response<Body>, Fault> {
    match operation.body {
        RequestBody::Required => Fields::required(call).map(drop)?,
        RequestBody::Optional => Fields::optional(call).map(drop)?,
        RequestBody::Other => {}
    }
    let example = operation.example.as_ref().map_err(|why| Fault::not_implemented(why))?;
    let mut response = Response::new(Body::from(example.body.clone()));
    *response.status_mut() = StatusCode::from_u16(example.status).unwrap_or_default();
    if let Some(Ok(content_type)) = example.content_type.as_ref().map(HeaderValue::try_from) {
        response.headers_mut().insert(CONTENT_TYPE, content_type);
    }
    Ok(response)
}

/// Runs an operation by its name in the spec. Returns `None` if the simulator does not implement it.
async fn implemented(operation: &str, call: &Call) -> Option<Result<Response<Body>, Fault>> {
    Some(match operation {
        "CreateTrainingBasicJob" => job::create(call, Edition::Basic).await,
        "CreateTrainingMiddleJob" => job::create(call, Edition::Middle).await,
        "CreateTrainingAdvanceJob" => job::create(call, Edition::Advance).await,
        "CreateTrainingThirdPartyJob" => job::create(call, Edition::ThirdParty).await,
        "CommitVoiceTrainingJob" => commit::commit(call).await,
        "ListVoiceTrainingJob" => list::list(call).await,
        "ShowVoiceTrainingJob" => job::show(call).await,
        "DeleteVoiceTrainingJob" => job::delete(call),
        "ShowJobUploadingAddress" => files::addresses(call).await,
        "ShowJobAuditResult" => review::audit_result(call),
        "ListJobOperationLog" => review::operation_log(call),
        "ConfirmTrainingSegment" => segment::confirm(call).await,
        "ShowTrainingSegmentInfo" => segment::show(call),
        "SetJobBatchName" => job::set_batch_name(call),
        "ShowTenantDurationCfg" => tenant::durations(call),
        "ShowVoiceTrainingQuotas" => tenant::quotas(call),
        "ShowUserReviewAttachmentUploadingAddress" => files::attachment_addresses(call).await,
        "CreateShortJob" => short_job::create(call).await,
        "CommitShortJob" => short_job::commit(call).await,
        "ShowShortJob" => short_job::show(call),
        "ShowEncryptFile" => files::encrypted(call),
        _ => return None,
    })
}

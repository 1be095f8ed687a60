//! The API's operations. Each file holds one operation, or a few related ones.

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, Response};
use bytes::Bytes;
use metastudio_voice::types;
use serde::Serialize;
use serde_json::Value;

use super::fields::within;
use super::{
    attachments, batch, commit, create, encrypt_file, job, list, quotas, review, segment, short_job, tenant, uploads,
};
use crate::http::fault::Fault;
use crate::services::App;
use crate::state::edition::Edition;

/// An admitted call.
pub(crate) struct Call {
    pub(crate) app: Arc<App>,
    /// The job in the path, or an empty text if the path has none.
    pub(crate) job_id: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Runs an operation by its name in the spec. An operation that a changed spec adds is unknown here.
pub(crate) async fn run(operation: &str, call: Call) -> Result<Response<Body>, Fault> {
    if TAKE_APP_USER.contains(&operation) {
        app_user_id(&call.headers)?;
    }
    match operation {
        "CreateTrainingBasicJob" => create::create(&call, Edition::Basic).await,
        "CreateTrainingMiddleJob" => create::create(&call, Edition::Middle).await,
        "CreateTrainingAdvanceJob" => create::create(&call, Edition::Advance).await,
        "CreateTrainingThirdPartyJob" => create::create(&call, Edition::ThirdParty).await,
        "CommitVoiceTrainingJob" => commit::commit(&call).await,
        "ListVoiceTrainingJob" => list::list(&call).await,
        "ShowVoiceTrainingJob" => job::show(&call).await,
        "DeleteVoiceTrainingJob" => job::delete(&call),
        "ShowJobUploadingAddress" => uploads::show(&call).await,
        "ShowJobAuditResult" => review::audit_result(&call),
        "ListJobOperationLog" => review::operation_log(&call),
        "ConfirmTrainingSegment" => segment::confirm(&call).await,
        "ShowTrainingSegmentInfo" => segment::show(&call),
        "SetJobBatchName" => batch::set_name(&call),
        "ShowTenantDurationCfg" => tenant::durations(&call),
        "ShowVoiceTrainingQuotas" => quotas::show(&call),
        "ShowUserReviewAttachmentUploadingAddress" => attachments::show(&call).await,
        "CreateShortJob" => short_job::create(&call).await,
        "CommitShortJob" => short_job::commit(&call).await,
        "ShowShortJob" => short_job::show(&call),
        "ShowEncryptFile" => encrypt_file::show(&call),
        _ => Err(Fault::no_such_api()),
    }
}

/// The operations that have `X-App-UserId`. All others ignore it.
const TAKE_APP_USER: [&str; 12] = [
    "CreateTrainingBasicJob",
    "CreateTrainingMiddleJob",
    "CreateTrainingAdvanceJob",
    "CreateTrainingThirdPartyJob",
    "CommitVoiceTrainingJob",
    "ListVoiceTrainingJob",
    "ShowVoiceTrainingJob",
    "DeleteVoiceTrainingJob",
    "SetJobBatchName",
    "CreateShortJob",
    "CommitShortJob",
    "ShowShortJob",
];

/// Returns the caller's own user from the header.
pub(super) fn app_user_id(headers: &HeaderMap) -> Result<Option<String>, Fault> {
    let Some(value) = headers.get("x-app-userid") else { return Ok(None) };
    let text = value.to_str().map_err(|_| Fault::invalid_parameter("X-App-UserId is not ASCII"))?;
    within::<types::AppUserId>("X-App-UserId", text).map(|()| Some(text.to_owned()))
}

/// Creates a generated type with these fields. The types are `#[non_exhaustive]`, so this crate cannot write them as
/// literals.
macro_rules! filled {
    (@value $field:ident) => { $field };
    (@value $field:ident, $value:expr) => { $value };
    ($name:ident { $($field:ident $(: $value:expr)?),* $(,)? }) => {{
        let mut filled = metastudio_voice::types::$name::default();
        $(filled.$field = $crate::services::metastudio::operations::filled!(@value $field $(, $value)?);)*
        filled
    }};
}
pub(super) use filled;

/// Returns a JSON response.
pub(super) fn json(value: &impl Serialize) -> Result<Response<Body>, Fault> {
    let body = serde_json::to_vec(value).map_err(|_| Fault::internal())?;
    let mut response = Response::new(Body::from(body));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
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

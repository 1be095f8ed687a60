//! The API's operations by their names.

use axum::body::Body;
use axum::http::Response;

use super::call::Call;
use super::fields::app_user_id;
use super::{commit, files, job, list, review, segment, short_job, tenant};
use crate::http::fault::Fault;
use crate::state::edition::Edition;

/// Runs an operation by its name in the spec. An operation that a changed spec adds is unknown here.
pub(super) async fn run(operation: &str, call: Call) -> Result<Response<Body>, Fault> {
    if TAKE_APP_USER.contains(&operation) {
        app_user_id(&call.headers)?;
    }
    match operation {
        "CreateTrainingBasicJob" => job::create(&call, Edition::Basic).await,
        "CreateTrainingMiddleJob" => job::create(&call, Edition::Middle).await,
        "CreateTrainingAdvanceJob" => job::create(&call, Edition::Advance).await,
        "CreateTrainingThirdPartyJob" => job::create(&call, Edition::ThirdParty).await,
        "CommitVoiceTrainingJob" => commit::commit(&call).await,
        "ListVoiceTrainingJob" => list::list(&call).await,
        "ShowVoiceTrainingJob" => job::show(&call).await,
        "DeleteVoiceTrainingJob" => job::delete(&call),
        "ShowJobUploadingAddress" => files::addresses(&call).await,
        "ShowJobAuditResult" => review::audit_result(&call),
        "ListJobOperationLog" => review::operation_log(&call),
        "ConfirmTrainingSegment" => segment::confirm(&call).await,
        "ShowTrainingSegmentInfo" => segment::show(&call),
        "SetJobBatchName" => job::set_batch_name(&call),
        "ShowTenantDurationCfg" => tenant::durations(&call),
        "ShowVoiceTrainingQuotas" => tenant::quotas(&call),
        "ShowUserReviewAttachmentUploadingAddress" => files::attachment_addresses(&call).await,
        "CreateShortJob" => short_job::create(&call).await,
        "CommitShortJob" => short_job::commit(&call).await,
        "ShowShortJob" => short_job::show(&call),
        "ShowEncryptFile" => files::encrypted(&call),
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

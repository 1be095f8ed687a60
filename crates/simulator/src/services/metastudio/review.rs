//! `ShowJobAuditResult` and `ListJobOperationLog`: return the findings of the reviews and the history of a job.

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::types;

use super::call::{Call, filled, json, json_with_list};
use super::fields::Query;
use crate::http::fault::Fault;
use crate::state::clock::unix;
use crate::state::job::Operation;
use crate::state::review::AuditError;

pub(super) fn audit_result(call: &Call) -> Result<Response<Body>, Fault> {
    let state = call.app.state();
    let job = state.job(&call.job_id).ok_or_else(Fault::no_such_job)?;
    json(&filled!(AuditResult {
        system_audit_result: job.system_audit.as_ref().map(|audit| filled!(SystemAuditResult {
            audit_time: Some(unix(audit.at)),
            errors: audit.errors.iter().map(audit_error).collect(),
        })),
        admin_audit_result: job.admin_audit.as_ref().map(|audit| filled!(AdminAuditResult {
            audit_time: Some(unix(audit.at)),
            message: audit.message.clone(),
        })),
    }))
}

fn audit_error(error: &AuditError) -> types::AuditError {
    filled!(AuditError {
        audio_name: error.audio_name.clone(),
        text_name: error.text_name.clone(),
        error_code: Some(error.error_code.clone()),
        error_message: Some(error.error_message.clone()),
    })
}

pub(super) fn operation_log(call: &Call) -> Result<Response<Body>, Fault> {
    let page = Query::parse(&call.query).page()?;
    let state = call.app.state();
    let job = state.job(&call.job_id).ok_or_else(Fault::no_such_job)?;
    let response = filled!(ListJobOperationLogRsp {
        count: i64::try_from(job.operations.len()).ok(),
        operations: page.of(job.operations.iter().map(log_item)),
    });
    json_with_list(&response, "operations")
}

fn log_item(operation: &Operation) -> types::OperationLogItem {
    filled!(OperationLogItem {
        time: Some(unix(operation.at)),
        action: Some(operation.action.into()),
        operator: Some(operation.operator.into()),
        external_info: operation
            .failure_reason
            .clone()
            .map(|reason| filled!(OpExternalInfo { admin_audit_failure_reason: Some(reason) })),
    })
}

//! `SetJobBatchName`: gives jobs a common batch name.

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::types;

use super::fields::Fields;
use super::operations::{Call, empty};
use crate::http::fault::Fault;

/// The largest number of jobs in one call.
const MAX_JOBS: usize = 1000;

pub(super) fn set_name(call: &Call) -> Result<Response<Body>, Fault> {
    let fields = Fields::required(call)?;
    let missing = |name: &str| Fault::invalid_parameter(format!("{name} is missing"));
    let batch_name = fields.string::<types::BatchName>("batch_name")?.ok_or_else(|| missing("batch_name"))?;
    let job_ids = fields.strings::<types::JobId>("job_ids")?.ok_or_else(|| missing("job_ids"))?;
    if !(1..=MAX_JOBS).contains(&job_ids.len()) {
        return Err(Fault::invalid_parameter(format!("job_ids does not have 1 to {MAX_JOBS} jobs")));
    }
    if call.app.state().name_batch(&job_ids, &batch_name) { Ok(empty()) } else { Err(Fault::no_such_job()) }
}

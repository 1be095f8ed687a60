//! `ShowUserReviewAttachmentUploadingAddress`: returns upload URLs for the attachments of a user's review.

use axum::body::Body;
use axum::http::Response;

use super::operations::{Call, filled, json};
use super::query::Query;
use super::uploads::upload_url;
use crate::http::fault::Fault;
use crate::state::snapshot::ObjectKind;

/// The number of attachments. They are numbered from 0.
const NUMBERS: u32 = 100;

pub(super) async fn show(call: &Call) -> Result<Response<Body>, Fault> {
    let query = Query::parse(&call.query);
    let start = query.number("start_number", 0..=NUMBERS - 1)?.unwrap_or(0);
    let end = query.number("end_number", 1..=NUMBERS)?.unwrap_or(NUMBERS);
    if start >= end {
        return Err(Fault::invalid_parameter("start_number is not below end_number"));
    }
    if call.app.state().job(&call.job_id).is_none() {
        return Err(Fault::no_such_job());
    }
    let mut addresses = Vec::new();
    for number in start..end {
        // No Content-Type is documented, so the URL is signed for none.
        let url = upload_url(&call.app, &call.job_id, ObjectKind::ReviewAttachment(number), None).await?;
        addresses.push(filled!(AttachmentUploadingAddress { number: Some(number.into()), uploading_url: Some(url) }));
    }
    json(&filled!(ShowUserReviewAttachmentUploadingAddressRsp { addresses }))
}

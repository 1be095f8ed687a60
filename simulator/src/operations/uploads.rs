//! `ShowJobUploadingAddress`, and the upload URLs of all answers.

use axum::body::Body;
use axum::http::Response;

use super::{Call, filled, json};
use crate::gateway::fault::Fault;
use crate::obs::{object_key, presigned_url};
use crate::shared::Shared;
use crate::snapshot::ObjectKind;

/// Where the files of a job go.
pub(super) struct Urls {
    pub(super) recording: String,
    pub(super) letter: String,
}

pub(super) async fn show(call: &Call) -> Result<Response<Body>, Fault> {
    if call.shared.world().job(&call.job_id).is_none() {
        return Err(Fault::no_such_job());
    }
    let urls = urls(&call.shared, &call.job_id).await?;
    json(&filled!(ShowJobUploadingAddressRsp {
        package_url: Some(filled!(PackageUrl { training_data_uploading_url: Some(urls.recording) })),
        authorization_letter_uploading_url: Some(urls.letter),
    }))
}

/// Fresh URLs for uploading.
pub(super) async fn urls(shared: &Shared, job_id: &str) -> Result<Urls, Fault> {
    let letter_type = shared.settings.letter_content_type.as_deref();
    Ok(Urls {
        recording: url(shared, "PUT", job_id, ObjectKind::Recording, Some("application/zip")).await?,
        letter: url(shared, "PUT", job_id, ObjectKind::Letter, letter_type).await?,
    })
}

/// A fresh URL for downloading.
pub(super) async fn download_url(shared: &Shared, job_id: &str, kind: ObjectKind) -> Result<String, Fault> {
    url(shared, "GET", job_id, kind, None).await
}

async fn url(
    shared: &Shared,
    method: &str,
    job_id: &str,
    kind: ObjectKind,
    content_type: Option<&str>,
) -> Result<String, Fault> {
    let key = object_key(&shared.settings.project_id, job_id, kind);
    let ahead = shared.world().obs_ahead();
    let lifetime = shared.settings.url_lifetime.saturating_add(ahead);
    presigned_url(&shared.obs_authority, method, &key, content_type, lifetime).await.map_err(|_| Fault::internal())
}

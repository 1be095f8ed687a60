//! `ShowJobUploadingAddress`, and the upload URLs of all answers.

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::types;

use super::{Call, json};
use crate::edition::{CreateType, Edition};
use crate::gateway::fault::Fault;
use crate::obs::{object_key, presigned_url};
use crate::shared::Shared;
use crate::snapshot::ObjectKind;

const ZIP: Option<&str> = Some("application/zip");

/// Where the files of a job go: the one zip, or the single sentences.
pub(super) struct Urls {
    pub(super) recording: Option<String>,
    pub(super) segments: Option<types::SegmentUploadingUrl>,
    pub(super) letter: String,
}

pub(super) async fn show(call: &Call) -> Result<Response<Body>, Fault> {
    let (edition, create_type) = {
        let world = call.shared.world();
        let job = world.job(&call.job_id).ok_or_else(Fault::no_such_job)?;
        (job.edition, job.create_type)
    };
    let urls = urls(&call.shared, &call.job_id, edition, create_type).await?;
    json(&types::ShowJobUploadingAddressRsp {
        package_url: urls.recording.map(|url| types::PackageUrl { training_data_uploading_url: Some(url) }),
        authorization_letter_uploading_url: Some(urls.letter),
        segment_url: urls.segments,
    })
}

/// Fresh URLs for uploading.
pub(super) async fn urls(
    shared: &Shared,
    job_id: &str,
    edition: Edition,
    create_type: CreateType,
) -> Result<Urls, Fault> {
    let letter_type = shared.settings.letter_content_type.as_deref();
    let letter = upload_url(shared, job_id, ObjectKind::Letter, letter_type).await?;
    let (mut recording, mut segments) = (None, None);
    match edition.sentences().filter(|_| create_type == CreateType::Segment) {
        None => recording = Some(recording_url(shared, job_id).await?),
        Some(number) => segments = Some(segment_urls(shared, job_id, number).await?),
    }
    Ok(Urls { recording, segments, letter })
}

async fn segment_urls(shared: &Shared, job_id: &str, number: u32) -> Result<types::SegmentUploadingUrl, Fault> {
    let mut urls = types::SegmentUploadingUrl::default();
    for index in 0..number {
        let audio = upload_url(shared, job_id, ObjectKind::SegmentAudio(index), Some("audio/wav"));
        urls.audio_uploading_url.push(audio.await?);
        let text = upload_url(shared, job_id, ObjectKind::SegmentText(index), Some("text/plain"));
        urls.txt_uploading_url.push(text.await?);
    }
    Ok(urls)
}

/// A fresh URL for the zip of a job, of either sort.
pub(super) async fn recording_url(shared: &Shared, job_id: &str) -> Result<String, Fault> {
    upload_url(shared, job_id, ObjectKind::Recording, ZIP).await
}

/// A fresh URL for uploading with a Content-Type, or without any.
pub(super) async fn upload_url(
    shared: &Shared,
    job_id: &str,
    kind: ObjectKind,
    content_type: Option<&str>,
) -> Result<String, Fault> {
    url(shared, "PUT", job_id, kind, content_type).await
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

//! `ShowJobUploadingAddress`, `ShowUserReviewAttachmentUploadingAddress`, `ShowEncryptFile`, and the URLs of all responses.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use metastudio_voice::types;

use super::call::{Call, filled, json};
use super::fields::Query;
use crate::http::fault::Fault;
use crate::http::response;
use crate::services::App;
use crate::services::obs::issue::{object_key, presigned_url};
use crate::state::edition::{CreateType, Edition};
use crate::state::objects::ObjectKind;

const ZIP: Option<&str> = Some("application/zip");
/// The number of attachments. They are numbered from 0.
const ATTACHMENTS: u32 = 100;

/// The URLs of a job's files: of the one zip, or of the single segments.
pub(super) struct Urls {
    pub(super) recording: Option<String>,
    pub(super) segments: Option<types::SegmentUploadingUrl>,
    pub(super) letter: String,
}

pub(super) async fn addresses(call: &Call) -> Result<Response<Body>, Fault> {
    let (edition, create_type, lifetime) = {
        let mut state = call.app.state();
        let job = state.job(&call.job_id).ok_or_else(Fault::no_such_job)?;
        let (edition, create_type) = (job.edition, job.create_type);
        let lifetime = (!state.renewal_is_expired()).then_some(call.app.settings.url_lifetime);
        (edition, create_type, state.url_lifetime(lifetime))
    };
    let urls = Signer { app: &call.app, job_id: &call.job_id, lifetime }.urls(edition, create_type).await?;
    json(&filled!(ShowJobUploadingAddressRsp {
        package_url: urls.recording.map(|url| filled!(PackageUrl { training_data_uploading_url: Some(url) })),
        authorization_letter_uploading_url: Some(urls.letter),
        segment_url: urls.segments,
    }))
}

pub(super) async fn attachment_addresses(call: &Call) -> Result<Response<Body>, Fault> {
    let query = Query::parse(&call.query);
    let start = query.number("start_number", 0..=ATTACHMENTS - 1)?.unwrap_or(0);
    let end = query.number("end_number", 1..=ATTACHMENTS)?.unwrap_or(ATTACHMENTS);
    if start >= end {
        return Err(Fault::invalid_parameter("start_number is not below end_number"));
    }
    if call.app.state().job(&call.job_id).is_none() {
        return Err(Fault::no_such_job());
    }
    let signer = Signer::new(&call.app, &call.job_id);
    let mut addresses = Vec::new();
    for number in start..end {
        // No Content-Type is documented, so the URL is signed for none.
        let url = signer.upload(ObjectKind::ReviewAttachment(number), None).await?;
        addresses.push(filled!(AttachmentUploadingAddress { number: Some(number.into()), uploading_url: Some(url) }));
    }
    json(&filled!(ShowUserReviewAttachmentUploadingAddressRsp { addresses }))
}

/// Returns a file for a token that is valid once. The control plane issues the tokens.
pub(super) fn encrypted(call: &Call) -> Result<Response<Body>, Fault> {
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
    Ok(response(StatusCode::OK, "application/octet-stream", content))
}

/// Returns the URLs of a new job.
pub(super) async fn urls(app: &App, job_id: &str, edition: Edition, create_type: CreateType) -> Result<Urls, Fault> {
    Signer::new(app, job_id).urls(edition, create_type).await
}

/// Returns an upload URL for the zip of a training job or a short job.
pub(super) async fn recording_url(app: &App, job_id: &str) -> Result<String, Fault> {
    Signer::new(app, job_id).upload(ObjectKind::Recording, ZIP).await
}

/// Returns a download URL.
pub(super) async fn download_url(app: &App, job_id: &str, kind: ObjectKind) -> Result<String, Fault> {
    Signer::new(app, job_id).url("GET", kind, None).await
}

/// Signs the URLs of a job.
struct Signer<'a> {
    app: &'a App,
    job_id: &'a str,
    /// The lifetime by the wall clock.
    lifetime: Duration,
}

impl<'a> Signer<'a> {
    fn new(app: &'a App, job_id: &'a str) -> Self {
        let lifetime = app.state().url_lifetime(Some(app.settings.url_lifetime));
        Self { app, job_id, lifetime }
    }

    async fn urls(&self, edition: Edition, create_type: CreateType) -> Result<Urls, Fault> {
        let letter = self.upload(ObjectKind::Letter, self.app.settings.letter_content_type.as_deref()).await?;
        let (mut recording, mut segments) = (None, None);
        match edition.segments().filter(|_| create_type == CreateType::Segment) {
            None => recording = Some(self.upload(ObjectKind::Recording, ZIP).await?),
            Some(number) => segments = Some(self.segments(number).await?),
        }
        Ok(Urls { recording, segments, letter })
    }

    async fn segments(&self, number: u32) -> Result<types::SegmentUploadingUrl, Fault> {
        let mut urls = types::SegmentUploadingUrl::default();
        for index in 0..number {
            urls.audio_uploading_url.push(self.upload(ObjectKind::SegmentAudio(index), Some("audio/wav")).await?);
            urls.txt_uploading_url.push(self.upload(ObjectKind::SegmentText(index), Some("text/plain")).await?);
        }
        Ok(urls)
    }

    async fn upload(&self, kind: ObjectKind, content_type: Option<&str>) -> Result<String, Fault> {
        self.url("PUT", kind, content_type).await
    }

    async fn url(&self, method: &str, kind: ObjectKind, content_type: Option<&str>) -> Result<String, Fault> {
        let key = object_key(&self.app.settings.project_id, self.job_id, kind);
        let url = presigned_url(&self.app.obs_authority, method, &key, content_type, self.lifetime).await;
        url.map_err(|_| Fault::internal())
    }
}

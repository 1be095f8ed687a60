//! Issues pre-signed URLs. A crate other than the verifier signs them, so that the verifier is not checked against
//! itself.

use std::io;
use std::time::Duration;

use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use reqsign_core::{Context, SignRequest};
use reqsign_huaweicloud_obs::{Credential, RequestSigner};

use crate::state::objects::ObjectKind;

/// The bucket of all uploads.
pub(super) const BUCKET: &str = "metastudio-voice-training";

/// The keys that the simulated MetaStudio itself uses at OBS. No client needs them.
pub(super) const ACCESS_KEY: &str = "SIMULATOROBSKEY00001";
pub(super) const SECRET_KEY: &str = "simulator-obs-secret-key-0123456789abcdef";

/// Returns the object key of a job's upload.
pub(crate) fn object_key(project_id: &str, job_id: &str, kind: ObjectKind) -> String {
    let name = match kind {
        ObjectKind::Recording => "training_data.zip".to_owned(),
        ObjectKind::Letter => "authorization_letter".to_owned(),
        ObjectKind::SegmentAudio(index) => format!("segments/{index}.wav"),
        ObjectKind::SegmentText(index) => format!("segments/{index}.txt"),
        ObjectKind::ReviewAttachment(number) => format!("review_attachments/{number}"),
    };
    format!("{project_id}/{job_id}/{name}")
}

/// Returns the job and the upload that an object key stands for.
pub(super) fn parse_object_key<'a>(project_id: &str, key: &'a str) -> Option<(&'a str, ObjectKind)> {
    let (job_id, name) = key.strip_prefix(project_id)?.strip_prefix('/')?.split_once('/')?;
    let kind = match name.split_once('/') {
        None if name == "training_data.zip" => ObjectKind::Recording,
        None => ObjectKind::Letter,
        Some(("segments", file)) => match file.split_once('.')? {
            (index, "wav") => ObjectKind::SegmentAudio(index.parse().ok()?),
            (index, _) => ObjectKind::SegmentText(index.parse().ok()?),
        },
        Some((_, number)) => ObjectKind::ReviewAttachment(number.parse().ok()?),
    };
    // The match above only guesses, so the key must be exactly that of the guess.
    (object_key(project_id, job_id, kind) == key).then_some((job_id, kind))
}

/// The longest lifetime given to the signer, a thousand years, so that no date overflows its clock.
const MAX_LIFETIME: Duration = Duration::from_secs(1000 * 365 * 24 * 60 * 60);

/// Returns a URL for one method on one object, valid for `lifetime` from now.
pub(crate) async fn presigned_url(
    authority: &str,
    method: &str,
    key: &str,
    content_type: Option<&str>,
    lifetime: Duration,
) -> io::Result<String> {
    // The signer takes the bucket from its argument and the key from the path, as for a virtual-host URL. The signature
    // is the same for the path-style URL issued here. A loopback address has no virtual hosts.
    let mut request = Request::builder().method(method).uri(format!("http://{authority}/{key}"));
    if let Some(content_type) = content_type {
        request = request.header(CONTENT_TYPE, content_type);
    }
    let (mut parts, ()) = request.body(()).map_err(io::Error::other)?.into_parts();
    let credential = Credential::new(ACCESS_KEY.to_owned(), SECRET_KEY.to_owned(), None);
    RequestSigner::new(BUCKET)
        .sign_request(&Context::new(), &mut parts, Some(&credential), Some(lifetime.min(MAX_LIFETIME)))
        .await
        .map_err(io::Error::other)?;
    let query = parts.uri.query().unwrap_or_default();
    Ok(format!("http://{authority}/{BUCKET}/{key}?{query}"))
}

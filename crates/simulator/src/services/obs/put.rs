//! An upload: the simulator reads and checks its body, and stores it whole or not at all.

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::body::Incoming;

use super::disturb::{self, Ending};
use super::error::ObsError;
use super::receive::{Failure, Reading, Received, receive};
use super::{internal, job_is_gone, object_key};
use crate::http::detached;
use crate::http::disturbance::UploadDisturbance;
use crate::http::event::{About, Moment};
use crate::http::record::Recording;
use crate::services::App;
use crate::state::snapshot::{ObjectKind, StoredObject};

/// The largest object that a single PUT may have, in bytes.
const MAX_OBJECT: u64 = 5 << 30;

/// The object that an upload will become.
struct Upload {
    job_id: String,
    kind: ObjectKind,
    length: u64,
    content_type: Option<String>,
    wanted_md5: Option<[u8; 16]>,
}

/// Handles an upload whose URL is valid.
pub(super) async fn put(
    app: &Arc<App>,
    parts: &Parts,
    mut body: Incoming,
    recording: &Arc<Recording>,
    job_id: String,
    kind: ObjectKind,
) -> Result<Response<Body>, Ending> {
    let about = About::upload(&job_id, kind);
    let disturbance = app.upload_disturbances.next(kind);
    recording.disturbed(disturbance != UploadDisturbance::Pass);
    disturb::unread(&disturbance)?;
    let upload = Upload {
        job_id,
        kind,
        length: content_length(&parts.headers)?,
        content_type: parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned),
        wanted_md5: content_md5(&parts.headers)?,
    };
    app.events.emit(&about, Moment::Begun).await;
    let reading = Reading { length: upload.length, cut: disturbance.cut(), recording };
    let directory = app.settings.keep_uploads.then(|| app.data_dir.clone());
    let half = app.events.emit(&about, Moment::HalfReceived);
    let received = match receive(&mut body, &reading, directory, half).await {
        Ok(received) => received,
        Err(Failure::Short) => {
            let message = "You did not provide the number of bytes specified by the Content-Length HTTP header.";
            return Err(Ending::Short(ObsError::new(StatusCode::BAD_REQUEST, "IncompleteBody", message)));
        }
        Err(Failure::Cut) => return Err(disturb::cut(&disturbance, body)),
    };
    let (app, recording) = (Arc::clone(app), Arc::clone(recording));
    detached::run(async move { finish(&app, &about, upload, received, &disturbance, &recording).await }).await
}

/// Stores an upload that has arrived whole, and responds.
async fn finish(
    app: &App,
    about: &About,
    upload: Upload,
    received: Received,
    disturbance: &UploadDisturbance,
    recording: &Recording,
) -> Result<Response<Body>, Ending> {
    let received = received.written().await.map_err(|error| internal(&error))?;
    app.events.emit(about, Moment::Arrived).await;
    disturb::instead(disturbance)?;
    let md5 = match received {
        Some((file, md5)) => Some(store(app, upload, file, md5)?),
        None => {
            app.state().uploaded(&upload.job_id, upload.kind, None);
            None
        }
    };
    recording.carried_out(true);
    app.events.emit(about, Moment::CarriedOut).await;
    let mut response = Response::new(Body::empty());
    if let Some(md5) = md5 {
        let etag = HeaderValue::from_str(&format!("\"{md5}\"")).map_err(|error| internal(&error))?;
        response.headers_mut().insert(ETAG, etag);
    }
    disturb::after(disturbance, response)
}

/// Moves the file to its place, and returns its MD5 in hexadecimal digits.
fn store(app: &App, upload: Upload, file: tempfile::NamedTempFile, md5: [u8; 16]) -> Result<String, ObsError> {
    let Upload { job_id, kind, length, content_type, wanted_md5 } = upload;
    if wanted_md5.is_some_and(|wanted| wanted != md5) {
        let message = "The Content-MD5 you specified did not match what we received.";
        return Err(ObsError::new(StatusCode::BAD_REQUEST, "BadDigest", message));
    }
    let path = app.data_dir.join(object_key(&app.settings.project_id, &job_id, kind));
    let md5 = hex::encode(md5);
    // Holds the lock, so that of two uploads the same one wins on disk and in the state.
    let mut state = app.state();
    if !state.takes_uploads(&job_id) {
        return Err(job_is_gone());
    }
    path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(|error| internal(&error))?;
    file.persist(&path).map_err(|error| internal(&error.error))?;
    state.uploaded(&job_id, kind, Some(StoredObject { path, content_type, length, md5: md5.clone() }));
    Ok(md5)
}

fn content_length(headers: &HeaderMap) -> Result<u64, ObsError> {
    let length = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<u64>().ok())
        .ok_or_else(|| {
            let message = "You must provide the Content-Length HTTP header.";
            ObsError::new(StatusCode::LENGTH_REQUIRED, "MissingContentLength", message)
        })?;
    if length > MAX_OBJECT {
        let message = "Your proposed upload exceeds the maximum allowed object size.";
        return Err(ObsError::new(StatusCode::BAD_REQUEST, "EntityTooLarge", message));
    }
    Ok(length)
}

fn content_md5(headers: &HeaderMap) -> Result<Option<[u8; 16]>, ObsError> {
    let Some(value) = headers.get("content-md5") else { return Ok(None) };
    let digest = STANDARD.decode(value.as_bytes()).ok().and_then(|bytes| <[u8; 16]>::try_from(bytes).ok());
    let invalid =
        || ObsError::new(StatusCode::BAD_REQUEST, "InvalidDigest", "The Content-MD5 you specified is not valid.");
    digest.ok_or_else(invalid).map(Some)
}

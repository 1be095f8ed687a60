//! An upload: the simulator receives and checks its body, and stores it whole or not at all. The body goes into a file in
//! large writes, or, for measurements, is not kept.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use md5::{Digest, Md5};
use tempfile::NamedTempFile;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::disturb::{self, Ending};
use super::error::ObsError;
use super::issue::object_key;
use crate::http::disturbance::UploadDisturbance;
use crate::http::event::{About, Moment};
use crate::http::record::Recording;
use crate::http::server::detached;
use crate::services::App;
use crate::state::objects::{ObjectKind, StoredObject};

/// The largest object that a single PUT may have, in bytes.
const MAX_OBJECT: u64 = 5 << 30;
/// The size of one write, in bytes.
const WRITE: usize = 1 << 20;
/// The number of pieces that may wait for the disk.
const WAITING: usize = 4;

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
    detached(async move { finish(&app, &about, upload, received, &disturbance, &recording).await }).await
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
    let received = received.written().await.map_err(|error| ObsError::internal(&error))?;
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
        let etag = HeaderValue::from_str(&format!("\"{md5}\"")).map_err(|error| ObsError::internal(&error))?;
        response.headers_mut().insert(ETAG, etag);
    }
    disturb::after(disturbance, response)
}

/// Moves the file to its place, and returns its MD5 in hexadecimal digits.
fn store(app: &App, upload: Upload, file: NamedTempFile, md5: [u8; 16]) -> Result<String, ObsError> {
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
        return Err(ObsError::job_is_gone());
    }
    path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(|error| ObsError::internal(&error))?;
    file.persist(&path).map_err(|error| ObsError::internal(&error.error))?;
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

/// A file, and the MD5 of its content.
type Kept = (NamedTempFile, [u8; 16]);

/// A body that has arrived whole.
struct Received(Option<JoinHandle<io::Result<Kept>>>);

impl Received {
    /// Returns the written file, or `None` if the body is not kept.
    async fn written(self) -> io::Result<Option<Kept>> {
        let Some(writer) = self.0 else { return Ok(None) };
        writer.await.map_err(io::Error::other)?.map(Some)
    }
}

/// The reason for which a body has not arrived.
enum Failure {
    /// The client stopped before the end.
    Short,
    /// A disturbance stopped the reading.
    Cut,
}

/// The way in which a body is read.
struct Reading<'a> {
    /// The length that the body must have, in bytes.
    length: u64,
    /// The number of bytes after which a disturbance stops the reading.
    cut: Option<u64>,
    recording: &'a Recording,
}

/// Reads the body, and awaits `half` once half of it has arrived. With a directory, the body goes into a temporary file
/// there, which is removed unless the caller takes it.
async fn receive(
    body: &mut Incoming,
    reading: &Reading<'_>,
    directory: Option<PathBuf>,
    half: impl Future<Output = ()>,
) -> Result<Received, Failure> {
    let Some(directory) = directory else {
        pump(body, reading, None, half).await?;
        return Ok(Received(None));
    };
    let (pieces, queue) = mpsc::channel(WAITING);
    let writer = tokio::task::spawn_blocking(move || write(queue, directory));
    if let Err(failure) = pump(body, reading, Some(pieces), half).await {
        // Waits until the file is removed before the server responds.
        let _: Result<io::Result<Kept>, tokio::task::JoinError> = writer.await;
        return Err(failure);
    }
    Ok(Received(Some(writer)))
}

/// Moves the body's pieces to the writer, or only counts them.
async fn pump(
    body: &mut Incoming,
    reading: &Reading<'_>,
    pieces: Option<mpsc::Sender<Bytes>>,
    half: impl Future<Output = ()>,
) -> Result<(), Failure> {
    let mut half = Some(half);
    let mut total = 0_u64;
    loop {
        if total >= reading.length.div_ceil(2)
            && let Some(half) = half.take()
        {
            half.await;
        }
        if reading.cut.is_some_and(|cut| total >= cut) {
            return Err(Failure::Cut);
        }
        let Some(frame) = body.frame().await else { break };
        let Ok(piece) = frame.map_err(|_| Failure::Short)?.into_data() else { continue };
        total += piece.len() as u64;
        reading.recording.read(piece.len());
        if let Some(pieces) = &pieces
            && pieces.send(piece).await.is_err()
        {
            // The writer has failed and returns its error.
            return Ok(());
        }
    }
    match reading.cut {
        Some(_) => Err(Failure::Cut),
        None if total == reading.length => Ok(()),
        None => Err(Failure::Short),
    }
}

fn write(mut queue: mpsc::Receiver<Bytes>, directory: PathBuf) -> io::Result<Kept> {
    let mut file = BufWriter::with_capacity(WRITE, NamedTempFile::new_in(directory)?);
    let mut md5 = Md5::new();
    while let Some(piece) = queue.blocking_recv() {
        md5.update(&piece);
        file.write_all(&piece)?;
    }
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok((file, md5.finalize().into()))
}

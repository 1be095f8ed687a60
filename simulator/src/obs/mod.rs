//! The object store: takes uploads to pre-signed URLs, and gives them back.

mod error;
mod issue;
mod receive;
mod send;

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, HOST};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::body::Incoming;

use self::error::ObsError;
use self::receive::Failure;
use crate::presigned::{KeyPair, Request as Presigned, verify};
use crate::record::{Recording, Server};
use crate::shared::Shared;
use crate::snapshot::{ObjectKind, StoredObject};

pub(crate) use self::issue::{BUCKET, object_key, presigned_url};

/// The largest object that a single PUT may bring.
const MAX_OBJECT: u64 = 5 << 30;

/// Serves one request.
pub(crate) async fn serve(shared: Arc<Shared>, request: Request<Incoming>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let recording = shared.record.begin(Server::Obs, &parts, None);
    let request_id = shared.next_id().to_uppercase();
    let host_id = STANDARD.encode(format!("simulator-{request_id}"));
    let mut response = match answer(&shared, &parts, body, &recording).await {
        Ok(response) => response,
        Err(error) => error.answer(parts.uri.path(), &request_id, &host_id),
    };
    for (name, value) in [("x-obs-request-id", &request_id), ("x-obs-id-2", &host_id)] {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    }
    recording.answered(response.status().as_u16());
    response
}

async fn answer(
    shared: &Shared,
    parts: &Parts,
    body: Incoming,
    recording: &Recording,
) -> Result<Response<Body>, ObsError> {
    let (job_id, kind) = authorize(shared, parts)?;
    match parts.method {
        Method::PUT => put(shared, parts, body, recording, &job_id, kind).await,
        Method::GET | Method::HEAD => get(shared, &job_id, kind).await,
        _ => Err(ObsError::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "MethodNotAllowed",
            "The specified method is not allowed against this resource.",
        )),
    }
}

/// Checks the signature and finds out what the URL is for.
fn authorize(shared: &Shared, parts: &Parts) -> Result<(String, ObjectKind), ObsError> {
    let headers: Vec<(&str, &str)> = parts
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), std::str::from_utf8(value.as_bytes()).ok()?)))
        .collect();
    if ["authorization", "x-auth-token"].iter().any(|name| parts.headers.contains_key(*name)) {
        return Err(ObsError::new(
            StatusCode::BAD_REQUEST,
            "InvalidArgument",
            "Only one auth mechanism allowed: the URL is signed, so no header may authenticate.",
        ));
    }
    let request = Presigned {
        method: parts.method.as_str(),
        host: parts.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or_default(),
        headers: &headers,
    };
    let now = shared.world().obs_now();
    let keys = KeyPair { access_key: issue::ACCESS_KEY, secret_key: issue::SECRET_KEY };
    let address = verify(&request, &keys, now).map_err(|refusal| ObsError::refused(refusal, now))?;
    if address.bucket != BUCKET {
        return Err(ObsError::new(StatusCode::NOT_FOUND, "NoSuchBucket", "The specified bucket does not exist."));
    }
    let (job_id, kind) = issue::parse_object_key(&shared.settings.project_id, &address.key)
        .ok_or_else(|| ObsError::new(StatusCode::NOT_FOUND, "NoSuchKey", "The specified key does not exist."))?;
    if !shared.world().takes_uploads(job_id) {
        return Err(job_is_gone());
    }
    Ok((job_id.to_owned(), kind))
}

async fn put(
    shared: &Shared,
    parts: &Parts,
    body: Incoming,
    recording: &Recording,
    job_id: &str,
    kind: ObjectKind,
) -> Result<Response<Body>, ObsError> {
    let length = content_length(&parts.headers)?;
    let wanted_md5 = content_md5(&parts.headers)?;
    let directory = shared.settings.keep_uploads.then(|| shared.data_dir.clone());
    let received = match receive::receive(body, length, directory, recording).await {
        Ok(received) => received,
        Err(Failure::Short) => {
            let message = "You did not provide the number of bytes specified by the Content-Length HTTP header.";
            return Err(ObsError::new(StatusCode::BAD_REQUEST, "IncompleteBody", message));
        }
        Err(Failure::Disk(error)) => return Err(internal(&error)),
    };
    let Some((file, md5)) = received.kept else {
        shared.world().uploaded(job_id, kind, None);
        return Ok(Response::new(Body::empty()));
    };
    if wanted_md5.is_some_and(|wanted| wanted != md5) {
        let message = "The Content-MD5 you specified did not match what we received.";
        return Err(ObsError::new(StatusCode::BAD_REQUEST, "BadDigest", message));
    }
    let path = shared.data_dir.join(object_key(&shared.settings.project_id, job_id, kind));
    let object = StoredObject {
        path: path.clone(),
        content_type: parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned),
        length,
        md5: hex::encode(md5),
    };
    let etag = HeaderValue::from_str(&format!("\"{}\"", object.md5)).map_err(|error| internal(&error))?;
    {
        // Under the lock, so that of two uploads the same one wins on disk and in the books.
        let mut world = shared.world();
        if !world.takes_uploads(job_id) {
            return Err(job_is_gone());
        }
        path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(|error| internal(&error))?;
        file.persist(&path).map_err(|error| internal(&error.error))?;
        world.uploaded(job_id, kind, Some(object));
    }
    let mut response = Response::new(Body::empty());
    response.headers_mut().insert(ETAG, etag);
    Ok(response)
}

async fn get(shared: &Shared, job_id: &str, kind: ObjectKind) -> Result<Response<Body>, ObsError> {
    let object = shared.world().objects.get(job_id, kind).cloned();
    let object =
        object.ok_or_else(|| ObsError::new(StatusCode::NOT_FOUND, "NoSuchKey", "The specified key does not exist."))?;
    send::send(&object).map_err(|error| internal(&error))
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

fn job_is_gone() -> ObsError {
    ObsError::new(StatusCode::FORBIDDEN, "AccessDenied", "The job that this URL was issued for has been deleted.")
}

/// The simulator's own trouble, told openly: it is the disk's, not the client's.
fn internal(error: &dyn std::error::Error) -> ObsError {
    let message = format!("We encountered an internal error: {error}");
    ObsError::new(StatusCode::INTERNAL_SERVER_ERROR, "InternalError", message)
}

#[cfg(test)]
mod tests;

//! Disturbs uploads, in place of storing an object or by changing the response.

use std::time::Duration;

use axum::body::Body;
use axum::http::header::{ETAG, LOCATION};
use axum::http::{HeaderValue, Response, StatusCode};
use hyper::body::Incoming;

use super::error::ObsError;
use crate::http::disturbance::UploadDisturbance;
use crate::http::error_response::ErrorResponse;
use crate::http::response;

/// An ETag of other bytes.
const OTHER_ETAG: HeaderValue = HeaderValue::from_static("\"0123456789abcdef0123456789abcdef\"");

/// An end of a request other than its usual response.
pub(super) enum Ending {
    /// OBS refuses the request.
    Refused(ObsError),
    /// OBS redirects the request.
    Redirect(ObsError),
    /// The body ended early, in most cases because the client is gone.
    Short(ObsError),
    /// The upload is not stored, and a disturbance sets this response.
    Instead(ErrorResponse),
    /// The upload is stored, and a disturbance sets this response.
    After(ErrorResponse),
    /// The upload is not stored, and a disturbance sets this response, which is not an error of OBS.
    Unstored(Box<Response<Body>>),
    /// The response comes after a pause.
    Late(Box<Response<Body>>, Duration),
    /// The server resets the connection.
    HangUp,
    /// The server never responds. It keeps the unread rest of a body.
    Silence(Option<Box<Incoming>>),
}

impl From<ObsError> for Ending {
    fn from(error: ObsError) -> Self {
        Self::Refused(error)
    }
}

/// Applies a disturbance before the body is read.
pub(super) fn unread(disturbance: &UploadDisturbance) -> Result<(), Ending> {
    match disturbance {
        UploadDisturbance::RespondUnread(error) => Err(Ending::Instead(error.clone())),
        UploadDisturbance::ResetUnread => Err(Ending::HangUp),
        _ => Ok(()),
    }
}

/// Applies a disturbance that stops reading a body.
pub(super) fn cut(disturbance: &UploadDisturbance, body: Incoming) -> Ending {
    match disturbance {
        UploadDisturbance::Stall { .. } => Ending::Silence(Some(Box::new(body))),
        UploadDisturbance::EarlySuccess { .. } => {
            let mut response = Response::new(Body::empty());
            response.headers_mut().insert(ETAG, OTHER_ETAG);
            Ending::Unstored(Box::new(response))
        }
        _ => Ending::HangUp,
    }
}

/// Applies a disturbance in place of storing a body.
pub(super) fn instead(disturbance: &UploadDisturbance) -> Result<(), Ending> {
    match disturbance {
        UploadDisturbance::Respond(error) => Err(Ending::Instead(error.clone())),
        UploadDisturbance::WebPage => {
            let page = "<!DOCTYPE html><html><title>Please sign in</title></html>";
            Err(Ending::Unstored(Box::new(response(StatusCode::OK, "text/html", page))))
        }
        UploadDisturbance::Arrears => Err(Ending::Refused(ObsError::new(
            StatusCode::FORBIDDEN,
            "InArrearOrInsufficientBalance",
            "The user is in arrears or the account balance is insufficient.",
        ))),
        UploadDisturbance::QuotaExceeded => Err(Ending::Refused(ObsError::new(
            StatusCode::FORBIDDEN,
            "InsufficientStorageSpace",
            "Insufficient storage space.",
        ))),
        UploadDisturbance::Redirect => Err(Ending::Redirect(ObsError::new(
            StatusCode::TEMPORARY_REDIRECT,
            "TemporaryRedirect",
            "The request has been temporarily redirected.",
        ))),
        UploadDisturbance::ResetBefore => Err(Ending::HangUp),
        UploadDisturbance::HangBefore => Err(Ending::Silence(None)),
        _ => Ok(()),
    }
}

/// Applies a disturbance to the response of an upload that was stored.
pub(super) fn after(disturbance: &UploadDisturbance, mut response: Response<Body>) -> Result<Response<Body>, Ending> {
    let headers = response.headers_mut();
    match disturbance {
        UploadDisturbance::RespondAfter(error) => return Err(Ending::After(error.clone())),
        UploadDisturbance::ResetAfter => return Err(Ending::HangUp),
        UploadDisturbance::HangAfter => return Err(Ending::Silence(None)),
        UploadDisturbance::Slow { pause } => return Err(Ending::Late(Box::new(response), *pause)),
        UploadDisturbance::WrongEtag => {
            headers.insert(ETAG, OTHER_ETAG);
        }
        UploadDisturbance::EncryptedEtag => {
            headers.insert(ETAG, HeaderValue::from_static("\"fedcba9876543210fedcba9876543210\""));
            headers.insert("x-obs-server-side-encryption", HeaderValue::from_static("kms"));
        }
        _ => {}
    }
    Ok(response)
}

/// Adds a `Location` that the client must not follow.
pub(super) fn redirect(mut response: Response<Body>) -> Response<Body> {
    response.headers_mut().insert(LOCATION, HeaderValue::from_static("http://127.0.0.1:1/elsewhere"));
    response
}

/// Returns the error response that a disturbance sets.
pub(super) fn scripted(error: &ErrorResponse, resource: &str, request_id: &str, host_id: &str) -> Response<Body> {
    let Some(code) = &error.code else { return error.without_code() };
    let refusal = ObsError::new(error.status(), code.clone(), error.message.clone());
    error.with_retry_after(refusal.into_response(resource, request_id, host_id))
}

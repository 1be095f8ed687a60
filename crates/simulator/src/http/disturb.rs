//! Disturbs calls, in place of an operation or by changing its response.

use std::fmt;
use std::future::Future;

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Response, StatusCode};
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::Body as _;
use serde_json::json;

use super::truncated::FaultyBody;
use crate::http::disturbance::{Disturbance, ErrorResponse};
use crate::http::event::{About, Moment};
use crate::http::record::Recording;
use crate::services::App;

/// Marks a response that must not be sent: the server resets the connection instead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HangUp;

impl fmt::Display for HangUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a disturbance resets the connection")
    }
}

impl std::error::Error for HangUp {}

/// Marks a response that never comes.
#[derive(Clone, Copy)]
struct Silent;

/// Returns the response, or the error that makes the server reset the connection.
pub(crate) fn sent(response: Response<Body>) -> Result<Response<Body>, HangUp> {
    if response.extensions().get::<HangUp>().is_some() { Err(HangUp) } else { Ok(response) }
}

/// Returns the outcome of a disturbance that happens before the request is read.
pub(crate) fn unread(disturbance: &Disturbance) -> Option<Response<Body>> {
    matches!(disturbance, Disturbance::ResetUnread).then(hang_up)
}

/// Returns whether the client gets this response.
pub(crate) fn is_response(response: &Response<Body>) -> bool {
    let extensions = response.extensions();
    extensions.get::<HangUp>().is_none() && extensions.get::<Silent>().is_none()
}

/// Returns the response, or never returns if it is one that never comes.
pub(crate) async fn unless_silent(response: Response<Body>) -> Response<Body> {
    if response.extensions().get::<Silent>().is_some() { std::future::pending().await } else { response }
}

/// Carries out a request as far as the disturbance permits, and emits its events.
pub(crate) async fn carry_out(
    app: &App,
    about: &About,
    disturbance: Disturbance,
    admitted: Result<(), Response<Body>>,
    run: impl Future<Output = Response<Body>>,
    recording: &Recording,
    id: &str,
) -> Response<Body> {
    let refused = match admitted {
        Err(refused) => refused,
        Ok(()) => match instead(&disturbance, id) {
            Some(response) => response,
            None => {
                let response = run.await;
                let done = response.status().is_success();
                recording.carried_out(done);
                app.events.emit(about, if done { Moment::CarriedOut } else { Moment::Refused }).await;
                return after(disturbance, response, id).await;
            }
        },
    };
    if is_response(&refused) {
        app.events.emit(about, Moment::Refused).await;
    }
    refused
}

/// Returns the response in place of carrying out a request.
fn instead(disturbance: &Disturbance, id: &str) -> Option<Response<Body>> {
    match disturbance {
        Disturbance::Respond(error) => Some(error_response(error, id)),
        Disturbance::ResetBefore => Some(hang_up()),
        Disturbance::HangBefore => Some(silence()),
        Disturbance::WebPage => {
            let mut page = Response::new(Body::from("<!DOCTYPE html><html><title>Sign in</title></html>"));
            page.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
            Some(page)
        }
        _ => None,
    }
}

/// Changes the response of a request that was carried out.
async fn after(disturbance: Disturbance, response: Response<Body>, id: &str) -> Response<Body> {
    match disturbance {
        Disturbance::RespondAfter(error) => error_response(&error, id),
        Disturbance::ResetAfter => hang_up(),
        Disturbance::HangAfter => silence(),
        Disturbance::Truncated => with_faulty_body(response, |body| FaultyBody::truncated(half(&body))).await,
        Disturbance::Malformed => malformed(response).await,
        Disturbance::Drip { pause } if response.body().size_hint().exact() != Some(0) => {
            with_faulty_body(response, |body| FaultyBody::dripping(body, pause)).await
        }
        _ => response,
    }
}

fn hang_up() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(HangUp);
    response
}

fn silence() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Silent);
    response
}

fn error_response(error: &ErrorResponse, id: &str) -> Response<Body> {
    let (kind, body) = match &error.code {
        Some(code) => {
            let body = json!({ "error_code": code, "error_msg": error.message, "request_id": id });
            ("application/json", body.to_string())
        }
        None => ("text/plain", error.message.clone()),
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Some(Ok(value)) = error.retry_after.as_ref().map(HeaderValue::try_from) {
        response.headers_mut().insert(RETRY_AFTER, value);
    }
    response
}

/// Replaces the body, and announces the length of the original one. For an empty body it announces one byte, so that
/// one is missing.
async fn with_faulty_body(response: Response<Body>, make: impl FnOnce(Bytes) -> FaultyBody) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let body = read(body).await;
    let length = body.len().max(1);
    parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    Response::from_parts(parts, Body::new(make(body)))
}

async fn malformed(response: Response<Body>) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let body = half(&read(body).await);
    parts.headers.remove(CONTENT_LENGTH);
    let body = if body.is_empty() { Bytes::from_static(b"{\"") } else { body };
    Response::from_parts(parts, Body::from(body))
}

async fn read(body: Body) -> Bytes {
    // The body is in memory, so reading it neither waits nor fails.
    body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default()
}

fn half(body: &Bytes) -> Bytes {
    body.slice(..body.len() / 2)
}

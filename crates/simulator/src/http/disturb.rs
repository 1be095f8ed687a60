//! Disturbs calls, in place of an operation or by changing its response.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Body;
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderValue, Response, StatusCode};
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body as _, Frame};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

use super::disturbance::Disturbance;
use super::event::{About, Events, Moment};
use super::record::Recording;
use super::response;

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
    events: &Events,
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
                events.emit(about, if done { Moment::CarriedOut } else { Moment::Refused }).await;
                return after(disturbance, response, id).await;
            }
        },
    };
    if is_response(&refused) {
        events.emit(about, Moment::Refused).await;
    }
    refused
}

/// Returns the response in place of carrying out a request.
fn instead(disturbance: &Disturbance, id: &str) -> Option<Response<Body>> {
    match disturbance {
        Disturbance::Respond(error) => Some(error.response(id)),
        Disturbance::ResetBefore => Some(hang_up()),
        Disturbance::HangBefore => Some(silence()),
        Disturbance::WebPage => {
            Some(response(StatusCode::OK, "text/html", "<!DOCTYPE html><html><title>Sign in</title></html>"))
        }
        _ => None,
    }
}

/// Changes the response of a request that was carried out.
async fn after(disturbance: Disturbance, response: Response<Body>, id: &str) -> Response<Body> {
    match disturbance {
        Disturbance::RespondAfter(error) => error.response(id),
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

pub(crate) async fn read(body: Body) -> Bytes {
    // The body is in memory, so reading it neither waits nor fails.
    body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default()
}

fn half(body: &Bytes) -> Bytes {
    body.slice(..body.len() / 2)
}

/// A response body that is not delivered as usual.
struct FaultyBody {
    pieces: VecDeque<Bytes>,
    pace: Option<Interval>,
    /// Whether the server has had the time to send the pieces.
    sent: bool,
}

impl FaultyBody {
    /// Creates a body that breaks off after these bytes.
    fn truncated(bytes: Bytes) -> Self {
        Self { pieces: VecDeque::from([bytes]), pace: None, sent: false }
    }

    /// Creates a body that arrives byte by byte, with this pause before each byte.
    fn dripping(bytes: Bytes, pause: Duration) -> Self {
        let pause = pause.max(Duration::from_millis(1));
        let mut pace = interval_at(Instant::now() + pause, pause);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { pieces: (0..bytes.len()).map(|at| bytes.slice(at..=at)).collect(), pace: Some(pace), sent: true }
    }
}

impl hyper::body::Body for FaultyBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(pace) = &mut self.pace {
            ready!(pace.poll_tick(context));
        }
        if let Some(piece) = self.pieces.pop_front() {
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        if self.pace.is_some() {
            return Poll::Ready(None);
        }
        if !std::mem::replace(&mut self.sent, true) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(io::Error::other("a disturbance truncates the body"))))
    }
}

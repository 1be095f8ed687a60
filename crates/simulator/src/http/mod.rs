//! What every port has: the server, error responses, disturbances, the record of requests, and their events.

pub(crate) mod disturb;
pub(crate) mod disturbance;
pub(crate) mod error_response;
pub(crate) mod event;
pub(crate) mod fault;
pub(crate) mod record;
pub(crate) mod server;
pub(crate) mod stub;

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Response, StatusCode};

/// Creates a response with a body of this type.
pub(crate) fn response(status: StatusCode, content_type: &'static str, body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// Adds headers to a response, and leaves out those whose value cannot be sent.
pub(crate) fn add_headers<const N: usize>(response: &mut Response<Body>, headers: [(&'static str, String); N]) {
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(name, value);
        }
    }
}

//! The `tracing` spans of an upload: one for the upload and one for each attempt, with OpenTelemetry's names for HTTP
//! clients, and without URL, header or body.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use tracing::{Span, debug, debug_span, field, info_span};
use url::Url;

use crate::Error;
use crate::operation::UPLOAD;

/// Returns the span of an upload, with all its attempts.
pub(super) fn upload(bytes: u64) -> Span {
    info_span!(
        target: "metastudio_voice",
        "upload",
        otel.name = UPLOAD,
        http.request.method = "PUT",
        http.request.body.size = bytes,
        http.response.status_code = field::Empty,
        huaweicloud.request_id = field::Empty,
        huaweicloud.attempts = field::Empty,
        error.type = field::Empty,
        otel.status_code = field::Empty,
    )
}

/// Records the outcome of an upload.
pub(super) fn ended(span: &Span, request_id: Result<Option<&str>, &Error>, attempts: u32) {
    if span.is_disabled() {
        return;
    }
    span.record("huaweicloud.attempts", attempts);
    match request_id {
        Ok(request_id) => {
            span.record("huaweicloud.request_id", request_id);
        }
        Err(error) => failed(span, error),
    }
}

/// Returns the span of one attempt.
pub(super) fn attempt(url: &Url, attempt: u32) -> Span {
    debug_span!(
        target: "metastudio_voice",
        "upload attempt",
        otel.name = "PUT",
        otel.kind = "client",
        http.request.method = "PUT",
        server.address = url.host_str(),
        server.port = url.port_or_known_default(),
        http.request.resend_count = (attempt > 1).then(|| attempt - 1),
        http.response.status_code = field::Empty,
        huaweicloud.request_id = field::Empty,
        error.type = field::Empty,
        otel.status_code = field::Empty,
    )
}

/// Records OBS's response in the span of the current attempt.
pub(super) fn responded(status: StatusCode, headers: &HeaderMap) {
    let span = Span::current();
    if span.is_disabled() {
        return;
    }
    span.record("http.response.status_code", status.as_u16());
    span.record("huaweicloud.request_id", headers.get("x-obs-request-id").and_then(|id| id.to_str().ok()));
}

/// Records the failure of an attempt or of the upload.
pub(super) fn failed(span: &Span, error: &Error) {
    if span.is_disabled() {
        return;
    }
    span.record("http.response.status_code", error.status());
    span.record("huaweicloud.request_id", error.request_id());
    span.record("error.type", error.code().unwrap_or(error.kind().name()));
    span.record("otel.status_code", "ERROR");
}

/// Notes that another attempt follows.
pub(super) fn retrying(attempt: u32, pause: Duration) {
    let pause_ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
    debug!(target: "metastudio_voice", attempt, pause_ms, "sending the upload again");
}

/// Notes that the next content type follows.
pub(super) fn other_content_type(attempt: u32) {
    debug!(target: "metastudio_voice", attempt, "trying another content type");
}

/// Notes that a fresh URL is fetched.
pub(super) fn refreshing(attempt: u32) {
    debug!(target: "metastudio_voice", attempt, "fetching a fresh upload URL");
}

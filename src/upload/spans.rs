//! What an upload tells to `tracing`: a span for it and one for each attempt, with OpenTelemetry's names for HTTP
//! clients, and no URL, header or body.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use tracing::{Span, debug, debug_span, field, info_span};
use url::Url;

use super::put::Uploaded;
use crate::Error;
use crate::transport::UPLOAD;

/// The span of an upload, with all its attempts.
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

/// The upload is over.
pub(super) fn ended(span: &Span, outcome: &Result<Uploaded, Error>, attempts: u32) {
    if span.is_disabled() {
        return;
    }
    span.record("huaweicloud.attempts", attempts);
    match outcome {
        Ok(uploaded) => {
            span.record("huaweicloud.request_id", uploaded.request_id.as_deref());
        }
        Err(error) => failed(span, error),
    }
}

/// The span of one attempt.
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

/// OBS has answered to the attempt whose span this is in.
pub(super) fn answered(status: StatusCode, headers: &HeaderMap) {
    let span = Span::current();
    if span.is_disabled() {
        return;
    }
    span.record("http.response.status_code", status.as_u16());
    span.record("huaweicloud.request_id", headers.get("x-obs-request-id").and_then(|id| id.to_str().ok()));
}

/// An attempt, or the upload, has failed.
pub(super) fn failed(span: &Span, error: &Error) {
    if span.is_disabled() {
        return;
    }
    span.record("http.response.status_code", error.status());
    span.record("huaweicloud.request_id", error.request_id());
    span.record("error.type", error.code().unwrap_or(error.kind().name()));
    span.record("otel.status_code", "ERROR");
}

/// There will be another attempt.
pub(super) fn retrying(attempt: u32, pause: Duration) {
    let pause_ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
    debug!(target: "metastudio_voice", attempt, pause_ms, "sending the upload again");
}

/// The next content type is tried.
pub(super) fn other_content_type(attempt: u32) {
    debug!(target: "metastudio_voice", attempt, "trying another content type");
}

/// A fresh URL is asked for.
pub(super) fn renewing(attempt: u32) {
    debug!(target: "metastudio_voice", attempt, "asking for a fresh upload address");
}

//! Spans and events for `tracing`: a span for the call and one for each attempt, with OpenTelemetry's names for HTTP
//! clients. They hold no URL, header or body.

use std::time::Duration;

use reqwest::Request;
use tracing::{Span, debug, debug_span, field, info_span};

use super::attempt::{Cause, Failed, Received};
use super::retry::Stats;
use crate::error::{Error, ErrorKind};
use crate::operation::Target;
use crate::response::{RawResponse, request_id};
use crate::text::printable;

/// Returns the span of a call, from `send()` to its result.
pub(super) fn call(target: &Target) -> Span {
    info_span!(
        target: "metastudio_voice",
        "call",
        otel.name = %target.name(),
        rpc.service = "MetaStudio",
        rpc.method = target.documented().map(|operation| operation.id),
        http.request.method = target.method(),
        url.template = target.path(),
        http.response.status_code = field::Empty,
        huaweicloud.request_id = field::Empty,
        huaweicloud.attempts = field::Empty,
        error.type = field::Empty,
        otel.status_code = field::Empty,
    )
}

/// Records the success of a call.
pub(super) fn call_succeeded(span: &Span, raw: &RawResponse, stats: &Stats) {
    if span.is_disabled() {
        return;
    }
    span.record("http.response.status_code", raw.status());
    span.record("huaweicloud.request_id", raw.request_id().map(printable));
    span.record("huaweicloud.attempts", stats.attempts);
}

/// Records the failure of a call.
pub(super) fn call_failed(span: &Span, error: &Error) {
    if span.is_disabled() {
        return;
    }
    span.record("http.response.status_code", error.status());
    span.record("huaweicloud.request_id", error.request_id().map(printable));
    span.record("huaweicloud.attempts", error.attempts());
    span.record("error.type", printable(error.code().unwrap_or(error.kind().name())));
    span.record("otel.status_code", "ERROR");
}

/// Returns the span of one attempt.
pub(super) fn attempt(request: &Request, target: &Target, attempt: u32) -> Span {
    let url = request.url();
    debug_span!(
        target: "metastudio_voice",
        "attempt",
        otel.name = format_args!("{} {}", target.method(), target.path()),
        otel.kind = "client",
        http.request.method = target.method(),
        url.template = target.path(),
        server.address = url.host_str(),
        server.port = url.port_or_known_default(),
        http.request.resend_count = (attempt > 1).then(|| attempt - 1),
        http.response.status_code = field::Empty,
        huaweicloud.request_id = field::Empty,
        error.type = field::Empty,
        otel.status_code = field::Empty,
    )
}

/// Records the response to an attempt.
pub(super) fn received(span: &Span, received: &Received) {
    if span.is_disabled() {
        return;
    }
    let (status, id) = match received {
        Received::Whole(raw) => (raw.status(), raw.request_id()),
        Received::Streaming(response) => (response.status().as_u16(), request_id(response.headers())),
    };
    span.record("http.response.status_code", status);
    span.record("huaweicloud.request_id", id.map(printable));
}

/// Records the failure of an attempt.
pub(super) fn attempt_failed(span: &Span, failed: &Failed) {
    if span.is_disabled() {
        return;
    }
    let error_type = match &failed.cause {
        Cause::Refused(service_error) => service_error.code.as_deref().unwrap_or("refused"),
        Cause::Network(error) if error.is_connect() => "connect",
        Cause::Network(_) => "connection",
        Cause::TimedOut(_) => "timeout",
        Cause::TooLarge => ErrorKind::UnexpectedResponse.name(),
        Cause::Unreadable(error) | Cause::NotSent(error) => error.kind().name(),
    };
    span.record("http.response.status_code", failed.status());
    if let Some(raw) = &failed.raw {
        span.record("huaweicloud.request_id", raw.request_id().map(printable));
    }
    span.record("error.type", printable(error_type));
    span.record("otel.status_code", "ERROR");
}

/// Emits the event before the pause that precedes another attempt.
pub(super) fn retrying(attempt: u32, pause: Duration) {
    let pause_ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
    debug!(target: "metastudio_voice", attempt, pause_ms, "retrying");
}

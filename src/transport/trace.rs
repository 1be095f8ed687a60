//! What a call tells to `tracing`: a span for the call and one for each attempt, with OpenTelemetry's names for HTTP
//! clients, and no URL, header or body.

use std::time::Duration;

use reqwest::Request;
use tracing::{Span, debug, debug_span, field, info_span};

use super::attempt::{Answer, Cause, Failed};
use super::retry_loop::CallStats;
use crate::error::{Error, ErrorKind};
use crate::operation::Target;
use crate::response::RawResponse;
use crate::response::request_id;
use crate::text::printable;

/// The span of a call, from `send()` to its result.
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

/// A call has succeeded.
pub(super) fn succeeded(span: &Span, raw: &RawResponse, effort: &CallStats) {
    if span.is_disabled() {
        return;
    }
    span.record("http.response.status_code", raw.status);
    span.record("huaweicloud.request_id", shown(raw.request_id()));
    span.record("huaweicloud.attempts", effort.attempts);
}

/// A call has failed.
pub(super) fn given_up(span: &Span, error: &Error) {
    if span.is_disabled() {
        return;
    }
    span.record("http.response.status_code", error.status());
    span.record("huaweicloud.request_id", shown(error.request_id()));
    span.record("huaweicloud.attempts", error.attempts());
    span.record("error.type", printable(error.code().unwrap_or(error.kind().name())));
    span.record("otel.status_code", "ERROR");
}

/// The span of one attempt.
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

/// An attempt was answered.
pub(super) fn answered(span: &Span, answer: &Answer) {
    if span.is_disabled() {
        return;
    }
    let (status, id) = match answer {
        Answer::Whole(raw) => (raw.status, raw.request_id()),
        Answer::Streaming(response) => (response.status().as_u16(), request_id(response.headers())),
    };
    span.record("http.response.status_code", status);
    span.record("huaweicloud.request_id", shown(id));
}

/// A text from outside, for a log.
fn shown(text: Option<&str>) -> Option<String> {
    text.map(printable)
}

/// An attempt has failed.
pub(super) fn failed(span: &Span, failed: &Failed) {
    if span.is_disabled() {
        return;
    }
    let sort = match &failed.cause {
        Cause::Refused(refusal) => refusal.code.as_deref().unwrap_or("refused"),
        Cause::Network(error) if error.is_connect() => "connect",
        Cause::Network(_) => "connection",
        Cause::TimedOut(_) => "timeout",
        Cause::TooLarge => ErrorKind::UnexpectedResponse.name(),
        Cause::Unreadable(error) | Cause::NotSent(error) => error.kind().name(),
    };
    span.record("http.response.status_code", failed.status());
    if let Some(raw) = &failed.raw {
        span.record("huaweicloud.request_id", shown(raw.request_id()));
    }
    span.record("error.type", printable(sort));
    span.record("otel.status_code", "ERROR");
}

/// There will be another attempt.
pub(super) fn retrying(attempt: u32, pause: Duration) {
    debug!(target: "metastudio_voice", attempt, pause_ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX), "trying again");
}

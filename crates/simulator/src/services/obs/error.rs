//! OBS errors: their codes, statuses and XML.

use std::borrow::Cow;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::presigned::Refusal;
use crate::http::response;

/// An error response.
pub(super) struct ObsError {
    status: StatusCode,
    code: Cow<'static, str>,
    message: String,
    /// Further elements, each a name and a text.
    details: Vec<(&'static str, String)>,
}

impl ObsError {
    pub(super) fn new(status: StatusCode, code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self { status, code: code.into(), message: message.into(), details: Vec::new() }
    }

    /// Creates the error for an upload to a deleted job.
    pub(super) fn job_is_gone() -> Self {
        Self::new(StatusCode::FORBIDDEN, "AccessDenied", "The job that this URL was issued for has been deleted.")
    }

    /// Creates an error for a failure of the simulator's disk. It names the cause, because the client is not at fault.
    pub(super) fn internal(error: &dyn std::error::Error) -> Self {
        let message = format!("We encountered an internal error: {error}");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "InternalError", message)
    }

    fn with(mut self, name: &'static str, text: String) -> Self {
        self.details.push((name, text));
        self
    }

    /// Creates the error that explains why OBS did not accept a signature.
    pub(super) fn refused(refusal: Refusal, now: i64) -> Self {
        let denied = |message: &str| Self::new(StatusCode::FORBIDDEN, "AccessDenied", message);
        match refusal {
            Refusal::Unsigned => denied("Access Denied"),
            Refusal::Malformed(what) => Self::new(StatusCode::BAD_REQUEST, "InvalidArgument", what),
            Refusal::UnknownKey => Self::new(
                StatusCode::FORBIDDEN,
                "InvalidAccessKeyId",
                "The access key ID you provided does not exist in our records.",
            ),
            Refusal::Mismatch { string_to_sign } => Self::new(
                StatusCode::FORBIDDEN,
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. \
                 Check your key and signing method.",
            )
            .with("StringToSign", string_to_sign),
            Refusal::Expired { at } => {
                denied("Request has expired").with("Expires", rfc3339(at)).with("ServerTime", rfc3339(now))
            }
        }
    }

    /// Returns the response. `resource` is the path of the request.
    pub(super) fn into_response(self, resource: &str, request_id: &str, host_id: &str) -> Response<Body> {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Error>");
        let elements = [
            ("Code", &*self.code),
            ("Message", self.message.as_str()),
            ("Resource", resource),
            ("RequestId", request_id),
            ("HostId", host_id),
        ];
        let details = self.details.iter().map(|(name, text)| (*name, text.as_str()));
        for (name, text) in elements.into_iter().chain(details) {
            element(&mut xml, name, text);
        }
        xml.push_str("</Error>");
        response(self.status, "application/xml", xml)
    }
}

fn element(xml: &mut String, name: &str, text: &str) {
    xml.push('<');
    xml.push_str(name);
    xml.push('>');
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            // XML 1.0 cannot express these characters.
            c if c.is_control() && !matches!(c, '\n' | '\r' | '\t') => xml.push('\u{fffd}'),
            c => xml.push(c),
        }
    }
    xml.push_str("</");
    xml.push_str(name);
    xml.push('>');
}

fn rfc3339(unix: i64) -> String {
    OffsetDateTime::from_unix_timestamp(unix)
        .ok()
        .and_then(|at| at.format(&Rfc3339).ok())
        .unwrap_or_else(|| unix.to_string())
}

//! Error responses that a test sets, and the documented errors by name. The simulator's own refusals have the same codes
//! and messages.

use axum::body::Body;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, Response, StatusCode};
use serde::Deserialize;
use serde_json::json;

use super::response;

/// The type of the body of an error without a code.
const TEXT: &str = "text/plain";
const PAGE: &str = "text/html";
/// The limit in the message of a throttled call, unless a test sets another.
const LIMIT: u32 = 10;

/// An error response that replaces the usual response.
///
/// The functions without a status create the errors that are documented, with their code, status and message. In JSON
/// they have the name of the function: `{"error": "no-credit"}`, and `{"error": "throttled", "limit": 10}`. Every error
/// can be written as `{"status": 500, "code": "…", "message": "…"}` too, and both forms can have `retry_after`.
///
/// ```
/// use metastudio_voice_simulator::{ErrorResponse, Simulator};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let simulator = Simulator::start().await?;
/// simulator.disturb([ErrorResponse::throttled(10), ErrorResponse::gateway_page()]);
/// simulator.disturb_operation("CommitVoiceTrainingJob", [ErrorResponse::no_credit()])?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
#[non_exhaustive]
pub struct ErrorResponse {
    /// The HTTP status.
    pub status: u16,
    /// The code, of the service or, for uploads, of OBS. Without a code, the message is the whole body.
    pub code: Option<String>,
    /// The message.
    pub message: String,
    /// The value of `Retry-After`: seconds or a date.
    pub retry_after: Option<String>,
    /// The Content-Type of an error without a code. The default is `text/plain`.
    pub content_type: Option<String>,
}

impl ErrorResponse {
    /// Creates an error in the service's form or, for uploads, in OBS's.
    pub fn new(status: u16, code: impl Into<String>, message: impl Into<String>) -> Self {
        let code = Some(code.into());
        Self { status, code, message: message.into(), retry_after: None, content_type: None }
    }

    /// Creates an error that is plain text, as a proxy might send it.
    pub fn text(status: u16, message: impl Into<String>) -> Self {
        Self { status, code: None, message: message.into(), retry_after: None, content_type: None }
    }

    /// Adds a `Retry-After` header. No source says whether the gateway sends one.
    #[must_use]
    pub fn retry_after(mut self, value: impl Into<String>) -> Self {
        self.retry_after = Some(value.into());
        self
    }

    /// Creates the gateway's response to more calls in a second than this limit: 429 `APIGW.0308`.
    pub fn throttled(limit: u32) -> Self {
        let (status, code, message) = Named::Throttled.parts();
        Self::new(status, code, format!("{message}: policy user over ratelimit,limit:{limit},time:1 second"))
    }

    /// Creates the response to a submission that no credit is left for: 403 `MSS.41000023`, as in the sibling image API.
    pub fn no_credit() -> Self {
        Named::NoCredit.into()
    }

    /// Creates the response to a call about a job that does not exist: 404 `MSS.41000003`, as in the sibling image API.
    pub fn job_missing() -> Self {
        Named::JobMissing.into()
    }

    /// Creates the response to a job beyond the number that may run at a time: 403 `MSS.41000012`, as in the sibling
    /// image API.
    pub fn too_many_jobs() -> Self {
        Named::TooManyJobs.into()
    }

    /// Creates the response to a value that is not permitted: 400 `MSS.00000003`.
    pub fn invalid_parameter() -> Self {
        Named::InvalidParameter.into()
    }

    /// Creates the response to a body that cannot be read: 400 `MSS.00000002`.
    pub fn invalid_body() -> Self {
        Named::InvalidBody.into()
    }

    /// Creates the response to a call whose project is not that of the credentials: 400 `MSS.00010009`.
    pub fn wrong_project() -> Self {
        Named::WrongProject.into()
    }

    /// Creates the service's internal error: 500 `MSS.00000004`.
    pub fn internal_error() -> Self {
        Named::InternalError.into()
    }

    /// Creates the gateway's response to a wrong signature: 401 `APIGW.0301`.
    pub fn signature_refused() -> Self {
        Named::SignatureRefused.into()
    }

    /// Creates the gateway's response to a token that it cannot read: 401 `APIGW.0301`.
    pub fn token_refused() -> Self {
        Named::TokenRefused.into()
    }

    /// Creates the gateway's response to a token that is no longer valid, or of another region: 401 `APIGW.0307`.
    pub fn token_outdated() -> Self {
        Named::TokenOutdated.into()
    }

    /// Creates the gateway's response to a user without the permission: 403 `APIGW.0302`.
    pub fn not_permitted() -> Self {
        Named::NotPermitted.into()
    }

    /// Creates the gateway's response to an operation that it does not have: 404 `APIGW.0101`.
    pub fn operation_missing() -> Self {
        Named::OperationMissing.into()
    }

    /// Creates the gateway's response if the service takes too long: 504 `APIGW.0201`.
    pub fn backend_timeout() -> Self {
        Named::BackendTimeout.into()
    }

    /// Creates the page of a proxy on the way that reaches no server: 502 and HTML, without a code.
    pub fn gateway_page() -> Self {
        Named::GatewayPage.into()
    }

    /// Creates OBS's response to too many uploads: 503 `SlowDown`.
    pub fn obs_slow_down() -> Self {
        Named::ObsSlowDown.into()
    }

    /// Creates OBS's internal error: 500 `InternalError`.
    pub fn obs_internal_error() -> Self {
        Named::ObsInternalError.into()
    }

    /// Creates OBS's response to an upload that pauses for too long: 400 `RequestTimeout`.
    pub fn obs_request_timeout() -> Self {
        Named::ObsRequestTimeout.into()
    }

    /// Creates OBS's response while it is overloaded: 503 `ServiceUnavailable`.
    pub fn obs_unavailable() -> Self {
        Named::ObsUnavailable.into()
    }

    /// Returns the response of the API.
    pub(crate) fn response(&self, request_id: &str) -> Response<Body> {
        let Some(code) = &self.code else { return self.without_code() };
        let body = json!({ "error_code": code, "error_msg": self.message, "request_id": request_id });
        self.with_retry_after(response(self.status(), "application/json", body.to_string()))
    }

    /// Returns the response whose body is the message.
    pub(crate) fn without_code(&self) -> Response<Body> {
        let mut response = response(self.status(), TEXT, self.message.clone());
        if let Some(Ok(value)) = self.content_type.as_ref().map(HeaderValue::try_from) {
            response.headers_mut().insert(axum::http::header::CONTENT_TYPE, value);
        }
        self.with_retry_after(response)
    }

    pub(crate) fn with_retry_after(&self, mut response: Response<Body>) -> Response<Body> {
        if let Some(Ok(value)) = self.retry_after.as_ref().map(HeaderValue::try_from) {
            response.headers_mut().insert(RETRY_AFTER, value);
        }
        response
    }

    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// A documented error.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Named {
    Throttled,
    NoCredit,
    JobMissing,
    TooManyJobs,
    InvalidParameter,
    InvalidBody,
    WrongProject,
    InternalError,
    SignatureRefused,
    TokenRefused,
    TokenOutdated,
    NotPermitted,
    OperationMissing,
    BackendTimeout,
    GatewayPage,
    ObsSlowDown,
    ObsInternalError,
    ObsRequestTimeout,
    ObsUnavailable,
}

impl Named {
    /// Returns the status, the code and the message.
    pub(crate) fn parts(self) -> (u16, &'static str, &'static str) {
        match self {
            Self::Throttled => (429, "APIGW.0308", "The throttling threshold has been reached"),
            Self::NoCredit => (403, "MSS.41000023", "No resources are left for this edition."),
            Self::JobMissing => (404, "MSS.41000003", "The task does not exist."),
            Self::TooManyJobs => (403, "MSS.41000012", "The number of concurrent tasks has reached the limit."),
            Self::InvalidParameter => (400, "MSS.00000003", "Invalid parameter"),
            Self::InvalidBody => (400, "MSS.00000002", "Invalid body"),
            Self::WrongProject => (400, "MSS.00010009", "The tenant in the URL is not the tenant of the credentials."),
            Self::InternalError => (500, "MSS.00000004", "Internal Error"),
            Self::SignatureRefused => {
                (401, "APIGW.0301", "Incorrect IAM authentication information: verify aksk signature fail")
            }
            Self::TokenRefused => (401, "APIGW.0301", "Incorrect IAM authentication information: decrypt token fail"),
            Self::TokenOutdated => (401, "APIGW.0307", "The token must be updated."),
            Self::NotPermitted => (403, "APIGW.0302", "The IAM user is not allowed to access the API"),
            Self::OperationMissing => {
                (404, "APIGW.0101", "The API does not exist or has not been published in the environment")
            }
            Self::BackendTimeout => (504, "APIGW.0201", "Backend timeout"),
            Self::GatewayPage => (
                502,
                "",
                "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>",
            ),
            Self::ObsSlowDown => (503, "SlowDown", "Please reduce your request rate."),
            Self::ObsInternalError => (500, "InternalError", "We encountered an internal error."),
            Self::ObsRequestTimeout => (400, "RequestTimeout", "Your socket connection was idle."),
            Self::ObsUnavailable => (503, "ServiceUnavailable", "Reduce your request rate."),
        }
    }
}

impl From<Named> for ErrorResponse {
    fn from(named: Named) -> Self {
        let (status, code, message) = named.parts();
        match named {
            Named::Throttled => Self::throttled(LIMIT),
            Named::GatewayPage => Self { content_type: Some(PAGE.to_owned()), ..Self::text(status, message) },
            _ => Self::new(status, code, message),
        }
    }
}

/// An error as it is written in JSON: one with a name, or its parts.
#[derive(Deserialize)]
struct Written {
    error: Option<Named>,
    limit: Option<u32>,
    status: Option<u16>,
    code: Option<String>,
    message: Option<String>,
    retry_after: Option<String>,
    content_type: Option<String>,
}

impl TryFrom<Written> for ErrorResponse {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let Written { error, limit, status, code, message, retry_after, content_type } = written;
        if limit.is_some() && !matches!(error, Some(Named::Throttled)) {
            return Err("only the error `throttled` has a `limit`");
        }
        if content_type.is_some() && (error.is_some() || code.is_some()) {
            return Err("only an error without a name and without a `code` has a `content_type`");
        }
        let response = match (error, status, code, message) {
            (Some(Named::Throttled), None, None, None) => Self::throttled(limit.unwrap_or(LIMIT)),
            (Some(named), None, None, None) => named.into(),
            (None, Some(status), Some(code), Some(message)) => Self::new(status, code, message),
            (None, Some(status), None, Some(message)) => Self { content_type, ..Self::text(status, message) },
            _ => return Err("an error has either `error`, its name, or `status`, `message` and perhaps `code`"),
        };
        Ok(Self { retry_after, ..response })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<ErrorResponse, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn a_documented_error_is_read_by_its_name() {
        assert_eq!(read(r#"{"error": "no-credit"}"#), Ok(ErrorResponse::no_credit()));
        assert_eq!(read(r#"{"error": "throttled", "limit": 3}"#), Ok(ErrorResponse::throttled(3)));
        assert_eq!(read(r#"{"error": "throttled"}"#), Ok(ErrorResponse::throttled(10)));
        let page = ErrorResponse::gateway_page().retry_after("2");
        assert_eq!(read(r#"{"error": "gateway-page", "retry_after": "2"}"#), Ok(page));
    }

    #[test]
    fn an_error_without_a_name_has_a_status_and_a_message() {
        assert_eq!(read(r#"{"status": 503, "message": "m"}"#), Ok(ErrorResponse::text(503, "m")));
        assert_eq!(read(r#"{"status": 400, "code": "c", "message": "m"}"#), Ok(ErrorResponse::new(400, "c", "m")));
        for wrong in ["{}", r#"{"status": 400}"#, r#"{"error": "no-credit", "status": 400}"#] {
            assert!(read(wrong).unwrap_err().contains("`status`, `message`"), "{wrong}");
        }
        for wrong in
            [r#"{"error": "no-credit", "limit": 3}"#, r#"{"status": 400, "code": "c", "message": "m", "limit": 3}"#]
        {
            assert!(read(wrong).unwrap_err().contains("`limit`"), "{wrong}");
        }
        assert!(read(r#"{"error": "gateway-page", "content_type": "a"}"#).unwrap_err().contains("`content_type`"));
        assert!(read(r#"{"error": "lunch"}"#).unwrap_err().contains("no-credit"));
    }
}

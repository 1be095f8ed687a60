//! Error responses of the API: the gateway's (`APIGW.…`) and the service's (`MSS.…`).

use std::io;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::json;

use super::error_response::{ErrorResponse, Named};
use super::response;

/// The longest message, in characters, that the API's schema permits. The gateway's messages may be longer.
const MAX_MESSAGE: usize = 256;

/// An error response.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) status: StatusCode,
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

impl Fault {
    fn service(code: &'static str, message: impl Into<String>) -> Self {
        let message: String = message.into();
        Self { status: StatusCode::BAD_REQUEST, code, message: message.chars().take(MAX_MESSAGE).collect() }
    }

    /// Creates the fault for a body that is not of its declared type, or for a field of the wrong type.
    pub(crate) fn invalid_body(message: impl Into<String>) -> Self {
        Self::service("MSS.00000002", message)
    }

    /// Creates the fault for a value that is missing, too long, unknown, or not permitted here.
    pub(crate) fn invalid_parameter(message: impl Into<String>) -> Self {
        Self::service("MSS.00000003", message)
    }

    /// Creates the fault for a project or tenant in the URL that is not that of the credentials.
    pub(crate) fn wrong_project() -> Self {
        Named::WrongProject.into()
    }

    /// Creates the fault for audio that is not usable.
    pub(crate) fn audio_format(message: impl Into<String>) -> Self {
        Self::service("MSS.20020011", message)
    }

    /// Creates the fault for an archive with a file of another type.
    pub(crate) fn file_type(message: impl Into<String>) -> Self {
        Self::service("MSS.20020012", message)
    }

    /// Creates the fault for an archive with a wrong number of recordings or texts.
    pub(crate) fn number_of_files(message: impl Into<String>) -> Self {
        Self::service("MSS.20020016", message)
    }

    /// Creates the fault for an archive with a file that is too large.
    pub(crate) fn file_too_large(message: impl Into<String>) -> Self {
        Self::service("MSS.20020024", message)
    }

    pub(crate) fn no_such_job() -> Self {
        Named::JobMissing.into()
    }

    pub(crate) fn internal() -> Self {
        Named::InternalError.into()
    }

    /// Creates the fault for an operation that the simulator does not implement.
    pub(crate) fn not_implemented(why: &str) -> Self {
        Self { status: StatusCode::NOT_IMPLEMENTED, ..Self::service("Simulator.NoExample", why) }
    }

    /// Creates the fault for a job that no credit is left to pay for.
    pub(crate) fn no_credit() -> Self {
        Named::NoCredit.into()
    }

    /// Creates the fault for an uploaded file that cannot be opened: its job was just deleted, or the disk failed.
    pub(crate) fn unreadable(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::NotFound { Self::no_such_job() } else { Self::internal() }
    }

    /// Adds the name of a file to the message.
    pub(crate) fn about(self, file: &str) -> Self {
        Self { message: format!("{file}: {}", self.message).chars().take(MAX_MESSAGE).collect(), ..self }
    }

    /// Creates the fault for a caller that the gateway cannot authenticate.
    pub(crate) fn unauthenticated(why: &str) -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            code: "APIGW.0301",
            message: format!("Incorrect IAM authentication information: {why}"),
        }
    }

    /// Creates the fault for a token of another region, or for one that is no longer valid.
    pub(crate) fn outdated_token() -> Self {
        Named::TokenOutdated.into()
    }

    pub(crate) fn no_such_api() -> Self {
        Named::OperationMissing.into()
    }

    /// Creates the fault for more requests in a second than this limit.
    pub(crate) fn throttled(limit: u32) -> Self {
        Self { message: ErrorResponse::throttled(limit).message, ..Named::Throttled.into() }
    }

    pub(crate) fn body_too_large() -> Self {
        Self {
            status: StatusCode::PAYLOAD_TOO_LARGE,
            code: "APIGW.0201",
            message: "The request body is larger than 12 MB".to_owned(),
        }
    }

    /// Returns the response. The bodies of the gateway's own faults have the request id too.
    pub(crate) fn response(&self, request_id: &str) -> Response<Body> {
        let mut body = json!({ "error_code": self.code, "error_msg": self.message });
        if self.code.starts_with("APIGW.") {
            body["request_id"] = request_id.into();
        }
        response(self.status, "application/json", body.to_string())
    }
}

impl From<Named> for Fault {
    fn from(named: Named) -> Self {
        let (status, code, message) = named.parts();
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { status, code, message: message.to_owned() }
    }
}

//! Error responses of IAM: Keystone's under `/v3/`, those with a code under `/v3.0/`, and the gateway's before both.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::{Value, json};

use crate::http::fault::Fault;
use crate::http::response;

/// The reason for which IAM refuses a request.
pub(super) enum Refusal {
    /// A status and a message.
    Keystone(StatusCode, String),
    /// A status, a code and a message.
    Coded(StatusCode, &'static str, String),
    /// A refusal by the gateway.
    Gateway(Fault),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Gateway(fault)
    }
}

impl Refusal {
    pub(super) fn invalid_body() -> Self {
        Self::Keystone(StatusCode::BAD_REQUEST, "The request body is invalid".to_owned())
    }

    pub(super) fn unauthorized(message: &str) -> Self {
        Self::Keystone(StatusCode::UNAUTHORIZED, message.to_owned())
    }

    pub(super) fn unauthenticated() -> Self {
        Self::unauthorized("The request you have made requires authentication.")
    }

    pub(super) fn not_found(what: &str, name: &str) -> Self {
        Self::Keystone(StatusCode::NOT_FOUND, format!("Could not find {what}: {name}."))
    }

    /// Returns the same refusal in the form of `/v3.0/`.
    pub(super) fn with_code(self) -> Self {
        let Self::Keystone(status, message) = self else { return self };
        match status {
            StatusCode::UNAUTHORIZED => Self::Coded(status, "IAM.0001", message),
            StatusCode::NOT_FOUND => Self::Coded(status, "IAM.0004", message),
            _ => Self::Coded(status, "IAM.0011", "Request body is invalid.".to_owned()),
        }
    }

    pub(super) fn invalid_parameter(name: &str) -> Self {
        Self::Coded(StatusCode::BAD_REQUEST, "IAM.0007", format!("Request parameter {name} is invalid."))
    }

    pub(super) fn response(&self, request_id: &str) -> Response<Body> {
        match self {
            Self::Keystone(status, message) => {
                let title = status.canonical_reason().unwrap_or_default();
                json_response(
                    *status,
                    &json!({ "error": { "code": status.as_u16(), "message": message, "title": title } }),
                )
            }
            Self::Coded(status, code, message) => {
                json_response(*status, &json!({ "error_code": code, "error_msg": message }))
            }
            Self::Gateway(fault) => fault.response(request_id),
        }
    }
}

pub(super) fn json_response(status: StatusCode, body: &Value) -> Response<Body> {
    response(status, "application/json", body.to_string())
}

//! What a code and a status say together, where a call has to be judged.

use super::{ErrorClass, ErrorCode};

/// What a refusal is, as its status and its code say together. The retry loop and [`Error`](super::Error) judge by the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classification {
    /// Whether the service asks for fewer requests; it has done nothing then.
    pub(crate) is_throttled: bool,
    /// Whether the credentials were refused.
    pub(crate) is_auth: bool,
    /// Whether the caller is known, but may not do this.
    pub(crate) is_permission: bool,
    /// Whether the request names something that does not exist.
    pub(crate) is_not_found: bool,
}

impl Classification {
    /// Classifies a refused call.
    pub(crate) fn of(status: u16, code: Option<&str>) -> Self {
        Self {
            is_throttled: status == 429
                || class(code) == Some(ErrorClass::Throttled)
                || code.is_some_and(|code| code.ends_with(".0308")),
            is_auth: is_auth(status, code),
            is_permission: status == 403 && !is_exhausted(code),
            is_not_found: status == 404,
        }
    }

    /// The same for a response that says nothing about the caller's credentials, such as one to a pre-signed URL.
    pub(crate) fn not_about_caller(self) -> Self {
        Self { is_auth: false, is_permission: false, ..self }
    }
}

/// Whether the credentials were refused.
fn is_auth(status: u16, code: Option<&str>) -> bool {
    status == 401 || matches!(class(code), Some(ErrorClass::Credentials | ErrorClass::Token))
}

/// Whether the code says that the token is not good (any more).
pub(super) fn is_token(code: Option<&str>) -> bool {
    class(code) == Some(ErrorClass::Token)
}

/// Whether the code says that another attempt would have the same answer.
pub(super) fn is_settled(code: Option<&str>) -> bool {
    class(code).is_some_and(|class| !matches!(class, ErrorClass::Server | ErrorClass::Throttled))
}

/// Whether the code says that the caller or the request was turned away, whatever the status: nothing was done.
pub(super) fn is_turned_away(status: u16, code: Option<&str>) -> bool {
    is_auth(status, code) || matches!(class(code), Some(ErrorClass::Permission | ErrorClass::Request))
}

/// Whether nothing is left to spend, which is refused like a missing permission.
pub(super) fn is_exhausted(code: Option<&str>) -> bool {
    class(code) == Some(ErrorClass::Exhausted)
}

fn class(code: Option<&str>) -> Option<ErrorClass> {
    code.and_then(ErrorCode::find).map(|code| code.class)
}

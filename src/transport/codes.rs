//! What a code and a status say together, where a call has to be judged.

use super::{ErrorClass, ErrorCode};

/// Whether the service asks for fewer requests; it has done nothing then.
pub(super) fn is_throttled(status: u16, code: Option<&str>) -> bool {
    status == 429 || class(code) == Some(ErrorClass::Throttled) || code.is_some_and(|code| code.ends_with(".0308"))
}

/// Whether the caller has not proved who it is.
pub(super) fn is_auth(status: u16, code: Option<&str>) -> bool {
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

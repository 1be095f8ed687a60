//! The codes of failed responses as data, and what a status and a code say together. The generated module `error_codes`
//! holds the known codes.

use crate::generated::error_codes::ALL;

/// A known code of failed responses.
///
/// ```
/// use metastudio_voice::error_codes::{ErrorClass, ErrorCode};
///
/// let throttled = ErrorCode::find("APIGW.0308").expect("a known code");
/// assert_eq!((throttled.class, throttled.statuses), (ErrorClass::Throttled, &[429][..]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ErrorCode {
    /// The code as the service writes it. The gateway writes its codes with either prefix, `APIGW.` or `APIG.`.
    pub code: &'static str,
    /// The service that responds with it: `MetaStudio`, the gateway in front of it (`APIGW`), `IAM`, or the storage
    /// behind the upload URLs (`OBS`).
    pub service: &'static str,
    /// The HTTP statuses that come with it.
    pub statuses: &'static [u16],
    /// The sort of failure that it stands for.
    pub class: ErrorClass,
    /// The meaning, in a sentence.
    pub meaning: &'static str,
    /// The advice, if something is known to help.
    pub advice: Option<&'static str>,
    /// The page or artefact that documents the code, and the date on which it was read.
    pub source: &'static str,
}

/// The sort of failure that a code stands for. The client decides by it whether to retry a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorClass {
    /// The request breaks a rule of the API. **What to do:** change it; the same request fails again.
    Request,
    /// Keys, signature or login are refused. **What to do:** check keys, project and clock. Never repeat the request
    /// blindly: wrong signatures lock the key.
    Credentials,
    /// The token has expired, or is of another region. **What to do:** get a new one, and send the request again.
    Token,
    /// The caller is known, but may not do this. **What to do:** give the IAM user the permission.
    Permission,
    /// The request names something that does not exist. **What to do:** check id, project, region and endpoint.
    NotFound,
    /// The request conflicts with something that exists or is in progress. **What to do:** look at that, then decide.
    Conflict,
    /// No credit or no capacity is left. **What to do:** buy credits, or wait until another job has ended.
    Exhausted,
    /// An uploaded file is not accepted. **What to do:** correct it, upload it, and submit the job again.
    File,
    /// There were too many requests; the service did not execute this one. **What to do:** wait a few seconds, and send
    /// it again.
    Throttled,
    /// There is a fault on the server's side, which may pass. **What to do:** try later; first check whether a request
    /// that changes something was executed all the same.
    Server,
    /// The upload URL, or a header that was sent to it, does not fit. **What to do:** send exactly the Content-Type
    /// that belongs to the URL, or get a new URL.
    PresignedUrl,
}

impl ErrorCode {
    /// Returns the entry of a code, if it is known. The prefix `APIG.` stands for `APIGW.`.
    pub fn find(code: &str) -> Option<&'static ErrorCode> {
        let known = |code: &str| ALL.binary_search_by(|entry| entry.code.cmp(code)).ok().and_then(|at| ALL.get(at));
        match code.strip_prefix("APIG.") {
            Some(number) => known(code).or_else(|| known(&format!("APIGW.{number}"))),
            None => known(code),
        }
    }
}

/// The meaning of a failed response for the caller, as its status and its code say together. The retry loop and
/// [`Error`](crate::Error) use the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classification {
    /// Whether the service asks for fewer requests; it has not executed the request then.
    pub(crate) is_throttled: bool,
    /// Whether the credentials were refused.
    pub(crate) is_auth: bool,
    /// Whether the caller is known, but may not do this.
    pub(crate) is_permission: bool,
    /// Whether the request names something that does not exist.
    pub(crate) is_not_found: bool,
}

impl Classification {
    /// Classifies the response to a call.
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

    /// Returns the same for a response that says nothing about the caller's credentials, such as one to a pre-signed
    /// URL.
    pub(crate) fn not_about_caller(self) -> Self {
        Self { is_auth: false, is_permission: false, ..self }
    }
}

/// Returns whether the credentials were refused.
fn is_auth(status: u16, code: Option<&str>) -> bool {
    status == 401 || matches!(class(code), Some(ErrorClass::Credentials | ErrorClass::Token))
}

/// Returns whether the code says that the token is not valid, or not valid any more.
pub(crate) fn is_token(code: Option<&str>) -> bool {
    class(code) == Some(ErrorClass::Token)
}

/// Returns whether the code says that another attempt would get the same response.
pub(crate) fn is_settled(code: Option<&str>) -> bool {
    class(code).is_some_and(|class| !matches!(class, ErrorClass::Server | ErrorClass::Throttled))
}

/// Returns whether the code says that the caller or the request was turned away, whatever the status: nothing was
/// executed.
pub(crate) fn is_turned_away(status: u16, code: Option<&str>) -> bool {
    is_auth(status, code) || matches!(class(code), Some(ErrorClass::Permission | ErrorClass::Request))
}

/// Returns whether nothing is left to spend, which the service refuses like a missing permission.
pub(crate) fn is_exhausted(code: Option<&str>) -> bool {
    class(code) == Some(ErrorClass::Exhausted)
}

fn class(code: Option<&str>) -> Option<ErrorClass> {
    code.and_then(ErrorCode::find).map(|code| code.class)
}

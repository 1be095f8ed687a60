//! A code of failed answers as data, and what it says of a failure. The generated module `error_codes` holds those that are
//! known.

use crate::generated::error_codes::ALL;

/// What is known of a code of failed answers.
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
    /// The code as it is printed. Those of the gateway are printed with either prefix, `APIGW.` or `APIG.`.
    pub code: &'static str,
    /// Who answers with it: `MetaStudio`, the gateway in front of it (`APIGW`), or the storage behind the upload URLs
    /// (`OBS`).
    pub service: &'static str,
    /// The HTTP statuses that come with it.
    pub statuses: &'static [u16],
    /// What sort of failure it is.
    pub class: ErrorClass,
    /// What it says, in a sentence.
    pub meaning: &'static str,
    /// What to do next, when something is known to help.
    pub advice: Option<&'static str>,
    /// The page or artefact that this is known from, and when it was read.
    pub source: &'static str,
}

/// What sort of failure a code stands for. The client judges by it whether a call is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorClass {
    /// The request breaks a rule of the API. **What to do:** change it; the same request fails again.
    Request,
    /// Keys, signature or login are refused. **What to do:** look at keys, project and clock. Never repeat it blindly:
    /// wrong signatures lock the key.
    Credentials,
    /// The token is over, or of another region. **What to do:** get a new one, and send the request again.
    Token,
    /// The caller is known, but may not do this. **What to do:** give the IAM user the permission.
    Permission,
    /// What the request names does not exist. **What to do:** check id, project, region and endpoint.
    NotFound,
    /// It is in the way of something that exists or is under way. **What to do:** look at that, then decide.
    Conflict,
    /// No credit or no capacity is left. **What to do:** buy credits, or wait until another job has ended.
    Exhausted,
    /// A file that was uploaded is not accepted. **What to do:** mend it, upload it, and submit the job again.
    File,
    /// Too many requests; nothing was done. **What to do:** wait a few seconds, and send it again.
    Throttled,
    /// A fault on the server's side, which may pass. **What to do:** try later; first look whether a request that changes
    /// something was carried out all the same.
    Server,
    /// The upload URL, or a header that was sent to it, does not fit. **What to do:** send exactly the Content-Type that
    /// belongs to the URL, or get a new URL.
    PresignedUrl,
}

impl ErrorCode {
    /// What is known of this code. The prefix `APIG.` stands for `APIGW.`.
    pub fn find(code: &str) -> Option<&'static ErrorCode> {
        let known = |code: &str| ALL.binary_search_by(|entry| entry.code.cmp(code)).ok().and_then(|at| ALL.get(at));
        match code.strip_prefix("APIG.") {
            Some(number) => known(code).or_else(|| known(&format!("APIGW.{number}"))),
            None => known(code),
        }
    }
}

/// What a refusal is, as its status and its code say together. The retry loop and [`Error`](crate::Error) judge by the same.
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
pub(crate) fn is_token(code: Option<&str>) -> bool {
    class(code) == Some(ErrorClass::Token)
}

/// Whether the code says that another attempt would have the same answer.
pub(crate) fn is_settled(code: Option<&str>) -> bool {
    class(code).is_some_and(|class| !matches!(class, ErrorClass::Server | ErrorClass::Throttled))
}

/// Whether the code says that the caller or the request was turned away, whatever the status: nothing was done.
pub(crate) fn is_turned_away(status: u16, code: Option<&str>) -> bool {
    is_auth(status, code) || matches!(class(code), Some(ErrorClass::Permission | ErrorClass::Request))
}

/// Whether nothing is left to spend, which is refused like a missing permission.
pub(crate) fn is_exhausted(code: Option<&str>) -> bool {
    class(code) == Some(ErrorClass::Exhausted)
}

fn class(code: Option<&str>) -> Option<ErrorClass> {
    code.and_then(ErrorCode::find).map(|code| code.class)
}

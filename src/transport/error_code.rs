//! A code of failed answers as data. The generated module `error_codes` holds those that are known.

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

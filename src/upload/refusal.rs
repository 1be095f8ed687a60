//! What an answer of OBS means that is not a success, and what to do about it.
//!
//! The rule: OBS's code decides, and the status only where there is no code that is known. A 403 mostly means that the
//! address is not good any more; where it is about the account, no other address helps, and none is asked for. A redirect
//! is never followed: it could take the recording elsewhere.

use std::borrow::Cow;
use std::time::SystemTime;

use super::ContentType;
use super::answer::ObsError;
use crate::text::printable;
use crate::{Error, ErrorKind};

/// The code of a refused signature.
pub(super) const WRONG_SIGNATURE: &str = "SignatureDoesNotMatch";

/// Codes that are about the account that the storage belongs to, and what helps. From the tables of error codes of OBS's
/// API and SDKs, where each of them is a 403.
const ABOUT_THE_ACCOUNT: [(&str, &str); 6] = [
    ("AccountProblem", "the account that the storage belongs to has expired or is frozen"),
    ("DeregisterUserId", "the account that the storage belongs to is closed: it has to be topped up or opened anew"),
    (
        "InArrearOrInsufficientBalance",
        "the account that the storage belongs to is in arrears, or its balance does not suffice: top it up",
    ),
    ("InsufficientStorageSpace", "the quota of the storage is used up: raise it, or delete objects"),
    ("NotSignedUp", "the account that the storage belongs to is not registered for OBS"),
    ("Unauthorized", "the account that the storage belongs to has not passed the real-name authentication"),
];
/// What comes after each of them.
const THEN: &str =
    "then upload again; a fresh address does not help. If the account is not yours, tell Huawei's support";

/// Whether the code says that no other address helps.
pub(super) fn is_about_the_account(code: Option<&str>) -> bool {
    account(code).is_some()
}

fn account(code: Option<&str>) -> Option<&'static str> {
    ABOUT_THE_ACCOUNT.into_iter().find(|(known, _)| Some(*known) == code).map(|(_, advice)| advice)
}

/// What was sent, as far as a refusal is about it.
pub(super) struct Sent<'a> {
    pub(super) content_type: Option<&'a ContentType>,
    /// When the URL ends, as it says itself.
    pub(super) expiry: Option<SystemTime>,
    pub(super) now: SystemTime,
}

/// The error for a refusal.
pub(super) fn refused(status: u16, obs: ObsError, request_id: Option<String>, sent: &Sent<'_>) -> Error {
    let message = obs.message.as_deref().map(printable).unwrap_or_else(|| unsaid(status).to_owned());
    let advice = advice(status, &obs, sent);
    let error = Error::new(ErrorKind::Refused, message)
        .with_status(Some(status))
        .with_request_id(obs.request_id.or(request_id))
        .with_code(obs.code);
    match advice {
        Some(advice) => error.with_advice(advice),
        None => error,
    }
}

/// The message where OBS has none.
fn unsaid(status: u16) -> &'static str {
    match status {
        300..=399 => "the address redirects the upload elsewhere",
        _ => "OBS refused the upload without saying why",
    }
}

fn advice(status: u16, obs: &ObsError, sent: &Sent<'_>) -> Option<Cow<'static, str>> {
    let code = obs.code.as_deref();
    if code == Some(WRONG_SIGNATURE) {
        return Some(about_the_signature(obs.content_type_seen(), sent.content_type).into());
    }
    if let Some(advice) = account(code) {
        return Some(format!("{advice}; {THEN}").into());
    }
    match status {
        300..=399 if code == Some("TemporaryRedirect") => Some(Cow::Borrowed(
            "the bucket cannot be reached under this name yet: upload again later, or to a fresh address; redirects are \
             never followed, as they could take the recording elsewhere",
        )),
        300..=399 => Some(Cow::Borrowed(
            "get a fresh address, and see whether a proxy or a sign-in page is in the way; redirects are never followed, \
             as they could take the recording elsewhere",
        )),
        403 => Some(match sent.expiry.and_then(|expiry| sent.now.duration_since(expiry).ok()) {
            Some(ago) => {
                format!("the address expired {} s ago by this machine's clock: get a fresh one", ago.as_secs()).into()
            }
            None if code == Some("RequestTimeTooSkewed") => Cow::Borrowed("check this machine's clock"),
            None => Cow::Borrowed("the address may have expired: get a fresh one"),
        }),
        500..=599 => Some(Cow::Borrowed("the fault is on the server's side: send it again")),
        _ => None,
    }
}

/// What is wrong when a signature is refused, by the Content-Type that OBS has seen and the one that was sent.
fn about_the_signature(seen: Option<&str>, sent: Option<&ContentType>) -> String {
    match (seen, sent.map(ContentType::as_str)) {
        (Some(seen), Some(sent)) if seen != sent => {
            let seen = if seen.is_empty() { "none".to_owned() } else { printable(seen) };
            format!("the Content-Type sent was {sent}, but OBS saw {seen}: something on the way changed it")
        }
        (_, sent) => {
            format!("the Content-Type sent was {}; the URL was signed for another", sent.unwrap_or("none"))
        }
    }
}

/// OBS has taken something, but not what was sent.
pub(super) fn mismatch(etag: &str, md5: &str) -> Error {
    let etag = printable(etag);
    let message = format!("OBS has other bytes than were sent: its ETag is {etag}, their MD5 is {md5}");
    Error::new(ErrorKind::UnexpectedResponse, message).in_doubt_if(true).with_advice(
        "send it again; if that does not help, something on the way changes the bytes, or the ETag is no MD5 \
         (Put::check_etag(false) does not compare it)",
    )
}

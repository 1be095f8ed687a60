//! What an answer of OBS means that is not a success, and what to do about it.

use std::time::SystemTime;

use super::ContentType;
use super::answer::ObsError;
use crate::text::printable;
use crate::{Error, ErrorKind};

/// The code of a refused signature.
pub(super) const WRONG_SIGNATURE: &str = "SignatureDoesNotMatch";

/// What was sent, as far as a refusal is about it.
pub(super) struct Sent<'a> {
    pub(super) content_type: Option<&'a ContentType>,
    /// When the URL ends, as it says itself.
    pub(super) expiry: Option<SystemTime>,
    pub(super) now: SystemTime,
}

/// The error for a refusal.
pub(super) fn refused(status: u16, obs: ObsError, request_id: Option<String>, sent: &Sent<'_>) -> Error {
    let seen = obs.content_type_seen().map(ToOwned::to_owned);
    let message = obs.message.as_deref().map(printable);
    let message = message.unwrap_or_else(|| "OBS refused the upload without saying why".to_owned());
    let error = Error::new(ErrorKind::Refused, message)
        .with_status(Some(status))
        .with_request_id(obs.request_id.or(request_id));
    let content_type = sent.content_type.map_or("none", ContentType::as_str);
    let error = match (obs.code.as_deref(), seen) {
        (Some(WRONG_SIGNATURE), Some(seen)) if seen != content_type && content_type != "none" => {
            error.with_advice(format!(
                "the Content-Type sent was {content_type}, but OBS saw {}: something on the way changed it",
                if seen.is_empty() { "none".to_owned() } else { printable(&seen) }
            ))
        }
        (Some(WRONG_SIGNATURE), _) => {
            error.with_advice(format!("the Content-Type sent was {content_type}; the URL was signed for another"))
        }
        (code, _) if status == 403 => match sent.expiry.and_then(|expiry| sent.now.duration_since(expiry).ok()) {
            Some(ago) => error.with_advice(format!(
                "the address expired {} s ago by this machine's clock: get a fresh one",
                ago.as_secs()
            )),
            None if code == Some("RequestTimeTooSkewed") => error.with_advice("check this machine's clock"),
            None => error.with_advice("the address may have expired: get a fresh one"),
        },
        _ if status >= 500 => error.with_advice("the fault is on the server's side: send it again"),
        _ => error,
    };
    error.with_code(obs.code)
}

/// OBS has taken something, but not what was sent.
pub(super) fn mismatch(etag: &str, md5: &str) -> Error {
    let etag = printable(etag);
    let message = format!("OBS has other bytes than were sent: its ETag is {etag}, their MD5 is {md5}");
    Error::new(ErrorKind::UnexpectedAnswer, message).in_doubt_if(true).with_advice(
        "send it again; if that does not help, something on the way changes the bytes, or the ETag is no MD5 \
         (Put::check_etag(false) does not compare it)",
    )
}

//! The meaning of OBS's response: whether a success is OBS's own, why OBS refused an upload, and what to do about it.
//!
//! The rule for a success: it counts if the connection had accepted every byte before the response came. OBS sends an
//! ETag. A response without one is OBS's only if its body is empty or XML: a web page is not the service, whatever its
//! status.
//!
//! The rule for a refusal: OBS's code decides, and the status only where no known code is there. A 403 mostly means
//! that the URL is no longer valid. Where the code is about the account, no other URL helps, and none is fetched. A
//! redirect is never followed, because it could take the recording elsewhere.

use std::borrow::Cow;
use std::time::SystemTime;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use reqwest::Response;
use reqwest::header::CONTENT_TYPE;

use super::body::ContentType;
use crate::error_code::Classification;
use crate::text::printable;
use crate::{Error, ErrorKind};

/// OBS's XML error: a code, a message, a request id and, for a wrong signature, the text that OBS signed.
#[derive(Debug, Default)]
pub(super) struct ObsError {
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
    string_to_sign: Option<String>,
}

impl ObsError {
    /// Reads the body of a response. A body that is not XML gives an empty error.
    pub(super) fn parse(body: &[u8]) -> Self {
        let mut found = Self::default();
        let body = String::from_utf8_lossy(body);
        let mut reader = quick_xml::Reader::from_str(&body);
        let mut element = String::new();
        let mut text = String::new();
        loop {
            match reader.read_event() {
                Ok(Event::Start(start)) => {
                    element = start.local_name().as_ref().to_owned();
                    text.clear();
                }
                Ok(Event::Text(piece)) => text += &piece.xml10_content(),
                Ok(Event::GeneralRef(entity)) => match entity.resolve_char_ref() {
                    Ok(Some(character)) => text.push(character),
                    _ => text += resolve_predefined_entity(&entity.into_inner()).unwrap_or_default(),
                },
                Ok(Event::End(_)) => {
                    let value = Some(std::mem::take(&mut text)).filter(|text| !text.trim().is_empty());
                    match std::mem::take(&mut element).as_str() {
                        "Code" => found.code = value,
                        "Message" => found.message = value,
                        "RequestId" => found.request_id = value,
                        "StringToSign" => found.string_to_sign = value,
                        _ => {}
                    }
                }
                Ok(Event::Eof) | Err(_) => return found,
                Ok(_) => {}
            }
        }
    }

    /// Returns the Content-Type that OBS received: the third line of its string to sign.
    fn received_content_type(&self) -> Option<&str> {
        self.string_to_sign.as_deref()?.lines().nth(2)
    }
}

/// The code for a wrong signature.
pub(super) const WRONG_SIGNATURE: &str = "SignatureDoesNotMatch";

/// The codes that are about the account that owns the storage, each with its advice. They come from the tables of error
/// codes of OBS's API and SDKs, where each of them is a 403.
const ABOUT_THE_ACCOUNT: [(&str, &str); 6] = [
    ("AccountProblem", "the account that owns the storage has expired or is frozen"),
    ("DeregisterUserId", "the account that owns the storage is closed: top it up, or open it again"),
    (
        "InArrearOrInsufficientBalance",
        "the account that owns the storage is in arrears, or its balance is too low: top it up",
    ),
    ("InsufficientStorageSpace", "the storage quota is used up: raise it, or delete objects"),
    ("NotSignedUp", "the account that owns the storage is not registered for OBS"),
    ("Unauthorized", "the account that owns the storage has not passed the real-name authentication"),
];
/// The advice that follows each of them.
const THEN: &str =
    "then upload again; a fresh upload URL does not help. If the account is not yours, tell Huawei's support";

/// Returns whether no other URL helps, by the code.
pub(super) fn is_about_the_account(code: Option<&str>) -> bool {
    account_advice(code).is_some()
}

fn account_advice(code: Option<&str>) -> Option<&'static str> {
    ABOUT_THE_ACCOUNT.into_iter().find(|(known, _)| Some(*known) == code).map(|(_, advice)| advice)
}

/// The parts of a request that a refusal may be about.
pub(super) struct SentRequest<'a> {
    pub(super) content_type: Option<&'a ContentType>,
    /// The time at which the URL expires, if the URL names it.
    pub(super) expiry: Option<SystemTime>,
    pub(super) now: SystemTime,
}

/// Returns the error for a refusal.
pub(super) fn refused(status: u16, obs: ObsError, request_id: Option<String>, sent: &SentRequest<'_>) -> Error {
    let message = obs.message.as_deref().map(printable).unwrap_or_else(|| default_message(status).to_owned());
    let advice = advice(status, &obs, sent);
    // A refused URL says nothing about the caller's credentials.
    let classification = Classification::of(status, obs.code.as_deref()).not_about_caller();
    let error = Error::new(ErrorKind::Refused, message)
        .with_status(Some(status))
        .with_request_id(obs.request_id.or(request_id))
        .with_code(obs.code)
        .classified(classification);
    match advice {
        Some(advice) => error.with_advice(advice),
        None => error,
    }
}

/// Returns the message for a refusal without one.
fn default_message(status: u16) -> &'static str {
    match status {
        300..=399 => "the upload URL redirects elsewhere",
        _ => "OBS refused the upload without a reason",
    }
}

fn advice(status: u16, obs: &ObsError, sent: &SentRequest<'_>) -> Option<Cow<'static, str>> {
    let code = obs.code.as_deref();
    if code == Some(WRONG_SIGNATURE) {
        return Some(signature_advice(obs.received_content_type(), sent.content_type).into());
    }
    if let Some(advice) = account_advice(code) {
        return Some(format!("{advice}; {THEN}").into());
    }
    match status {
        300..=399 if code == Some("TemporaryRedirect") => Some(Cow::Borrowed(
            "the bucket cannot be reached under this name yet: upload again later, or to a fresh upload URL; redirects \
             are never followed, because they could take the recording elsewhere",
        )),
        300..=399 => Some(Cow::Borrowed(
            "get a fresh upload URL, and check whether a proxy or a sign-in page is in the way; redirects are never \
             followed, because they could take the recording elsewhere",
        )),
        403 => Some(match sent.expiry.and_then(|expiry| sent.now.duration_since(expiry).ok()) {
            Some(ago) => {
                format!("the upload URL expired {} s ago by this machine's clock: get a fresh one", ago.as_secs())
                    .into()
            }
            None if code == Some("RequestTimeTooSkewed") => Cow::Borrowed("check this machine's clock"),
            None => Cow::Borrowed("the upload URL may have expired: get a fresh one"),
        }),
        500..=599 => Some(Cow::Borrowed("the fault is on the server's side: send it again")),
        _ => None,
    }
}

/// Returns the advice for a wrong signature, from the Content-Type that OBS received and the one that was sent.
fn signature_advice(received: Option<&str>, sent: Option<&ContentType>) -> String {
    match (received, sent.map(ContentType::as_str)) {
        (Some(received), Some(sent)) if received != sent => {
            let received = if received.is_empty() { "none".to_owned() } else { printable(received) };
            format!("the Content-Type sent was {sent}, but OBS received {received}: something on the way changed it")
        }
        (_, sent) => {
            format!("the Content-Type sent was {}; the URL was signed for another", sent.unwrap_or("none"))
        }
    }
}

/// Returns the error for an object that has other bytes than were sent.
pub(super) fn mismatch(etag: &str, md5: &str) -> Error {
    let etag = printable(etag);
    let message =
        format!("OBS stored other bytes than were sent: its ETag is {etag}, the MD5 of the sent bytes is {md5}");
    Error::new(ErrorKind::UnexpectedResponse, message).in_doubt_if(true).with_advice(
        "send it again; if that does not help, something on the way changes the bytes, or the ETag is not an MD5 \
         (Put::check_etag(false) turns the comparison off)",
    )
}

/// The beginnings of a web page, whatever its content type.
const PAGES: [&[u8]; 2] = [b"<!doctype html", b"<html"];
/// The number of bytes of a response that are looked at.
const LOOKED_AT: usize = 1024;

/// Returns the error for a success that came before the connection had accepted the whole body: it does not confirm
/// that OBS has the object.
pub(super) fn early(status: u16, accepted: u64, total: u64) -> Error {
    let message = format!("the response came after {accepted} of {total} bytes: it does not confirm the whole upload");
    Error::new(ErrorKind::Connection, message)
        .with_status(Some(status))
        .in_doubt_if(true)
        .transient_if(true)
        .with_advice("send it again; if that does not help, something on the way responds in place of OBS")
}

/// Checks a success without an ETag.
pub(super) async fn check_without_etag(response: Response) -> Result<(), Error> {
    let status = response.status().as_u16();
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    let message = "the response is not from OBS: it has no ETag, and its body is a web page or another text";
    match beginning(response).await {
        Some(body) if is_from_a_store(&kind, &body) => Ok(()),
        Some(_) => Err(Error::new(ErrorKind::UnexpectedResponse, message)
            .with_status(Some(status))
            .in_doubt_if(true)
            .transient_if(true)
            .with_advice("check the network: a proxy or a sign-in page responds in place of OBS")),
        None => Err(incomplete(status)),
    }
}

/// Returns the error for a success whose body broke off.
pub(super) fn incomplete(status: u16) -> Error {
    Error::new(ErrorKind::Connection, "the response broke off before its end")
        .with_status(Some(status))
        .in_doubt_if(true)
        .transient_if(true)
        .with_advice("send it again: the same upload twice has the same effect")
}

/// Returns the beginning of a response's body, or `None` when the body breaks off before its first byte.
async fn beginning(mut response: Response) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    while body.len() < LOOKED_AT {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk[..chunk.len().min(LOOKED_AT)]),
            Ok(None) => break,
            Err(_) if body.is_empty() => return None,
            Err(_) => break,
        }
    }
    Some(body)
}

/// Returns whether an object store sends such a body: none, or XML.
fn is_from_a_store(kind: &str, body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii();
    let lower = body.to_ascii_lowercase();
    let is_page = PAGES.iter().any(|page| lower.windows(page.len()).any(|window| window == *page));
    let is_xml = lower.starts_with(b"<?xml") || (kind.contains("xml") && lower.starts_with(b"<"));
    body.is_empty() || (is_xml && !is_page && !kind.contains("html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    // B6
    #[test]
    fn an_empty_body_and_xml_are_from_a_store_and_other_bodies_are_not() {
        for (kind, body) in [
            ("", ""),
            ("text/html", "\r\n "),
            ("application/xml", "<PutObjectResult/>"),
            ("", "<?xml version=\"1.0\"?><PutObjectResult><ETag>x</ETag></PutObjectResult>"),
            ("text/xml;charset=utf-8", "\u{feff}<?xml version=\"1.0\"?><a/>"),
        ] {
            assert!(is_from_a_store(kind, body.as_bytes()), "{kind} {body}");
        }
        for (kind, body) in [
            ("text/html", "<html><title>Sign in</title></html>"),
            ("", "<!DOCTYPE html><p>Sign in"),
            ("application/xml", "<HTML>"),
            ("application/xhtml+xml", "<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<html>"),
            ("", "<script>location='/login'</script>"),
            ("text/html", "<?xml version=\"1.0\"?><p/>"),
            ("application/json", "{\"signed_in\": false}"),
            ("text/plain", "OK"),
            ("", "\u{0}"),
        ] {
            assert!(!is_from_a_store(kind, body.as_bytes()), "{kind} {body}");
        }
    }
}

//! OBS's error answers: XML with a code, a message, a request id and, for a wrong signature, what OBS signed.
//!
//! What an answer of OBS means that is not a success, and what to do about it.
//!
//! The rule: OBS's code decides, and the status only where there is no code that is known. A 403 mostly means that the
//! address is not good any more; where it is about the account, no other address helps, and none is asked for. A redirect
//! is never followed: it could take the recording elsewhere.
//!
//! Whether an answer with a status of success is OBS's word for having the object.
//!
//! The rule: it counts when the connection had taken every byte before it came. OBS gives an ETag; an answer without one is
//! only OBS's when there is nothing in it, or XML: a page for people is not the service, whatever its status.

use std::borrow::Cow;
use std::time::SystemTime;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use reqwest::Response;
use reqwest::header::CONTENT_TYPE;

use super::body::ContentType;
use crate::text::printable;
use crate::{Error, ErrorKind};

/// What OBS says when it refuses.
#[derive(Debug, Default)]
pub(super) struct ObsError {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) request_id: Option<String>,
    string_to_sign: Option<String>,
}

impl ObsError {
    /// Reads an answer; what is not XML gives an empty error.
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

    /// The Content-Type that OBS found in the request: the third line of its string to sign.
    pub(super) fn content_type_seen(&self) -> Option<&str> {
        self.string_to_sign.as_deref()?.lines().nth(2)
    }
}

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

/// How an answer may begin that is a page, whatever its type.
const PAGES: [&[u8]; 2] = [b"<!doctype html", b"<html"];
/// The message about such an answer.
const NOT_OBS: &str = "the answer is not OBS's: it has no ETag, and a page or another text in it";
/// More of an answer is not looked at.
const LOOKED_AT: usize = 1024;

/// Returns the error for a response that came before the connection had taken the whole body: it does not say that
/// OBS has the object.
pub(super) fn early(status: u16, taken: u64, bytes: u64) -> Error {
    let message = format!("the answer came when {taken} of {bytes} bytes were sent: it is not about the whole upload");
    Error::new(ErrorKind::Connection, message)
        .with_status(Some(status))
        .in_doubt_if(true)
        .transient_if(true)
        .with_advice("send it again; if that does not help, something on the way answers in place of OBS")
}

/// Looks at an answer without an ETag.
pub(super) async fn without_etag(answer: Response) -> Result<(), Error> {
    let status = answer.status().as_u16();
    let kind = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    match beginning(answer).await {
        Some(body) if is_of_a_store(&kind, &body) => Ok(()),
        Some(_) => Err(Error::new(ErrorKind::UnexpectedResponse, NOT_OBS)
            .with_status(Some(status))
            .in_doubt_if(true)
            .transient_if(true)
            .with_advice("check the network: a proxy or a sign-in page answers in place of OBS")),
        None => Err(broken_off(status)),
    }
}

/// The answer said that it was a success, and ended before its end.
pub(super) fn broken_off(status: u16) -> Error {
    Error::new(ErrorKind::Connection, "the answer broke off before its end")
        .with_status(Some(status))
        .in_doubt_if(true)
        .transient_if(true)
        .with_advice("send it again: the same upload twice has the same effect")
}

/// The beginning of an answer's body; `None` when it breaks off before there is any.
async fn beginning(mut answer: Response) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    while body.len() < LOOKED_AT {
        match answer.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk[..chunk.len().min(LOOKED_AT)]),
            Ok(None) => break,
            Err(_) if body.is_empty() => return None,
            Err(_) => break,
        }
    }
    Some(body)
}

/// Whether an object store answers so: with nothing, or in XML.
fn is_of_a_store(kind: &str, body: &[u8]) -> bool {
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
    fn nothing_and_xml_are_of_a_store_and_everything_else_is_not() {
        for (kind, body) in [
            ("", ""),
            ("text/html", "\r\n "),
            ("application/xml", "<PutObjectResult/>"),
            ("", "<?xml version=\"1.0\"?><PutObjectResult><ETag>x</ETag></PutObjectResult>"),
            ("text/xml;charset=utf-8", "\u{feff}<?xml version=\"1.0\"?><a/>"),
        ] {
            assert!(is_of_a_store(kind, body.as_bytes()), "{kind} {body}");
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
            assert!(!is_of_a_store(kind, body.as_bytes()), "{kind} {body}");
        }
    }
}

//! Whether an answer with a status of success is OBS's word for having the object.
//!
//! The rule: it counts when the connection had taken every byte before it came. OBS gives an ETag; an answer without one is
//! only OBS's when there is nothing in it, or XML: a page for people is not the service, whatever its status.

use reqwest::Response;
use reqwest::header::CONTENT_TYPE;

use crate::{Error, ErrorKind};

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

//! One attempt: sends a request unchanged, and reads its response to the end.
//!
//! The rule: nothing is read without a limit. The body of a success may have [`LIMIT`] bytes, counted as they arrive
//! (so neither `Content-Length` nor compression matters); only a body that the caller reads as a stream has no limit.
//! Status and request id are kept in any case.

use std::pin::pin;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use reqwest::{Request, Response};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::retry::{Execution, execution, is_transient};
use crate::Credentials;
use crate::error::Error;
use crate::error_code::{Classification, is_exhausted, is_token};
use crate::response::{RawResponse, WEB_PAGE, read_some};
use crate::tls::is_about_tls;

/// The longest body that is read: a limit of this crate, which no documented response comes near. A page of a list has
/// some hundred kilobytes.
const LIMIT: usize = 16 << 20;
/// The longest part, in characters, of a text that is not JSON that a message quotes.
const QUOTED: usize = 200;

/// A response that is not an error.
pub(super) enum Received {
    /// With its whole body.
    Whole(RawResponse),
    /// With a body that the caller reads as it arrives.
    Streaming(Response),
}

impl Received {
    /// Returns what has arrived so far, without waiting.
    pub(super) fn into_raw(self) -> RawResponse {
        match self {
            Self::Whole(raw) => raw,
            Self::Streaming(response) => RawResponse::head_of(&response),
        }
    }
}

/// An attempt that failed.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) cause: Cause,
    /// The part of the response that has arrived.
    pub(super) raw: Option<RawResponse>,
    /// The reason in a clause, if the signature was refused and the reason is known.
    pub(super) diagnosis: Option<String>,
    /// The failure to get other credentials, if these were refused before they expired.
    pub(super) refresh: Option<Error>,
    /// The origin of the credentials of the request.
    pub(super) caller: Option<String>,
}

/// The reason why an attempt failed.
#[derive(Debug)]
pub(super) enum Cause {
    /// The service or the gateway refused the request.
    Refused(ServiceError),
    /// The connection could not be made, or it broke off.
    Network(reqwest::Error),
    /// The response did not come, or did not end, within this time.
    TimedOut(Duration),
    /// A success has a body that is too long.
    TooLarge,
    /// A success is not what the API describes.
    Unreadable(Error),
    /// Nothing was sent: there are no credentials to send the request with, or its turn did not come in time.
    NotSent(Error),
}

/// Sends a request and reads its response, all within this time. Of a streamed response only the head counts.
pub(super) async fn attempt(
    http: &reqwest::Client,
    request: Request,
    streamed: bool,
    limit: Duration,
) -> Result<Received, Failed> {
    let mut head = None;
    let outcome = match tokio::time::timeout(limit, pin!(exchange(http, request, streamed, &mut head))).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Cause::TimedOut(limit)),
    };
    outcome.map_err(|cause| Failed { raw: head, ..Failed::because_of(cause) })
}

/// `head` receives the head of the response even if the rest never arrives.
async fn exchange(
    http: &reqwest::Client,
    request: Request,
    streamed: bool,
    head: &mut Option<RawResponse>,
) -> Result<Received, Cause> {
    let mut response = http.execute(request).await.map_err(Cause::Network)?;
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if streamed && !is_error {
        return Ok(Received::Streaming(response));
    }
    let headers = std::mem::take(response.headers_mut());
    let raw = head.insert(RawResponse::new(status.as_u16(), headers));
    if is_error {
        raw.set_body(read_some(response).await.into());
        return Err(Cause::Refused(ServiceError::of(raw.body())));
    }
    raw.set_body(read_whole(response).await?);
    Ok(Received::Whole(head.take().unwrap_or_else(|| unreachable!("the head was just inserted"))))
}

/// Reads the whole body of a success, unless it is too long.
async fn read_whole(mut response: Response) -> Result<Bytes, Cause> {
    let announced = response.content_length().unwrap_or_default();
    if announced > LIMIT as u64 {
        return Err(Cause::TooLarge);
    }
    // Most bodies arrive in one piece, which is not copied.
    let Some(first) = response.chunk().await.map_err(Cause::Network)? else { return Ok(Bytes::new()) };
    let Some(mut next) = response.chunk().await.map_err(Cause::Network)? else { return Ok(first) };
    let mut body = Vec::with_capacity(usize::try_from(announced).unwrap_or_default().max(first.len() + next.len()));
    body.extend_from_slice(&first);
    loop {
        if body.len() + next.len() > LIMIT {
            return Err(Cause::TooLarge);
        }
        body.extend_from_slice(&next);
        match response.chunk().await.map_err(Cause::Network)? {
            Some(chunk) => next = chunk,
            None => return Ok(body.into()),
        }
    }
}

impl Failed {
    pub(super) fn because_of(cause: Cause) -> Self {
        Self { cause, raw: None, diagnosis: None, refresh: None, caller: None }
    }

    /// Returns the status of the response, if one has arrived.
    pub(super) fn status(&self) -> Option<u16> {
        match &self.cause {
            Cause::Unreadable(error) => error.status(),
            _ => self.raw.as_ref().map(RawResponse::status),
        }
    }

    /// Returns the code in the response.
    pub(super) fn code(&self) -> Option<&str> {
        match &self.cause {
            Cause::Refused(service_error) => service_error.code.as_deref(),
            _ => None,
        }
    }

    /// Returns whether other credentials may help: these may have been refused before they expired. After a wrong
    /// signature they do not, and another attempt would help to lock the key.
    pub(super) fn may_need_other_credentials(&self, credentials: &Credentials) -> bool {
        let Cause::Refused(ServiceError { code, message, .. }) = &self.cause else { return false };
        is_token(code.as_deref())
            || (credentials.is_temporary() && self.status() == Some(401) && !message.contains("aksk"))
    }

    /// Returns whether the service refused the caller, whatever the request asked for.
    pub(super) fn is_about_caller(&self) -> bool {
        let Classification { is_auth, is_permission, .. } = self.classification();
        (is_auth || is_permission) && !is_exhausted(self.code())
    }

    /// Classifies the response, as far as it has arrived.
    pub(super) fn classification(&self) -> Classification {
        match (&self.cause, self.status()) {
            (Cause::Refused(_), Some(status)) => Classification::of(status, self.code()),
            (_, Some(status)) => Classification::of(status, None).not_about_caller(),
            (_, None) => Classification::default(),
        }
    }

    /// Returns what the attempt may have done on the server's side.
    pub(super) fn execution(&self) -> Execution {
        match (&self.cause, self.status()) {
            (Cause::NotSent(_), _) => Execution::NotExecuted,
            // A redirect says that another server would have to execute the request.
            (Cause::Unreadable(_), Some(300..=399)) => Execution::NotExecuted,
            (Cause::Network(error), None) if error.is_connect() || error.is_builder() => Execution::NotExecuted,
            (_, Some(status)) => execution(status, self.code()),
            (_, None) => Execution::Unknown,
        }
    }

    /// Returns the time that the response asks to wait.
    pub(super) fn retry_after(&self, now: SystemTime) -> Option<Duration> {
        let message = match &self.cause {
            Cause::Refused(service_error) => service_error.message.as_str(),
            _ => "",
        };
        retry_after(self.raw.as_ref()?.headers(), self.classification().is_throttled, message, now)
    }

    /// Returns whether the cause may pass by itself.
    pub(super) fn is_transient(&self) -> bool {
        match (&self.cause, self.status()) {
            (Cause::Refused(_), Some(status)) => is_transient(status, self.code()),
            (Cause::Network(error), _) => !(error.is_builder() || is_about_tls(error)),
            (Cause::TimedOut(_), _) => true,
            (Cause::Unreadable(error) | Cause::NotSent(error), _) => error.is_transient(),
            (Cause::TooLarge, _) | (Cause::Refused(_), None) => false,
        }
    }
}

/// The content of an error response, whatever shape it has.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServiceError {
    /// The service's code, such as `MSS.00000003`.
    pub(crate) code: Option<String>,
    /// The service's message.
    pub(crate) message: String,
    /// The request id from the body.
    pub(crate) request_id: Option<String>,
    /// The message as it was received, if the canonical request was removed from it.
    echo: Option<SecretString>,
}

impl ServiceError {
    /// Reads the body of an error response. A body that breaks off, or is not JSON, still makes an error.
    pub(crate) fn of(body: &[u8]) -> Self {
        Self::parse(body).without_echo()
    }

    /// Removes the canonical request that the gateway appends to the message if a signature is wrong: it repeats the
    /// signed headers, a security token among them.
    fn without_echo(mut self) -> Self {
        if let Some(place) = self.message.find("canonicalRequest:") {
            self.echo = Some(self.message.clone().into());
            self.message.truncate(place);
            self.message.truncate(self.message.trim_end_matches([',', ' ']).len());
        }
        self
    }

    /// Returns the message with the canonical request, if it had one.
    pub(crate) fn echo(&self) -> &str {
        self.echo.as_ref().map_or("", ExposeSecret::expose_secret)
    }

    /// Reads `error_code`/`error_msg`, `errorCode`/`errorMsg` and `code`/`message`, at the top or one level below;
    /// anything else becomes the message.
    fn parse(body: &[u8]) -> Self {
        let Ok(value) = serde_json::from_slice::<Value>(body) else { return Self::from_text(body) };
        let nested = value.as_object().into_iter().flat_map(|fields| fields.values());
        std::iter::once(&value)
            .chain(nested)
            .find_map(Self::from_fields)
            .unwrap_or_else(|| Self { message: quote(&value.to_string()), ..Self::default() })
    }

    fn from_fields(fields: &Value) -> Option<Self> {
        let text = |name: &str| match fields.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let pairs = [("error_code", "error_msg"), ("errorCode", "errorMsg"), ("code", "message")];
        let (code, message) =
            pairs.into_iter().map(|(code, message)| (text(code), text(message))).find(|pair| *pair != (None, None))?;
        Some(Self { code, message: message.unwrap_or_default(), request_id: text("request_id"), echo: None })
    }

    fn from_text(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);
        let message = match text.trim() {
            "" => "the response has no body".to_owned(),
            html if html.starts_with('<') => {
                let title = html.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
                title.map_or(WEB_PAGE.to_owned(), |(title, _)| format!("{WEB_PAGE}: {}", quote(title.trim())))
            }
            text => quote(text),
        };
        Self { message, ..Self::default() }
    }
}

/// Returns the beginning of a text, as one line.
fn quote(text: &str) -> String {
    let mut line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(QUOTED) {
        line.truncate(end);
        line.push('…');
    }
    line
}

/// The documented limits are per second, also if a message does not name the time.
const WINDOW: Duration = Duration::from_secs(1);

/// Returns the time that a response asks for: its `Retry-After`, in seconds or as a date, or else, if the response is
/// about throttling, the window of the limit that it names ("over ratelimit,limit:10,time:1 second").
pub(crate) fn retry_after(headers: &HeaderMap, throttled: bool, message: &str, now: SystemTime) -> Option<Duration> {
    header(headers, now).or_else(|| throttled.then(|| window(message).unwrap_or(WINDOW)))
}

fn header(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Some(seconds) = number(text) {
        return Some(Duration::from_secs(seconds));
    }
    // The clock of the server that wrote the date counts, if the response shows it: ours may be wrong.
    let now = date(headers, &DATE).unwrap_or(now);
    Some(date(headers, &RETRY_AFTER)?.duration_since(now).unwrap_or_default())
}

/// Reads a whole number; one that is too large becomes the largest there is.
fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

fn date(headers: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?.trim()).ok()
}

/// Reads the time that belongs to a limit: `time:1 second` or `time:2 minute`.
fn window(message: &str) -> Option<Duration> {
    let rest = message.split_once("time:")?.1.trim_start();
    let (number, unit) = rest.split_at(rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len()));
    let seconds = match unit.trim_start() {
        unit if unit.starts_with("minute") => 60,
        unit if unit.starts_with("hour") => 3600,
        unit if unit.starts_with("day") => 86_400,
        _ => 1,
    };
    Some(Duration::from_secs(self::number(number)?.saturating_mul(seconds)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "Tue, 24 Nov 2026 10:00:00 GMT";

    fn asked(headers: &[(&'static str, &str)], message: &str) -> Option<Duration> {
        let headers = headers.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()));
        let now = httpdate::parse_http_date(NOW).unwrap();
        retry_after(&headers.collect(), message.contains("ratelimit"), message, now)
    }

    #[test]
    fn a_retry_after_is_read_in_seconds_and_as_a_date() {
        let seconds = Some(Duration::from_secs(7));
        assert_eq!(asked(&[("retry-after", "7")], ""), seconds);
        assert_eq!(asked(&[("retry-after", "Tue, 24 Nov 2026 10:00:07 GMT")], ""), seconds);
        assert_eq!(asked(&[("retry-after", "Tue, 24 Nov 2026 09:00:00 GMT")], ""), Some(Duration::ZERO));
        assert_eq!(asked(&[("retry-after", "soon")], ""), None);
        assert_eq!(asked(&[("retry-after", "-3")], ""), None);
        assert_eq!(asked(&[("retry-after", "99999999999999999999")], ""), Some(Duration::from_secs(u64::MAX)));
        assert_eq!(asked(&[], ""), None);
    }

    #[test]
    fn a_date_is_read_by_the_clock_of_its_writer() {
        let headers = [("retry-after", "Tue, 24 Nov 2026 08:00:07 GMT"), ("date", "Tue, 24 Nov 2026 08:00:00 GMT")];
        assert_eq!(asked(&headers, ""), Some(Duration::from_secs(7)));
    }

    #[test]
    fn the_window_of_a_limit_is_read_from_the_message_of_throttling() {
        let cases = [
            ("policy user over ratelimit,limit:10,time:1 second", 1),
            ("policy user over ratelimit,limit:10,time:5 second", 5),
            ("policy api over ratelimit,limit:10,time:2 minute", 120),
            ("policy user over ratelimit,limit:10", 1),
            ("policy user over ratelimit,limit:10,time:99999999999999999999", u64::MAX),
            ("policy user over ratelimit,limit:10,time:soon", 1),
        ];
        for (message, seconds) in cases {
            assert_eq!(asked(&[], message), Some(Duration::from_secs(seconds)), "{message}");
        }
        assert_eq!(asked(&[("retry-after", "4")], cases[0].0), Some(Duration::from_secs(4)));
    }
}

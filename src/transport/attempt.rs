//! One attempt: a request goes out as it is, and its response is read to the end.
//!
//! The rule: nothing is read without a limit. The body of a success may have [`LIMIT`] bytes, counted as they come (so
//! neither `Content-Length` nor compression matters); only a body that the caller reads as a stream has none. Status and
//! request id are kept in any case.

use std::error::Error as _;
use std::io;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use reqwest::{Request, Response};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::retry::{Execution, is_transient};
use crate::Credentials;
use crate::error::Error;
use crate::error_code::{self as codes, Classification};
use crate::response::RawResponse;

/// More bytes of a body are not read: a limit of this crate, which no documented response comes near. A page of a list has
/// some hundred kilobytes.
const LIMIT: usize = 16 << 20;

/// An answer that is not an error.
pub(super) enum Answer {
    /// With its whole body.
    Whole(RawResponse),
    /// With a body that the caller reads as it comes.
    Streaming(Response),
}

/// An attempt that failed.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) cause: Cause,
    /// What there is of the answer.
    pub(super) raw: Option<RawResponse>,
    /// What is wrong with the proof of who is calling, in a clause, if it was that and is known.
    pub(super) diagnosis: Option<String>,
    /// Why there are no other credentials although these were refused before their end, if they were.
    pub(super) refresh: Option<Error>,
    /// Where the credentials come from that it was sent with.
    pub(super) caller: Option<String>,
}

/// Why it failed.
#[derive(Debug)]
pub(super) enum Cause {
    /// The service or the gateway says why.
    Refused(ServiceError),
    /// No connection, or it broke off.
    Network(reqwest::Error),
    /// The answer did not come, or did not end, within this time.
    TimedOut(Duration),
    /// A success whose body is too long.
    TooLarge,
    /// A success that is not what the API describes.
    Unreadable(Error),
    /// Nothing was sent: there are no credentials to send it with, or its turn has not come in time.
    NotSent(Error),
}

/// Sends a request and reads its answer, all within this time. Of a streamed answer only the head counts.
pub(super) async fn attempt(
    http: &reqwest::Client,
    request: Request,
    streamed: bool,
    limit: Duration,
) -> Result<Answer, Failed> {
    let mut head = None;
    let outcome = match tokio::time::timeout(limit, pin!(exchange(http, request, streamed, &mut head))).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Cause::TimedOut(limit)),
    };
    outcome.map_err(|cause| Failed { raw: head, ..Failed::because_of(cause) })
}

/// `head` receives what is known of the answer even if the rest of it never comes.
async fn exchange(
    http: &reqwest::Client,
    request: Request,
    streamed: bool,
    head: &mut Option<RawResponse>,
) -> Result<Answer, Cause> {
    let mut response = http.execute(request).await.map_err(Cause::Network)?;
    let status = response.status();
    let refused = status.is_client_error() || status.is_server_error();
    if streamed && !refused {
        return Ok(Answer::Streaming(response));
    }
    let headers = std::mem::take(response.headers_mut());
    let raw = head.insert(RawResponse { status: status.as_u16(), headers, body: Bytes::new() });
    if refused {
        raw.body = read_some(response).await.into();
        return Err(Cause::Refused(ServiceError::of(&raw.body)));
    }
    raw.body = whole(response).await?;
    Ok(Answer::Whole(head.take().unwrap_or_else(|| unreachable!("it was put there"))))
}

/// The whole body of a success, if it is not too long.
async fn whole(mut response: Response) -> Result<Bytes, Cause> {
    let announced = response.content_length().unwrap_or_default();
    if announced > LIMIT as u64 {
        return Err(Cause::TooLarge);
    }
    // Mostly it comes in one piece, which is not copied.
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

    /// The status of the answer, if it got that far.
    pub(super) fn status(&self) -> Option<u16> {
        match &self.cause {
            Cause::Unreadable(error) => error.status(),
            _ => self.raw.as_ref().map(|raw| raw.status),
        }
    }

    /// The code of the answer.
    pub(super) fn code(&self) -> Option<&str> {
        match &self.cause {
            Cause::Refused(service_error) => service_error.code.as_deref(),
            _ => None,
        }
    }

    /// Whether it may help to say anew who is calling: the credentials may have been refused before their end. Another
    /// try after a wrong signature would help to lock the key.
    pub(super) fn asks_for_others_than(&self, credentials: &Credentials) -> bool {
        let Cause::Refused(ServiceError { code, message, .. }) = &self.cause else { return false };
        codes::is_token(code.as_deref())
            || (credentials.is_temporary() && self.status() == Some(401) && !message.contains("aksk"))
    }

    /// Whether it is the caller that is refused, whatever was asked for.
    pub(super) fn is_about_caller(&self) -> bool {
        let Classification { is_auth, is_permission, .. } = self.classification();
        (is_auth || is_permission) && !codes::is_exhausted(self.code())
    }

    /// What sort of refusal it is, as far as the response tells.
    pub(super) fn classification(&self) -> Classification {
        match (&self.cause, self.status()) {
            (Cause::Refused(_), Some(status)) => Classification::of(status, self.code()),
            (_, Some(status)) => Classification::of(status, None).not_about_caller(),
            (_, None) => Classification::default(),
        }
    }

    /// What it may have done on the server's side.
    pub(super) fn execution(&self) -> Execution {
        match (&self.cause, self.status()) {
            (Cause::NotSent(_), _) => Execution::NotExecuted,
            // A redirect says that somebody else would have to do it.
            (Cause::Unreadable(_), Some(300..=399)) => Execution::NotExecuted,
            (Cause::Network(error), None) if error.is_connect() || error.is_builder() => Execution::NotExecuted,
            // The server says that it did not take the request; at a 408 it has given up waiting for it.
            (_, Some(status)) if (400..500).contains(&status) && status != 408 => Execution::NotExecuted,
            _ if self.classification().is_throttled => Execution::NotExecuted,
            (Cause::Refused(_), Some(status)) if codes::is_turned_away(status, self.code()) => Execution::NotExecuted,
            _ => Execution::Unknown,
        }
    }

    /// Whether the cause may pass by itself.
    pub(super) fn is_transient(&self) -> bool {
        match (&self.cause, self.status()) {
            (Cause::Refused(service_error), Some(status)) => is_transient(status, service_error.code.as_deref()),
            (Cause::Network(error), _) => !(error.is_builder() || is_about_tls(error)),
            (Cause::TimedOut(_), _) => true,
            (Cause::Unreadable(error) | Cause::NotSent(error), _) => error.is_transient(),
            (Cause::TooLarge, _) | (Cause::Refused(_), None) => false,
        }
    }
}

/// Whether the other side could not prove who it is, or speaks no TLS: rustls reports that as invalid data, and native-tls
/// as an error of its own without one of the connection below it. It will not be another the next time.
pub(crate) fn is_about_tls(error: &reqwest::Error) -> bool {
    let mut cause = error.source().filter(|_| error.is_connect());
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(is_invalid_data) {
            return true;
        }
        // The TLS of Windows and of Apple does not tell the two apart.
        #[cfg(all(feature = "native-tls", not(any(windows, target_vendor = "apple"))))]
        if let Some(error) = error.downcast_ref::<native_tls::Error>() {
            return !error.source().is_some_and(|cause| cause.is::<io::Error>());
        }
        cause = error.source();
    }
    false
}

/// Whether it says so, or wraps an error of input and output that does: `source` of the outer one leaves the inner one out.
fn is_invalid_data(error: &io::Error) -> bool {
    let inner = || error.get_ref()?.downcast_ref::<io::Error>();
    error.kind() == io::ErrorKind::InvalidData || inner().is_some_and(is_invalid_data)
}

/// More of an error body than this is not read.
const ERROR_LIMIT: usize = 64 * 1024;
/// More of a text that is not JSON is not quoted.
const QUOTED: usize = 200;

/// What an error answer says.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServiceError {
    /// The service's code, such as `MSS.00000003`.
    pub(crate) code: Option<String>,
    /// The service's message.
    pub(crate) message: String,
    /// The request id from the body.
    pub(crate) request_id: Option<String>,
    /// The message as it came, where the canonical request was taken out of it.
    echo: Option<SecretString>,
}

impl ServiceError {
    /// Understands the body of an error answer. One that breaks off or is no JSON still makes a refusal.
    pub(crate) fn of(body: &[u8]) -> Self {
        Self::parse(body).without_echo()
    }

    /// The message without the canonical request that the gateway appends when a signature is wrong: it repeats the
    /// signed headers, a security token among them.
    fn without_echo(mut self) -> Self {
        if let Some(place) = self.message.find("canonicalRequest:") {
            self.echo = Some(self.message.clone().into());
            self.message.truncate(place);
            self.message.truncate(self.message.trim_end_matches([',', ' ']).len());
        }
        self
    }

    /// The message with the canonical request, if it had one.
    pub(crate) fn echo(&self) -> &str {
        self.echo.as_ref().map_or("", ExposeSecret::expose_secret)
    }

    /// Understands `error_code`/`error_msg`, `errorCode`/`errorMsg` and `code`/`message`, at the top or one level
    /// down; anything else becomes the message.
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
            "" => "the answer has no body".to_owned(),
            html if html.starts_with('<') => {
                let title = html.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
                title.map_or("the answer is a web page".to_owned(), |(title, _)| {
                    format!("the answer is a web page: {}", quote(title.trim()))
                })
            }
            text => quote(text),
        };
        Self { message, ..Self::default() }
    }
}

/// The first part of a body: enough for an error.
pub(crate) async fn read_some(mut response: Response) -> Vec<u8> {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        body.extend_from_slice(&chunk);
        if body.len() >= ERROR_LIMIT {
            body.truncate(ERROR_LIMIT);
            break;
        }
    }
    body
}

fn quote(text: &str) -> String {
    let mut line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(QUOTED) {
        line.truncate(end);
        line.push('…');
    }
    line
}

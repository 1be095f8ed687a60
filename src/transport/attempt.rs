//! One attempt: a request goes out as it is, and its answer is read to the end.

use std::error::Error as _;
use std::io;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use reqwest::{Request, Response};

use super::answer::Refusal;
use super::retry::Effect;
use super::{Error, RawResponse, codes};
use crate::Credentials;

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
}

/// Why it failed.
#[derive(Debug)]
pub(super) enum Cause {
    /// The service or the gateway says why.
    Refused(Refusal),
    /// No connection, or it broke off.
    Network(reqwest::Error),
    /// The answer did not come, or did not end, within this time.
    TimedOut(Duration),
    /// There are no credentials to send it with.
    NoCredentials(Error),
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
    outcome.map_err(|cause| Failed { cause, raw: head, diagnosis: None })
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
        raw.body = super::read_some(response).await.into();
        return Err(Cause::Refused(Refusal::of(&raw.body)));
    }
    raw.body = response.bytes().await.map_err(Cause::Network)?;
    Ok(Answer::Whole(head.take().unwrap_or_else(|| unreachable!("it was put there"))))
}

impl Failed {
    /// The status of the answer, if it got that far.
    pub(super) fn status(&self) -> Option<u16> {
        self.raw.as_ref().map(|raw| raw.status)
    }

    /// The code of the answer.
    pub(super) fn code(&self) -> Option<&str> {
        match &self.cause {
            Cause::Refused(refusal) => refusal.code.as_deref(),
            _ => None,
        }
    }

    /// Whether it may help to say anew who is calling: the credentials may have been refused before their end. Another
    /// try after a wrong signature would help to lock the key.
    pub(super) fn asks_for_others_than(&self, credentials: &Credentials) -> bool {
        let Cause::Refused(Refusal { code, message, .. }) = &self.cause else { return false };
        codes::is_token(code.as_deref())
            || (credentials.is_temporary() && self.status() == Some(401) && !message.contains("aksk"))
    }

    /// What the service asks for is fewer requests.
    pub(super) fn throttled(&self) -> bool {
        self.status().is_some_and(|status| codes::is_throttled(status, self.code()))
    }

    /// What it may have done on the server's side.
    pub(super) fn effect(&self) -> Effect {
        match (&self.cause, self.status()) {
            (Cause::NoCredentials(_), _) => Effect::None,
            (Cause::Network(error), None) if error.is_connect() || error.is_builder() => Effect::None,
            // The server says that it did not take the request; at a 408 it has given up waiting for it.
            (_, Some(status)) if (400..500).contains(&status) && status != 408 => Effect::None,
            _ if self.throttled() => Effect::None,
            (Cause::Refused(_), Some(status)) if codes::is_turned_away(status, self.code()) => Effect::None,
            _ => Effect::Unknown,
        }
    }

    /// Whether the cause may pass by itself.
    pub(super) fn may_pass(&self) -> bool {
        match (&self.cause, self.status()) {
            (Cause::Refused(refusal), Some(status)) => super::retry::may_pass(status, refusal.code.as_deref()),
            (Cause::Network(error), _) => !(error.is_builder() || is_about_tls(error)),
            (Cause::TimedOut(_), _) => true,
            (Cause::Refused(_), None) | (Cause::NoCredentials(_), _) => false,
        }
    }
}

/// Whether the other side could not prove who it is, or speaks no TLS: rustls reports that as invalid data. It will not
/// be another the next time.
pub(crate) fn is_about_tls(error: &reqwest::Error) -> bool {
    let mut cause = error.source().filter(|_| error.is_connect());
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::InvalidData) {
            return true;
        }
        cause = error.source();
    }
    false
}

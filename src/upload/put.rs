//! The PUT to a pre-signed URL: exact length, exact content type, nothing else, and never a credential.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderValue, USER_AGENT};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::oneshot;
use url::Url;

use super::answer::ObsError;
use super::reader::Pieces;
use super::{Body, ContentType};
use crate::transport::http::PlainHttp;
use crate::transport::{self, UPLOAD};
use crate::{Error, ErrorKind};

/// How long OBS may take to answer once it has everything, unless the uploader says otherwise.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(600);

/// Sends bodies to pre-signed URLs. Made by [`Client::uploader`](crate::Client::uploader).
#[derive(Clone)]
pub struct Uploader {
    http: reqwest::Client,
    user_agent: HeaderValue,
    plain: PlainHttp,
    answer_timeout: Duration,
}

impl Uploader {
    pub(crate) fn new(http: reqwest::Client, user_agent: HeaderValue, plain: PlainHttp) -> Self {
        Self { http, user_agent, plain, answer_timeout: ANSWER_TIMEOUT }
    }

    /// How long the answer may take after the last byte was handed to the connection; ten minutes unless given. The
    /// transfer itself has no limit.
    pub fn answer_timeout(mut self, timeout: Duration) -> Self {
        self.answer_timeout = timeout;
        self
    }

    /// A PUT of this body. The URL is taken as it is: a credential in itself, it is neither printed nor changed.
    pub fn put(&self, url: impl Into<String>, body: Body) -> Put {
        let url = SecretString::from(url.into());
        Put { uploader: self.clone(), url, body, content_type: None, on_progress: Box::new(|_| ()) }
    }
}

impl fmt::Debug for Uploader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Uploader").finish_non_exhaustive()
    }
}

/// How far an upload, or the reading before it, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Bytes done: handed to the connection, or read.
    pub done: u64,
    /// Bytes in all.
    pub total: u64,
}

/// An upload that OBS has taken.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Uploaded {
    /// The bytes sent.
    pub bytes: u64,
    /// OBS's ETag: the MD5 of the object in hexadecimal, unless it is encrypted on the server.
    pub etag: Option<String>,
    /// OBS's request id.
    pub request_id: Option<String>,
}

/// One PUT, which begins when it is awaited. Dropping it stops the upload; OBS keeps nothing of a part.
#[must_use = "nothing is sent until it is awaited"]
pub struct Put {
    uploader: Uploader,
    url: SecretString,
    body: Body,
    content_type: Option<ContentType>,
    on_progress: Box<dyn FnMut(Progress) + Send>,
}

impl Put {
    /// The content type that the URL was signed for. Without it none is sent.
    pub fn content_type(mut self, content_type: impl Into<Option<ContentType>>) -> Self {
        self.content_type = content_type.into();
        self
    }

    /// Called after each piece that the connection has taken.
    pub fn on_progress(mut self, on_progress: impl FnMut(Progress) + Send + 'static) -> Self {
        self.on_progress = Box::new(on_progress);
        self
    }

    async fn send(self) -> Result<Uploaded, Error> {
        let started = Instant::now();
        let sent = self.exchange().await;
        sent.map_err(|error| error.with_operation(UPLOAD).with_attempts(1, started.elapsed()))
    }

    async fn exchange(self) -> Result<Uploaded, Error> {
        let url = Url::parse(self.url.expose_secret())
            .map_err(|_| Error::new(ErrorKind::UnexpectedAnswer, "the upload address is not a URL"))?;
        if url.scheme() != "https" && !self.uploader.plain.allows(&url) {
            let message = "the upload address is not https: the recording could be read on the way";
            return Err(Error::new(ErrorKind::UnexpectedAnswer, message)
                .with_advice("build the client with allow_plain_http() if that is what you want"));
        }
        let bytes = self.body.len();
        let failure = Arc::new(Mutex::new(None));
        let (handed_over, is_handed_over) = oneshot::channel();
        let pieces = Pieces::start(self.body, self.on_progress, failure.clone(), handed_over)?;
        let mut request = self.uploader.http.put(url).header(USER_AGENT, self.uploader.user_agent.clone());
        request = request.header(CONTENT_LENGTH, bytes).body(reqwest::Body::wrap_stream(pieces));
        if let Some(content_type) = &self.content_type {
            request = request.header(CONTENT_TYPE, content_type.as_str());
        }
        let overdue = async {
            match is_handed_over.await {
                Ok(()) => tokio::time::sleep(self.uploader.answer_timeout).await,
                // Refused before the end: the answer is there.
                Err(_) => std::future::pending().await,
            }
        };
        let answer = tokio::select! {
            answer = request.send() => answer,
            () = overdue => return Err(Error::new(ErrorKind::Timeout, "everything was sent, but no answer came in time")
                .in_doubt_if(true)
                .with_advice("send it again: the same upload twice has the same effect")),
        };
        if let Some(error) = failure.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Err(error);
        }
        let answer = answer.map_err(|error| {
            let in_doubt = !error.is_connect();
            transport::communication(error).in_doubt_if(in_doubt)
        })?;
        let header = |name| answer.headers().get(name)?.to_str().ok().map(ToOwned::to_owned);
        let etag = header(ETAG.as_str()).map(|etag| etag.trim_matches('"').to_owned());
        let request_id = header("x-obs-request-id");
        if answer.status().is_success() {
            return Ok(Uploaded { bytes, etag, request_id });
        }
        let status = answer.status().as_u16();
        let obs = ObsError::parse(&transport::read_some(answer).await);
        Err(refused(status, obs, request_id, self.content_type.as_ref()))
    }
}

fn refused(status: u16, obs: ObsError, request_id: Option<String>, sent: Option<&ContentType>) -> Error {
    let seen = obs.content_type_seen().map(ToOwned::to_owned);
    let message = obs.message.unwrap_or_else(|| "OBS refused the upload without saying why".to_owned());
    let error = Error::new(ErrorKind::Refused, message)
        .with_status(Some(status))
        .in_doubt_if(status >= 500)
        .with_request_id(obs.request_id.or(request_id));
    let sent = sent.map_or("none", ContentType::as_str);
    let error = match (obs.code.as_deref(), seen) {
        (Some("SignatureDoesNotMatch"), Some(seen)) if seen != sent && sent != "none" => error.with_advice(format!(
            "the Content-Type sent was {sent}, but OBS saw {}: something on the way changed it",
            if seen.is_empty() { "none" } else { &seen }
        )),
        (Some("SignatureDoesNotMatch"), _) => {
            error.with_advice(format!("the Content-Type sent was {sent}; the URL was signed for another"))
        }
        (Some("AccessDenied"), _) => error.with_advice("the address may have expired: get a fresh one"),
        _ if status >= 500 => error.with_advice("the fault is on the server's side: send it again"),
        _ => error,
    };
    error.with_code(obs.code)
}

impl IntoFuture for Put {
    type Output = Result<Uploaded, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl fmt::Debug for Put {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Put")
            .field("bytes", &self.body.len())
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}

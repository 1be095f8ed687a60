//! The PUT to a pre-signed URL: exact length, exact content type, nothing else, and never a credential.
//!
//! What uploads have in common: the HTTP client, the retries, the limits.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderValue;
use secrecy::SecretString;
use tokio::sync::watch;

use super::attempt;
use super::body::{Body, ContentType};
use super::progress::{Progress, Report};
use super::reader::SOURCE_TIMEOUT;
use super::stream::Throttle;
use super::url::Renew;
use crate::Error;
#[cfg(doc)]
use crate::ErrorKind;
use crate::retry::RetryPolicy;
use crate::transport::CallSettings;
use crate::transport::http::{PlainHttp, UploadClients};

/// Up to here an ETag is compared unless the caller says otherwise: an MD5 costs as much time as it takes to send the
/// bytes at several Gbit/s.
const CHECKED: u64 = 64 * 1024 * 1024;

/// An upload that OBS has taken: it said so after the connection had taken every byte.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Uploaded {
    /// The bytes sent.
    pub bytes: u64,
    /// OBS's ETag: the MD5 of the object in hexadecimal, unless it is encrypted on the server.
    pub etag: Option<String>,
    /// Whether the ETag was compared with the MD5 of what was sent, and is the same: [`Put::check_etag`].
    pub verified: bool,
    /// OBS's request id.
    pub request_id: Option<String>,
    /// How often it was sent, from the start each time.
    pub attempts: u32,
    /// How long it took, with all attempts and the pauses between them.
    pub elapsed: Duration,
}

/// One PUT, which begins when it is awaited. Dropping it stops the reading and the connection; OBS keeps nothing of a
/// part.
///
/// # What is tried again
/// A PUT of the same bytes has the same effect twice, so whatever may pass is tried again, from the first byte: no
/// connection, one that breaks off or takes nothing any more, a success that comes before the whole body was taken, or that
/// has no ETag but a page in it, 5xx, 429, and OBS's `RequestTimeout`, `IncompleteBody`, `OperationAborted`, `InternalError`,
/// `ServiceUnavailable`, `SlowDown`, `TemporaryRedirect`. How often and when is the
/// [retry policy's](Uploader::retry_policy) to say, and the client's retry budget's.
///
/// Whatever the policy says, another [content type](Self::content_types) follows a refused one, and a
/// [fresh URL](Self::renew) an expired one.
#[must_use = "nothing is sent until it is awaited"]
pub struct Put {
    pub(super) context: AttemptContext,
    pub(super) url: SecretString,
    pub(super) content_types: Vec<Option<ContentType>>,
    pub(super) on_retry: Box<dyn FnMut(&Error) + Send>,
    pub(super) renew: Option<Renew>,
}

/// What is the same for each attempt.
pub(super) struct AttemptContext {
    pub(super) uploader: Uploader,
    pub(super) body: Body,
    pub(super) check_etag: bool,
    pub(super) throttle: Option<Arc<Throttle>>,
    pub(super) report: Arc<Mutex<Report>>,
}

impl Put {
    fn new(uploader: Uploader, url: String, body: Body) -> Self {
        let check_etag = body.len() <= CHECKED;
        let report = Arc::new(Mutex::new(Report::new(body.len())));
        Self {
            context: AttemptContext { uploader, body, check_etag, throttle: None, report },
            url: url.into(),
            content_types: Vec::new(),
            on_retry: Box::new(|_| ()),
            renew: None,
        }
    }

    /// The content type that the URL was signed for. Without it none is sent.
    pub fn content_type(self, content_type: impl Into<Option<ContentType>>) -> Self {
        self.content_types([content_type.into()])
    }

    /// Content types to try in this order, where it is not known for which one the URL was signed: after
    /// `SignatureDoesNotMatch` the next one follows at once. `None` sends none.
    ///
    /// ```
    /// # async fn sample(put: metastudio_voice::upload::Put) -> Result<(), metastudio_voice::Error> {
    /// use metastudio_voice::upload::ContentType;
    ///
    /// put.content_types([Some(ContentType::OCTET_STREAM), Some(ContentType::PDF), None]).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn content_types(mut self, content_types: impl IntoIterator<Item = Option<ContentType>>) -> Self {
        self.content_types = content_types.into_iter().collect();
        self
    }

    /// Where to get a fresh URL. It is asked for when the URL says itself that it has expired, before anything is sent
    /// to it, and when OBS refuses it with 403 for anything but its signature or the account (arrears, a quota); twice in a
    /// row at most.
    ///
    /// What it fails with is what the upload fails with. It has as long as a [response](Uploader::answer_timeout).
    ///
    /// ```
    /// # async fn sample(client: metastudio_voice::Client, url: String, zip: metastudio_voice::upload::Body)
    /// # -> Result<(), metastudio_voice::Error> {
    /// let (renewing, job) = (client.clone(), "26f06524-4f75-4b3a-a853-b649a21aaf66");
    /// let put = client.uploader().put(url, zip).renew(move || {
    ///     let client = renewing.clone();
    ///     async move {
    ///         let fresh = client.show_job_uploading_address().job_id(job).send().await?.into_inner();
    ///         Ok(fresh.package_url.and_then(|urls| urls.training_data_uploading_url).unwrap_or_default())
    ///     }
    /// });
    /// put.await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn renew<F, R>(mut self, renew: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<String, Error>> + Send + 'static,
    {
        self.renew = Some(Box::new(move || Box::pin(renew())));
        self
    }

    /// Whether the ETag in the answer is compared with the MD5 of what was sent. It is a proof that OBS has the very
    /// same bytes. It costs about 2 s of one processor for each GiB, so without this it is done up to 64 MiB.
    ///
    /// An ETag that cannot be an MD5 is not compared: of an object that is encrypted on the server, and whatever does
    /// not have 32 hexadecimal digits. One that differs is tried again once, and then [`ErrorKind::UnexpectedResponse`].
    pub fn check_etag(mut self, check: bool) -> Self {
        self.context.check_etag = check;
        self
    }

    /// Sends no more than this in a second, besides what the [uploader](Uploader::bandwidth_limit) allows. 0 counts
    /// as 1.
    pub fn bandwidth_limit(mut self, bytes_per_second: u64) -> Self {
        self.context.throttle = Some(Arc::new(Throttle::new(bytes_per_second)));
        self
    }

    /// As [`Uploader::stall_timeout`], for this PUT alone.
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.context.uploader.stall_timeout = timeout;
        self
    }

    /// Called after each piece that the connection has taken. It should be quick: nothing is sent meanwhile.
    pub fn on_progress(self, on_progress: impl FnMut(Progress) + Send + 'static) -> Self {
        self.context.report.lock().unwrap_or_else(PoisonError::into_inner).on_progress = Some(Box::new(on_progress));
        self
    }

    /// How far it is, to be looked at from anywhere, such as the thread of a GUI: `borrow()` gives the latest. Get it
    /// before the PUT is awaited. When the upload is over, `changed()` fails.
    ///
    /// ```
    /// # async fn sample(put: metastudio_voice::upload::Put) -> Result<(), metastudio_voice::Error> {
    /// let mut progress = put.progress();
    /// let showing = tokio::spawn(async move {
    ///     while progress.changed().await.is_ok() {
    ///         println!("{}", *progress.borrow_and_update());
    ///     }
    /// });
    /// put.await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn progress(&self) -> watch::Receiver<Progress> {
        self.context.report.lock().unwrap_or_else(PoisonError::into_inner).watched.subscribe()
    }

    /// Called with each failure that is followed by another attempt, before the pause.
    pub fn on_retry(mut self, on_retry: impl FnMut(&Error) + Send + 'static) -> Self {
        self.on_retry = Box::new(on_retry);
        self
    }
}

impl IntoFuture for Put {
    type Output = Result<Uploaded, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(attempt::deliver(self))
    }
}

impl fmt::Debug for Put {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Put")
            .field("bytes", &self.context.body.len())
            .field("content_types", &self.content_types)
            .field("check_etag", &self.context.check_etag)
            .finish_non_exhaustive()
    }
}

/// How long OBS may take to answer once it has everything, unless the uploader says otherwise.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(600);
/// How long a connection may take nothing, unless the uploader says otherwise.
const STALL_TIMEOUT: Duration = Duration::from_secs(60);

/// Sends bodies to pre-signed URLs. Made by [`Client::uploader`](crate::Client::uploader), it has the client's retry
/// policy, retry budget and clock.
#[derive(Clone)]
pub struct Uploader {
    pub(super) http: Arc<UploadClients>,
    pub(super) user_agent: HeaderValue,
    pub(super) plain: PlainHttp,
    pub(super) calls: Arc<CallSettings>,
    policy: Option<Arc<dyn RetryPolicy>>,
    pub(super) answer_timeout: Duration,
    pub(super) stall_timeout: Duration,
    pub(super) source_timeout: Duration,
    pub(super) throttle: Option<Arc<Throttle>>,
}

impl Uploader {
    pub(crate) fn new(
        http: UploadClients,
        user_agent: HeaderValue,
        plain: PlainHttp,
        calls: Arc<CallSettings>,
    ) -> Self {
        Self {
            http: Arc::new(http),
            user_agent,
            plain,
            calls,
            policy: None,
            answer_timeout: ANSWER_TIMEOUT,
            stall_timeout: STALL_TIMEOUT,
            source_timeout: SOURCE_TIMEOUT,
            throttle: None,
        }
    }

    /// With the settings that the client has now, but for the retry policy if it has one of its own.
    pub(crate) fn with_calls(mut self, calls: Arc<CallSettings>) -> Self {
        self.calls = calls;
        if let Some(policy) = self.policy.clone() {
            Arc::make_mut(&mut self.calls).policy = policy;
        }
        self
    }

    /// Sets how long the response may take after the connection took the last byte; ten minutes unless given. A connection
    /// has as long to come about, if the HTTP client has no limit of its own, and so has a [fresh URL](Put::renew). The
    /// transfer itself has no limit.
    ///
    /// The time in which the process is stopped (Ctrl-Z, a frozen container) does not count; so it is with all limits of an
    /// upload.
    pub fn answer_timeout(mut self, timeout: Duration) -> Self {
        self.answer_timeout = timeout;
        self
    }

    /// Sets how long the connection may take no byte although there are some for it; 60 seconds unless given. Such an
    /// attempt ends with [`ErrorKind::Timeout`](crate::ErrorKind::Timeout), and the upload is tried again. A slow source or
    /// a bandwidth limit is not held against the connection, nor is the time after the last byte.
    ///
    /// What counts is that the system accepts bytes for sending. It does so in steps, which take a while on a very slow
    /// link (tens of kbit/s): give those a few minutes. The system's own limit for bytes that it has sent
    /// (`TCP_USER_TIMEOUT` on Linux) is always longer, except in an HTTP client of the
    /// [caller's](crate::ClientBuilder::upload_http_client).
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.stall_timeout = timeout;
        self
    }

    /// Sets how long the source may give no byte while the connection waits for some; ten minutes unless given. Then the
    /// upload fails with [`ErrorKind::File`](crate::ErrorKind::File): a disk or a network storage that does not answer is
    /// not waited for without end. The reading before an upload has a limit of [its own](super::Package::source_timeout).
    pub fn source_timeout(mut self, timeout: Duration) -> Self {
        self.source_timeout = timeout;
        self
    }

    /// Sends no more than this in a second, **all uploads of this uploader and its clones together**. Without it, there
    /// is no limit. 0 counts as 1.
    ///
    /// ```
    /// # async fn sample(client: metastudio_voice::Client) {
    /// // Of an uplink with 20 Mbit/s, half is left to others.
    /// let uploader = client.uploader().bandwidth_limit(1_250_000);
    /// # }
    /// ```
    pub fn bandwidth_limit(mut self, bytes_per_second: u64) -> Self {
        self.throttle = Some(Arc::new(Throttle::new(bytes_per_second)));
        self
    }

    /// Another retry policy for uploads than the client has for its calls. It is told of them as operation `upload`; it
    /// is asked after failures that may pass, each of which means to send everything again.
    ///
    /// ```
    /// # async fn sample(client: metastudio_voice::Client) {
    /// use std::time::Duration;
    /// use metastudio_voice::retry::Backoff;
    ///
    /// // A recording that took a day is worth more patience than a call.
    /// let patient = Backoff::new().max_attempts(10).initial_delay(Duration::from_secs(5)).max_delay(Duration::from_secs(300));
    /// let uploader = client.uploader().retry_policy(patient);
    /// # }
    /// ```
    pub fn retry_policy(mut self, policy: impl RetryPolicy + 'static) -> Self {
        let policy: Arc<dyn RetryPolicy> = Arc::new(policy);
        Arc::make_mut(&mut self.calls).policy = policy.clone();
        self.policy = Some(policy);
        self
    }

    /// A PUT of this body. The URL is sent byte for byte as it is given, or refused with the reason before anything is sent:
    /// what would be resolved or encoded on the way was not signed so. A credential in itself, it is not printed.
    pub fn put(&self, url: impl Into<String>, body: Body) -> Put {
        Put::new(self.clone(), url.into(), body)
    }
}

impl fmt::Debug for Uploader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Uploader")
            .field("answer_timeout", &self.answer_timeout)
            .field("stall_timeout", &self.stall_timeout)
            .field("source_timeout", &self.source_timeout)
            .field("throttle", &self.throttle)
            .finish_non_exhaustive()
    }
}

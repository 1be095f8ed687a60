//! The uploader, and the PUT to a pre-signed URL: exact length, exact content type, nothing else, and never a
//! credential.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderValue;
use tokio::sync::watch;
use url::Url;

use super::attempt::{AttemptContext, Settings, Upload, Uploaded};
use super::body::{Body, ContentType};
use super::progress::{Progress, Report};
use super::reader::SOURCE_TIMEOUT;
use super::stream::{Limits, Throttle};
use super::url::UploadUrl;
use crate::http::clients::{self, PlainHttp, UploadClients};
use crate::http::retry::{RetryPolicy, RetrySettings};
use crate::{Error, ErrorKind};

/// The time for OBS's response once it has everything, unless the uploader sets another.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(600);
/// The time for which a connection may accept nothing, unless the uploader sets another.
const STALL_TIMEOUT: Duration = Duration::from_secs(60);
/// The largest body whose ETag is compared unless the caller says otherwise: an MD5 costs as much time as sending the
/// bytes at several Gbit/s.
const CHECKED: u64 = 64 * 1024 * 1024;

/// Sends bodies to pre-signed URLs. [`Client::uploader`](crate::Client::uploader) makes it, with the client's retry
/// policy, retry budget and clock.
#[derive(Clone)]
pub struct Uploader {
    settings: Settings,
    /// The uploader's own retry policy, if it has one.
    policy: Option<Arc<dyn RetryPolicy>>,
}

impl Uploader {
    pub(crate) fn new(http: UploadClients, user_agent: HeaderValue, plain: PlainHttp, retry: RetrySettings) -> Self {
        let limits = Limits { stall: STALL_TIMEOUT, response: RESPONSE_TIMEOUT, source: SOURCE_TIMEOUT };
        let settings = Settings { http: Arc::new(http), user_agent, plain, retry, limits, throttle: None };
        Self { settings, policy: None }
    }

    /// Creates an uploader for a pre-signed URL, without a client: for a program that has the URL and no credentials.
    ///
    /// It has the retry policy, the retry budget and the clock that a client has by default, and takes the proxies in the
    /// environment. If the URL is plain `http` on this machine, such as a simulator's, it uses no proxy; plain `http` to
    /// another machine is refused when it uploads.
    ///
    /// ```no_run
    /// # async fn sample(url: String) -> Result<(), metastudio_voice::Error> {
    /// use metastudio_voice::upload::{Body, ContentType, Source, Uploader};
    ///
    /// let body = Body::file(Source::open("letter.pdf")?)?;
    /// Uploader::for_url(&url)?.put(url, body).content_type(ContentType::PDF).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] if the text is not a URL, or reqwest cannot create an HTTP client.
    pub fn for_url(url: &str) -> Result<Self, Error> {
        // The text may be a secret, and the error of the parser does not quote it.
        let url = Url::parse(url).map_err(|error| {
            let message = format!("the upload URL is not a URL: {error}");
            Error::new(ErrorKind::Configuration, message).with_advice("take the URL as it was returned")
        })?;
        let (http, plain) = (clients::Settings::default(), PlainHttp::new(&url, false));
        Ok(Self::new(http.for_uploads(plain)?, http.user_agent()?, plain, RetrySettings::default()))
    }

    /// Takes the current settings of the client, except for the retry policy if the uploader has its own.
    pub(crate) fn with_retry_settings(mut self, client: RetrySettings) -> Self {
        let policy = self.policy.clone().unwrap_or_else(|| Arc::clone(&client.policy));
        self.settings.retry = RetrySettings { policy, ..client };
        self
    }

    /// Sets how long OBS may take to respond after the connection has accepted the last byte. The default is ten
    /// minutes.
    ///
    /// The same limit holds for making a connection, unless the HTTP client has a limit of its own for that, and for
    /// fetching a [fresh URL](Put::refresh_url). The transfer itself has no limit.
    ///
    /// Time in which the process is stopped (Ctrl-Z, a frozen container) does not count. This is true of all limits of
    /// an upload.
    pub fn response_timeout(mut self, timeout: Duration) -> Self {
        self.settings.limits.response = timeout;
        self
    }

    /// Sets how long the connection may stall, that is, accept no bytes while data is waiting to be sent. The default
    /// is 60 seconds.
    ///
    /// A stalled attempt fails with [`ErrorKind::Timeout`], and the upload is retried. The time in which the source is
    /// slow or a bandwidth limit holds bytes back does not count, nor does the time after the last byte.
    ///
    /// The system accepts bytes for sending in steps, which take a while on a very slow link (tens of kbit/s): set a
    /// few minutes there. The system's own limit for bytes that it has sent (`TCP_USER_TIMEOUT` on Linux) is always
    /// longer, unless [`configure_http`](crate::ClientBuilder::configure_http) sets another.
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.settings.limits.stall = timeout;
        self
    }

    /// Sets how long the source may give no bytes while the connection waits for some. The default is ten minutes.
    ///
    /// After that time the upload fails with [`ErrorKind::File`], so that a disk or a network storage that does not
    /// respond cannot block it forever. The reading before an upload has
    /// [its own limit](super::Package::source_timeout).
    pub fn source_timeout(mut self, timeout: Duration) -> Self {
        self.settings.limits.source = timeout;
        self
    }

    /// Limits the bytes per second of **all uploads of this uploader and its clones together**. There is no limit by
    /// default. 0 counts as 1.
    ///
    /// ```
    /// # async fn sample(client: metastudio_voice::Client) {
    /// // Half of an uplink with 20 Mbit/s stays free.
    /// let uploader = client.uploader().bandwidth_limit(1_250_000);
    /// # }
    /// ```
    pub fn bandwidth_limit(mut self, bytes_per_second: u64) -> Self {
        self.settings.throttle = Some(Arc::new(Throttle::new(bytes_per_second)));
        self
    }

    /// Sets the retry policy for uploads. The default is the client's policy for its calls.
    ///
    /// The policy sees uploads as the operation `upload`. The crate asks it after transient failures, each of which
    /// means to send everything again.
    ///
    /// ```
    /// # async fn sample(client: metastudio_voice::Client) {
    /// use std::time::Duration;
    /// use metastudio_voice::retry::Backoff;
    ///
    /// // A recording that took a day deserves more attempts than a call.
    /// let policy = Backoff::new().max_attempts(10).initial_delay(Duration::from_secs(5));
    /// let uploader = client.uploader().retry_policy(policy.max_delay(Duration::from_secs(300)));
    /// # }
    /// ```
    pub fn retry_policy(mut self, policy: impl RetryPolicy + 'static) -> Self {
        let policy: Arc<dyn RetryPolicy> = Arc::new(policy);
        self.settings.retry.policy = Arc::clone(&policy);
        self.policy = Some(policy);
        self
    }

    /// Makes a PUT of this body to a pre-signed URL.
    ///
    /// The URL is sent byte for byte as it is given. If HTTP would resolve or encode a part of it, the signature would
    /// not match, so the upload fails with the reason before anything is sent. The URL is a credential in itself and
    /// never appears in messages.
    pub fn put(&self, url: impl Into<String>, body: Body) -> Put {
        let check_etag = body.len() <= CHECKED;
        let report = Arc::new(Mutex::new(Report::new(body.len())));
        let context = AttemptContext { settings: self.settings.clone(), body, check_etag, throttle: None, report };
        let url = UploadUrl::new(url.into().into());
        Put(Upload { context, url, content_types: Vec::new(), on_retry: Box::new(|_| ()) })
    }
}

impl fmt::Debug for Uploader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Uploader")
            .field("limits", &self.settings.limits)
            .field("throttle", &self.settings.throttle)
            .finish_non_exhaustive()
    }
}

/// One PUT, which starts when it is awaited.
///
/// Dropping it stops the reading and closes the connection. OBS keeps nothing of an incomplete upload.
///
/// # Retries
/// A PUT of the same bytes has the same effect twice, so transient failures are retried, from the first byte:
///
/// - there is no connection, the connection breaks off, or it stalls;
/// - a success comes before the connection has accepted the whole body, or a success has no ETag and a web page as its
///   body;
/// - OBS responds with 5xx or 429, or with `RequestTimeout`, `IncompleteBody`, `OperationAborted`, `InternalError`,
///   `ServiceUnavailable`, `SlowDown` or `TemporaryRedirect`.
///
/// The [retry policy](Uploader::retry_policy) and the client's retry budget decide how often and when.
///
/// Independently of the policy, the next [content type](Self::content_types) follows a refused one, and a
/// [fresh URL](Self::refresh_url) an expired one.
#[must_use = "nothing is sent until it is awaited"]
pub struct Put(Upload);

impl Put {
    /// Sets the content type that the URL was signed for. By default no content type is sent.
    pub fn content_type(self, content_type: impl Into<Option<ContentType>>) -> Self {
        self.content_types([content_type.into()])
    }

    /// Sets content types to try in this order, for a URL whose signed content type is not known.
    ///
    /// After `SignatureDoesNotMatch` the next one follows at once. `None` sends no content type.
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
        self.0.content_types = content_types.into_iter().collect();
        self
    }

    /// Sets the function that fetches a fresh URL.
    ///
    /// The crate calls it when the URL names an expiry that has passed, before anything is sent to that URL, and when
    /// OBS refuses the URL with 403 for a reason other than its signature or the account (arrears, a quota): at most
    /// twice in a row.
    ///
    /// If the function returns an error, the upload fails with that error. It has as long as a
    /// [response](Uploader::response_timeout).
    ///
    /// ```
    /// # async fn sample(client: metastudio_voice::Client, url: String, zip: metastudio_voice::upload::Body)
    /// # -> Result<(), metastudio_voice::Error> {
    /// let (refreshing, job) = (client.clone(), "26f06524-4f75-4b3a-a853-b649a21aaf66");
    /// let put = client.uploader().put(url, zip).refresh_url(move || {
    ///     let client = refreshing.clone();
    ///     async move {
    ///         let fresh = client.show_job_uploading_address().job_id(job).send().await?.into_inner();
    ///         Ok(fresh.package_url.and_then(|urls| urls.training_data_uploading_url).unwrap_or_default())
    ///     }
    /// });
    /// put.await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn refresh_url<F, R>(mut self, refresh: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<String, Error>> + Send + 'static,
    {
        self.0.url.refresh_with(Box::new(move || Box::pin(refresh())));
        self
    }

    /// Sets whether the ETag in the response is compared with the MD5 of the sent bytes, which proves that OBS has the
    /// very same bytes. The default is to compare it up to 64 MiB, because it costs about 2 s of one processor per GiB.
    ///
    /// An ETag that cannot be an MD5 is not compared: that of an object that is encrypted on the server, and one that
    /// does not have 32 hexadecimal digits. After an ETag that differs the upload is retried once, and then fails with
    /// [`ErrorKind::UnexpectedResponse`].
    pub fn check_etag(mut self, check: bool) -> Self {
        self.0.context.check_etag = check;
        self
    }

    /// Limits the bytes per second of this PUT, within the limit of the [uploader](Uploader::bandwidth_limit). 0 counts
    /// as 1.
    pub fn bandwidth_limit(mut self, bytes_per_second: u64) -> Self {
        self.0.context.throttle = Some(Arc::new(Throttle::new(bytes_per_second)));
        self
    }

    /// Sets the [`Uploader::stall_timeout`] for this PUT alone.
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.0.context.settings.limits.stall = timeout;
        self
    }

    /// Sets a function that is called after each piece that the connection has accepted. It should return quickly,
    /// because nothing is sent meanwhile.
    pub fn on_progress(self, on_progress: impl FnMut(Progress) + Send + 'static) -> Self {
        self.0.context.report.lock().unwrap_or_else(PoisonError::into_inner).on_progress = Some(Box::new(on_progress));
        self
    }

    /// Returns a receiver of the progress, for another task or thread such as that of a GUI.
    ///
    /// Get it before the PUT is awaited. `borrow()` gives the latest progress. `changed()` fails when the upload has
    /// ended.
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
        self.0.context.report.lock().unwrap_or_else(PoisonError::into_inner).subscribe()
    }

    /// Sets a function that is called with each failure that another attempt follows, before the pause.
    pub fn on_retry(mut self, on_retry: impl FnMut(&Error) + Send + 'static) -> Self {
        self.0.on_retry = Box::new(on_retry);
        self
    }
}

impl IntoFuture for Put {
    type Output = Result<Uploaded, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.0.run())
    }
}

impl fmt::Debug for Put {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Put")
            .field("bytes", &self.0.context.body.len())
            .field("content_types", &self.0.content_types)
            .field("check_etag", &self.0.context.check_etag)
            .finish_non_exhaustive()
    }
}

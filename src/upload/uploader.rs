//! What uploads have in common: the HTTP client, the retries, the limits.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderValue;

use super::throttle::Throttle;
use super::watched::SOURCE_TIMEOUT;
use super::{Body, Put};
use crate::retry::RetryPolicy;
use crate::transport::CallSettings;
use crate::transport::http::{PlainHttp, UploadClients};

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

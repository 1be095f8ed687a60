//! The attempts of an upload: each sends the body from its first byte and classifies OBS's response. The retry policy,
//! the remaining content types and the URL decide whether another one follows.

use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::Response;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, USER_AGENT};
use tokio::time::Instant;
use tracing::Instrument;
use url::Url;

use super::body::{Body, ContentType};
use super::obs_error::{self, ObsError, SentRequest, WRONG_SIGNATURE, is_about_the_account};
use super::progress::{Meter, Report};
use super::reader::{ReaderThread, source_stalled, stopped};
use super::spans;
use super::stream::{BodyStream, Chunks, Limits, Pacer, ReadFailure, StallDetector, Stalled, Throttle};
use super::time_limit::within;
use super::url::{UploadUrl, expiry};
use crate::http::clients::{PlainHttp, UploadClients};
use crate::http::{self, CallSettings, retry};
use crate::operation::UPLOAD;
use crate::operations::Idempotency;
use crate::response::read_some;
use crate::retry::{Execution, Failure};
use crate::tls::is_about_tls;
use crate::{Error, ErrorKind};

/// The time for the body of a response, which names the reason of a refusal, or shows whether a success is OBS's.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);
/// The longest ETag or request id. A longer value is neither.
const LONGEST_ID: usize = 1024;
/// The header with OBS's id of a request.
const OBS_REQUEST_ID: &str = "x-obs-request-id";

/// An upload that OBS has accepted: its success came after the connection had accepted every byte.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Uploaded {
    /// The number of sent bytes.
    pub bytes: u64,
    /// OBS's ETag: the MD5 of the object in hexadecimal, unless the object is encrypted on the server.
    pub etag: Option<String>,
    /// Whether the ETag was compared with the MD5 of the sent bytes and is the same:
    /// [`Put::check_etag`](super::Put::check_etag).
    pub verified: bool,
    /// OBS's request id.
    pub request_id: Option<String>,
    /// The number of attempts, each of which sent the body from its first byte.
    pub attempts: u32,
    /// The duration of the upload, with all attempts and the pauses between them.
    pub elapsed: Duration,
}

/// The settings that all uploads of an uploader share.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) http: Arc<UploadClients>,
    pub(super) user_agent: HeaderValue,
    pub(super) plain: PlainHttp,
    pub(super) calls: Arc<CallSettings>,
    pub(super) limits: Limits,
    pub(super) throttle: Option<Arc<Throttle>>,
}

/// The things that are the same for each attempt of an upload.
pub(super) struct AttemptContext {
    pub(super) settings: Settings,
    pub(super) body: Body,
    pub(super) check_etag: bool,
    pub(super) throttle: Option<Arc<Throttle>>,
    pub(super) report: Arc<Mutex<Report>>,
}

/// One upload, before its first attempt.
pub(super) struct Upload {
    pub(super) context: AttemptContext,
    pub(super) url: UploadUrl,
    pub(super) content_types: Vec<Option<ContentType>>,
    pub(super) on_retry: Box<dyn FnMut(&Error) + Send>,
}

impl Upload {
    /// Sends the body until OBS has accepted it, or until no attempt may follow.
    pub(super) async fn run(self) -> Result<Uploaded, Error> {
        let span = spans::upload(self.context.body.len());
        let mut retry_loop = RetryLoop { upload: self, started: Instant::now(), attempts: 0, in_doubt: false };
        let outcome = retry_loop.run().instrument(span.clone()).await;
        let request_id = outcome.as_ref().map(|uploaded| uploaded.request_id.as_deref());
        spans::ended(&span, request_id, retry_loop.attempts);
        outcome
    }
}

struct RetryLoop {
    upload: Upload,
    started: Instant,
    attempts: u32,
    /// Whether an attempt without a conclusive response may have arrived.
    in_doubt: bool,
}

impl RetryLoop {
    async fn run(&mut self) -> Result<Uploaded, Error> {
        let calls = self.upload.context.settings.calls.clone();
        let clock = &calls.clock;
        let started = clock.elapsed();
        let mut content_types = std::mem::take(&mut self.upload.content_types).into_iter();
        let mut content_type = content_types.next().flatten();
        let (mut failures, mut mismatches) = (0, 0);
        loop {
            if self.upload.url.has_expired(clock.now()) {
                self.refresh_url().await?;
            }
            let mut failed = match self.attempt(content_type.as_ref()).await {
                Ok(uploaded) => {
                    if self.attempts == 1 {
                        calls.budget.deposit();
                    }
                    return Ok(Uploaded { attempts: self.attempts, elapsed: self.started.elapsed(), ..uploaded });
                }
                Err(failed) => failed,
            };
            self.in_doubt |= failed.error.is_in_doubt();
            failed.error = self.describe(failed.error);
            let error = &failed.error;
            if error.code() == Some(WRONG_SIGNATURE) {
                let Some(next) = content_types.next() else { return Err(failed.error) };
                (self.upload.on_retry)(error);
                spans::other_content_type(self.attempts);
                content_type = next;
            } else if error.status() == Some(403) && !is_about_the_account(error.code()) {
                if !self.upload.url.can_refresh() {
                    return Err(self.url_refused(failed.error));
                }
                (self.upload.on_retry)(error);
                spans::refreshing(self.attempts);
                self.refresh_url().await?;
            } else {
                failures += 1;
                mismatches += u32::from(failed.mismatch);
                if !failed.is_transient || mismatches > 1 {
                    return Err(failed.error);
                }
                let elapsed = clock.elapsed().saturating_sub(started);
                let pause = match calls.pause(&failed.for_policy(failures, elapsed), None) {
                    Ok(pause) => pause,
                    Err(reason) => return Err(failed.error.with_give_up_reason(reason)),
                };
                (self.upload.on_retry)(error);
                spans::retrying(self.attempts, pause);
                clock.sleep(pause).await;
                self.upload.url.worked();
            }
        }
    }

    async fn attempt(&mut self, content_type: Option<&ContentType>) -> Result<Uploaded, FailedAttempt> {
        let context = &self.upload.context;
        let url = self.upload.url.checked(context.settings.plain).map_err(FailedAttempt::permanent)?;
        self.attempts += 1;
        let span = spans::attempt(&url, self.attempts);
        let outcome = attempt(context, url, content_type).instrument(span.clone()).await;
        if let Err(failed) = &outcome {
            spans::failed(&span, &failed.error);
        }
        outcome
    }

    async fn refresh_url(&mut self) -> Result<(), Error> {
        let limit = self.upload.context.settings.limits.response;
        let refreshed = within(limit, self.upload.url.refresh()).await.unwrap_or_else(|| {
            let message = format!("no fresh upload URL came within {:.1} s", limit.as_secs_f64());
            Err(Error::new(ErrorKind::Timeout, message))
        });
        refreshed.map_err(|error| {
            let error = error.in_doubt_if(self.in_doubt);
            // An error of the caller's own function stays as it is.
            if error.operation().is_some() { error } else { self.describe(error) }
        })
    }

    /// Adds advice to a refusal after which the URL may not be refreshed again.
    fn url_refused(&self, error: Error) -> Error {
        if !self.upload.url.is_fresh() {
            return error;
        }
        error.with_advice("OBS refused a fresh upload URL as well: check this machine's clock")
    }

    /// Adds the facts about the whole upload to an error.
    fn describe(&self, error: Error) -> Error {
        let error = error.with_operation(UPLOAD).in_doubt_if(self.in_doubt);
        if self.attempts > 0 { error.with_attempts(self.attempts, self.started.elapsed()) } else { error }
    }
}

struct FailedAttempt {
    error: Error,
    is_transient: bool,
    /// Whether OBS has stored other bytes than were sent.
    mismatch: bool,
    /// The time that OBS asks the client to wait.
    retry_after: Option<Duration>,
}

impl FailedAttempt {
    fn permanent(error: Error) -> Self {
        Self { error: error.transient_if(false), is_transient: false, mismatch: false, retry_after: None }
    }

    fn transient(error: Error) -> Self {
        Self { error: error.transient_if(true), is_transient: true, mismatch: false, retry_after: None }
    }

    fn connection(error: reqwest::Error, stall: &StallDetector) -> Self {
        let is_transient = !(error.is_builder() || is_about_tls(&error));
        // OBS keeps nothing of an upload that it did not receive completely.
        let in_doubt = !error.is_connect() && stall.all_handed();
        let error = http::communication(error).in_doubt_if(in_doubt);
        if is_transient { Self::transient(error) } else { Self::permanent(error) }
    }

    fn stalled(stalled: Stalled, limits: Limits) -> Self {
        let seconds = |limit: Duration| format!("{:.1} s", limit.as_secs_f64());
        let timeout = |message: String| Error::new(ErrorKind::Timeout, message);
        match stalled {
            Stalled::Connection => Self::transient(
                timeout(format!("no connection within {}", seconds(limits.response)))
                    .with_advice("check the network; nothing was sent"),
            ),
            Stalled::Source => Self::permanent(source_stalled(limits.source)),
            Stalled::Socket => Self::transient(
                timeout(format!("the connection accepted no bytes for {}", seconds(limits.stall)))
                    .with_advice("check the network; OBS keeps nothing of an incomplete upload"),
            ),
            Stalled::Response => Self::transient(
                timeout(format!("everything was sent, but no response came within {}", seconds(limits.response)))
                    .in_doubt_if(true)
                    .with_advice("send it again: the same upload twice has the same effect"),
            ),
        }
    }

    /// Returns the failure as the retry policy sees it. An attempt that was followed by another content type or a fresh
    /// URL does not count.
    fn for_policy(&self, attempt: u32, elapsed: Duration) -> Failure<'_> {
        let error = &self.error;
        Failure {
            operation: UPLOAD,
            idempotency: Idempotency::Idempotent,
            attempt,
            elapsed,
            status: error.status(),
            code: error.code(),
            execution: if error.is_in_doubt() { Execution::Unknown } else { Execution::NotExecuted },
            retry_after: self.retry_after,
        }
    }
}

/// Ends the reading thread when the attempt ends, in whatever way.
struct EndOnDrop(Chunks);

impl Drop for EndOnDrop {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// Sends the body once.
async fn attempt(
    context: &AttemptContext,
    url: Url,
    content_type: Option<&ContentType>,
) -> Result<Uploaded, FailedAttempt> {
    let settings = &context.settings;
    let (clock, limits) = (&settings.calls.clock, settings.limits);
    let total = context.body.len();
    let expiry = expiry(&url);
    let ReaderThread { pieces, mut end } =
        ReaderThread::start(context.body.parts().to_vec(), context.check_etag).map_err(FailedAttempt::permanent)?;
    let stall = StallDetector::new(total);
    let chunks = Chunks::new(pieces);
    let _end = EndOnDrop(chunks.clone());
    let mut empty = None;
    if total == 0 {
        // HTTP never asks for the pieces of an empty body, so it must be certain before it is sent that the body is
        // empty.
        match within(limits.source, &mut end).await {
            Some(Ok(md5)) => empty = Some(md5),
            Some(Err(_)) => return Err(FailedAttempt::permanent(chunks.failure().unwrap_or_else(stopped))),
            None => return Err(FailedAttempt::stalled(Stalled::Source, limits)),
        }
    }
    let failure = ReadFailure::default();
    let stream = BodyStream {
        chunks,
        meter: Meter::new(total),
        stall: stall.clone(),
        report: context.report.clone(),
        failure: failure.clone(),
        clock: clock.clone(),
        pacer: Pacer::new([&settings.throttle, &context.throttle].into_iter().flatten().cloned().collect()),
    };
    let http = settings.http.outlasting(limits.stall).map_err(FailedAttempt::permanent)?;
    let mut request = http.put(url).header(USER_AGENT, settings.user_agent.clone());
    request = request.header(CONTENT_LENGTH, total).body(reqwest::Body::wrap_stream(stream));
    if let Some(content_type) = content_type {
        request = request.header(CONTENT_TYPE, content_type.as_str());
    }
    let response = tokio::select! {
        // A response that is there counts, however late it is.
        biased;
        response = pin!(request.send()) => response,
        stalled = stall.stalled(limits) => return Err(FailedAttempt::stalled(stalled, limits)),
    };
    if let Some(error) = failure.lock().unwrap_or_else(PoisonError::into_inner).take() {
        return Err(FailedAttempt::permanent(error));
    }
    let response = response.map_err(|error| FailedAttempt::connection(error, &stall))?;
    let status = response.status();
    spans::responded(status, response.headers());
    if !status.is_success() {
        let sent = SentRequest { content_type, expiry, now: clock.now() };
        return Err(refused(response, &sent, stall.all_handed()).await);
    }
    if !stall.all_accepted() {
        let error = obs_error::early(status.as_u16(), stall.accepted(), total);
        return Err(FailedAttempt::transient(error.with_request_id(id(response.headers(), OBS_REQUEST_ID))));
    }
    let md5 = async {
        match empty {
            Some(md5) => md5,
            // The thread computes it at once, because everything was sent. Without it, nothing is compared.
            None => within(limits.response, end).await?.ok()?,
        }
    };
    accepted(response, total, md5).await
}

/// Checks a success after all bytes were sent.
async fn accepted(
    response: Response,
    bytes: u64,
    md5: impl Future<Output = Option<[u8; 16]>>,
) -> Result<Uploaded, FailedAttempt> {
    let headers = response.headers();
    let request_id = id(headers, OBS_REQUEST_ID);
    let etag = id(headers, ETAG.as_str()).map(|etag| etag.trim_matches('"').to_owned());
    let mut verified = false;
    match &etag {
        Some(etag) if is_md5(etag, headers) => {
            if let Some(md5) = md5.await {
                let md5: String = md5.iter().map(|byte| format!("{byte:02x}")).collect();
                if !etag.eq_ignore_ascii_case(&md5) {
                    let error = obs_error::mismatch(etag, &md5).with_request_id(request_id);
                    return Err(FailedAttempt { mismatch: true, ..FailedAttempt::transient(error) });
                }
                verified = true;
            }
        }
        Some(_) => {}
        None => {
            let status = response.status().as_u16();
            let checked = within(BODY_TIMEOUT, obs_error::check_without_etag(response)).await;
            let checked = checked.unwrap_or_else(|| Err(obs_error::incomplete(status)));
            checked.map_err(|error| FailedAttempt::transient(error.with_request_id(request_id.clone())))?;
        }
    }
    Ok(Uploaded { bytes, etag, verified, request_id, attempts: 0, elapsed: Duration::ZERO })
}

/// Returns whether this ETag must be the MD5 of the object.
fn is_md5(etag: &str, headers: &HeaderMap) -> bool {
    let families = ["x-obs-server-side-encryption", "x-amz-server-side-encryption"];
    let encrypted = headers.keys().any(|name| families.iter().any(|family| name.as_str().starts_with(family)));
    !encrypted && etag.len() == 32 && etag.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Reads the reason of a refusal.
async fn refused(response: Response, sent: &SentRequest<'_>, all_handed: bool) -> FailedAttempt {
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let body = within(BODY_TIMEOUT, read_some(response)).await.unwrap_or_default();
    let obs = ObsError::parse(&body);
    let error = obs_error::refused(status, obs, id(&headers, OBS_REQUEST_ID), sent);
    let error = error.in_doubt_if(status >= 500 && all_handed);
    let retry_after = retry::retry_after(&headers, status == 429, error.message(), sent.now);
    let is_transient = retry::is_upload_transient(status, error.code());
    FailedAttempt { is_transient, retry_after, mismatch: false, error: error.transient_if(is_transient) }
}

/// Returns the id in a header, if its value can be an id.
fn id(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().filter(|id| id.len() <= LONGEST_ID).map(ToOwned::to_owned)
}

//! The attempts of an upload: each sends the body from its first byte and classifies OBS's response. After a refusal the
//! next content type or a fresh URL may follow at once; `http::retry` decides on all other attempts.

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
use crate::http::retry::{
    Attempts, Execution, Facts, Next, RetrySettings, Stats, is_upload_transient, send_with_retries,
};
use crate::http::{communication, retry_after};
use crate::operation::{Idempotency, UPLOAD};
use crate::response::read_some;
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
    pub(super) retry: RetrySettings,
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
    /// Sends the body until OBS has accepted it, or until no attempt may follow. The whole has no time limit.
    pub(super) async fn run(self) -> Result<Uploaded, Error> {
        let span = spans::upload(self.context.body.len());
        let (retry, mut stats) = (self.context.settings.retry.clone(), Stats::default());
        let mut upload =
            UploadAttempts { upload: self, started: Instant::now(), content_type: 0, has_mismatched: false };
        let sent = send_with_retries(&mut upload, &retry, None, &mut stats).instrument(span.clone()).await;
        let outcome = match (sent, stats.give_up) {
            (Ok(uploaded), _) => {
                Ok(Uploaded { attempts: stats.attempts, elapsed: upload.started.elapsed(), ..uploaded })
            }
            (Err(failed), Some(reason)) => Err(failed.error.with_give_up_reason(reason)),
            (Err(failed), None) => Err(failed.error),
        };
        let request_id = outcome.as_ref().map(|uploaded| uploaded.request_id.as_deref());
        spans::ended(&span, request_id, stats.attempts);
        outcome
    }
}

/// The attempts of one upload.
struct UploadAttempts {
    upload: Upload,
    started: Instant,
    /// The position of the content type to send; those before it were refused.
    content_type: usize,
    /// Whether OBS has stored other bytes than were sent, once.
    has_mismatched: bool,
}

impl UploadAttempts {
    async fn refresh_url(&mut self, stats: &Stats) -> Result<(), FailedAttempt> {
        let limit = self.upload.context.settings.limits.response;
        let refreshed = within(limit, self.upload.url.refresh()).await.unwrap_or_else(|| {
            let message = format!("no fresh upload URL came within {:.1} s", limit.as_secs_f64());
            Err(Error::new(ErrorKind::Timeout, message))
        });
        refreshed.map_err(|error| {
            // An error of the caller's own function stays as it is.
            FailedAttempt::because_of(match error.operation() {
                Some(_) => error.in_doubt_if(stats.in_doubt),
                None => self.describe(error, stats),
            })
        })
    }

    /// Adds the facts about the whole upload to an error.
    fn describe(&self, error: Error, stats: &Stats) -> Error {
        let error = error.with_operation(UPLOAD).in_doubt_if(stats.in_doubt);
        if stats.attempts > 0 { error.with_attempts(stats.attempts, self.started.elapsed()) } else { error }
    }
}

impl Attempts for UploadAttempts {
    type Prepared = Url;
    type Success = Uploaded;
    type Failed = FailedAttempt;

    async fn prepare(&mut self, stats: &Stats) -> Result<Url, FailedAttempt> {
        if self.upload.url.has_expired(self.upload.context.settings.retry.clock.now()) {
            self.refresh_url(stats).await?;
        }
        let url = self.upload.url.checked(self.upload.context.settings.plain);
        url.map_err(|error| FailedAttempt::permanent(self.describe(error, stats)))
    }

    async fn send(&mut self, url: Url, stats: &Stats) -> Result<Uploaded, FailedAttempt> {
        let content_type = self.upload.content_types.get(self.content_type).and_then(Option::as_ref);
        let span = spans::attempt(&url, stats.attempts);
        let sent = attempt(&self.upload.context, url, content_type).instrument(span.clone()).await;
        sent.map_err(|failed| {
            spans::failed(&span, &failed.error);
            let mut error = self.describe(failed.error, stats);
            if is_url_refused(&error) && self.upload.url.is_fresh() && !self.upload.url.can_refresh() {
                error = error.with_advice("OBS refused a fresh upload URL as well: check this machine's clock");
            }
            FailedAttempt { error, ..failed }
        })
    }

    fn facts<'a>(&'a self, failed: &'a FailedAttempt) -> Facts<'a> {
        let error = &failed.error;
        Facts {
            operation: UPLOAD.into(),
            idempotency: Idempotency::Idempotent,
            is_transient: error.is_transient(),
            is_executed: false,
            execution: if error.is_in_doubt() { Execution::Unknown } else { Execution::NotExecuted },
            status: error.status(),
            code: error.code(),
            retry_after: failed.retry_after,
        }
    }

    async fn recover(&mut self, failed: &mut FailedAttempt, stats: &Stats) -> Next {
        let error = &failed.error;
        if error.code() == Some(WRONG_SIGNATURE) {
            self.content_type += 1;
            if self.content_type >= self.upload.content_types.len() {
                return Next::Never;
            }
            (self.upload.on_retry)(error);
            spans::other_content_type(stats.attempts);
            return Next::AtOnce;
        }
        if is_url_refused(error) {
            if !self.upload.url.can_refresh() {
                return Next::Never;
            }
            (self.upload.on_retry)(error);
            spans::refreshing(stats.attempts);
            return match self.refresh_url(stats).await {
                Ok(()) => Next::AtOnce,
                Err(refused) => {
                    *failed = refused;
                    Next::Never
                }
            };
        }
        let mismatches_again = failed.mismatch && std::mem::replace(&mut self.has_mismatched, true);
        if mismatches_again { Next::Never } else { Next::IfAllowed }
    }

    fn changes_something(&self) -> bool {
        true
    }

    fn kept_back(&self, error: Error) -> FailedAttempt {
        FailedAttempt::because_of(error)
    }

    fn retrying(&mut self, failed: &FailedAttempt, stats: &Stats, pause: Duration) {
        (self.upload.on_retry)(&failed.error);
        spans::retrying(stats.attempts, pause);
        self.upload.url.worked();
    }
}

/// Returns whether OBS has refused the URL itself, so that only another one helps.
fn is_url_refused(error: &Error) -> bool {
    error.status() == Some(403) && error.code() != Some(WRONG_SIGNATURE) && !is_about_the_account(error.code())
}

/// An attempt that failed.
struct FailedAttempt {
    error: Error,
    /// Whether OBS has stored other bytes than were sent.
    mismatch: bool,
    /// The time that OBS asks the client to wait.
    retry_after: Option<Duration>,
}

impl FailedAttempt {
    fn because_of(error: Error) -> Self {
        Self { error, mismatch: false, retry_after: None }
    }

    fn permanent(error: Error) -> Self {
        Self::because_of(error.transient_if(false))
    }

    fn transient(error: Error) -> Self {
        Self::because_of(error.transient_if(true))
    }

    fn connection(error: reqwest::Error, stall: &StallDetector) -> Self {
        let is_transient = !(error.is_builder() || is_about_tls(&error));
        // OBS keeps nothing of an upload that it did not receive completely.
        let in_doubt = !error.is_connect() && stall.all_handed();
        Self::because_of(communication(error).in_doubt_if(in_doubt).transient_if(is_transient))
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
    let (clock, limits) = (&settings.retry.clock, settings.limits);
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
        fence: settings.retry.fence.clone(),
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
        // Whether it may pass is known where the source is: an object store may be away for a while.
        return Err(FailedAttempt::because_of(error));
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
    let retry_after = retry_after(&headers, status == 429, error.message(), sent.now);
    let is_transient = is_upload_transient(status, error.code());
    FailedAttempt { retry_after, ..FailedAttempt::because_of(error.transient_if(is_transient)) }
}

/// Returns the id in a header, if its value can be an id.
fn id(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().filter(|id| id.len() <= LONGEST_ID).map(ToOwned::to_owned)
}

//! One attempt: the body goes out from its first byte, and OBS's answer is understood.
//!
//! From a body to OBS's receipt: as many attempts as the retry policy wants, with the content types and URLs that are
//! left to try.

use std::pin::pin;
use std::sync::PoisonError;
use std::time::{Duration, SystemTime};

use reqwest::Response;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderMap, USER_AGENT};
use tokio::time::Instant;
use tracing::Instrument;
use url::Url;

use super::body::ContentType;
use super::obs_error::{self, ObsError, Sent, WRONG_SIGNATURE, is_about_the_account};
use super::patience::within;
use super::progress::Meter;
use super::put::{AttemptContext, Put, Uploaded};
use super::reader::{self, ReaderThread, starved, stopped};
use super::spans;
use super::stream::{BodyStream, Chunks, Limits, Pacer, ReadFailure, StallDetector, Stalled};
use super::url::{UploadUrl, expiry};
use crate::operations::Idempotency;
use crate::retry::{Execution, Failure};
use crate::transport::{self, UPLOAD, retry};
use crate::{Error, ErrorKind};

/// What must not take longer, once an answer has come: its body, which says why OBS refuses, or whether it is OBS's.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);
/// Whatever is longer is not an ETag, nor a request id.
const LONGEST_ID: usize = 1024;
/// The header with OBS's id of a request.
const OBS_REQUEST_ID: &str = "x-obs-request-id";

/// An attempt that failed.
struct Failed {
    error: Error,
    /// Whether it may pass by itself.
    is_transient: bool,
    /// Whether OBS has taken other bytes than were sent.
    mismatch: bool,
    /// How long OBS asks to wait.
    retry_after: Option<Duration>,
}

impl Failed {
    fn for_good(error: Error) -> Self {
        Self { error: error.transient_if(false), is_transient: false, mismatch: false, retry_after: None }
    }

    fn in_passing(error: Error) -> Self {
        Self { error: error.transient_if(true), is_transient: true, mismatch: false, retry_after: None }
    }
}

/// Ends the attempt, however it is left.
struct UntilDropped(Chunks);

impl Drop for UntilDropped {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// Sends the body once.
async fn attempt(context: &AttemptContext, url: Url, content_type: Option<&ContentType>) -> Result<Uploaded, Failed> {
    let uploader = &context.uploader;
    let clock = &uploader.calls.clock;
    let bytes = context.body.len();
    let expiry = expiry(&url);
    let ReaderThread { pieces, mut over } =
        reader::start(context.body.clone(), context.check_etag).map_err(Failed::for_good)?;
    let stall = StallDetector::new(bytes);
    let chunks = Chunks::new(pieces);
    let _ending = UntilDropped(chunks.clone());
    let limits =
        Limits { stall: uploader.stall_timeout, answer: uploader.answer_timeout, source: uploader.source_timeout };
    let mut empty = None;
    if bytes == 0 {
        // Nobody asks for the pieces of an empty body: that it is empty has to be known before it is sent.
        match within(limits.source, &mut over).await {
            Some(Ok(md5)) => empty = Some(md5),
            Some(Err(_)) => return Err(Failed::for_good(chunks.failure().unwrap_or_else(stopped))),
            None => return Err(late(Stalled::Starved, limits)),
        }
    }
    let failure = ReadFailure::default();
    let pieces = BodyStream {
        chunks,
        meter: Meter::new(bytes),
        stall: stall.clone(),
        report: context.report.clone(),
        failure: failure.clone(),
        clock: clock.clone(),
        pace: Pacer::new([&uploader.throttle, &context.throttle].into_iter().flatten().cloned().collect()),
    };
    let http = uploader.http.outlasting(limits.stall).map_err(Failed::for_good)?;
    let mut request = http.put(url).header(USER_AGENT, uploader.user_agent.clone());
    request = request.header(CONTENT_LENGTH, bytes).body(reqwest::Body::wrap_stream(pieces));
    if let Some(content_type) = content_type {
        request = request.header(CONTENT_TYPE, content_type.as_str());
    }
    let answer = tokio::select! {
        // An answer that is there counts, however late it is.
        biased;
        answer = pin!(request.send()) => answer,
        overdue = stall.overdue(limits) => return Err(late(overdue, limits)),
    };
    if let Some(error) = failure.lock().unwrap_or_else(PoisonError::into_inner).take() {
        return Err(Failed::for_good(error));
    }
    let answer = answer.map_err(|error| broken(error, &stall))?;
    spans::answered(answer.status(), answer.headers());
    if !answer.status().is_success() {
        let sent = Sent { content_type, expiry, now: clock.now() };
        return Err(refused(answer, &sent, stall.all_handed()).await);
    }
    if !stall.all_taken() {
        let error = obs_error::early(answer.status().as_u16(), stall.taken(), bytes);
        return Err(Failed::in_passing(error.with_request_id(id(answer.headers(), OBS_REQUEST_ID))));
    }
    let md5 = async {
        match empty {
            Some(md5) => md5,
            // Everything was sent, so it is computed at once; without it, nothing is compared.
            None => within(limits.answer, over).await?.ok()?,
        }
    };
    taken(answer, bytes, md5).await
}

/// OBS says that it has the object.
async fn taken(answer: Response, bytes: u64, md5: impl Future<Output = Option<[u8; 16]>>) -> Result<Uploaded, Failed> {
    let headers = answer.headers();
    let request_id = id(headers, OBS_REQUEST_ID);
    let etag = id(headers, ETAG.as_str()).map(|etag| etag.trim_matches('"').to_owned());
    let mut verified = false;
    match &etag {
        Some(etag) if is_md5(etag, headers) => {
            if let Some(md5) = md5.await {
                let md5: String = md5.iter().map(|byte| format!("{byte:02x}")).collect();
                if !etag.eq_ignore_ascii_case(&md5) {
                    let error = obs_error::mismatch(etag, &md5).with_request_id(request_id);
                    return Err(Failed { mismatch: true, ..Failed::in_passing(error) });
                }
                verified = true;
            }
        }
        Some(_) => {}
        None => {
            let status = answer.status().as_u16();
            let looked = within(BODY_TIMEOUT, obs_error::without_etag(answer)).await;
            let looked = looked.unwrap_or_else(|| Err(obs_error::broken_off(status)));
            looked.map_err(|error| Failed::in_passing(error.with_request_id(request_id.clone())))?;
        }
    }
    Ok(Uploaded { bytes, etag, verified, request_id, attempts: 0, elapsed: Duration::ZERO })
}

/// Whether this ETag has to be the MD5 of the object.
fn is_md5(etag: &str, headers: &HeaderMap) -> bool {
    let families = ["x-obs-server-side-encryption", "x-amz-server-side-encryption"];
    let encrypted = headers.keys().any(|name| families.iter().any(|family| name.as_str().starts_with(family)));
    !encrypted && etag.len() == 32 && etag.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// OBS says no.
async fn refused(answer: Response, sent: &Sent<'_>, all_handed: bool) -> Failed {
    let status = answer.status().as_u16();
    let headers = answer.headers().clone();
    let body = within(BODY_TIMEOUT, transport::read_some(answer)).await.unwrap_or_default();
    let obs = ObsError::parse(&body);
    let error = obs_error::refused(status, obs, id(&headers, OBS_REQUEST_ID), sent);
    let error = error.in_doubt_if(status >= 500 && all_handed);
    let retry_after = retry::retry_after(&headers, status == 429, error.message(), sent.now);
    let is_transient = retry::is_upload_transient(status, error.code());
    Failed { is_transient, retry_after, mismatch: false, error: error.transient_if(is_transient) }
}

/// No connection, or one that broke off.
fn broken(error: reqwest::Error, stall: &StallDetector) -> Failed {
    let is_transient = !(error.is_builder() || transport::is_about_tls(&error));
    // What did not get everything keeps nothing.
    let in_doubt = !error.is_connect() && stall.all_handed();
    let error = transport::communication(error).in_doubt_if(in_doubt);
    if is_transient { Failed::in_passing(error) } else { Failed::for_good(error) }
}

fn late(overdue: Stalled, limits: Limits) -> Failed {
    let seconds = |limit: Duration| format!("{:.1} s", limit.as_secs_f64());
    match overdue {
        Stalled::Unconnected => Failed::in_passing(
            Error::new(ErrorKind::Timeout, format!("no connection within {}", seconds(limits.answer)))
                .with_advice("check the network; nothing was sent"),
        ),
        Stalled::Starved => Failed::for_good(starved(limits.source)),
        Stalled::Stalled => {
            let message = format!("the connection has taken nothing for {}", seconds(limits.stall));
            let error = Error::new(ErrorKind::Timeout, message).with_advice("check the network; nothing has arrived");
            Failed::in_passing(error)
        }
        Stalled::Unanswered => Failed::in_passing(
            Error::new(ErrorKind::Timeout, "everything was sent, but no answer came in time")
                .in_doubt_if(true)
                .with_advice("send it again: the same upload twice has the same effect"),
        ),
    }
}

/// An id in a header, if it is one.
fn id(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().filter(|id| id.len() <= LONGEST_ID).map(ToOwned::to_owned)
}

/// Carries out a PUT.
pub(super) async fn deliver(mut put: Put) -> Result<Uploaded, Error> {
    let span = spans::upload(put.context.body.len());
    let address = UploadUrl::new(std::mem::take(&mut put.url), put.renew.take());
    let mut delivery = Delivery { address, started: Instant::now(), attempts: 0, in_doubt: false, put };
    let outcome = delivery.run().instrument(span.clone()).await;
    spans::ended(&span, &outcome, delivery.attempts);
    outcome
}

struct Delivery {
    put: Put,
    address: UploadUrl,
    started: Instant,
    attempts: u32,
    /// Whether an attempt without a telling answer may have arrived all the same.
    in_doubt: bool,
}

impl Delivery {
    async fn run(&mut self) -> Result<Uploaded, Error> {
        let clock = self.put.context.uploader.calls.clock.clone();
        let started = clock.elapsed();
        let mut content_types = std::mem::take(&mut self.put.content_types).into_iter();
        let mut content_type = content_types.next().flatten();
        let (mut failures, mut mismatches) = (0, 0);
        loop {
            self.refresh(clock.now()).await?;
            let mut failed = match self.attempt(content_type.as_ref()).await {
                Ok(uploaded) => {
                    if self.attempts == 1 {
                        self.put.context.uploader.calls.budget.deposit();
                    }
                    return Ok(Uploaded { attempts: self.attempts, elapsed: self.started.elapsed(), ..uploaded });
                }
                Err(failed) => failed,
            };
            self.in_doubt |= failed.error.is_in_doubt();
            failed.error = self.told(failed.error);
            let error = &failed.error;
            if error.code() == Some(WRONG_SIGNATURE) {
                let Some(next) = content_types.next() else { return Err(failed.error) };
                (self.put.on_retry)(error);
                spans::other_content_type(self.attempts);
                content_type = next;
            } else if error.status() == Some(403) && !is_about_the_account(error.code()) {
                if !self.address.can_renew() {
                    return Err(self.refused_for_good(failed.error));
                }
                (self.put.on_retry)(error);
                spans::renewing(self.attempts);
                self.renew().await?;
            } else {
                failures += 1;
                mismatches += u32::from(failed.mismatch);
                if !failed.is_transient || mismatches > 1 {
                    return Err(failed.error);
                }
                let elapsed = clock.elapsed().saturating_sub(started);
                let pause = match self.put.context.uploader.calls.pause(&failure(&failed, failures, elapsed), None) {
                    Ok(pause) => pause,
                    Err(stop) => return Err(failed.error.with_give_up_reason(stop)),
                };
                (self.put.on_retry)(error);
                spans::retrying(self.attempts, pause);
                clock.sleep(pause).await;
                self.address.worked();
            }
        }
    }

    async fn attempt(&mut self, content_type: Option<&ContentType>) -> Result<Uploaded, Failed> {
        let url = self.address.usable(self.put.context.uploader.plain).map_err(Failed::for_good)?;
        self.attempts += 1;
        let span = spans::attempt(&url, self.attempts);
        let outcome = attempt(&self.put.context, url, content_type).instrument(span.clone()).await;
        if let Err(failed) = &outcome {
            spans::failed(&span, &failed.error);
        }
        outcome
    }

    async fn refresh(&mut self, now: SystemTime) -> Result<(), Error> {
        if self.address.has_expired(now) { self.renew().await } else { Ok(()) }
    }

    async fn renew(&mut self) -> Result<(), Error> {
        let limit = self.put.context.uploader.answer_timeout;
        let renewed = within(limit, self.address.renew()).await.unwrap_or_else(|| {
            let message = format!("there was no fresh upload address within {:.1} s", limit.as_secs_f64());
            Err(Error::new(ErrorKind::Timeout, message))
        });
        renewed.map_err(|error| self.not_renewed(error))
    }

    /// What the caller's own function says stays as it is.
    fn not_renewed(&self, error: Error) -> Error {
        let error = error.in_doubt_if(self.in_doubt);
        if error.operation().is_some() { error } else { self.told(error) }
    }

    /// A fresh URL was refused, too.
    fn refused_for_good(&self, error: Error) -> Error {
        if !self.address.is_fresh() {
            return error;
        }
        error.with_advice("the address was renewed, and the fresh one was refused as well: check this machine's clock")
    }

    /// The error with what is known of the upload as a whole.
    fn told(&self, error: Error) -> Error {
        let error = error.with_operation(UPLOAD).in_doubt_if(self.in_doubt);
        if self.attempts > 0 { error.with_attempts(self.attempts, self.started.elapsed()) } else { error }
    }
}

/// What the retry policy is told. Attempts that another content type or URL followed do not count.
fn failure<'a>(failed: &'a Failed, attempt: u32, elapsed: Duration) -> Failure<'a> {
    let error = &failed.error;
    Failure {
        operation: UPLOAD,
        idempotency: Idempotency::Idempotent,
        attempt,
        elapsed,
        status: error.status(),
        code: error.code(),
        execution: if error.is_in_doubt() { Execution::Unknown } else { Execution::NotExecuted },
        retry_after: failed.retry_after,
    }
}

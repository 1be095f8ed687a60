//! One attempt: the body goes out from its first byte, and OBS's answer is understood.

use std::pin::pin;
use std::sync::PoisonError;
use std::time::Duration;

use reqwest::Response;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderMap, USER_AGENT};
use tokio::sync::oneshot;
use url::Url;

use super::answer::ObsError;
use super::expiry::expiry;
use super::gauge::{Gauge, Overdue};
use super::pieces::{Pace, Pieces, ReadFailure, Supply};
use super::progress::Meter;
use super::put::{Parcel, Uploaded};
use super::reading::{self, Readings};
use super::refusal::{self, Sent};
use super::{ContentType, spans};
use crate::transport::{self, retry};
use crate::{Error, ErrorKind};

/// What must not take longer, once OBS has begun to say why it refuses.
const REASON_TIMEOUT: Duration = Duration::from_secs(30);

/// An attempt that failed.
pub(super) struct Failed {
    pub(super) error: Error,
    /// Whether it may pass by itself.
    pub(super) may_pass: bool,
    /// Whether OBS has taken other bytes than were sent.
    pub(super) mismatch: bool,
    /// How long OBS asks to wait.
    pub(super) wish: Option<Duration>,
}

impl Failed {
    pub(super) fn for_good(error: Error) -> Self {
        Self { error: error.transient_if(false), may_pass: false, mismatch: false, wish: None }
    }

    fn in_passing(error: Error) -> Self {
        Self { error: error.transient_if(true), may_pass: true, mismatch: false, wish: None }
    }
}

/// Ends the attempt, however it is left.
struct UntilDropped(Supply);

impl Drop for UntilDropped {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// Sends the body once.
pub(super) async fn attempt(parcel: &Parcel, url: Url, content_type: Option<&ContentType>) -> Result<Uploaded, Failed> {
    let uploader = &parcel.uploader;
    let clock = &uploader.calls.clock;
    let bytes = parcel.body.len();
    let expiry = expiry(&url);
    let Readings { pieces, md5 } = reading::start(parcel.body.clone(), parcel.check_etag).map_err(Failed::for_good)?;
    let gauge = Gauge::new(bytes);
    let supply = Supply::new(pieces);
    let _ending = UntilDropped(supply.clone());
    let failure = ReadFailure::default();
    let pieces = Pieces {
        supply,
        meter: Meter::new(bytes),
        gauge: gauge.clone(),
        report: parcel.report.clone(),
        failure: failure.clone(),
        clock: clock.clone(),
        pace: Pace::new([&uploader.throttle, &parcel.throttle].into_iter().flatten().cloned().collect()),
    };
    let mut request = uploader.http.put(url).header(USER_AGENT, uploader.user_agent.clone());
    request = request.header(CONTENT_LENGTH, bytes).body(reqwest::Body::wrap_stream(pieces));
    if let Some(content_type) = content_type {
        request = request.header(CONTENT_TYPE, content_type.as_str());
    }
    let answer = tokio::select! {
        answer = pin!(request.send()) => answer,
        overdue = gauge.overdue(uploader.stall_timeout, uploader.answer_timeout) => {
            return Err(Failed::in_passing(late(overdue, uploader.stall_timeout)));
        }
    };
    if let Some(error) = failure.lock().unwrap_or_else(PoisonError::into_inner).take() {
        return Err(Failed::for_good(error));
    }
    let answer = answer.map_err(|error| broken(error, &gauge))?;
    spans::answered(answer.status(), answer.headers());
    if answer.status().is_success() {
        return taken(answer.headers(), bytes, md5).await;
    }
    let sent = Sent { content_type, expiry, now: clock.now() };
    Err(refused(answer, &sent, gauge.all_handed()).await)
}

/// OBS says that it has the object.
async fn taken(headers: &HeaderMap, bytes: u64, md5: Option<oneshot::Receiver<[u8; 16]>>) -> Result<Uploaded, Failed> {
    let etag = header(headers, ETAG.as_str()).map(|etag| etag.trim_matches('"').to_owned());
    let mut verified = false;
    if let (Some(md5), Some(etag)) = (md5, etag.as_deref().filter(|etag| is_md5(etag, headers)))
        && let Ok(md5) = md5.await
    {
        let md5: String = md5.iter().map(|byte| format!("{byte:02x}")).collect();
        if !etag.eq_ignore_ascii_case(&md5) {
            let error =
                refusal::mismatch(etag, &md5).with_request_id(header(headers, "x-obs-request-id")).transient_if(true);
            return Err(Failed { error, may_pass: true, mismatch: true, wish: None });
        }
        verified = true;
    }
    let request_id = header(headers, "x-obs-request-id");
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
    let body = tokio::time::timeout(REASON_TIMEOUT, transport::read_some(answer)).await.unwrap_or_default();
    let obs = ObsError::parse(&body);
    let error = refusal::refused(status, obs, header(&headers, "x-obs-request-id"), sent);
    let error = error.in_doubt_if(status >= 500 && all_handed);
    let wish = retry::wish(&headers, status == 429, error.message(), sent.now);
    let may_pass = retry::upload_may_pass(status, error.code());
    Failed { may_pass, wish, mismatch: false, error: error.transient_if(may_pass) }
}

/// No connection, or one that broke off.
fn broken(error: reqwest::Error, gauge: &Gauge) -> Failed {
    let may_pass = !(error.is_builder() || transport::is_about_tls(&error));
    // What did not get everything keeps nothing.
    let in_doubt = !error.is_connect() && gauge.all_handed();
    let error = transport::communication(error).in_doubt_if(in_doubt);
    if may_pass { Failed::in_passing(error) } else { Failed::for_good(error) }
}

fn late(overdue: Overdue, stall: Duration) -> Error {
    match overdue {
        Overdue::Stalled => {
            let message = format!("the connection has taken nothing for {:.1} s", stall.as_secs_f64());
            Error::new(ErrorKind::Timeout, message).with_advice("check the network; nothing has arrived")
        }
        Overdue::Unanswered => Error::new(ErrorKind::Timeout, "everything was sent, but no answer came in time")
            .in_doubt_if(true)
            .with_advice("send it again: the same upload twice has the same effect"),
    }
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(ToOwned::to_owned)
}

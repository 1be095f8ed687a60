//! Who is calling, attempt by attempt: puts the proof on a request, and finds out what a service_error of it means.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use reqwest::Request;
use reqwest::header::DATE;
use time::OffsetDateTime;
use time::macros::format_description;
use tracing::warn;

use super::ClientState;
use super::attempt::{Cause, Failed};
use super::retry::Execution;
use crate::auth::Credentials;
use crate::auth::doctor::{differences, skew};
use crate::auth::sign::{Signature, encoded_query};
use crate::error::Error;
use crate::operation::Target;

/// How far the service's clock is ahead of this machine's, in seconds, as far as a service_error has told it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Skew(Arc<AtomicI64>);

impl Skew {
    fn seconds(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Set and not added to: calls that went out together all learn the same.
    fn set(&self, seconds: i64) {
        self.0.store(seconds, Ordering::Relaxed);
    }
}

/// This time as the service sees it.
fn corrected(now: SystemTime, seconds: i64) -> SystemTime {
    let by = Duration::from_secs(seconds.unsigned_abs());
    let corrected = if seconds < 0 { now.checked_sub(by) } else { now.checked_add(by) };
    corrected.unwrap_or(now)
}

/// The proof of one call.
pub(super) struct Authenticator<'a> {
    inner: &'a ClientState,
    credentials: Option<Arc<Credentials>>,
    signature: Option<Signature>,
    /// The skew that was reckoned with when it was signed, in seconds.
    skew: i64,
    renewed: bool,
    corrected: bool,
}

impl<'a> Authenticator<'a> {
    pub(super) fn new(inner: &'a ClientState) -> Self {
        Self { inner, credentials: None, signature: None, skew: 0, renewed: false, corrected: false }
    }

    /// The time of the service, as far as it is known.
    fn now(&self) -> SystemTime {
        corrected(self.inner.calls.clock.now(), self.inner.skew.seconds())
    }

    /// Gets credentials, within this time, before there is an attempt.
    pub(super) async fn prepare(&mut self, patience: Duration) -> Result<(), Error> {
        self.credentials = self.inner.identity.current(self.now(), patience).await?;
        Ok(())
    }

    /// Puts the proof on a request.
    pub(super) fn apply(&mut self, request: &mut Request, target: &Target) {
        if let Some(credentials) = &self.credentials {
            self.skew = self.inner.skew.seconds();
            let now = corrected(self.inner.calls.clock.now(), self.skew);
            self.signature = authenticate(request, credentials, self.inner, target, now);
        }
    }

    /// Looks at a failure: notes what is wrong with the proof, and crosses out the secrets. Whether the request may be
    /// sent again at once, with a better proof: each kind of it once a call. A provider has this long to answer.
    pub(super) async fn recover(&mut self, failed: &mut Failed, patience: Duration) -> bool {
        let Some(credentials) = self.credentials.clone() else { return false };
        let corrected = self.diagnose(failed);
        if let Cause::Refused(service_error) = &mut failed.cause {
            service_error.message = credentials.redact(&service_error.message);
            failed.caller = Some(credentials.origin().to_owned());
        }
        failed.diagnosis = failed.diagnosis.take().map(|diagnosis| credentials.redact(&diagnosis));
        if failed.execution() != Execution::NotExecuted {
            return false;
        }
        if corrected {
            return true;
        }
        // The token was refused before its end: its user, or what he may do, has changed.
        let renew = !self.renewed && failed.asks_for_others_than(&credentials);
        self.renewed |= renew;
        if !renew {
            return false;
        }
        match self.inner.identity.other_than(&credentials, self.now(), patience).await {
            Ok(other) => other.is_some(),
            Err(error) => {
                failed.refresh = Some(error);
                false
            }
        }
    }

    /// Notes why a signature was refused. Whether it was the clock, and it is corrected now.
    fn diagnose(&mut self, failed: &mut Failed) -> bool {
        let Some(signature) = self.signature.as_ref().filter(|_| failed.status() == Some(401)) else { return false };
        let Cause::Refused(service_error) = &failed.cause else { return false };
        let date = failed.raw.as_ref().and_then(|raw| raw.headers.get(DATE)?.to_str().ok());
        let signed_at = signature.string_to_sign.lines().nth(1).unwrap_or_default();
        let apart = skew::skew(&service_error.message, date, signed_at).filter(|apart| skew::explains_expiry(*apart));
        let Some(apart) = apart else {
            failed.diagnosis = differences(&signature.canonical_request, service_error.echo());
            return false;
        };
        let said = skew::describe(apart);
        if !std::mem::replace(&mut self.corrected, true) {
            warn!(target: "metastudio_voice", "{said}: corrected for signatures; set the clock");
            self.inner.skew.set(self.skew.saturating_add(apart.whole_seconds()));
            return true;
        }
        failed.diagnosis = Some(said);
        false
    }
}

/// Authenticates the request in its final form: whatever is signed is exactly what is sent. Returns the signature, if
/// there is one.
fn authenticate(
    request: &mut Request,
    credentials: &Credentials,
    inner: &ClientState,
    target: &Target,
    now: SystemTime,
) -> Option<Signature> {
    // `+` and `%20` mean the same to some gateways only: what is sent is encoded as it is signed. Its order is the
    // caller's, which may mean something where one name has several values: the signature sorts a copy.
    if let Some(query) = request.url().query() {
        let encoded = encoded_query(query);
        request.url_mut().set_query((!encoded.is_empty()).then_some(&*encoded));
    }
    let project_id = project_in_path(request.url().path(), target.path()).map(ToOwned::to_owned);
    let project_id = project_id.as_deref().or(inner.project_id.as_deref().map(String::as_str));
    credentials.authenticate(request, project_id, &signing_date(now))
}

/// The project that a call is about, which is not the client's when the caller set another.
fn project_in_path<'a>(path: &'a str, template: &str) -> Option<&'a str> {
    let mut braces = template.match_indices('{');
    let behind = braces.find_map(|(at, _)| template.get(at..)?.strip_prefix("{project_id}"))?;
    // From the end, because the endpoint may have a path of its own in front.
    let mut end = path.len();
    for _ in 0..behind.bytes().filter(|byte| *byte == b'/').count() {
        end = path.as_bytes().get(..end)?.iter().rposition(|byte| *byte == b'/')?;
    }
    path.get(..end)?.rsplit('/').next()
}

/// The time as a signature has it. A clock beyond all years shows the first second of Unix time.
fn signing_date(now: SystemTime) -> String {
    let seconds = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    let now = i64::try_from(seconds).ok().and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    let now = now.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    now.format(format_description!("[year][month][day]T[hour][minute][second]Z")).unwrap_or_default()
}

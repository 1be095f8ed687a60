//! Authenticates the attempts of a call, and recovers once from a wrong clock or from credentials that were refused
//! before they expired.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use reqwest::Request;
use reqwest::header::DATE;
use time::OffsetDateTime;
use time::macros::format_description;
use tracing::warn;

use super::attempt::{Cause, Failed};
use super::retry::Execution;
use crate::auth::sign::{Signature, encoded_query};
use crate::auth::{Credentials, Identity, clock_skew, mismatch};
use crate::clock::Clock;
use crate::error::Error;
use crate::operation::Target;
use crate::types::ProjectId;

/// The seconds by which the service's clock is ahead of this machine's, as far as a refusal has shown it.
#[derive(Clone, Debug, Default)]
struct Skew(Arc<AtomicI64>);

impl Skew {
    fn seconds(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Sets it, and does not add to it: calls that went out together all learn the same.
    fn set(&self, seconds: i64) {
        self.0.store(seconds, Ordering::Relaxed);
    }
}

/// Returns this time by the clock of the service.
fn corrected(now: SystemTime, seconds: i64) -> SystemTime {
    let by = Duration::from_secs(seconds.unsigned_abs());
    let corrected = if seconds < 0 { now.checked_sub(by) } else { now.checked_add(by) };
    corrected.unwrap_or(now)
}

/// The project of a client's calls.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    pub(crate) id: ProjectId,
    pub(crate) origin: ProjectOrigin,
}

/// Where the id of a project comes from.
#[derive(Clone, Debug)]
pub(crate) enum ProjectOrigin {
    Builder,
    /// A variable with this name.
    Variable(&'static str),
    /// The credentials with this origin.
    Credentials(String),
    /// IAM, for this region.
    Iam(String),
}

impl fmt::Display for ProjectOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Builder => f.write_str("from the builder"),
            Self::Variable(name) => write!(f, "from {name}"),
            Self::Credentials(origin) => write!(f, "of the credentials {origin}"),
            Self::Iam(region) => write!(f, "from IAM, for the region {region}"),
        }
    }
}

impl Project {
    /// Returns who has called, for an error: the origin of the credentials, and the variable that has named the project,
    /// because it may be set for other credentials.
    pub(crate) fn caller(&self, credentials: &str) -> String {
        match &self.origin {
            ProjectOrigin::Variable(_) => format!("{credentials}, project id {}", self.origin),
            ProjectOrigin::Builder | ProjectOrigin::Credentials(_) | ProjectOrigin::Iam(_) => credentials.to_owned(),
        }
    }
}

/// What authenticates the calls of a client.
#[derive(Clone, Debug)]
pub(crate) struct Authentication {
    identity: Identity,
    project: Option<Project>,
    /// All clones of the client learn it together.
    skew: Skew,
}

impl Authentication {
    pub(crate) fn new(identity: Identity, project: Option<Project>) -> Self {
        Self { identity, project, skew: Skew::default() }
    }

    /// Returns the project of the client's calls, unless a call sets another.
    pub(crate) fn project(&self) -> Option<&Project> {
        self.project.as_ref()
    }

    /// Returns the credentials of the next call, which it fetches if there are none, within this time limit.
    pub(crate) async fn credentials(
        &self,
        now: SystemTime,
        timeout: Duration,
    ) -> Result<Option<Arc<Credentials>>, Error> {
        self.identity.current(now, timeout).await
    }
}

/// Authenticates the attempts of one call.
pub(super) struct Authenticator<'a> {
    client: &'a Authentication,
    clock: &'a dyn Clock,
    credentials: Option<Arc<Credentials>>,
    signature: Option<Signature>,
    /// The client's project, if the request is for it.
    project: Option<&'a Project>,
    /// The skew, in seconds, that the signature allows for.
    skew: i64,
    /// Whether the call has already asked for other credentials.
    has_refreshed: bool,
    /// Whether the call has already corrected the clock.
    has_corrected: bool,
}

impl<'a> Authenticator<'a> {
    pub(super) fn new(client: &'a Authentication, clock: &'a dyn Clock) -> Self {
        let (credentials, signature, project) = (None, None, None);
        Self { client, clock, credentials, signature, project, skew: 0, has_refreshed: false, has_corrected: false }
    }

    /// Returns the time by the clock of the service, as far as it is known.
    fn now(&self) -> SystemTime {
        corrected(self.clock.now(), self.client.skew.seconds())
    }

    /// Gets credentials, within this time, before there is an attempt.
    pub(super) async fn prepare(&mut self, patience: Duration) -> Result<(), Error> {
        self.credentials = self.client.identity.current(self.now(), patience).await?;
        Ok(())
    }

    /// Applies the credentials to a request, in its final form: the signature covers exactly what is sent.
    pub(super) fn apply(&mut self, request: &mut Request, target: &Target) {
        let Some(credentials) = &self.credentials else { return };
        // `+` and `%20` mean the same only to some gateways, so the query is sent in the encoding that is signed. Its
        // order stays the caller's, which may matter if one name has several values: the signature sorts a copy.
        if let Some(query) = request.url().query() {
            let encoded = encoded_query(query);
            request.url_mut().set_query((!encoded.is_empty()).then_some(&*encoded));
        }
        let project_id = project_in_path(request.url().path(), target.path()).map(ToOwned::to_owned);
        let client: &'a Authentication = self.client;
        let of_client = client.project().map(|project| project.id.as_str());
        let project_id = project_id.as_deref().or(of_client);
        self.project = client.project().filter(|_| project_id == of_client);
        self.skew = self.client.skew.seconds();
        let date = signing_date(corrected(self.clock.now(), self.skew));
        self.signature = credentials.authenticate(request, project_id, &date);
    }

    /// Diagnoses a failure, and removes the secrets from its texts. Returns whether the request may be sent again at
    /// once: with a corrected clock, or with other credentials, each once in a call. A provider has this long to
    /// respond.
    pub(super) async fn recover(&mut self, failed: &mut Failed, patience: Duration) -> bool {
        let Some(credentials) = self.credentials.clone() else { return false };
        let is_corrected = self.diagnose(failed);
        if let Cause::Refused(service_error) = &mut failed.cause {
            service_error.message = credentials.redact(&service_error.message);
            let origin = credentials.origin();
            failed.caller = Some(self.project.map_or_else(|| origin.to_owned(), |project| project.caller(origin)));
        }
        failed.diagnosis = failed.diagnosis.take().map(|diagnosis| credentials.redact(&diagnosis));
        if failed.execution() != Execution::NotExecuted {
            return false;
        }
        if is_corrected {
            return true;
        }
        // A token that is refused before it expires: its user, or the user's permissions, have changed.
        if self.has_refreshed || !failed.may_need_other_credentials(&credentials) {
            return false;
        }
        self.has_refreshed = true;
        match self.client.identity.other_than(&credentials, self.now(), patience).await {
            Ok(other) => other.is_some(),
            Err(error) => {
                failed.refresh = Some(error);
                false
            }
        }
    }

    /// Notes why a signature was refused. Returns whether the reason was the clock, which is corrected now.
    fn diagnose(&mut self, failed: &mut Failed) -> bool {
        let Some(signature) = self.signature.as_ref().filter(|_| failed.status() == Some(401)) else { return false };
        let Cause::Refused(service_error) = &failed.cause else { return false };
        let date = failed.raw.as_ref().and_then(|raw| raw.headers().get(DATE)?.to_str().ok());
        let signed_at = signature.string_to_sign.lines().nth(1).unwrap_or_default();
        let apart = clock_skew::skew(&service_error.message, date, signed_at);
        let Some(apart) = apart.filter(|apart| clock_skew::explains_expiry(*apart)) else {
            failed.diagnosis = mismatch::first_difference(&signature.canonical_request, service_error.echo());
            return false;
        };
        let description = clock_skew::describe(apart);
        if !std::mem::replace(&mut self.has_corrected, true) {
            warn!(target: "metastudio_voice", "{description}: corrected for signatures; set the clock");
            self.client.skew.set(self.skew.saturating_add(apart.whole_seconds()));
            return true;
        }
        failed.diagnosis = Some(description);
        false
    }
}

/// Returns the project in the path of a call, which is not the client's if the caller has set another.
fn project_in_path<'a>(path: &'a str, template: &str) -> Option<&'a str> {
    let mut braces = template.match_indices('{');
    let behind = braces.find_map(|(at, _)| template.get(at..)?.strip_prefix("{project_id}"))?;
    // Counted from the end, because the endpoint may have a path of its own in front.
    let mut end = path.len();
    for _ in 0..behind.bytes().filter(|byte| *byte == b'/').count() {
        end = path.as_bytes().get(..end)?.iter().rposition(|byte| *byte == b'/')?;
    }
    path.get(..end)?.rsplit('/').next()
}

/// Writes the time as a signature has it. A clock beyond all years shows the first second of Unix time.
fn signing_date(now: SystemTime) -> String {
    let seconds = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    let now = i64::try_from(seconds).ok().and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    let now = now.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    now.format(format_description!("[year][month][day]T[hour][minute][second]Z")).unwrap_or_default()
}

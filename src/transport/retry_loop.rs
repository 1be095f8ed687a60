//! From a request to its response: as many attempts as the operation allows and the policy wants, within the time limit.
//!
//! The rules:
//! - One limit of time holds for all of a call: getting credentials, waiting for its turn, attempts, pauses. What waits
//!   before a request that must not be repeated leaves it enough of that time to be answered.
//! - A success that cannot be read (JSON that breaks off, a web page) counts as a failed attempt. A call that reads is
//!   tried again like after a 502; one that changes something is in doubt, and never repeated because of it.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use reqwest::Request;
use reqwest::header::USER_AGENT;
use tracing::Instrument;

use super::attempt::{Answer, Cause, Failed, attempt};
use super::authenticate::Authenticator;
use super::rate_limit::{Limiter, RateLimits, Turn};
use super::retry::{
    Backoff, Execution, Failure, LONGEST_OUTAGE, LONGEST_WAIT, RetryBudget, RetryPolicy, TokenBucket, is_safe_to_retry,
    retry_after,
};
use super::{ClientState, trace as spans};
use crate::clock::{Clock, SystemClock};
use crate::error::{Error, ErrorKind, GiveUpReason};
use crate::operation::{Idempotency, Target};

/// The longest that one call may take, unless the builder says otherwise.
const TIMEOUT: Duration = Duration::from_secs(90);
/// The longest that one attempt may take when another could follow.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);

/// The settings, which all clones of a client share.
#[derive(Clone, Debug)]
pub(crate) struct CallSettings {
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) policy: Arc<dyn RetryPolicy>,
    pub(crate) budget: Arc<dyn RetryBudget>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) rate_limits: Option<Arc<RateLimits>>,
    /// Whether the HTTP client is one that a caller had a hand in, and may have a time limit of its own.
    pub(crate) foreign_http: bool,
}

impl CallSettings {
    /// The pause before another attempt that would do no harm, or why there is none. Without a time limit, as an upload
    /// has none, only policy and budget count, and that the service does not ask for too long a wait.
    pub(crate) fn pause(&self, failure: &Failure<'_>, limit: Option<Duration>) -> Result<Duration, GiveUpReason> {
        if let Some(asked) = failure.retry_after.filter(|asked| *asked > LONGEST_WAIT) {
            return Err(GiveUpReason::AskedToWait {
                asked,
                limit: LONGEST_WAIT,
                is_transient: asked <= LONGEST_OUTAGE,
            });
        }
        let pause = self.policy.pause(failure).ok_or(GiveUpReason::Policy)?;
        if limit.is_some_and(|limit| failure.elapsed.saturating_add(pause) >= limit) {
            return Err(GiveUpReason::Deadline);
        }
        if self.budget.withdraw() { Ok(pause) } else { Err(GiveUpReason::Budget) }
    }
}

impl Default for CallSettings {
    fn default() -> Self {
        Self {
            timeout: TIMEOUT,
            attempt_timeout: ATTEMPT_TIMEOUT,
            policy: Arc::new(Backoff::new()),
            budget: Arc::new(TokenBucket::default()),
            clock: Arc::new(SystemClock::new()),
            rate_limits: None,
            foreign_http: false,
        }
    }
}

/// What is made of a response that is not an error. An error of it counts as one of the attempt.
pub(super) type Take<'a> = dyn FnMut(Answer) -> Result<(), Error> + Send + 'a;

/// What a call took, whatever became of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CallStats {
    /// How often the request was sent.
    pub(super) attempts: u32,
    /// Whether an attempt without a telling answer may have had its effect.
    pub(super) in_doubt: bool,
    /// Why there was no further attempt although it would have been allowed.
    pub(super) give_up: Option<GiveUpReason>,
}

/// Sends a request until its response can be taken, or another attempt is out of the question.
pub(super) async fn send_with_retries(
    http: &reqwest::Client,
    inner: &ClientState,
    target: &Target,
    streamed: bool,
    mut request: Request,
    stats: &mut CallStats,
    take: &mut Take<'_>,
) -> Result<(), Failed> {
    let settings = &*inner.calls;
    let limiter = settings.rate_limits.as_ref().and_then(|limits| limits.of(target));
    let started = settings.clock.elapsed();
    let elapsed = || settings.clock.elapsed().saturating_sub(started);
    let mut proof = Authenticator::new(inner);
    loop {
        let turn = match &limiter {
            Some(limiter) => Some(turn(limiter, settings, patience(settings, target, elapsed()), &elapsed).await?),
            None => None,
        };
        let prepared = proof.prepare(patience(settings, target, elapsed())).await;
        prepared.map_err(|error| Failed::because_of(Cause::NotSent(error)))?;
        let limit = time_limit(settings, target, elapsed());
        if limit.is_zero() {
            return Err(Failed::because_of(Cause::NotSent(late(settings, "no time was left to send it within"))));
        }
        stats.attempts += 1;
        let again = request.try_clone();
        proof.apply(&mut request, target);
        request.headers_mut().insert(USER_AGENT, inner.user_agent.clone());
        if settings.foreign_http && !streamed {
            // A limit of that client's own must not come first.
            *request.timeout_mut() = Some(limit.saturating_add(Duration::from_secs(1)));
        }
        let span = spans::attempt(&request, target, stats.attempts);
        let outcome = pin!(attempt(http, request, streamed, limit)).instrument(span.clone()).await;
        drop(turn);
        let mut failed = match outcome {
            Ok(answer) => {
                spans::answered(&span, &answer);
                match take(answer) {
                    Ok(()) => {
                        if stats.attempts == 1 {
                            settings.budget.deposit();
                        }
                        return Ok(());
                    }
                    Err(error) => Failed::because_of(Cause::Unreadable(error)),
                }
            }
            Err(failed) => failed,
        };
        let mended = proof.recover(&mut failed, settings.timeout.saturating_sub(elapsed())).await;
        stats.in_doubt |= failed.execution() == Execution::Unknown && target.changes();
        spans::failed(&span, &failed);
        drop(span);
        if mended && let Some(same) = again {
            request = same;
            continue;
        }
        match next(settings, target, stats, started, &failed) {
            Ok(pause) => {
                spans::retrying(stats.attempts, pause);
                settings.clock.sleep(pause).await;
            }
            Err(stop) => {
                stats.give_up = stop;
                return Err(failed);
            }
        }
        match again {
            Some(same) => request = same,
            // A body that can be read once only; none of ours is.
            None => return Err(failed),
        }
    }
}

/// How long may be waited before an attempt. One that must not be repeated is left the time of an attempt, or half of all:
/// if it were sent with less, it would be in doubt for no reason.
fn patience(settings: &CallSettings, target: &Target, elapsed: Duration) -> Duration {
    let reserve = match is_safe_to_retry(target.idempotency(), Execution::Unknown) {
        true => Duration::ZERO,
        false => settings.attempt_timeout.min(settings.timeout / 2),
    };
    settings.timeout.saturating_sub(reserve).saturating_sub(elapsed)
}

/// Waits for a turn, within this time.
async fn turn(
    limiter: &Arc<Limiter>,
    settings: &CallSettings,
    patience: Duration,
    elapsed: &(impl Fn() -> Duration + Sync),
) -> Result<Turn, Failed> {
    let before = elapsed();
    match tokio::time::timeout(patience, Arc::clone(limiter).turn(&settings.clock)).await {
        // By the client's clock as well, on which pauses may take no time.
        Ok(turn) if elapsed().saturating_sub(before) <= patience => Ok(turn),
        _ => Err(Failed::because_of(Cause::NotSent(late(settings, "the call's turn has not come within")))),
    }
}

/// The time of the call is over before anything was sent.
fn late(settings: &CallSettings, what: &str) -> Error {
    let message = format!("{what} the {:.1} s of the call", settings.timeout.as_secs_f64());
    let advice = "make fewer calls at a time, or give them more time (ClientBuilder::timeout)";
    Error::new(ErrorKind::Timeout, message).with_advice(advice)
}

/// How long the attempt may take: one that no other can follow has all the time that is left.
fn time_limit(settings: &CallSettings, target: &Target, elapsed: Duration) -> Duration {
    let left = settings.timeout.saturating_sub(elapsed);
    match is_safe_to_retry(target.idempotency(), Execution::Unknown) {
        true => left.min(settings.attempt_timeout),
        false => left,
    }
}

/// The pause before the next attempt, or why there is none.
fn next(
    settings: &CallSettings,
    target: &Target,
    stats: &CallStats,
    started: Duration,
    failed: &Failed,
) -> Result<Duration, Option<GiveUpReason>> {
    let execution = failed.execution();
    // What was carried out is not done once more for the sake of its response, unless it only reads.
    let settled = matches!(failed.cause, Cause::Unreadable(_)) && target.idempotency() != Idempotency::Safe;
    if settled || !failed.is_transient() || !is_safe_to_retry(target.idempotency(), execution) {
        return Err(None);
    }
    let name = target.name();
    let failure = Failure {
        operation: &name,
        idempotency: target.idempotency(),
        attempt: stats.attempts,
        elapsed: settings.clock.elapsed().saturating_sub(started),
        status: failed.status(),
        code: failed.code(),
        execution,
        retry_after: failed.retry_after(settings.clock.now()),
    };
    Ok(settings.pause(&failure, Some(settings.timeout))?)
}

impl Failed {
    fn retry_after(&self, now: SystemTime) -> Option<Duration> {
        let raw = self.raw.as_ref()?;
        let message = match &self.cause {
            Cause::Refused(service_error) => service_error.message.as_str(),
            _ => "",
        };
        retry_after(&raw.headers, self.classification().is_throttled, message, now)
    }
}

//! From a request to its response: as many attempts as the operation allows and the policy asks for, within the time
//! limit.
//!
//! The rules:
//! - One time limit holds for the whole call: getting credentials, waiting for its turn, attempts, pauses. The waits
//!   before a request that must not be repeated leave it enough of that time to get a response.
//! - A success that cannot be read (JSON that breaks off, a web page) counts as a failed attempt. The client retries a
//!   call that only reads, as after a 502. A call that changes something is in doubt then, and is never repeated
//!   because of it.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use reqwest::Request;
use reqwest::header::{HeaderValue, USER_AGENT};
use tracing::Instrument;

use super::attempt::{Cause, Failed, Received, attempt};
use super::authenticate::{Authentication, Authenticator};
use super::rate_limit::{Limiter, RateLimits, Turn};
use super::retry::{
    Backoff, CallStats, Execution, Failure, LONGEST_OUTAGE, LONGEST_WAIT, RetryBudget, RetryPolicy, TokenBucket,
    is_safe_to_retry, retry_after,
};
use super::trace;
use crate::clock::{Clock, SystemClock};
use crate::error::{Error, ErrorKind, GiveUpReason};
use crate::operation::{Idempotency, Target};

/// The default limit for one call.
const TIMEOUT: Duration = Duration::from_secs(90);
/// The default limit for one attempt that another may follow.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);

/// The settings of a client's calls, which all its clones share.
#[derive(Clone, Debug)]
pub(crate) struct CallSettings {
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) policy: Arc<dyn RetryPolicy>,
    pub(crate) budget: Arc<dyn RetryBudget>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) rate_limits: Option<Arc<RateLimits>>,
}

impl CallSettings {
    /// Returns the pause before another attempt that would be safe, or why there is none. An upload has no time limit:
    /// only the policy, the budget and the longest wait that the service may ask for count.
    pub(crate) fn pause(&self, failure: &Failure<'_>, limit: Option<Duration>) -> Result<Duration, GiveUpReason> {
        if let Some(asked) = failure.retry_after.filter(|asked| *asked > LONGEST_WAIT) {
            let is_transient = asked <= LONGEST_OUTAGE;
            return Err(GiveUpReason::RetryAfter { asked, limit: LONGEST_WAIT, is_transient });
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
        }
    }
}

/// The part of a client that its calls use.
#[derive(Clone)]
pub(crate) struct CallContext {
    pub(crate) authentication: Authentication,
    pub(crate) user_agent: HeaderValue,
    pub(crate) settings: Arc<CallSettings>,
}

/// Takes a response that is not an error. If it returns an error, the attempt has failed.
pub(super) type Take<'a> = dyn FnMut(Received) -> Result<(), Error> + Send + 'a;

/// Sends a request until its response is taken, or no further attempt is allowed.
pub(super) async fn send_with_retries(
    http: &reqwest::Client,
    context: &CallContext,
    target: &Target,
    streamed: bool,
    mut request: Request,
    stats: &mut CallStats,
    take: &mut Take<'_>,
) -> Result<(), Failed> {
    let settings = &*context.settings;
    let limiter = settings.rate_limits.as_ref().and_then(|limits| limits.of(target));
    let started = settings.clock.elapsed();
    let elapsed = || settings.clock.elapsed().saturating_sub(started);
    let mut authenticator = Authenticator::new(&context.authentication, &*settings.clock);
    loop {
        let turn = match &limiter {
            Some(limiter) => Some(turn(limiter, settings, patience(settings, target, elapsed()), &elapsed).await?),
            None => None,
        };
        let prepared = authenticator.prepare(patience(settings, target, elapsed())).await;
        prepared.map_err(|error| Failed::because_of(Cause::NotSent(error)))?;
        let limit = time_limit(settings, target, elapsed());
        if limit.is_zero() {
            return Err(Failed::because_of(Cause::NotSent(late(settings, "no time was left to send it within"))));
        }
        stats.attempts += 1;
        let again = request.try_clone();
        authenticator.apply(&mut request, target);
        request.headers_mut().insert(USER_AGENT, context.user_agent.clone());
        let span = trace::attempt(&request, target, stats.attempts);
        let outcome = pin!(attempt(http, request, streamed, limit)).instrument(span.clone()).await;
        drop(turn);
        let mut failed = match outcome {
            Ok(received) => {
                trace::received(&span, &received);
                match take(received) {
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
        let recovered = authenticator.recover(&mut failed, settings.timeout.saturating_sub(elapsed())).await;
        stats.in_doubt |= failed.execution() == Execution::Unknown && target.changes();
        trace::attempt_failed(&span, &failed);
        drop(span);
        if recovered && let Some(same) = again {
            request = same;
            continue;
        }
        match next(settings, target, stats, started, &failed) {
            Ok(pause) => {
                trace::retrying(stats.attempts, pause);
                settings.clock.sleep(pause).await;
            }
            Err(reason) => {
                stats.give_up = reason;
                return Err(failed);
            }
        }
        match again {
            Some(same) => request = same,
            // The body can be read only once; none of ours is such a body.
            None => return Err(failed),
        }
    }
}

/// Returns how long the call may wait before an attempt. An attempt that must not be repeated keeps the time of one
/// attempt, or half of the whole: sent with less, it would be in doubt for no reason.
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
        // The client's clock counts as well: on it, pauses may take no real time.
        Ok(turn) if elapsed().saturating_sub(before) <= patience => Ok(turn),
        _ => Err(Failed::because_of(Cause::NotSent(late(settings, "the call's turn did not come within")))),
    }
}

/// Returns the error for a call whose time is over before anything was sent.
fn late(settings: &CallSettings, what: &str) -> Error {
    let message = format!("{what} the {:.1} s of the call", settings.timeout.as_secs_f64());
    let advice = "make fewer calls at a time, or give them more time (ClientBuilder::timeout)";
    Error::new(ErrorKind::Timeout, message).with_advice(advice)
}

/// Returns how long the attempt may take. An attempt that no other can follow has all the time that is left.
fn time_limit(settings: &CallSettings, target: &Target, elapsed: Duration) -> Duration {
    let left = settings.timeout.saturating_sub(elapsed);
    match is_safe_to_retry(target.idempotency(), Execution::Unknown) {
        true => left.min(settings.attempt_timeout),
        false => left,
    }
}

/// Returns the pause before the next attempt, or why there is none; no reason if another attempt is not allowed.
fn next(
    settings: &CallSettings,
    target: &Target,
    stats: &CallStats,
    started: Duration,
    failed: &Failed,
) -> Result<Duration, Option<GiveUpReason>> {
    let execution = failed.execution();
    // A request that was executed is not repeated for the sake of its response, unless it only reads.
    let is_executed = matches!(failed.cause, Cause::Unreadable(_)) && target.idempotency() != Idempotency::Safe;
    if is_executed || !failed.is_transient() || !is_safe_to_retry(target.idempotency(), execution) {
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
        retry_after: asked_to_wait(failed, settings.clock.now()),
    };
    Ok(settings.pause(&failure, Some(settings.timeout))?)
}

fn asked_to_wait(failed: &Failed, now: SystemTime) -> Option<Duration> {
    let raw = failed.raw.as_ref()?;
    let message = match &failed.cause {
        Cause::Refused(service_error) => service_error.message.as_str(),
        _ => "",
    };
    retry_after(raw.headers(), failed.classification().is_throttled, message, now)
}

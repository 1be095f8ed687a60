//! From a request to its answer: as many attempts as the operation allows and the policy wants, within the time limit.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use reqwest::Request;
use reqwest::header::USER_AGENT;
use tracing::Instrument;

use super::attempt::{Answer, Cause, Failed, attempt};
use super::operation::Target;
use super::proof::Proof;
use super::retry::{Effect, Failure, Stop, permits, wish};
use super::{CallSettings, Error, Inner, spans};

/// What a call took, whatever became of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Effort {
    /// How often the request was sent.
    pub(super) attempts: u32,
    /// Whether an attempt without a telling answer may have had its effect.
    pub(super) in_doubt: bool,
    /// Why there was no further attempt although it would have been allowed.
    pub(super) stop: Option<Stop>,
}

/// Sends a request until it is answered, or another attempt is out of the question.
pub(super) async fn deliver(
    http: &reqwest::Client,
    inner: &Inner,
    target: &Target,
    streamed: bool,
    mut request: Request,
    effort: &mut Effort,
) -> Result<Answer, Failed> {
    let settings = &*inner.calls;
    let limiter = settings.rate_limits.as_ref().and_then(|limits| limits.of(target));
    let mut started = settings.clock.elapsed();
    let mut elapsed = Duration::ZERO;
    let mut proof = Proof::new(inner);
    loop {
        // Waiting in one's own queue is not held against the call.
        let turn = match &limiter {
            Some(limiter) => {
                let before = settings.clock.elapsed();
                let turn = Arc::clone(limiter).turn(&settings.clock).await;
                started += settings.clock.elapsed().saturating_sub(before);
                Some(turn)
            }
            None => None,
        };
        let patience = settings.timeout.saturating_sub(elapsed);
        proof.prepare(patience).await.map_err(Failed::without_credentials)?;
        effort.attempts += 1;
        let again = request.try_clone();
        proof.put_on(&mut request, target);
        let limit = time_limit(settings, target, elapsed);
        request.headers_mut().insert(USER_AGENT, inner.user_agent.clone());
        if settings.foreign_http && !streamed {
            // A limit of that client's own must not come first.
            *request.timeout_mut() = Some(limit.saturating_add(Duration::from_secs(1)));
        }
        let span = spans::attempt(&request, target, effort.attempts);
        let outcome = pin!(attempt(http, request, streamed, limit)).instrument(span.clone()).await;
        drop(turn);
        let mut failed = match outcome {
            Ok(answer) => {
                if effort.attempts == 1 {
                    settings.budget.deposit();
                }
                spans::answered(&span, &answer);
                return Ok(answer);
            }
            Err(failed) => failed,
        };
        elapsed = settings.clock.elapsed().saturating_sub(started);
        let mended = proof.is_mended(&mut failed, settings.timeout.saturating_sub(elapsed)).await;
        effort.in_doubt |= failed.effect() == Effect::Unknown && target.changes();
        spans::failed(&span, &failed);
        drop(span);
        if mended && let Some(same) = again {
            elapsed = settings.clock.elapsed().saturating_sub(started);
            request = same;
            continue;
        }
        match next(settings, target, effort, started, &failed) {
            Ok(pause) => {
                spans::retrying(effort.attempts, pause);
                settings.clock.sleep(pause).await;
                elapsed = settings.clock.elapsed().saturating_sub(started);
            }
            Err(stop) => {
                effort.stop = stop;
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

/// How long the attempt may take: one that no other can follow has all the time that is left.
fn time_limit(settings: &CallSettings, target: &Target, elapsed: Duration) -> Duration {
    let left = settings.timeout.saturating_sub(elapsed);
    match permits(target.idempotency(), Effect::Unknown) {
        true => left.min(settings.attempt_timeout),
        false => left,
    }
}

/// The pause before the next attempt, or why there is none.
fn next(
    settings: &CallSettings,
    target: &Target,
    effort: &Effort,
    started: Duration,
    failed: &Failed,
) -> Result<Duration, Option<Stop>> {
    let effect = failed.effect();
    if !failed.may_pass() || !permits(target.idempotency(), effect) {
        return Err(None);
    }
    let name = target.name();
    let failure = Failure {
        operation: &name,
        idempotency: target.idempotency(),
        attempt: effort.attempts,
        elapsed: settings.clock.elapsed().saturating_sub(started),
        status: failed.status(),
        code: failed.code(),
        effect,
        wish: failed.wish(settings.clock.now()),
    };
    Ok(settings.pause(&failure, Some(settings.timeout))?)
}

impl Failed {
    fn without_credentials(error: Error) -> Self {
        Self { cause: Cause::NoCredentials(error), raw: None, diagnosis: None }
    }

    fn wish(&self, now: SystemTime) -> Option<Duration> {
        let raw = self.raw.as_ref()?;
        let message = match &self.cause {
            Cause::Refused(refusal) => refusal.message.as_str(),
            _ => "",
        };
        wish(&raw.headers, self.throttled(), message, now)
    }
}

//! One call of an operation, from its request to its result, and how its attempts are made.
//!
//! The rule: one time limit holds for the whole call: getting credentials, waiting for its turn, attempts, pauses. The
//! waits before a request that must not be repeated leave it enough of that time to get a response.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use progenitor_client::{ByteStream, ClientInfo};
use reqwest::Request;
use reqwest::header::{HeaderValue, USER_AGENT};
use serde::de::DeserializeOwned;
use tokio::time::Instant;
use tracing::Instrument;

use super::attempt::{Cause, Failed, Received, attempt};
use super::authenticate::{Authentication, Authenticator};
use super::rate_limit::{Limiter, RateLimits, Turn};
use super::retry::{Attempts, Execution, Facts, Next, RetrySettings, Stats, is_safe_to_retry, send_with_retries};
use super::{failure, trace};
use crate::Client;
use crate::drift::{Exchange, Observers};
use crate::error::{Error, ErrorKind};
use crate::operation::{Idempotency, Operation, Target};
use crate::response::{RawResponse, Response};

/// The default limit for one call.
const TIMEOUT: Duration = Duration::from_secs(90);
/// The default limit for one attempt that another may follow.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);

/// The part of a client that its calls use.
#[derive(Clone)]
pub(crate) struct CallContext {
    pub(crate) authentication: Authentication,
    pub(crate) user_agent: HeaderValue,
    pub(crate) settings: Arc<CallSettings>,
}

/// The settings of a client's calls, which all its clones share.
#[derive(Clone, Debug)]
pub(crate) struct CallSettings {
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) retry: RetrySettings,
    pub(crate) rate_limits: Option<Arc<RateLimits>>,
    pub(crate) observers: Observers,
}

impl Default for CallSettings {
    fn default() -> Self {
        Self {
            timeout: TIMEOUT,
            attempt_timeout: ATTEMPT_TIMEOUT,
            retry: RetrySettings::default(),
            rate_limits: None,
            observers: Observers::default(),
        }
    }
}

/// The request that the generated code makes from the arguments, and the client that is to send it.
type Made<'a> = Result<(&'a Client, Request), progenitor_client::Error>;

/// Executes a generated call whose response is JSON.
pub(crate) async fn call<T: DeserializeOwned + Send>(
    operation: &'static Operation,
    made: Made<'_>,
) -> Result<Response<T>, Error> {
    execute(Target::Documented(operation), made.map_err(failure::not_sent), false, json).await
}

/// Executes a generated call whose response has no body.
#[allow(dead_code, reason = "a spec may have no such response")]
pub(crate) async fn call_empty(operation: &'static Operation, made: Made<'_>) -> Result<Response<()>, Error> {
    execute(Target::Documented(operation), made.map_err(failure::not_sent), false, empty).await
}

/// Executes a generated call whose response is a stream of bytes.
#[allow(dead_code, reason = "a spec may have no such response")]
pub(crate) async fn call_streamed(
    operation: &'static Operation,
    made: Made<'_>,
) -> Result<Response<ByteStream>, Error> {
    execute(Target::Documented(operation), made.map_err(failure::not_sent), true, stream).await
}

/// Reads the value of a call from a response that is not an error.
pub(super) type Read<T> = fn(&Target, Received) -> Result<(T, RawResponse), Error>;

/// Sends a request, and returns its response, or an error that says everything about the call.
pub(super) async fn execute<T: Send>(
    target: Target,
    made: Result<(&Client, Request), Error>,
    streamed: bool,
    read: Read<T>,
) -> Result<Response<T>, Error> {
    let started = Instant::now();
    let span = trace::call(&target);
    let mut stats = Stats::default();
    let outcome = match made {
        Ok((client, request)) => {
            let mut value = None;
            let mut take = |received| {
                value = Some(read(&target, received)?);
                Ok(())
            };
            let sent = {
                let context = &client.inner().calls;
                let (retry, limit) = (&context.settings.retry, Some(context.settings.timeout));
                let mut call = CallAttempts::new(client.client(), context, &target, streamed, request, &mut take);
                // Pinned in place: wrapping it would move it, and it is large.
                pin!(send_with_retries(&mut call, retry, limit, &mut stats)).instrument(span.clone()).await
            };
            match (sent, value) {
                (Ok(()), Some(value)) => Ok(value),
                (Ok(()), None) => unreachable!("a call that succeeds has taken its response"),
                (Err(failed), _) => Err(failure::failed(&target, failed, &stats)),
            }
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok((value, raw)) => {
            trace::call_succeeded(&span, &raw, &stats);
            Ok(Response::new(value, raw, stats.attempts, started.elapsed()))
        }
        Err(error) => {
            let error = with_stats(error.with_operation_if_none(target.name()), &stats, started.elapsed());
            trace::call_failed(&span, &error);
            Err(error)
        }
    }
}

/// Adds what the call took, and whether it is in doubt.
fn with_stats(error: Error, stats: &Stats, elapsed: Duration) -> Error {
    let error = error.in_doubt_if(stats.in_doubt);
    let error = match stats.give_up {
        Some(reason) => error.with_give_up_reason(reason),
        None => error,
    };
    if stats.attempts > 0 { error.with_attempts(stats.attempts, elapsed) } else { error }
}

/// Takes a response that is not an error. If it returns an error, the attempt has failed.
type Take<'a> = dyn FnMut(Received) -> Result<(), Error> + Send + 'a;

/// The attempts of one call.
struct CallAttempts<'a> {
    http: &'a reqwest::Client,
    context: &'a CallContext,
    target: &'a Target,
    streamed: bool,
    /// The request of the next attempt. There is none after the first if its body can be read only once.
    request: Option<Request>,
    limiter: Option<Arc<Limiter>>,
    authenticator: Authenticator<'a>,
    take: &'a mut Take<'a>,
}

impl<'a> CallAttempts<'a> {
    fn new(
        http: &'a reqwest::Client,
        context: &'a CallContext,
        target: &'a Target,
        streamed: bool,
        request: Request,
        take: &'a mut Take<'a>,
    ) -> Self {
        let limiter = context.settings.rate_limits.as_ref().and_then(|limits| limits.of(target));
        let authenticator = Authenticator::new(&context.authentication, &*context.settings.retry.clock);
        Self { http, context, target, streamed, request: Some(request), limiter, authenticator, take }
    }

    /// Returns the time that is left of the call's limit.
    fn left(&self, stats: &Stats) -> Duration {
        let settings = &self.context.settings;
        settings.timeout.saturating_sub(stats.elapsed(&*settings.retry.clock))
    }

    /// Returns whether another attempt may follow one without a response.
    fn is_repeatable(&self) -> bool {
        is_safe_to_retry(self.target.idempotency(), Execution::Unknown)
    }

    /// Returns how long the call may wait before an attempt. An attempt that must not be repeated keeps the time of one
    /// attempt, or half of the whole: sent with less, it would be in doubt for no reason.
    fn patience(&self, stats: &Stats) -> Duration {
        let CallSettings { timeout, attempt_timeout, .. } = *self.context.settings;
        let reserve = if self.is_repeatable() { Duration::ZERO } else { attempt_timeout.min(timeout / 2) };
        self.left(stats).saturating_sub(reserve)
    }

    /// Waits for a turn if there is a rate limit, as long as the call may wait.
    async fn turn(&mut self, stats: &Stats) -> Result<Option<Turn>, Failed> {
        let Some(limiter) = self.limiter.clone() else { return Ok(None) };
        let clock = &self.context.settings.retry.clock;
        let (patience, before) = (self.patience(stats), clock.elapsed());
        match tokio::time::timeout(patience, limiter.turn(clock)).await {
            // The client's clock counts as well: on it, pauses may take no real time.
            Ok(turn) if clock.elapsed().saturating_sub(before) <= patience => Ok(Some(turn)),
            _ => Err(self.late("the call's turn did not come within")),
        }
    }

    /// Shows the response to the observers, if it is one to an operation of the spec.
    fn observe(&self, received: &Result<Received, Failed>) {
        let Some(operation) = self.target.documented() else { return };
        let settings = &self.context.settings;
        let head;
        let (raw, is_whole) = match received {
            Ok(Received::Whole(raw)) => (raw, true),
            Ok(Received::Streaming(response)) => {
                head = RawResponse::head_of(response);
                (&head, false)
            }
            Err(Failed { raw: Some(raw), cause, .. }) => (raw, matches!(cause, Cause::Refused(_))),
            Err(_) => return,
        };
        settings.observers.observe(&Exchange::new(operation.id, raw, is_whole, settings.retry.clock.now()));
    }

    /// Returns the failure of a call whose time is over before anything was sent.
    fn late(&self, what: &str) -> Failed {
        let message = format!("{what} the {:.1} s of the call", self.context.settings.timeout.as_secs_f64());
        let advice = "make fewer calls at a time, or give them more time (ClientBuilder::timeout)";
        Failed::because_of(Cause::NotSent(Error::new(ErrorKind::Timeout, message).with_advice(advice)))
    }
}

impl Attempts for CallAttempts<'_> {
    /// The call's turn, if there is a rate limit, and the time that the attempt may take.
    type Prepared = (Option<Turn>, Duration);
    type Success = ();
    type Failed = Failed;

    async fn prepare(&mut self, stats: &Stats) -> Result<(Option<Turn>, Duration), Failed> {
        let turn = self.turn(stats).await?;
        let patience = self.patience(stats);
        self.authenticator.prepare(patience).await.map_err(|error| Failed::because_of(Cause::NotSent(error)))?;
        let left = self.left(stats);
        if left.is_zero() {
            return Err(self.late("no time was left to send it within"));
        }
        // An attempt that no other can follow has all the time that is left.
        let limit = if self.is_repeatable() { left.min(self.context.settings.attempt_timeout) } else { left };
        Ok((turn, limit))
    }

    async fn send(&mut self, (turn, limit): (Option<Turn>, Duration), stats: &Stats) -> Result<(), Failed> {
        let Some(mut request) = self.request.take() else { unreachable!("`recover` allows no such attempt") };
        self.request = request.try_clone();
        self.authenticator.apply(&mut request, self.target);
        request.headers_mut().insert(USER_AGENT, self.context.user_agent.clone());
        let span = trace::attempt(&request, self.target, stats.attempts);
        let received = pin!(attempt(self.http, request, self.streamed, limit)).instrument(span.clone()).await;
        drop(turn);
        if !self.context.settings.observers.is_empty() {
            self.observe(&received);
        }
        let failed = match received {
            Ok(received) => {
                trace::received(&span, &received);
                match (self.take)(received) {
                    Ok(()) => return Ok(()),
                    Err(error) => Failed::because_of(Cause::Unreadable(error)),
                }
            }
            Err(failed) => failed,
        };
        trace::attempt_failed(&span, &failed);
        Err(failed)
    }

    fn facts<'a>(&'a self, failed: &'a Failed) -> Facts<'a> {
        Facts {
            operation: self.target.name(),
            idempotency: self.target.idempotency(),
            is_transient: failed.is_transient(),
            is_executed: matches!(failed.cause, Cause::Unreadable(_)),
            execution: failed.execution(),
            status: failed.status(),
            code: failed.code(),
            retry_after: failed.retry_after(self.context.settings.retry.clock.now()),
        }
    }

    async fn recover(&mut self, failed: &mut Failed, stats: &Stats) -> Next {
        let recovered = self.authenticator.recover(failed, self.left(stats)).await;
        match &self.request {
            None => Next::Never,
            Some(_) if recovered => Next::AtOnce,
            Some(_) => Next::IfAllowed,
        }
    }

    fn changes_something(&self) -> bool {
        self.target.idempotency() != Idempotency::Safe
    }

    fn kept_back(&self, error: Error) -> Failed {
        Failed::because_of(Cause::NotSent(error))
    }

    fn retrying(&mut self, _: &Failed, stats: &Stats, pause: Duration) {
        trace::retrying(stats.attempts, pause);
    }
}

pub(super) fn json<T: DeserializeOwned>(target: &Target, received: Received) -> Result<(T, RawResponse), Error> {
    let raw = success(target, received)?;
    match serde_json::from_slice(raw.body()) {
        Ok(value) => Ok((value, raw)),
        Err(error) => Err(failure::unreadable(target, &error, raw)),
    }
}

/// Where no body is expected, only a page for people shows that this is not the service.
fn empty(target: &Target, received: Received) -> Result<((), RawResponse), Error> {
    let raw = success(target, received)?;
    if raw.is_web_page() { Err(failure::web_page(target, raw)) } else { Ok(((), raw)) }
}

fn stream(target: &Target, received: Received) -> Result<(ByteStream, RawResponse), Error> {
    match received {
        Received::Streaming(response) if response.status().is_success() => {
            let raw = RawResponse::head_of(&response);
            Ok((ByteStream::new(Box::pin(response.bytes_stream())), raw))
        }
        other => Err(failure::unknown_status(target, other.into_raw())),
    }
}

/// Accepts any 2XX: a service that begins to respond with 201 where 200 is documented has still executed the request.
pub(super) fn success(target: &Target, received: Received) -> Result<RawResponse, Error> {
    let raw = received.into_raw();
    if (200..300).contains(&raw.status()) { Ok(raw) } else { Err(failure::unknown_status(target, raw)) }
}

//! When a failed attempt is repeated, for calls and uploads alike: the table of what is safe and what is transient, the
//! parts that a caller may replace (policy, budget), and the loop that asks them.
//!
//! The rule for successes that cannot be read (JSON that breaks off, a web page): they count as failed attempts. The
//! client retries a call that only reads, as after a 502. A call that changes something is in doubt then, and is never
//! repeated because of it.
//!
//! The rule for waits: the client waits for the full time that the service asks for, or does not retry. It never waits
//! for more than [`LONGEST_WAIT`]: a longer time is more likely a mistake, of the service or of a proxy, than a time
//! after which anything is better, and the caller would not know why nothing happens. A training, which takes days,
//! waits for up to [`LONGEST_OUTAGE`].

use std::borrow::Cow;
use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::fence::{Fence, closed, while_open};
use crate::Error;
use crate::clock::{Clock, SystemClock};
use crate::error::GiveUpReason;
use crate::error_code::{Classification, is_settled, is_turned_away};
use crate::operation::Idempotency;

// The table: which attempts are safe to repeat, and which failures are transient.

/// The effect that an attempt may have had on the server's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Execution {
    /// The service did nothing: no connection could be made, or it refused the request.
    NotExecuted,
    /// The service may have executed the request: it was sent, and no response tells.
    Unknown,
}

/// Returns whether another attempt after this one is safe, whatever the policy says.
///
/// | | not executed | unknown |
/// |---|---|---|
/// | `Safe`, `Idempotent` | yes | yes |
/// | `Reconcile`, `Never` | yes | no |
pub(super) fn is_safe_to_retry(idempotency: Idempotency, execution: Execution) -> bool {
    match idempotency {
        Idempotency::Safe | Idempotency::Idempotent => true,
        Idempotency::Reconcile | Idempotency::Never => execution == Execution::NotExecuted,
    }
}

/// Returns the effect of a call to which the service responds with this.
pub(super) fn execution(status: u16, code: Option<&str>) -> Execution {
    // The server says that it did not accept the request. With 408 it only gave up waiting for it.
    let is_refused = (400..500).contains(&status) && status != 408;
    match is_refused || Classification::of(status, code).is_throttled || is_turned_away(status, code) {
        true => Execution::NotExecuted,
        false => Execution::Unknown,
    }
}

/// Returns whether the failure that a response to a call reports may pass by itself. Of its two parts the code tells
/// more: a known code settles it where the statuses of proxies do not.
pub(super) fn is_transient(status: u16, code: Option<&str>) -> bool {
    Classification::of(status, code).is_throttled || (matches!(status, 408 | 500 | 502..=504) && !is_settled(code))
}

/// Returns whether the failure that OBS reports for an upload may pass by itself. OBS's codes tell more than its
/// statuses: it responds with 400 to a body that came too slowly, or not to its end.
pub(crate) fn is_upload_transient(status: u16, code: Option<&str>) -> bool {
    let transient = [
        "IncompleteBody",
        "InternalError",
        "OperationAborted",
        "RequestTimeout",
        "ServiceUnavailable",
        "SlowDown",
        // The name of a new bucket leads elsewhere until it is known everywhere. Redirects are not followed.
        "TemporaryRedirect",
    ];
    // 501 and 505 refuse something that OBS does not have.
    matches!(status, 408 | 429 | 500 | 502..=504 | 506..=599) || code.is_some_and(|code| transient.contains(&code))
}

// The policy: after which pause a call is repeated.

/// Decides whether a failed attempt is worth another, and after which pause.
///
/// The client only asks it where another attempt is safe: by the operation's
/// [`Idempotency`](crate::operations::Idempotency), and never after a refused signature, token or login. So no policy
/// can create a job twice.
///
/// Besides the policy there are the client's time limit, its [`RetryBudget`], and a limit for what the service may ask
/// for: the client does not retry after a response that asks to wait for more than an hour, and the error says for how
/// long it asked. So no [`retry_after`](Failure::retry_after) that a policy gets is longer.
///
/// ```
/// use std::time::Duration;
/// use metastudio_voice::retry::{Failure, RetryPolicy};
///
/// /// Retries twice, a second apart, unless the service asks for more.
/// #[derive(Debug)]
/// struct Patient;
///
/// impl RetryPolicy for Patient {
///     fn pause(&self, failure: &Failure<'_>) -> Option<Duration> {
///         let pause = failure.retry_after.unwrap_or(Duration::from_secs(1));
///         (failure.attempt <= 2).then_some(pause)
///     }
/// }
/// # async fn sample() -> Result<(), metastudio_voice::Error> {
/// let client = metastudio_voice::Client::builder().region("cn-north-4").retry_policy(Patient).build().await?;
/// # Ok(())
/// # }
/// ```
pub trait RetryPolicy: fmt::Debug + Send + Sync {
    /// Returns the pause before the next attempt, or `None` to give up.
    fn pause(&self, failure: &Failure<'_>) -> Option<Duration>;
}

impl<T: RetryPolicy + ?Sized> RetryPolicy for Arc<T> {
    fn pause(&self, failure: &Failure<'_>) -> Option<Duration> {
        (**self).pause(failure)
    }
}

/// A failed attempt, as a [`RetryPolicy`] gets it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Failure<'a> {
    /// Huawei's name of the operation, or method and path if the spec does not have it.
    pub operation: &'a str,
    /// The rule of the operation for repeating a request.
    pub idempotency: Idempotency,
    /// The number of the attempt, from 1. An attempt that another request followed at once (with other credentials, or
    /// to a fresh upload URL) does not count.
    pub attempt: u32,
    /// The time since the call began.
    pub elapsed: Duration,
    /// The status of the response, if there was one.
    pub status: Option<u16>,
    /// The code in the response.
    pub code: Option<&'a str>,
    /// The effect that the attempt may have had.
    pub execution: Execution,
    /// The time that the service asks to wait: `Retry-After`, or the window that a throttling message names. It is an
    /// hour at most: no policy is asked about more.
    pub retry_after: Option<Duration>,
}

/// A policy that never retries: each call is sent once.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoRetry;

impl RetryPolicy for NoRetry {
    fn pause(&self, _: &Failure<'_>) -> Option<Duration> {
        None
    }
}

/// The default policy: pauses of random length between nothing and a ceiling that doubles with each attempt ("full
/// jitter"), so that many clients that failed together do not come back together.
///
/// The client waits for the full time that the service asks for (`Retry-After`, or the window of a rate limit), up to
/// an hour; the random pause comes on top.
///
/// ```
/// use std::time::Duration;
/// use metastudio_voice::retry::Backoff;
///
/// let backoff = Backoff::new()
///     .max_attempts(6)
///     .initial_delay(Duration::from_millis(200))
///     .max_delay(Duration::from_secs(10));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backoff {
    max_attempts: u32,
    initial_delay: Duration,
    max_delay: Duration,
}

impl Backoff {
    /// Returns a policy of four attempts in all, with ceilings of 0.5 s, 1 s, 2 s and so on, 20 s at most.
    pub const fn new() -> Self {
        Self { max_attempts: 4, initial_delay: Duration::from_millis(500), max_delay: Duration::from_secs(20) }
    }

    /// Sets how many times a request is sent at most, including the first time. 0 counts as 1. A request that follows a
    /// failed one at once does not count: [`Failure::attempt`].
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// Sets the ceiling of the first pause.
    pub const fn initial_delay(mut self, ceiling: Duration) -> Self {
        self.initial_delay = ceiling;
        self
    }

    /// Sets the ceiling that no pause exceeds.
    pub const fn max_delay(mut self, ceiling: Duration) -> Self {
        self.max_delay = ceiling;
        self
    }

    /// Returns the ceiling of the pause after this attempt.
    fn ceiling(&self, attempt: u32) -> Duration {
        let factor = 2_u32.saturating_pow(attempt.saturating_sub(1));
        self.initial_delay.saturating_mul(factor).min(self.max_delay)
    }
}

impl Default for Backoff {
    fn default() -> Self {
        Self::new()
    }
}

impl RetryPolicy for Backoff {
    fn pause(&self, failure: &Failure<'_>) -> Option<Duration> {
        let ceiling = self.ceiling(failure.attempt);
        let random = Duration::try_from_secs_f64(ceiling.as_secs_f64() * fastrand::f64()).unwrap_or(ceiling);
        (failure.attempt < self.max_attempts).then(|| failure.retry_after.unwrap_or_default().saturating_add(random))
    }
}

// The budget: how many retries all calls of a client may make together.

/// Limits the retries of all calls of a client together.
///
/// While the service is down, every call would be sent several times, just when the service can bear it least. With a
/// budget that successes fill and retries empty, calls fail after their first attempt then.
pub trait RetryBudget: fmt::Debug + Send + Sync {
    /// Takes the cost of one retry. Returns `false` if not enough is left; the call then fails with the error that it
    /// has.
    fn withdraw(&self) -> bool;

    /// Notes that a call has succeeded at its first attempt.
    fn deposit(&self);
}

impl<T: RetryBudget + ?Sized> RetryBudget for Arc<T> {
    fn withdraw(&self) -> bool {
        (**self).withdraw()
    }

    fn deposit(&self) {
        (**self).deposit();
    }
}

/// The default budget: a number of retries to begin with, and a tenth of one back for each call that succeeds at once.
///
/// So an outage of any length costs at most one request for each call, and this number of retries.
///
/// ```
/// use metastudio_voice::retry::{RetryBudget, TokenBucket};
///
/// let budget = TokenBucket::new(1);
/// assert!(budget.withdraw());
/// assert!(!budget.withdraw());
/// (0..10).for_each(|_| budget.deposit());
/// assert!(budget.withdraw());
/// ```
#[derive(Debug)]
pub struct TokenBucket {
    tokens: AtomicU32,
    capacity: u32,
}

/// The cost of a retry; a success brings one token.
const COST: u32 = 10;

impl TokenBucket {
    /// Returns a full bucket for this number of retries.
    pub const fn new(retries: u32) -> Self {
        let capacity = retries.saturating_mul(COST);
        Self { tokens: AtomicU32::new(capacity), capacity }
    }
}

impl Default for TokenBucket {
    /// Returns a full bucket for 100 retries.
    fn default() -> Self {
        Self::new(100)
    }
}

impl RetryBudget for TokenBucket {
    fn withdraw(&self) -> bool {
        self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(COST)).is_ok()
    }

    fn deposit(&self) {
        let more = |left: u32| (left < self.capacity).then_some(left + 1);
        // `Err` means that the bucket is full.
        let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}

// The loop: from a request to the response that ends it.

/// The longest time that a call or an upload waits because a response asks for it: an hour. No source documents a limit
/// for what the service may ask for; the number is this crate's. A training waits out an outage for the same time.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// The longest time that a training of days waits because a response asks for it: a day. It is this crate's number,
/// too.
const LONGEST_OUTAGE: Duration = Duration::from_secs(24 * 3600);

/// The settings of retries, which the calls and the uploads of a client share.
#[derive(Clone, Debug)]
pub(crate) struct RetrySettings {
    pub(crate) policy: Arc<dyn RetryPolicy>,
    pub(crate) budget: Arc<dyn RetryBudget>,
    pub(crate) clock: Arc<dyn Clock>,
    /// Nothing is sent while it is closed.
    pub(crate) fence: Option<Arc<dyn Fence>>,
}

impl Default for RetrySettings {
    fn default() -> Self {
        Self {
            policy: Arc::new(Backoff::new()),
            budget: Arc::new(TokenBucket::default()),
            clock: Arc::new(SystemClock::new()),
            fence: None,
        }
    }
}

/// The attempts of one request: how each is made, and how it has failed. [`send_with_retries`] decides how many there
/// are.
pub(crate) trait Attempts: Send {
    /// The things that an attempt needs, such as a URL.
    type Prepared: Send;
    /// The result of an attempt that succeeds.
    type Success: Send;
    /// An attempt that failed.
    type Failed: Send + Sync;

    /// Gets what the next attempt needs. If it fails, there is no attempt: what it waits for has retries of its own.
    fn prepare(&mut self, stats: &Stats) -> impl Future<Output = Result<Self::Prepared, Self::Failed>> + Send;

    /// Makes an attempt.
    fn send(
        &mut self,
        prepared: Self::Prepared,
        stats: &Stats,
    ) -> impl Future<Output = Result<Self::Success, Self::Failed>> + Send;

    /// Returns the facts of a failed attempt, by which the loop decides.
    fn facts<'a>(&'a self, failed: &'a Self::Failed) -> Facts<'a>;

    /// Removes the cause of a failure if it is one that no pause would remove. Returns which attempt may follow.
    fn recover(&mut self, failed: &mut Self::Failed, stats: &Stats) -> impl Future<Output = Next> + Send;

    /// Returns whether the request may change something at the service.
    fn changes_something(&self) -> bool;

    /// Makes the failure of an attempt that was kept back, or given up while it was under way.
    fn kept_back(&self, error: Error) -> Self::Failed;

    /// Notes that another attempt follows after this pause.
    fn retrying(&mut self, failed: &Self::Failed, stats: &Stats, pause: Duration);
}

/// The facts of a failed attempt.
pub(crate) struct Facts<'a> {
    /// The name of the operation, for the policy.
    pub(crate) operation: Cow<'a, str>,
    pub(crate) idempotency: Idempotency,
    /// Whether the failure may pass by itself.
    pub(crate) is_transient: bool,
    /// Whether the service has executed the request, and only the response is of no use.
    pub(crate) is_executed: bool,
    pub(crate) execution: Execution,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<&'a str>,
    /// The time that the service asks to wait.
    pub(crate) retry_after: Option<Duration>,
}

/// The attempt that may follow a failed one.
pub(crate) enum Next {
    /// Another request follows at once: with a corrected clock, other credentials, another content type, a fresh URL.
    /// That is no retry: neither the policy nor the budget is asked, and the failed attempt does not count for the
    /// policy.
    AtOnce,
    /// The same request follows if the failure is transient, the request may be repeated, and policy, budget and time
    /// allow it.
    IfAllowed,
    /// None.
    Never,
}

/// The facts of a request, whatever its outcome.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Stats {
    /// When the first attempt was prepared, by the client's clock.
    started: Duration,
    /// The number of times that the request was sent.
    pub(crate) attempts: u32,
    /// The number of failed attempts that another request followed at once.
    followed_at_once: u32,
    /// Whether the service may have executed an attempt whose response does not tell.
    pub(crate) in_doubt: bool,
    /// Why there was no further attempt although it would have been safe.
    pub(crate) give_up: Option<GiveUpReason>,
}

impl Stats {
    /// Returns the time since the first attempt was prepared, by the client's clock.
    pub(super) fn elapsed(&self, clock: &dyn Clock) -> Duration {
        clock.elapsed().saturating_sub(self.started)
    }
}

/// Sends a request until an attempt succeeds, or no other may follow. A request without a time limit is repeated as
/// long as the policy and the budget allow it.
pub(crate) async fn send_with_retries<A: Attempts>(
    request: &mut A,
    settings: &RetrySettings,
    time_limit: Option<Duration>,
    stats: &mut Stats,
) -> Result<A::Success, A::Failed> {
    stats.started = settings.clock.elapsed();
    loop {
        let prepared = request.prepare(stats).await?;
        let fence = settings.fence.as_deref();
        if fence.is_some_and(|fence| !fence.is_open()) {
            return Err(request.kept_back(closed()));
        }
        stats.attempts += 1;
        let Some(sent) = while_open(fence, pin!(request.send(prepared, stats))).await else {
            stats.in_doubt |= request.changes_something();
            return Err(request.kept_back(closed()));
        };
        let mut failed = match sent {
            Ok(success) => {
                if stats.attempts == 1 {
                    settings.budget.deposit();
                }
                return Ok(success);
            }
            Err(failed) => failed,
        };
        stats.in_doubt |= request.facts(&failed).is_in_doubt();
        match request.recover(&mut failed, stats).await {
            Next::AtOnce => stats.followed_at_once += 1,
            Next::Never => return Err(failed),
            Next::IfAllowed => {
                let pause = pause(&request.facts(&failed), settings, time_limit, stats);
                match pause {
                    Ok(pause) => {
                        request.retrying(&failed, stats, pause);
                        settings.clock.sleep(pause).await;
                    }
                    Err(reason) => {
                        stats.give_up = reason;
                        return Err(failed);
                    }
                }
            }
        }
    }
}

impl Facts<'_> {
    /// Returns whether the attempt may have changed something, which its response does not tell.
    fn is_in_doubt(&self) -> bool {
        self.execution == Execution::Unknown && self.idempotency != Idempotency::Safe
    }
}

/// Returns the pause before another attempt, or why there is none; no reason if another attempt is not allowed.
fn pause(
    facts: &Facts<'_>,
    settings: &RetrySettings,
    time_limit: Option<Duration>,
    stats: &Stats,
) -> Result<Duration, Option<GiveUpReason>> {
    let Facts { idempotency, execution, status, code, retry_after, .. } = *facts;
    // A request that was executed is not repeated for the sake of its response, unless it only reads.
    let is_executed = facts.is_executed && idempotency != Idempotency::Safe;
    if is_executed || !facts.is_transient || !is_safe_to_retry(idempotency, execution) {
        return Err(None);
    }
    if let Some(asked) = retry_after.filter(|asked| *asked > LONGEST_WAIT) {
        let is_transient = asked <= LONGEST_OUTAGE;
        return Err(Some(GiveUpReason::RetryAfter { asked, limit: LONGEST_WAIT, is_transient }));
    }
    let (attempt, elapsed) = (stats.attempts - stats.followed_at_once, stats.elapsed(&*settings.clock));
    let operation = &*facts.operation;
    let failure = Failure { operation, idempotency, attempt, elapsed, status, code, execution, retry_after };
    let pause = settings.policy.pause(&failure).ok_or(GiveUpReason::Policy)?;
    if time_limit.is_some_and(|limit| elapsed.saturating_add(pause) >= limit) {
        return Err(Some(GiveUpReason::Deadline));
    }
    if settings.budget.withdraw() { Ok(pause) } else { Err(Some(GiveUpReason::Budget)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_that_may_have_been_executed_is_repeated_only_if_that_has_no_second_effect() {
        use Execution::{NotExecuted, Unknown};
        for (idempotency, after_unknown) in [
            (Idempotency::Safe, true),
            (Idempotency::Idempotent, true),
            (Idempotency::Reconcile, false),
            (Idempotency::Never, false),
        ] {
            assert!(is_safe_to_retry(idempotency, NotExecuted), "{idempotency:?}");
            assert_eq!(is_safe_to_retry(idempotency, Unknown), after_unknown, "{idempotency:?}");
        }
    }

    #[test]
    fn a_known_code_settles_whether_a_failure_is_transient() {
        for (status, code, expected) in [
            (429, None, true),
            (503, None, true),
            (501, None, false),
            (400, None, false),
            (400, Some("APIGW.0308"), true),
            (500, Some("MSS.00000004"), true),
            (500, Some("MSS.00021016"), false), // of a bad token
        ] {
            assert_eq!(is_transient(status, code), expected, "{status} {code:?}");
        }
        for (status, code, expected) in [
            (400, Some("RequestTimeout"), true),
            (403, Some("SignatureDoesNotMatch"), false),
            (505, None, false),
            (503, Some("SlowDown"), true),
        ] {
            assert_eq!(is_upload_transient(status, code), expected, "{status} {code:?}");
        }
    }

    /// A request whose attempts all fail, followed by the attempts that these allow.
    struct Failing<T>(T);

    impl<T: Iterator<Item = Next> + Send> Attempts for Failing<T> {
        type Prepared = ();
        type Success = ();
        type Failed = ();

        async fn prepare(&mut self, _: &Stats) -> Result<(), ()> {
            Ok(())
        }

        async fn send(&mut self, (): (), _: &Stats) -> Result<(), ()> {
            Err(())
        }

        fn facts<'a>(&'a self, (): &'a ()) -> Facts<'a> {
            Facts {
                operation: "test".into(),
                idempotency: Idempotency::Safe,
                is_transient: true,
                is_executed: false,
                execution: Execution::Unknown,
                status: None,
                code: None,
                retry_after: None,
            }
        }

        async fn recover(&mut self, (): &mut (), _: &Stats) -> Next {
            self.0.next().unwrap_or(Next::Never)
        }

        fn changes_something(&self) -> bool {
            false
        }

        fn kept_back(&self, _: Error) {}

        fn retrying(&mut self, (): &(), _: &Stats, _: Duration) {}
    }

    #[tokio::test]
    async fn a_request_that_follows_a_failed_one_at_once_is_no_retry() {
        let settings = RetrySettings {
            policy: Arc::new(Backoff::new().max_attempts(2).max_delay(Duration::ZERO)),
            budget: Arc::new(TokenBucket::new(1)),
            ..RetrySettings::default()
        };
        let mut request = Failing([Next::AtOnce, Next::IfAllowed, Next::AtOnce, Next::IfAllowed].into_iter());
        let mut stats = Stats::default();
        send_with_retries(&mut request, &settings, None, &mut stats).await.expect_err("no attempt succeeds");
        assert_eq!((stats.attempts, stats.give_up), (4, Some(GiveUpReason::Policy)));
    }
}

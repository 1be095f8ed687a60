//! When a failed attempt is repeated: the table of what is safe and what is transient, and the parts that a caller may
//! replace (policy, budget).
//!
//! The rule for waits: the client waits for the full time that the service asks for, or does not retry. It never waits
//! for more than [`LONGEST_WAIT`]: a longer time is more likely a mistake, of the service or of a proxy, than a time
//! after which anything is better, and the caller would not know why nothing happens. This holds for calls and uploads
//! alike. A training, which takes days, waits for up to [`LONGEST_OUTAGE`].

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

use crate::error::GiveUpReason;
use crate::error_code::{Classification, is_settled};
use crate::operation::Idempotency;
pub(crate) use crate::text::in_words;

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
    /// The number of the attempt, from 1.
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

    /// Sets how many times a request is sent at most, including the first time. 0 counts as 1.
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

// Retry-After: how long the service asks to wait.

/// The documented limits are per second, also if a message does not name the time.
const WINDOW: Duration = Duration::from_secs(1);

/// The longest time that a call or an upload waits because a response asks for it: an hour. No source documents a limit
/// for what the service may ask for; the number is this crate's. A training waits out an outage for the same time.
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// The longest time that a training of days waits because a response asks for it: a day. It is this crate's number,
/// too.
pub(super) const LONGEST_OUTAGE: Duration = Duration::from_secs(24 * 3600);

/// Returns the time that a response asks for: its `Retry-After`, in seconds or as a date, or else, if the response is
/// about throttling, the window of the limit that it names ("over ratelimit,limit:10,time:1 second").
pub(crate) fn retry_after(headers: &HeaderMap, throttled: bool, message: &str, now: SystemTime) -> Option<Duration> {
    header(headers, now).or_else(|| throttled.then(|| window(message).unwrap_or(WINDOW)))
}

fn header(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Some(seconds) = number(text) {
        return Some(Duration::from_secs(seconds));
    }
    // The clock of the server that wrote the date counts, if the response shows it: ours may be wrong.
    let now = date(headers, &DATE).unwrap_or(now);
    Some(date(headers, &RETRY_AFTER)?.duration_since(now).unwrap_or_default())
}

/// Reads a whole number; one that is too large becomes the largest there is.
fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

fn date(headers: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?.trim()).ok()
}

/// Reads the time that belongs to a limit: `time:1 second` or `time:2 minute`.
fn window(message: &str) -> Option<Duration> {
    let rest = message.split_once("time:")?.1.trim_start();
    let (number, unit) = rest.split_at(rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len()));
    let seconds = match unit.trim_start() {
        unit if unit.starts_with("minute") => 60,
        unit if unit.starts_with("hour") => 3600,
        unit if unit.starts_with("day") => 86_400,
        _ => 1,
    };
    Some(Duration::from_secs(self::number(number)?.saturating_mul(seconds)))
}

/// The facts of a call, whatever its outcome.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CallStats {
    /// The number of times that the request was sent.
    pub(super) attempts: u32,
    /// Whether the service may have executed an attempt whose response does not tell.
    pub(super) in_doubt: bool,
    /// Why there was no further attempt although it would have been safe.
    pub(super) give_up: Option<GiveUpReason>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "Tue, 24 Nov 2026 10:00:00 GMT";

    fn asked(headers: &[(&'static str, &str)], message: &str) -> Option<Duration> {
        let headers = headers.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()));
        let now = httpdate::parse_http_date(NOW).unwrap();
        retry_after(&headers.collect(), message.contains("ratelimit"), message, now)
    }

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

    #[test]
    fn a_retry_after_is_read_in_seconds_and_as_a_date() {
        let seconds = Some(Duration::from_secs(7));
        assert_eq!(asked(&[("retry-after", "7")], ""), seconds);
        assert_eq!(asked(&[("retry-after", "Tue, 24 Nov 2026 10:00:07 GMT")], ""), seconds);
        assert_eq!(asked(&[("retry-after", "Tue, 24 Nov 2026 09:00:00 GMT")], ""), Some(Duration::ZERO));
        assert_eq!(asked(&[("retry-after", "soon")], ""), None);
        assert_eq!(asked(&[("retry-after", "-3")], ""), None);
        assert_eq!(asked(&[("retry-after", "99999999999999999999")], ""), Some(Duration::from_secs(u64::MAX)));
        assert_eq!(asked(&[], ""), None);
    }

    #[test]
    fn a_date_is_read_by_the_clock_of_its_writer() {
        let headers = [("retry-after", "Tue, 24 Nov 2026 08:00:07 GMT"), ("date", "Tue, 24 Nov 2026 08:00:00 GMT")];
        assert_eq!(asked(&headers, ""), Some(Duration::from_secs(7)));
    }

    #[test]
    fn the_window_of_a_limit_is_read_from_the_message_of_throttling() {
        let cases = [
            ("policy user over ratelimit,limit:10,time:1 second", 1),
            ("policy user over ratelimit,limit:10,time:5 second", 5),
            ("policy api over ratelimit,limit:10,time:2 minute", 120),
            ("policy user over ratelimit,limit:10", 1),
            ("policy user over ratelimit,limit:10,time:99999999999999999999", u64::MAX),
            ("policy user over ratelimit,limit:10,time:soon", 1),
        ];
        for (message, seconds) in cases {
            assert_eq!(asked(&[], message), Some(Duration::from_secs(seconds)), "{message}");
        }
        assert_eq!(asked(&[("retry-after", "4")], cases[0].0), Some(Duration::from_secs(4)));
    }
}

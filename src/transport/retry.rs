//! Whether and when a call is tried again: the rules, and the parts that a caller may replace.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

use crate::error_code::{Classification, is_settled};
use crate::operation::Idempotency;
pub(crate) use crate::text::in_words;

/// Decides whether a failed attempt is worth another, and after which pause.
///
/// It is only asked where another attempt does no harm: by the operation's
/// [`Idempotency`](crate::operations::Idempotency), and never after a refused signature, token or login. So no policy
/// can create a job twice. Besides it there are the client's time limit and its [`RetryBudget`], and a limit for what the
/// service may ask for: a response that asks to wait for more than an hour is not tried again, and the error says for how
/// long it asked. So no [`retry_after`](Failure::retry_after) that a policy sees is longer.
///
/// ```
/// use std::time::Duration;
/// use metastudio_voice::retry::{Failure, RetryPolicy};
///
/// /// Twice, a second apart, unless the service asks for more.
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
    /// The pause before the next attempt, or `None` to give up.
    fn pause(&self, failure: &Failure<'_>) -> Option<Duration>;
}

impl<T: RetryPolicy + ?Sized> RetryPolicy for Arc<T> {
    fn pause(&self, failure: &Failure<'_>) -> Option<Duration> {
        (**self).pause(failure)
    }
}

/// Never tries again: each call is sent once.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoRetry;

impl RetryPolicy for NoRetry {
    fn pause(&self, _: &Failure<'_>) -> Option<Duration> {
        None
    }
}

/// An attempt that failed, as a [`RetryPolicy`] sees it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Failure<'a> {
    /// Huawei's name of the operation; method and path when the spec does not have it.
    pub operation: &'a str,
    /// What may be repeated.
    pub idempotency: Idempotency,
    /// Which attempt it was, from 1.
    pub attempt: u32,
    /// The time since the call began.
    pub elapsed: Duration,
    /// The status of the answer, when there was one.
    pub status: Option<u16>,
    /// The code in the answer.
    pub code: Option<&'a str>,
    /// What the attempt may have done.
    pub execution: Execution,
    /// How long the service asks to wait: `Retry-After`, or the window that a throttling message names. It is an hour at
    /// most: no policy is asked about more.
    pub retry_after: Option<Duration>,
}

/// What an attempt may have done on the server's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Execution {
    /// Nothing: no connection came about, or the request was refused.
    NotExecuted,
    /// Perhaps what was asked for: the request was sent, and no answer tells.
    Unknown,
}

/// Whether another attempt after this one does no harm.
pub(super) fn is_safe_to_retry(idempotency: Idempotency, execution: Execution) -> bool {
    match idempotency {
        Idempotency::Safe | Idempotency::Idempotent => true,
        Idempotency::Reconcile | Idempotency::Never => execution == Execution::NotExecuted,
    }
}

/// Whether what this answer says may pass by itself.
pub(super) fn is_transient(status: u16, code: Option<&str>) -> bool {
    Classification::of(status, code).is_throttled || (matches!(status, 408 | 500 | 502..=504) && !is_settled(code))
}

/// Whether what OBS says to an upload may pass by itself. Its codes tell more than its statuses: a body that came too
/// slowly or not to its end is a 400.
pub(crate) fn is_upload_transient(status: u16, code: Option<&str>) -> bool {
    let passing = [
        "IncompleteBody",
        "InternalError",
        "OperationAborted",
        "RequestTimeout",
        "ServiceUnavailable",
        "SlowDown",
        // The name of the bucket leads elsewhere until it is known everywhere: a redirect that is not followed passes.
        "TemporaryRedirect",
    ];
    // 501 and 505: what was asked for does not exist.
    matches!(status, 408 | 429 | 500 | 502..=504 | 506..=599) || code.is_some_and(|code| passing.contains(&code))
}

/// Pauses of random length between nothing and a ceiling that doubles with each attempt ("full jitter"): many clients
/// that failed together do not come back together.
///
/// What the service asks for (`Retry-After`, or the window of a rate limit), up to an hour, is waited for in full, and the
/// random pause comes on top.
///
/// ```
/// use std::time::Duration;
/// use metastudio_voice::retry::Backoff;
///
/// let backoff = Backoff::new().max_attempts(6).initial_delay(Duration::from_millis(200)).max_delay(Duration::from_secs(10));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backoff {
    max_attempts: u32,
    initial_delay: Duration,
    max_delay: Duration,
}

impl Backoff {
    /// Four attempts in all, ceilings of 0.5 s, 1 s, 2 s and so on, and of 20 s at most.
    pub const fn new() -> Self {
        Self { max_attempts: 4, initial_delay: Duration::from_millis(500), max_delay: Duration::from_secs(20) }
    }

    /// How often a request is sent at most, the first time included. 0 counts as 1.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// The ceiling of the first pause.
    pub const fn initial_delay(mut self, ceiling: Duration) -> Self {
        self.initial_delay = ceiling;
        self
    }

    /// The ceiling that none exceeds.
    pub const fn max_delay(mut self, ceiling: Duration) -> Self {
        self.max_delay = ceiling;
        self
    }

    /// The ceiling of the pause after this attempt.
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

/// Limits the retries of all calls of a client together.
///
/// While the service is down, every call would be sent several times, just when it can bear it least. A budget that is
/// filled by success and emptied by retries makes calls fail after their first attempt then.
pub trait RetryBudget: fmt::Debug + Send + Sync {
    /// Takes what one retry costs; `false` when not enough is left, and the call fails with what it has.
    fn withdraw(&self) -> bool;

    /// A call has succeeded at its first attempt.
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

/// A number of retries to begin with, and a tenth of one back for each call that succeeds at once.
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

/// What a retry costs; a success brings one.
const COST: u32 = 10;

impl TokenBucket {
    /// A full one, for this number of retries.
    pub const fn new(retries: u32) -> Self {
        let capacity = retries.saturating_mul(COST);
        Self { tokens: AtomicU32::new(capacity), capacity }
    }
}

impl Default for TokenBucket {
    /// For 100 retries.
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
        // `Err` says that it is full.
        let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}

/// The documented limits are per second, also where a message does not name the time.
const WINDOW: Duration = Duration::from_secs(1);

/// The longest time that is waited because a response asks for it: an hour. No source documents a limit for what the
/// service may ask for; the number is this crate's. It is how long a training waits out an outage, too.
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// The longest time that a training of days waits because a response asks for it: a day. It is this crate's number, too.
pub(super) const LONGEST_OUTAGE: Duration = Duration::from_secs(24 * 3600);

/// What an answer asks for: its `Retry-After`, in seconds or as a date, or else, when it is about throttling, the time
/// after which the limit that it names is fresh again ("over ratelimit,limit:10,time:1 second").
pub(crate) fn retry_after(headers: &HeaderMap, throttled: bool, message: &str, now: SystemTime) -> Option<Duration> {
    header(headers, now).or_else(|| throttled.then(|| window(message).unwrap_or(WINDOW)))
}

fn header(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Some(seconds) = number(text) {
        return Some(Duration::from_secs(seconds));
    }
    // By the clock of whoever wrote the date, if it says what it shows: ours may be wrong.
    let now = date(headers, &DATE).unwrap_or(now);
    Some(date(headers, &RETRY_AFTER)?.duration_since(now).unwrap_or_default())
}

/// A whole number; the largest there is when it is larger.
fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

fn date(headers: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?.trim()).ok()
}

/// The time that belongs to the limit: `time:1 second` or `time:2 minute`.
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

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "Tue, 24 Nov 2026 10:00:00 GMT";

    fn wished(headers: &[(&'static str, &str)], message: &str) -> Option<Duration> {
        let headers = headers.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()));
        let now = httpdate::parse_http_date(NOW).unwrap();
        retry_after(&headers.collect(), message.contains("ratelimit"), message, now)
    }

    #[test]
    fn seconds_and_dates_are_understood() {
        let seconds = Some(Duration::from_secs(7));
        assert_eq!(wished(&[("retry-after", "7")], ""), seconds);
        assert_eq!(wished(&[("retry-after", "Tue, 24 Nov 2026 10:00:07 GMT")], ""), seconds);
        assert_eq!(wished(&[("retry-after", "Tue, 24 Nov 2026 09:00:00 GMT")], ""), Some(Duration::ZERO));
        assert_eq!(wished(&[("retry-after", "soon")], ""), None);
        assert_eq!(wished(&[("retry-after", "-3")], ""), None);
        assert_eq!(wished(&[("retry-after", "99999999999999999999")], ""), Some(Duration::from_secs(u64::MAX)));
        assert_eq!(wished(&[], ""), None);
    }

    #[test]
    fn a_date_is_read_by_the_clock_of_its_writer() {
        let headers = [("retry-after", "Tue, 24 Nov 2026 08:00:07 GMT"), ("date", "Tue, 24 Nov 2026 08:00:00 GMT")];
        assert_eq!(wished(&headers, ""), Some(Duration::from_secs(7)));
    }

    #[test]
    fn the_window_of_a_limit_is_waited_for() {
        let cases = [
            ("policy user over ratelimit,limit:10,time:1 second", 1),
            ("policy user over ratelimit,limit:10,time:5 second", 5),
            ("policy api over ratelimit,limit:10,time:2 minute", 120),
            ("policy user over ratelimit,limit:10", 1),
            ("policy user over ratelimit,limit:10,time:99999999999999999999", u64::MAX),
            ("policy user over ratelimit,limit:10,time:soon", 1),
        ];
        for (message, seconds) in cases {
            assert_eq!(wished(&[], message), Some(Duration::from_secs(seconds)), "{message}");
        }
        assert_eq!(wished(&[("retry-after", "4")], cases[0].0), Some(Duration::from_secs(4)));
    }
}

//! Whether and when a call is tried again: the rules, and the parts that a caller may replace.

mod after;
mod backoff;
mod budget;
mod failure;
mod rules;

pub(crate) use crate::text::in_words;
pub(crate) use after::retry_after;
pub(super) use after::{LONGEST_OUTAGE, LONGEST_WAIT};
pub use backoff::Backoff;
pub use budget::{RetryBudget, TokenBucket};
pub use failure::{Execution, Failure};
pub(crate) use rules::is_upload_transient;
pub(super) use rules::{is_safe_to_retry, is_transient};

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

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

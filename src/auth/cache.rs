//! Caches the credentials of a provider: calls share them, and one refresh replaces them early.
//!
//! The rules:
//! - A refresh runs in a task of its own, one at a time. Calls use the current credentials until these expire, and only
//!   then wait for the refresh. It has its own time limit; one that hangs has failed, and the current credentials stay.
//! - [`Clock::elapsed`], which never goes backwards, measures intervals. The time of day counts for one thing: whether
//!   it is past `expires_at`. It may be wrong, and may jump: so the cache doubts it where the other clock disagrees.
//! - A failure keeps its cause. Every call that waited for the refresh gets it, and so does every later call until the
//!   cache may ask the provider again.

use std::fmt;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use tokio::sync::watch;
use tokio::task::AbortHandle;
use tracing::instrument::WithSubscriber;

use super::{Credentials, CredentialsProvider};
use crate::Error;
use crate::retry::Clock;

/// How long before their expiry the cache refreshes credentials. Huawei's SDKs do the same with keys of an instance.
const EARLY: Duration = Duration::from_secs(40 * 60);
/// The least time between two refreshes.
const MIN_INTERVAL: Duration = Duration::from_secs(5);
/// The cache does not replace refused credentials that are younger: the service would refuse new ones as well.
const MIN_AGE: Duration = Duration::from_secs(60);
/// The limit for one refresh. It is longer than a call of IAM with all its attempts, by the builder's defaults.
const TIMEOUT: Duration = Duration::from_secs(120);

/// When the cache may ask a provider again after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProviderRetry {
    /// After the least time between two refreshes.
    Soon,
    /// After this time.
    After(Duration),
    /// Never in this client: another attempt would fail in the same way, or lock the account.
    Never,
}

/// The credentials with which a client calls.
#[derive(Clone)]
pub(crate) enum Identity {
    /// None: the request is for credentials, and carries a login itself.
    Anonymous,
    /// Always the same credentials.
    Fixed(Arc<Credentials>),
    /// The credentials of a provider.
    Provided(Arc<Cache>),
}

impl Identity {
    /// Calls with these credentials.
    pub(crate) fn fixed(credentials: Credentials) -> Self {
        Self::Fixed(Arc::new(credentials))
    }

    /// Calls with the credentials of a provider; `retry` decides from a failure when the cache may ask it again.
    pub(crate) fn provided(
        provider: Arc<dyn CredentialsProvider>,
        clock: Arc<dyn Clock>,
        retry: fn(&Error) -> ProviderRetry,
    ) -> Self {
        Self::Provided(Arc::new(Cache { provider, clock, retry, state: Mutex::default() }))
    }

    /// Returns the credentials for a request that is about to be sent, within this time limit. `now` is the service's
    /// time of day, as far as it is known.
    pub(crate) async fn current(&self, now: SystemTime, timeout: Duration) -> Result<Option<Arc<Credentials>>, Error> {
        match self {
            Self::Anonymous => Ok(None),
            Self::Fixed(credentials) => Ok(Some(Arc::clone(credentials))),
            Self::Provided(cache) => cache.current(now, timeout).await.map(Some),
        }
    }

    /// Returns other credentials than these, which the service has refused before they expired: those that another call
    /// has fetched meanwhile, or new ones. `None` means that there are no others.
    pub(crate) async fn other_than(
        &self,
        refused: &Arc<Credentials>,
        now: SystemTime,
        timeout: Duration,
    ) -> Result<Option<Arc<Credentials>>, Error> {
        match self {
            Self::Provided(cache) => cache.other_than(refused, now, timeout).await,
            _ => Ok(None),
        }
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anonymous => f.write_str("Anonymous"),
            Self::Fixed(credentials) => credentials.fmt(f),
            Self::Provided(cache) => cache.provider.fmt(f),
        }
    }
}

/// The credentials of one provider, and the refresh of them.
pub(crate) struct Cache {
    provider: Arc<dyn CredentialsProvider>,
    clock: Arc<dyn Clock>,
    retry: fn(&Error) -> ProviderRetry,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    refresh: Option<Refresh>,
    /// The failure of the last refresh.
    failed: Option<Failed>,
    /// The number of refreshes so far.
    refreshes: u64,
}

/// The current credentials. Times are those of [`Clock::elapsed`].
#[derive(Clone)]
struct Held {
    credentials: Arc<Credentials>,
    /// When the cache requested them.
    requested: Duration,
    lifetime: Lifetime,
}

/// How long credentials were valid when they arrived.
#[derive(Clone, Copy)]
enum Lifetime {
    Unlimited,
    Limited(Duration),
    /// Their expiry had passed on arrival: the time of day is wrong, or the provider is late. The service decides.
    Unknown,
}

/// The outcome of a refresh.
type Outcome = Result<Arc<Credentials>, Arc<Error>>;

/// A refresh in progress.
struct Refresh {
    number: u64,
    started: Duration,
    /// Closes without an outcome if the task has been stopped.
    outcome: watch::Receiver<Option<Outcome>>,
    task: AbortHandle,
}

/// A failed refresh.
struct Failed {
    error: Arc<Error>,
    /// When the next may start; `None` means never.
    next: Option<Duration>,
}

/// The next step of a call that needs credentials.
enum Step {
    Use(Arc<Credentials>),
    Wait(watch::Receiver<Option<Outcome>>),
    Fail(Error),
}

impl Held {
    fn new(credentials: Credentials, now: SystemTime, requested: Duration) -> Self {
        let lifetime = match credentials.expires_at().map(|expiry| expiry.duration_since(now)) {
            None => Lifetime::Unlimited,
            Some(Ok(lifetime)) if !lifetime.is_zero() => Lifetime::Limited(lifetime),
            Some(_) => Lifetime::Unknown,
        };
        Self { credentials: Arc::new(credentials), requested, lifetime }
    }

    fn age(&self, elapsed: Duration) -> Duration {
        elapsed.saturating_sub(self.requested)
    }

    /// Whether to refresh them.
    fn is_due(&self, now: SystemTime, elapsed: Duration) -> bool {
        match self.lifetime {
            Lifetime::Unlimited => false,
            Lifetime::Unknown => self.age(elapsed) >= MIN_AGE,
            Lifetime::Limited(lifetime) => {
                let early = EARLY.min(lifetime / 2);
                let left = |expiry: SystemTime| expiry.duration_since(now).unwrap_or_default();
                let soon = self.credentials.expires_at().is_some_and(|expiry| left(expiry) <= early);
                self.age(elapsed) >= MIN_INTERVAL && (soon || self.age(elapsed) >= lifetime - early)
            }
        }
    }

    /// Whether they have expired by either clock: a machine that was asleep may have counted none of that time, and the
    /// time of day may have been set back.
    fn is_expired(&self, now: SystemTime, elapsed: Duration) -> bool {
        let past = || self.credentials.expires_at().is_some_and(|expiry| now >= expiry);
        match self.lifetime {
            Lifetime::Unlimited | Lifetime::Unknown => false,
            Lifetime::Limited(_) => self.is_certainly_expired(elapsed) || (self.age(elapsed) >= MIN_INTERVAL && past()),
        }
    }

    /// Whether they have certainly expired. If only the time of day says so, it may have been set forward.
    fn is_certainly_expired(&self, elapsed: Duration) -> bool {
        matches!(self.lifetime, Lifetime::Limited(lifetime) if self.age(elapsed) >= lifetime.max(MIN_INTERVAL))
    }
}

impl Cache {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn current(self: &Arc<Self>, now: SystemTime, timeout: Duration) -> Result<Arc<Credentials>, Error> {
        let refreshed = self.outcome(timeout, |cache, state, elapsed| match &state.held {
            Some(held) if !held.is_expired(now, elapsed) => {
                let credentials = Arc::clone(&held.credentials);
                if held.is_due(now, elapsed) {
                    // No call waits for it yet. The first that does gets its failure.
                    let _ = cache.refresh(state, now, elapsed);
                }
                Step::Use(credentials)
            }
            _ => cache.refresh(state, now, elapsed),
        });
        match refreshed.await {
            Ok(credentials) => Ok(credentials),
            Err(error) => match &self.state().held {
                Some(held) if !held.is_certainly_expired(self.clock.elapsed()) => Ok(Arc::clone(&held.credentials)),
                _ => Err(error),
            },
        }
    }

    async fn other_than(
        self: &Arc<Self>,
        refused: &Arc<Credentials>,
        now: SystemTime,
        timeout: Duration,
    ) -> Result<Option<Arc<Credentials>>, Error> {
        let other = self.outcome(timeout, |cache, state, elapsed| match &state.held {
            Some(held) if !Arc::ptr_eq(&held.credentials, refused) => Step::Use(Arc::clone(&held.credentials)),
            // Returns the same, which means that there are no others.
            Some(held) if held.age(elapsed) < MIN_AGE && !held.is_expired(now, elapsed) => {
                Step::Use(Arc::clone(refused))
            }
            _ => cache.refresh(state, now, elapsed),
        });
        Ok(Some(other.await?).filter(|other| !Arc::ptr_eq(other, refused)))
    }

    /// Takes steps until there are credentials or an error, within this time limit.
    async fn outcome(
        self: &Arc<Self>,
        timeout: Duration,
        step: impl Fn(&Arc<Self>, &mut State, Duration) -> Step,
    ) -> Result<Arc<Credentials>, Error> {
        // If another runtime has stopped with the refresh in it, this one starts the refresh again.
        for _ in 0..2 {
            let next = step(self, &mut self.state(), self.clock.elapsed());
            let mut outcome = match next {
                Step::Use(credentials) => return Ok(credentials),
                Step::Fail(error) => return Err(error),
                Step::Wait(outcome) => outcome,
            };
            match tokio::time::timeout(timeout, outcome.wait_for(Option::is_some)).await {
                Ok(Ok(outcome)) => match &*outcome {
                    Some(Ok(credentials)) => return Ok(Arc::clone(credentials)),
                    Some(Err(error)) => return Err(error.shared()),
                    None => {}
                },
                Ok(Err(_)) => {}
                Err(_) => return Err(no_response(self.provider.name())),
            }
        }
        Err(Error::credentials_unavailable(format!("{} was stopped", self.provider.name())))
    }

    /// Waits for the refresh in progress, or starts one, or fails if that is too early.
    fn refresh(self: &Arc<Self>, state: &mut State, now: SystemTime, elapsed: Duration) -> Step {
        if let Some(refresh) = &state.refresh {
            if refresh.outcome.has_changed().is_ok() && elapsed < refresh.started.saturating_add(TIMEOUT) {
                return Step::Wait(refresh.outcome.clone());
            }
            // Its task has been stopped, or hangs in a runtime that no thread drives.
            refresh.task.abort();
            state.refresh = None;
        }
        if let Some(failed) = &state.failed
            && failed.next.is_none_or(|next| elapsed < next)
        {
            return Step::Fail(self.repeated(failed, elapsed));
        }
        let refresh = self.start(state, now, elapsed);
        let outcome = refresh.outcome.clone();
        state.refresh = Some(refresh);
        Step::Wait(outcome)
    }

    /// Starts a refresh.
    fn start(self: &Arc<Self>, state: &mut State, now: SystemTime, started: Duration) -> Refresh {
        state.refreshes += 1;
        let number = state.refreshes;
        let (sender, outcome) = watch::channel(None);
        let (provider, cache) = (Arc::clone(&self.provider), Arc::downgrade(self));
        let task = async move {
            let provided = match tokio::time::timeout(TIMEOUT, provide(&*provider)).await {
                Ok(provided) => provided,
                Err(_) => Err(no_response(provider.name())),
            };
            if let Some(cache) = Weak::upgrade(&cache) {
                sender.send_replace(Some(cache.finish(number, provided, now, started)));
            }
        };
        let task = tokio::spawn(task.with_current_subscriber()).abort_handle();
        Refresh { number, started, outcome, task }
    }

    /// Keeps the result of a refresh.
    fn finish(&self, number: u64, provided: Result<Credentials, Error>, now: SystemTime, started: Duration) -> Outcome {
        let elapsed = self.clock.elapsed();
        let mut state = self.state();
        let is_last = state.refresh.as_ref().is_some_and(|refresh| refresh.number == number);
        if is_last {
            state.refresh = None;
        }
        match provided {
            Ok(credentials) => {
                // Their age counts from the request: the time of day may have jumped since.
                let held = Held::new(credentials.provided_by(self.provider.name()), now, started);
                let credentials = Arc::clone(&held.credentials);
                state.held = Some(held);
                state.failed = None;
                Ok(credentials)
            }
            Err(error) => {
                let next = match (self.retry)(&error) {
                    ProviderRetry::Soon => Some(elapsed.saturating_add(MIN_INTERVAL)),
                    ProviderRetry::After(pause) => Some(elapsed.saturating_add(pause)),
                    ProviderRetry::Never => None,
                };
                let error = Arc::new(error);
                if is_last {
                    state.failed = Some(Failed { error: Arc::clone(&error), next });
                }
                Err(error)
            }
        }
    }

    /// Returns the last failure for a call that comes too early for another refresh.
    fn repeated(&self, failed: &Failed, elapsed: Duration) -> Error {
        let (name, error) = (self.provider.name(), failed.error.shared());
        match failed.next {
            None => error
                .after(&format!("{name} has failed before, and the client does not ask it again: "))
                .with_advice("create a new client with other credentials"),
            Some(next) => {
                let seconds = next.saturating_sub(elapsed).as_secs_f64().ceil();
                error.after(&format!("{name} has failed before, and the client asks it again after {seconds:.0} s: "))
            }
        }
    }
}

impl Drop for Cache {
    fn drop(&mut self) {
        // No call is left that could use the result.
        if let Some(refresh) = &self.state().refresh {
            refresh.task.abort();
        }
    }
}

/// The error for a provider that exceeds a time limit.
fn no_response(name: &str) -> Error {
    Error::credentials_unavailable(format!("{name} does not respond"))
}

/// Asks a provider. A panic counts as a failure, because other parts of the program wait for the result.
async fn provide(provider: &dyn CredentialsProvider) -> Result<Credentials, Error> {
    let mut providing = pin!(async { provider.provide().await });
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| providing.as_mut().poll(context))) {
        Ok(polled) => polled,
        Err(_) => Poll::Ready(Err(Error::invalid_credentials(format!("{} has panicked", provider.name())))),
    })
    .await
}

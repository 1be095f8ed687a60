//! The credentials that are in use: kept while they are good, refreshed early and once, kept while that fails.
//!
//! The rules:
//! - A refresh runs in a task of its own, one at a time. Calls use what is held until it ends, and wait for the refresh
//!   only then. It has a limit of time of its own; one that hangs has failed.
//! - Intervals are measured by [`Clock::elapsed`], which never goes backwards. The time of day counts for one thing:
//!   whether it is past `expires_at`. It may be wrong, and may jump: so it is doubted where the other clock disagrees.
//! - A failure keeps its cause. It is handed as it is to every call that waits for the same, and is told again until the
//!   provider may be asked again.

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

/// How long before their end credentials are refreshed. It is what Huawei's SDKs do with keys of an instance.
const EARLY: Duration = Duration::from_secs(40 * 60);
/// The least time between two attempts to refresh them.
const FLOOR: Duration = Duration::from_secs(5);
/// Credentials that are younger are not refreshed because they were refused: new ones would be as well.
const YOUNG: Duration = Duration::from_secs(60);
/// How long a refresh may take: longer than a call of IAM with all its attempts, unless the builder says otherwise.
const LIMIT: Duration = Duration::from_secs(120);

/// When a provider may be asked again after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AskAgain {
    /// After the usual while.
    Soon,
    /// After this time.
    After(Duration),
    /// Not by this client: another attempt would have the same answer, or lock somebody out.
    Never,
}

/// Who a client calls as.
#[derive(Clone)]
pub(crate) enum Identity {
    /// Nobody yet: the request itself says who.
    Nobody,
    /// Always the same.
    Fixed(Arc<Credentials>),
    /// What a provider says.
    Provided(Arc<Cache>),
}

impl Identity {
    pub(crate) fn fixed(credentials: Credentials) -> Self {
        Self::Fixed(Arc::new(credentials))
    }

    /// What a provider says; `ask_again` tells what a failure of it means.
    pub(crate) fn provided(
        provider: Arc<dyn CredentialsProvider>,
        clock: Arc<dyn Clock>,
        ask_again: fn(&Error) -> AskAgain,
    ) -> Self {
        Self::Provided(Arc::new(Cache { provider, clock, ask_again, state: Mutex::default() }))
    }

    /// The credentials for a request that is about to be sent, within this time. `now` is the time of day as the service
    /// sees it, as far as that is known.
    pub(crate) async fn current(&self, now: SystemTime, patience: Duration) -> Result<Option<Arc<Credentials>>, Error> {
        match self {
            Self::Nobody => Ok(None),
            Self::Fixed(credentials) => Ok(Some(Arc::clone(credentials))),
            Self::Provided(cache) => cache.current(now, patience).await.map(Some),
        }
    }

    /// Other credentials than these, which were refused before their time: those that somebody has refreshed meanwhile,
    /// or new ones. None where there are no others to be had.
    pub(crate) async fn other_than(
        &self,
        refused: &Arc<Credentials>,
        now: SystemTime,
        patience: Duration,
    ) -> Result<Option<Arc<Credentials>>, Error> {
        match self {
            Self::Provided(cache) => cache.other_than(refused, now, patience).await,
            _ => Ok(None),
        }
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nobody => f.write_str("Nobody"),
            Self::Fixed(credentials) => credentials.fmt(f),
            Self::Provided(cache) => cache.provider.fmt(f),
        }
    }
}

/// What a provider has said.
pub(crate) struct Cache {
    provider: Arc<dyn CredentialsProvider>,
    clock: Arc<dyn Clock>,
    ask_again: fn(&Error) -> AskAgain,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    refresh: Option<Refresh>,
    /// How the last refresh has failed.
    failed: Option<Failed>,
    /// How many there were.
    refreshes: u64,
}

/// Times are those of [`Clock::elapsed`].
#[derive(Clone)]
struct Held {
    credentials: Arc<Credentials>,
    obtained: Duration,
    life: Life,
}

/// How long credentials were good when they came.
#[derive(Clone, Copy)]
enum Life {
    Endless,
    For(Duration),
    /// They came with an end that had passed: the time of day is wrong, or the provider is late. The service decides.
    Unknown,
}

/// What comes of a refresh.
type Outcome = Result<Arc<Credentials>, Arc<Error>>;

/// A refresh that is under way.
struct Refresh {
    number: u64,
    started: Duration,
    /// Closed without an outcome when the task has been stopped.
    outcome: watch::Receiver<Option<Outcome>>,
    task: AbortHandle,
}

/// A failed attempt.
struct Failed {
    error: Arc<Error>,
    /// When the next may be made; never without.
    next: Option<Duration>,
}

/// What a call does that needs credentials.
enum Step {
    Use(Arc<Credentials>),
    Wait(watch::Receiver<Option<Outcome>>),
    Fail(Error),
}

impl Held {
    fn new(credentials: Credentials, now: SystemTime, obtained: Duration) -> Self {
        let life = match credentials.expires_at().map(|end| end.duration_since(now)) {
            None => Life::Endless,
            Some(Ok(life)) if !life.is_zero() => Life::For(life),
            Some(_) => Life::Unknown,
        };
        Self { credentials: Arc::new(credentials), obtained, life }
    }

    fn age(&self, elapsed: Duration) -> Duration {
        elapsed.saturating_sub(self.obtained)
    }

    /// Whether it is time for new ones.
    fn is_due(&self, now: SystemTime, elapsed: Duration) -> bool {
        match self.life {
            Life::Endless => false,
            Life::Unknown => self.age(elapsed) >= YOUNG,
            Life::For(life) => {
                let early = EARLY.min(life / 2);
                let left = |end: SystemTime| end.duration_since(now).unwrap_or_default();
                let soon = self.credentials.expires_at().is_some_and(|end| left(end) <= early);
                self.age(elapsed) >= FLOOR && (soon || self.age(elapsed) >= life - early)
            }
        }
    }

    /// Whether they have ended, by either clock: a machine that was asleep may have counted none of that time, and the
    /// time of day may have been put back.
    fn is_over(&self, now: SystemTime, elapsed: Duration) -> bool {
        let past = || self.credentials.expires_at().is_some_and(|end| now >= end);
        match self.life {
            Life::Endless | Life::Unknown => false,
            Life::For(_) => self.has_lived(elapsed) || (self.age(elapsed) >= FLOOR && past()),
        }
    }

    /// Whether they have ended for sure. If the time of day alone says so, it may have been put forward.
    fn has_lived(&self, elapsed: Duration) -> bool {
        matches!(self.life, Life::For(life) if self.age(elapsed) >= life.max(FLOOR))
    }
}

impl Cache {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn current(self: &Arc<Self>, now: SystemTime, patience: Duration) -> Result<Arc<Credentials>, Error> {
        let refreshed = self.outcome(patience, |cache, state, elapsed| match &state.held {
            Some(held) if !held.is_over(now, elapsed) => {
                let credentials = Arc::clone(&held.credentials);
                if held.is_due(now, elapsed) {
                    // Nobody waits for it yet. Its failure is told when somebody does.
                    let _ = cache.refresh(state, now, elapsed);
                }
                Step::Use(credentials)
            }
            _ => cache.refresh(state, now, elapsed),
        });
        match refreshed.await {
            Ok(credentials) => Ok(credentials),
            Err(error) => match &self.state().held {
                Some(held) if !held.has_lived(self.clock.elapsed()) => Ok(Arc::clone(&held.credentials)),
                _ => Err(error),
            },
        }
    }

    async fn other_than(
        self: &Arc<Self>,
        refused: &Arc<Credentials>,
        now: SystemTime,
        patience: Duration,
    ) -> Result<Option<Arc<Credentials>>, Error> {
        let other = self.outcome(patience, |cache, state, elapsed| match &state.held {
            Some(held) if !Arc::ptr_eq(&held.credentials, refused) => Step::Use(Arc::clone(&held.credentials)),
            // The same again: there are no others.
            Some(held) if held.age(elapsed) < YOUNG && !held.is_over(now, elapsed) => Step::Use(Arc::clone(refused)),
            _ => cache.refresh(state, now, elapsed),
        });
        Ok(Some(other.await?).filter(|other| !Arc::ptr_eq(other, refused)))
    }

    /// What comes of a step, within this time.
    async fn outcome(
        self: &Arc<Self>,
        patience: Duration,
        step: impl Fn(&Arc<Self>, &mut State, Duration) -> Step,
    ) -> Result<Arc<Credentials>, Error> {
        // A refresh that somebody else's runtime has stopped is followed by one of this.
        for _ in 0..2 {
            let next = step(self, &mut self.state(), self.clock.elapsed());
            let mut outcome = match next {
                Step::Use(credentials) => return Ok(credentials),
                Step::Fail(error) => return Err(error),
                Step::Wait(outcome) => outcome,
            };
            match tokio::time::timeout(patience, outcome.wait_for(Option::is_some)).await {
                Ok(Ok(outcome)) => match &*outcome {
                    Some(Ok(credentials)) => return Ok(Arc::clone(credentials)),
                    Some(Err(error)) => return Err(error.shared()),
                    None => {}
                },
                Ok(Err(_)) => {}
                Err(_) => return Err(self.no_answer()),
            }
        }
        Err(Error::credentials_unavailable(format!("{} was stopped", self.provider.name())))
    }

    fn no_answer(&self) -> Error {
        Error::credentials_unavailable(format!("{} does not answer", self.provider.name()))
    }

    /// The refresh that is under way, or another, or why there is none.
    fn refresh(self: &Arc<Self>, state: &mut State, now: SystemTime, elapsed: Duration) -> Step {
        if let Some(refresh) = &state.refresh {
            if refresh.outcome.has_changed().is_ok() && elapsed < refresh.started.saturating_add(LIMIT) {
                return Step::Wait(refresh.outcome.clone());
            }
            // It has been stopped, or hangs where nothing drives it that could end it.
            refresh.task.abort();
            state.refresh = None;
        }
        if let Some(failed) = &state.failed
            && failed.next.is_none_or(|next| elapsed < next)
        {
            return Step::Fail(self.again(failed, elapsed));
        }
        let refresh = self.start(state, now, elapsed);
        let outcome = refresh.outcome.clone();
        state.refresh = Some(refresh);
        Step::Wait(outcome)
    }

    fn start(self: &Arc<Self>, state: &mut State, now: SystemTime, started: Duration) -> Refresh {
        state.refreshes += 1;
        let number = state.refreshes;
        let (sender, outcome) = watch::channel(None);
        let (provider, cache) = (Arc::clone(&self.provider), Arc::downgrade(self));
        let task = async move {
            let provided = match tokio::time::timeout(LIMIT, caught(&*provider)).await {
                Ok(provided) => provided,
                Err(_) => Err(Error::credentials_unavailable(format!("{} does not answer", provider.name()))),
            };
            if let Some(cache) = Weak::upgrade(&cache) {
                sender.send_replace(Some(cache.end(number, provided, now, started)));
            }
        };
        let task = tokio::spawn(task.with_current_subscriber()).abort_handle();
        Refresh { number, started, outcome, task }
    }

    /// Keeps what a refresh has brought.
    fn end(&self, number: u64, provided: Result<Credentials, Error>, now: SystemTime, started: Duration) -> Outcome {
        let elapsed = self.clock.elapsed();
        let mut state = self.state();
        let is_last = state.refresh.as_ref().is_some_and(|refresh| refresh.number == number);
        if is_last {
            state.refresh = None;
        }
        match provided {
            Ok(credentials) => {
                // Their life is counted from when they were asked for: the time of day may have jumped since.
                let held = Held::new(credentials.provided_by(self.provider.name()), now, started);
                let credentials = Arc::clone(&held.credentials);
                state.held = Some(held);
                state.failed = None;
                Ok(credentials)
            }
            Err(error) => {
                let next = match (self.ask_again)(&error) {
                    AskAgain::Soon => Some(elapsed.saturating_add(FLOOR)),
                    AskAgain::After(pause) => Some(elapsed.saturating_add(pause)),
                    AskAgain::Never => None,
                };
                let error = Arc::new(error);
                if is_last {
                    state.failed = Some(Failed { error: Arc::clone(&error), next });
                }
                Err(error)
            }
        }
    }

    /// The last failure for a call that would ask too early.
    fn again(&self, failed: &Failed, elapsed: Duration) -> Error {
        let (name, error) = (self.provider.name(), failed.error.shared());
        match failed.next {
            None => error
                .after(&format!("{name} has failed before, and is not asked again: "))
                .with_advice("make a new client with other credentials"),
            Some(next) => {
                let seconds = next.saturating_sub(elapsed).as_secs_f64().ceil();
                error.after(&format!("{name} has failed before, and is asked again after {seconds:.0} s: "))
            }
        }
    }
}

impl Drop for Cache {
    fn drop(&mut self) {
        // Nobody is left to use what it brings.
        if let Some(refresh) = &self.state().refresh {
            refresh.task.abort();
        }
    }
}

/// What a provider says. One that panics has failed: the calls that wait for it are somebody else's.
async fn caught(provider: &dyn CredentialsProvider) -> Result<Credentials, Error> {
    let mut providing = pin!(async { provider.provide().await });
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| providing.as_mut().poll(context))) {
        Ok(polled) => polled,
        Err(_) => Poll::Ready(Err(Error::invalid_credentials(format!("{} has panicked", provider.name())))),
    })
    .await
}

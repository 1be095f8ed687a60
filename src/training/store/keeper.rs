//! The leases of the trainings that are under way, and their renewal: all those of a store in one step.
//!
//! A lease counts as held for nine tenths of its duration, from the moment before it was requested: so it never seems to
//! be held longer here than it is in the store. Two clocks measure that time, the monotonic one and the time of day,
//! because on some systems the first one stands still while the machine is suspended; whichever says that the time is
//! over is right. The end of a lease closes its [`Fence`]; a renewal opens it again.
//!
//! A renewal also tells whether another process has requested the release of a lease. The training that holds it is told
//! once, and stops.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant, SystemTime};

use tokio::runtime::Handle;

use super::files::FileStore;
use super::{Acquired, JournalStore, Lease, Renewed};
use crate::http::Fence;
use crate::{Error, ErrorKind};

/// The default duration of a lease.
const DURATION: Duration = Duration::from_secs(60);
/// The time limit of a step in the store.
pub(super) const STEP_LIMIT: Duration = Duration::from_secs(30);
/// How often, and after which pauses, a lease is requested that this process may be releasing just now.
const RELEASE_ATTEMPTS: u32 = 20;
const RELEASE_PAUSE: Duration = Duration::from_millis(50);
/// The time limit of a release: the lease ends by itself anyway.
const RELEASE_LIMIT: Duration = Duration::from_secs(5);
/// The longest time for which another holder is waited for, whatever the duration of its lease is.
const MAX_WAIT: Duration = Duration::from_secs(60 * 60);
/// The bounds of the pause before a lease is requested again that another process was asked to release.
const MIN_PAUSE: Duration = Duration::from_millis(10);
const TAKE_OVER_PAUSE: Duration = Duration::from_millis(250);

/// Holds the leases of one store.
#[derive(Debug)]
pub(in crate::training) struct Keeper {
    store: Arc<dyn JournalStore>,
    owner: String,
    duration: Duration,
    /// Whether the release of its leases can be requested.
    takes_requests: bool,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    leases: Vec<Weak<HeldLease>>,
    /// Whether the task that renews them runs.
    is_renewing: bool,
}

impl Keeper {
    pub(in crate::training) fn new(store: Arc<dyn JournalStore>) -> Arc<Self> {
        Self::with_duration(store, DURATION)
    }

    pub(in crate::training) fn with_duration(store: Arc<dyn JournalStore>, duration: Duration) -> Arc<Self> {
        Arc::new(Self { store, owner: owner(), duration, takes_requests: true, kept: Mutex::default() })
    }

    /// Holds the lock of a journal that is a file of its own. Nobody requests its release.
    pub(super) fn of_file(path: PathBuf) -> Arc<Self> {
        let store = Arc::new(FileStore::single(path));
        Arc::new(Self { store, owner: owner(), duration: DURATION, takes_requests: false, kept: Mutex::default() })
    }

    pub(in crate::training) fn store(&self) -> &Arc<dyn JournalStore> {
        &self.store
    }

    /// Acquires the lease of a journal.
    pub(super) async fn acquire(self: &Arc<Self>, key: &str) -> Result<Arc<HeldLease>, Error> {
        let (lease, ends) = self.request(key).await?;
        let expires = lease.expires;
        let state = State { lease, ends, is_released: false, request: Request::None };
        let held = Arc::new(HeldLease { keeper: Arc::clone(self), state: Mutex::new(state) });
        if expires || self.takes_requests {
            self.keep(&held);
        }
        Ok(held)
    }

    /// Acquires the lease of a journal. If another process holds it, that one is asked to release it, and waited for about
    /// as long as a lease lasts: then it has learned of the request, or its lease has ended.
    pub(super) async fn take_over(self: &Arc<Self>, key: &str) -> Result<Arc<HeldLease>, Error> {
        let limit = self.duration.min(MAX_WAIT) + RELEASE_LIMIT;
        let (until, pause) = (tokio::time::Instant::now() + limit, (self.duration / 100).min(TAKE_OVER_PAUSE));
        loop {
            match self.acquire(key).await {
                Err(error) if error.kind() == ErrorKind::JournalInUse && self.takes_requests => {
                    if tokio::time::Instant::now() >= until {
                        let waited = format!("it was asked to stop, and has not within {:.1} s", limit.as_secs_f64());
                        return Err(error.and_advice(&waited));
                    }
                }
                acquired => return acquired,
            }
            // Each time: meanwhile another process may have gone on with the training, which was asked for nothing.
            limited(self.store.request_release(key)).await?;
            tokio::time::sleep(pause.max(MIN_PAUSE)).await;
        }
    }

    async fn request(&self, key: &str) -> Result<(Lease, Option<Ends>), Error> {
        let mut attempts = 0;
        loop {
            let ends = Ends::after(self.duration);
            match limited(self.store.acquire(key, &self.owner, self.duration)).await? {
                Acquired::Lease(lease) => {
                    let ends = lease.expires.then_some(ends);
                    return Ok((lease, ends));
                }
                // A training of this process that was just dropped may not have released its lease yet.
                Acquired::InUse { .. } if attempts < RELEASE_ATTEMPTS && Release::is_pending(&*self.store, key) => {
                    attempts += 1;
                    tokio::time::sleep(RELEASE_PAUSE).await;
                }
                Acquired::InUse { owner } => return Err(in_use(&*self.store, key, owner.as_deref())),
            }
        }
    }

    /// Renews the lease from now on, in a task that all leases of the store share.
    fn keep(self: &Arc<Self>, held: &Arc<HeldLease>) {
        let mut kept = self.kept();
        kept.leases.retain(|lease| lease.strong_count() > 0);
        kept.leases.push(Arc::downgrade(held));
        if !std::mem::replace(&mut kept.is_renewing, true) {
            tokio::spawn(renew_all(Arc::downgrade(self), self.duration / 3));
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the leases to renew. If there are none, the task that asks ends.
    fn to_renew(&self) -> Vec<Arc<HeldLease>> {
        let mut kept = self.kept();
        kept.leases.retain(|lease| lease.strong_count() > 0);
        let held: Vec<_> = kept.leases.iter().filter_map(Weak::upgrade).collect();
        kept.is_renewing = !held.is_empty();
        held
    }

    /// Renews leases in one step. A lease that the store does not know any more is closed.
    async fn renew(&self, held: &[Arc<HeldLease>]) -> Result<(), Error> {
        let leases: Vec<Lease> = held.iter().map(|held| held.state().lease.clone()).collect();
        let ends = Ends::after(self.duration);
        let renewed = limited(self.store.renew(&leases, self.duration)).await?;
        for ((held, lease), renewed) in held.iter().zip(&leases).zip(renewed) {
            let mut state = held.state();
            // Meanwhile it may have been released or acquired anew.
            if state.is_released || state.lease.token != lease.token {
                continue;
            }
            if lease.expires {
                state.ends = Some(if renewed == Renewed::LeaseLost { Ends::already() } else { ends });
            }
            if renewed == Renewed::ReleaseRequested {
                let request = std::mem::replace(&mut state.request, Request::Made);
                drop(state);
                if let Request::Awaited(on_request) = request {
                    on_request();
                }
            }
        }
        Ok(())
    }
}

/// Renews all leases of a store until there are none.
async fn renew_all(keeper: Weak<Keeper>, interval: Duration) {
    let mut pause = interval;
    loop {
        tokio::time::sleep(pause).await;
        let Some(keeper) = keeper.upgrade() else { return };
        let held = keeper.to_renew();
        if held.is_empty() {
            return;
        }
        // A store that is away is asked again soon. Whoever writes a journal meets its error.
        pause = match keeper.renew(&held).await {
            Ok(()) => interval,
            Err(_) => interval / 5,
        };
    }
}

/// A lease that a training of this process holds. Dropping it releases the lease.
pub(in crate::training) struct HeldLease {
    keeper: Arc<Keeper>,
    state: Mutex<State>,
}

struct State {
    lease: Lease,
    /// The moments at which the lease ends, if it does.
    ends: Option<Ends>,
    is_released: bool,
    request: Request,
}

/// A request of another process to release a lease.
enum Request {
    None,
    /// There is none yet. The first one calls this function.
    Awaited(Box<dyn FnOnce() + Send>),
    Made,
}

/// The end of a lease by two clocks.
#[derive(Clone, Copy, Debug)]
struct Ends {
    monotonic: Option<Instant>,
    time_of_day: Option<SystemTime>,
}

impl Ends {
    /// Returns the end of a lease that is requested now.
    fn after(duration: Duration) -> Self {
        let held = duration / 10 * 9;
        Self { monotonic: Instant::now().checked_add(held), time_of_day: SystemTime::now().checked_add(held) }
    }

    fn already() -> Self {
        Self { monotonic: None, time_of_day: None }
    }

    fn is_later(&self) -> bool {
        self.monotonic.is_some_and(|end| Instant::now() < end)
            && self.time_of_day.is_some_and(|end| SystemTime::now() < end)
    }
}

impl HeldLease {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the lease, as the store knows it.
    pub(super) fn lease(&self) -> Lease {
        self.state().lease.clone()
    }

    /// Returns whether the lease ends by itself.
    pub(in crate::training) fn expires(&self) -> bool {
        self.state().ends.is_some()
    }

    /// Holds the lease again if it has ended here: it is renewed or, if it has ended in the store as well, acquired.
    /// Returns whether somebody else may have held it meanwhile.
    pub(super) async fn ensure(self: &Arc<Self>) -> Result<bool, Error> {
        if self.is_open() {
            return Ok(false);
        }
        self.keeper.renew(std::slice::from_ref(self)).await?;
        if self.is_open() {
            return Ok(false);
        }
        self.acquire_again().await?;
        Ok(true)
    }

    /// Acquires the lease once more, after the store has lost it.
    pub(super) async fn acquire_again(&self) -> Result<(), Error> {
        let key = self.state().lease.key.clone();
        let (lease, ends) = self.keeper.request(&key).await?;
        let mut state = self.state();
        (state.lease, state.ends) = (lease, ends);
        Ok(())
    }

    /// Calls a function when another process requests the release of the lease; at once if one has.
    pub(in crate::training) fn on_release_request(&self, on_request: impl FnOnce() + Send + 'static) {
        let mut state = self.state();
        if !matches!(state.request, Request::Made) {
            state.request = Request::Awaited(Box::new(on_request));
            return;
        }
        drop(state);
        on_request();
    }

    /// Releases the lease. Nothing is written with it afterwards.
    pub(in crate::training) async fn release(&self) {
        let lease = {
            let mut state = self.state();
            if std::mem::replace(&mut state.is_released, true) {
                return;
            }
            state.ends = state.ends.map(|_| Ends::already());
            state.lease.clone()
        };
        // A store that is away releases it when its time is over.
        let _ = tokio::time::timeout(RELEASE_LIMIT, self.keeper.store.release(&lease)).await;
    }
}

impl Fence for HeldLease {
    fn is_open(&self) -> bool {
        self.state().ends.is_none_or(|ends| ends.is_later())
    }
}

impl Drop for HeldLease {
    fn drop(&mut self) {
        let State { lease, is_released, .. } = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        if *is_released {
            return;
        }
        let (store, lease) = (Arc::clone(&self.keeper.store), lease.clone());
        if lease.expires {
            // Without a runtime the lease ends when its time is over.
            if let Ok(runtime) = Handle::try_current() {
                let release = Release::begin(&*store, &lease.key);
                runtime.spawn(async move {
                    let _ = tokio::time::timeout(RELEASE_LIMIT, store.release(&lease)).await;
                    drop(release);
                });
            }
        } else {
            // The system's lock is released at once, or after the write under way.
            drop(store.release(&lease));
        }
    }
}

/// A release under way in this process, by the names of the stores and the keys.
struct Release((String, String));

static RELEASES: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

impl Release {
    fn begin(store: &dyn JournalStore, key: &str) -> Self {
        let place = (store.name(), key.to_owned());
        RELEASES.lock().unwrap_or_else(PoisonError::into_inner).push(place.clone());
        Self(place)
    }

    fn is_pending(store: &dyn JournalStore, key: &str) -> bool {
        let name = store.name();
        let releases = RELEASES.lock().unwrap_or_else(PoisonError::into_inner);
        releases.iter().any(|(store, other)| *store == name && other == key)
    }
}

impl Drop for Release {
    fn drop(&mut self) {
        let mut releases = RELEASES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(position) = releases.iter().position(|place| *place == self.0) {
            releases.swap_remove(position);
        }
    }
}

impl fmt::Debug for HeldLease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("HeldLease").field("lease", &state.lease).field("ends", &state.ends).finish_non_exhaustive()
    }
}

/// Awaits a step in the store within its limit.
pub(in crate::training) async fn limited<T>(step: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    tokio::time::timeout(STEP_LIMIT, step).await.unwrap_or_else(|_| {
        let message = format!("the store of the journal did not answer within {} s", STEP_LIMIT.as_secs());
        Err(Error::journal_unavailable(message))
    })
}

/// Returns the error for a journal that another holder has.
pub(super) fn in_use(store: &dyn JournalStore, key: &str, owner: Option<&str>) -> Error {
    let owner = owner.map(|owner| format!(" ({})", crate::text::printable(owner))).unwrap_or_default();
    Error::new(ErrorKind::JournalInUse, format!("{} is in use by another process{owner}", store.describe(key)))
        .with_advice("one process trains with a journal; others can watch it (Client::watch)")
}

/// Returns the name of this process for people: the host, as containers tell it, and the process's number.
fn owner() -> String {
    let process = format!("process {}", std::process::id());
    match std::env::var("HOSTNAME") {
        Ok(host) if !host.trim().is_empty() => format!("{} on {}", process, crate::text::printable(host.trim())),
        _ => process,
    }
}

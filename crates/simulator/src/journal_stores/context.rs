//! What the rules work with: the store on several machines, keys of their own, and steps that must succeed.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use metastudio_voice::Error;
use metastudio_voice::training::store::{Acquired, JournalStore, Lease, StoredJournal, Swapped};
use metastudio_voice::training::{Journal, JournalStatus};
use tokio::time::{sleep, timeout};

use super::sample;

/// The limit of each step of a store.
pub(super) const STEP: Duration = Duration::from_secs(60);
/// The duration of a lease that must not end during a rule.
pub(super) const LONG: Duration = Duration::from_secs(60 * 60);
/// The duration of a lease that has to end.
pub(super) const SHORT: Duration = Duration::from_millis(300);
/// The pause before a step is tried again that another holder's lease prevents.
pub(super) const PAUSE: Duration = Duration::from_millis(20);
/// The result of a rule that is not broken.
pub(super) enum Verdict {
    Holds,
    DoesNotApply,
}

/// The result of a rule; an error says what broke it.
pub(super) type Checked<T = Verdict> = Result<T, String>;

/// What a rule works with: the store on several machines, and keys that nobody else has.
pub(super) struct Context<S> {
    pub(super) stores: Vec<Arc<S>>,
    pub(super) prefix: String,
}

impl<S: JournalStore> Context<S> {
    /// Returns the store on a machine.
    pub(super) fn on(&self, machine: usize) -> &Arc<S> {
        &self.stores[machine % self.stores.len()]
    }

    pub(super) fn key(&self, name: impl fmt::Display) -> String {
        format!("{}-{name}", self.prefix)
    }
}

/// Carries out a step within a limit; returns its result, or what went wrong.
pub(super) async fn step<T>(name: &str, step: impl Future<Output = Result<T, Error>>) -> Checked<T> {
    match timeout(STEP, step).await {
        Ok(Ok(result)) => Ok(result),
        Ok(Err(error)) => Err(format!("{name} failed: {error:#}")),
        Err(_) => Err(format!("{name} did not end within {} s", STEP.as_secs())),
    }
}

/// Returns an error unless something is as it must be.
pub(super) fn ensure(holds: bool, what: impl FnOnce() -> String) -> Checked<()> {
    if holds { Ok(()) } else { Err(what()) }
}

/// Acquires a lease that nobody holds.
pub(super) async fn acquire<S: JournalStore>(store: &S, key: &str, duration: Duration) -> Checked<Lease> {
    match step("acquire", store.acquire(key, "suite", duration)).await? {
        Acquired::Lease(lease) => {
            // The owner is for people: a store may have a name of its own for it.
            ensure(lease.key == key, || format!("the lease of {key} is {lease:?}"))?;
            Ok(lease)
        }
        other => Err(format!("acquire gave {other:?} for {key}, which nobody holds")),
    }
}

/// Acquires a lease as soon as its holder has lost it.
pub(super) async fn acquire_later<S: JournalStore>(store: &S, key: &str, duration: Duration) -> Checked<Lease> {
    // Counted, and not measured: a clock of the suite would be one more that may be wrong.
    for _ in 0..STEP.as_millis() / PAUSE.as_millis() {
        if let Acquired::Lease(lease) = step("acquire", store.acquire(key, "suite", duration)).await? {
            return Ok(lease);
        }
        sleep(PAUSE).await;
    }
    Err(format!("the lease of {key} did not end"))
}

/// Returns whether a lease is held.
pub(super) async fn is_held<S: JournalStore>(store: &S, key: &str) -> Checked<bool> {
    match step("acquire", store.acquire(key, "another", SHORT)).await? {
        Acquired::Lease(_) => Ok(false),
        _ => Ok(true),
    }
}

pub(super) async fn swap<S: JournalStore>(
    store: &S,
    lease: &Lease,
    version: u64,
    journal: &Journal,
) -> Checked<Swapped> {
    step("compare_and_swap", store.compare_and_swap(lease, version, journal)).await
}

/// Stores a journal that must be stored; returns its version.
pub(super) async fn store<S: JournalStore>(store: &S, lease: &Lease, version: u64, journal: &Journal) -> Checked<u64> {
    match swap(store, lease, version, journal).await? {
        Swapped::Stored(stored) if stored > version => Ok(stored),
        other => Err(format!("compare_and_swap gave {other:?} for version {version}, which is the right one")),
    }
}

pub(super) async fn load<S: JournalStore>(store: &S, key: &str) -> Checked<Option<StoredJournal>> {
    step("load", store.load(key)).await
}

/// Checks that a journal is stored with this version.
pub(super) async fn expect<S: JournalStore>(store: &S, key: &str, version: u64, journal: &Journal) -> Checked<()> {
    let expected = Some(StoredJournal::new(key, version, journal.clone()));
    let loaded = load(store, key).await?;
    ensure(loaded == expected, || format!("load gave {}, not {}", in_short(&loaded), in_short(&expected)))
}

/// Returns a journal in few words, as some are large.
pub(super) fn in_short(stored: &Option<StoredJournal>) -> String {
    match stored {
        None => "no journal".to_owned(),
        Some(stored) => {
            let voice: String = stored.journal.voice_name().chars().take(40).collect();
            format!("{} in version {} of the voice {voice:?}", stored.key, stored.version)
        }
    }
}

/// Returns a journal whose voice has this name.
pub(super) fn journal_of(voice: impl fmt::Display) -> Checked<Journal> {
    sample::journal(&voice.to_string(), JournalStatus::Created)
}

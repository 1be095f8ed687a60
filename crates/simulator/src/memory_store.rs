//! A store of journals in memory.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Bound;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use metastudio_voice::Error;
use metastudio_voice::training::store::{
    Acquired, JournalStore, Lease, Removed, Renewed, StoredJournal, Storing, Swapped,
};
use metastudio_voice::training::{Journal, JournalStatus};
use tokio::time::Instant;

/// Keeps journals in memory, for tests: a [`JournalStore`] without a disk or a database.
///
/// Its clones are handles of the same store, as several machines have them. Leases end by the clock of tokio, so that a
/// test in paused time need not wait for them. A test can make the store [unavailable](Self::set_available).
///
/// ```
/// use std::time::Duration;
///
/// use metastudio_voice::training::store::{Acquired, JournalStore};
/// use metastudio_voice_simulator::MemoryStore;
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() -> Result<(), metastudio_voice::Error> {
/// let (one, other) = { let store = MemoryStore::new(); (store.clone(), store) };
/// let minute = Duration::from_secs(60);
/// assert!(matches!(one.acquire("order-17", "one", minute).await?, Acquired::Lease(_)));
/// assert!(matches!(other.acquire("order-17", "other", minute).await?, Acquired::InUse { .. }));
/// tokio::time::sleep(minute).await;
/// assert!(matches!(other.acquire("order-17", "other", minute).await?, Acquired::Lease(_)));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct MemoryStore {
    shared: Arc<Shared>,
}

struct Shared {
    number: u64,
    is_unavailable: AtomicBool,
    entries: Mutex<BTreeMap<String, Entry>>,
}

/// What the store has of a key. It stays when the journal is removed, as tokens and versions go on.
#[derive(Default)]
struct Entry {
    version: u64,
    journal: Option<Journal>,
    token: u64,
    holder: Option<Holder>,
}

struct Holder {
    owner: String,
    /// `None` if that is later than any time.
    end: Option<Instant>,
    /// Whether the holder was asked to release the lease.
    is_asked: bool,
}

impl Entry {
    /// Returns the holder of the lease, if it has not ended.
    fn holder(&self) -> Option<&Holder> {
        let now = Instant::now();
        self.holder.as_ref().filter(|holder| holder.end.is_none_or(|end| end > now))
    }

    fn is_held_by(&self, lease: &Lease) -> bool {
        self.token == lease.token && self.holder().is_some()
    }

    fn stored(&self, key: &str) -> Option<StoredJournal> {
        let journal = self.journal.clone()?;
        Some(StoredJournal::new(key, self.version, journal))
    }
}

impl MemoryStore {
    /// Creates an empty store.
    pub fn new() -> Self {
        static STORES: AtomicU64 = AtomicU64::new(1);
        let number = STORES.fetch_add(1, Ordering::Relaxed);
        Self { shared: Arc::new(Shared { number, is_unavailable: AtomicBool::default(), entries: Mutex::default() }) }
    }

    /// Makes the store unavailable, or available again. While it is unavailable, each step fails with a
    /// [transient](Error::is_transient) error and changes nothing. Leases end all the same.
    pub fn set_available(&self, is_available: bool) {
        self.shared.is_unavailable.store(!is_available, Ordering::Relaxed);
    }

    fn entries(&self) -> Result<MutexGuard<'_, BTreeMap<String, Entry>>, Error> {
        if self.shared.is_unavailable.load(Ordering::Relaxed) {
            return Err(Error::journal_unavailable(format!("{} is unavailable", self.name())));
        }
        Ok(self.shared.entries.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Runs a step on the entry of a lease that is held; returns `None` for another one.
    fn if_held<T>(&self, lease: &Lease, step: impl FnOnce(&mut Entry) -> T) -> Result<Option<T>, Error> {
        Ok(self.entries()?.get_mut(&lease.key).filter(|entry| entry.is_held_by(lease)).map(step))
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore").field("number", &self.shared.number).finish_non_exhaustive()
    }
}

impl JournalStore for MemoryStore {
    fn name(&self) -> String {
        format!("the memory store {}", self.shared.number)
    }

    fn load<'a>(&'a self, key: &'a str) -> Storing<'a, Option<StoredJournal>> {
        Box::pin(async move { Ok(self.entries()?.get(key).and_then(|entry| entry.stored(key))) })
    }

    fn compare_and_swap<'a>(&'a self, lease: &'a Lease, version: u64, journal: &'a Journal) -> Storing<'a, Swapped> {
        Box::pin(async move {
            let swapped = self.if_held(lease, |entry| {
                let stored = if entry.journal.is_some() { entry.version } else { 0 };
                if stored != version {
                    return Swapped::Conflict;
                }
                entry.version += 1;
                entry.journal = Some(journal.clone());
                Swapped::Stored(entry.version)
            });
            Ok(swapped?.unwrap_or(Swapped::LeaseLost))
        })
    }

    fn remove<'a>(&'a self, lease: &'a Lease) -> Storing<'a, Removed> {
        Box::pin(async move {
            let removed = self.if_held(lease, |entry| entry.journal = None)?;
            Ok(removed.map_or(Removed::LeaseLost, |()| Removed::Removed))
        })
    }

    fn acquire<'a>(&'a self, key: &'a str, owner: &'a str, duration: Duration) -> Storing<'a, Acquired> {
        Box::pin(async move {
            let mut entries = self.entries()?;
            let entry = entries.entry(key.to_owned()).or_default();
            if let Some(holder) = entry.holder() {
                return Ok(Acquired::InUse { owner: Some(holder.owner.clone()) });
            }
            entry.token += 1;
            let end = Instant::now().checked_add(duration);
            entry.holder = Some(Holder { owner: owner.to_owned(), end, is_asked: false });
            Ok(Acquired::Lease(Lease::new(key, owner, entry.token)))
        })
    }

    fn renew<'a>(&'a self, leases: &'a [Lease], duration: Duration) -> Storing<'a, Vec<Renewed>> {
        Box::pin(async move {
            let end = Instant::now().checked_add(duration);
            let renew = |lease| {
                let renewed = self.if_held(lease, |entry| {
                    let holder = entry.holder.as_mut()?;
                    holder.end = end;
                    Some(if holder.is_asked { Renewed::ReleaseRequested } else { Renewed::Held })
                });
                renewed.map(|renewed| renewed.flatten().unwrap_or(Renewed::LeaseLost))
            };
            leases.iter().map(renew).collect()
        })
    }

    fn request_release<'a>(&'a self, key: &'a str) -> Storing<'a, ()> {
        Box::pin(async move {
            if let Some(holder) = self.entries()?.get_mut(key).and_then(|entry| entry.holder.as_mut()) {
                holder.is_asked = true;
            }
            Ok(())
        })
    }

    fn release<'a>(&'a self, lease: &'a Lease) -> Storing<'a, ()> {
        Box::pin(async move { self.if_held(lease, |entry| entry.holder = None).map(drop) })
    }

    fn list<'a>(
        &'a self,
        statuses: &'a [JournalStatus],
        after: Option<&'a str>,
        limit: usize,
    ) -> Storing<'a, Vec<StoredJournal>> {
        Box::pin(async move {
            let first = after.map_or(Bound::Unbounded, Bound::Excluded);
            let entries = self.entries()?;
            let stored =
                entries.range::<str, _>((first, Bound::Unbounded)).filter_map(|(key, entry)| entry.stored(key));
            Ok(stored.filter(|stored| statuses.contains(&stored.journal.status())).take(limit).collect())
        })
    }
}

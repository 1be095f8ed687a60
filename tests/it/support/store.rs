//! A store of which a test changes single steps.

use std::fmt::Debug;
use std::time::Duration;

use metastudio_voice::training::store::{
    Acquired, JournalStore, Lease, Removed, Renewed, StoredJournal, Storing, Swapped,
};
use metastudio_voice::training::{Journal, JournalStatus};

/// The steps that a test changes. The others are those of the store within.
pub(crate) trait Steps: Debug + Send + Sync + 'static {
    fn store(&self) -> &dyn JournalStore;

    fn compare_and_swap<'a>(&'a self, lease: &'a Lease, version: u64, journal: &'a Journal) -> Storing<'a, Swapped> {
        self.store().compare_and_swap(lease, version, journal)
    }

    fn acquire<'a>(&'a self, key: &'a str, owner: &'a str, duration: Duration) -> Storing<'a, Acquired> {
        self.store().acquire(key, owner, duration)
    }

    fn renew<'a>(&'a self, leases: &'a [Lease], duration: Duration) -> Storing<'a, Vec<Renewed>> {
        self.store().renew(leases, duration)
    }

    fn request_release<'a>(&'a self, key: &'a str) -> Storing<'a, ()> {
        self.store().request_release(key)
    }
}

/// The store with these steps.
#[derive(Debug, Default)]
pub(crate) struct Changed<S>(pub(crate) S);

impl<S> std::ops::Deref for Changed<S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.0
    }
}

impl<S: Steps> JournalStore for Changed<S> {
    fn name(&self) -> String {
        self.0.store().name()
    }

    fn load<'a>(&'a self, key: &'a str) -> Storing<'a, Option<StoredJournal>> {
        self.0.store().load(key)
    }

    fn compare_and_swap<'a>(&'a self, lease: &'a Lease, version: u64, journal: &'a Journal) -> Storing<'a, Swapped> {
        Steps::compare_and_swap(&self.0, lease, version, journal)
    }

    fn remove<'a>(&'a self, lease: &'a Lease) -> Storing<'a, Removed> {
        self.0.store().remove(lease)
    }

    fn acquire<'a>(&'a self, key: &'a str, owner: &'a str, duration: Duration) -> Storing<'a, Acquired> {
        Steps::acquire(&self.0, key, owner, duration)
    }

    fn renew<'a>(&'a self, leases: &'a [Lease], duration: Duration) -> Storing<'a, Vec<Renewed>> {
        Steps::renew(&self.0, leases, duration)
    }

    fn request_release<'a>(&'a self, key: &'a str) -> Storing<'a, ()> {
        Steps::request_release(&self.0, key)
    }

    fn release<'a>(&'a self, lease: &'a Lease) -> Storing<'a, ()> {
        self.0.store().release(lease)
    }

    fn list<'a>(
        &'a self,
        statuses: &'a [JournalStatus],
        after: Option<&'a str>,
        limit: usize,
    ) -> Storing<'a, Vec<StoredJournal>> {
        self.0.store().list(statuses, after, limit)
    }
}

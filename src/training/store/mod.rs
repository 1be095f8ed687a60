//! Where trainings keep their journals: a trait for stores, and the stores of this crate.
//!
//! By default a training keeps its journal in a file beside its recording, and this module need not be known. A service
//! that runs on several machines, or on machines without a lasting disk, gives its trainings a store that all of them
//! share, such as a table of Postgres; each training then has a key in that store.
//!
//! # Leases
//! One training at a time may change a journal: the one that holds its [`Lease`]. A lease ends by itself if its holder
//! does not renew it, so that another machine can go on with a training whose machine has died. Each lease of a key has
//! a higher [`token`](Lease::token) than the one before, and the store refuses the changes of an older one. A holder
//! that was paused beyond the end of its lease (a stopped process, a suspended machine) sends nothing to the service
//! when it wakes.
//!
//! Another process can [ask](JournalStore::request_release) the holder to end its training and to release the lease. The
//! holder learns of it when it next renews the lease. A training that was asked stops where it is, and its journal stays.
//!
//! # A store of your own
//! Implement [`JournalStore`], and run the public suite of the crate `metastudio-voice-simulator` against it: it has the
//! tests that the stores of this crate pass.

mod files;
mod held;
mod keeper;
mod lock;
#[cfg(feature = "postgres")]
mod postgres;
mod replace;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

pub use files::FileStore;
pub(super) use files::blocking;
pub(super) use held::{HeldJournal, Place, check_service};
pub(super) use keeper::{Keeper, limited};
pub(super) use lock::lock_of;
#[cfg(feature = "postgres")]
pub use postgres::{PostgresStore, PostgresStoreBuilder};
pub(super) use replace::canonical;

use super::journal::{Journal, JournalStatus};
use crate::{Error, ErrorKind};

/// The largest number of characters of a key.
const MAX_KEY: usize = 200;

/// The future that the methods of a [`JournalStore`] return.
pub type Storing<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// Keeps the journals of trainings, each under a key, and the leases on them.
///
/// Every method is one atomic step: it has happened when the future returns `Ok`, and after an error either it has
/// happened or nothing has. A training repeats a step after an error that [is transient](Error::is_transient), such as
/// [`Error::journal_unavailable`], for up to an hour; it ends with any other error. A future that is dropped may have
/// taken effect.
///
/// A journal is text of a few kilobytes, which serde reads and writes: [`Journal`] is `Serialize` and `Deserialize`. It
/// holds no credential, no pre-signed URL and no phone number.
pub trait JournalStore: fmt::Debug + Send + Sync + 'static {
    /// Returns the store's name in messages, such as `the folder /var/voices`. It contains no secret. Two stores with
    /// the same name hold the same journals.
    fn name(&self) -> String;

    /// Returns a journal's name in messages.
    fn describe(&self, key: &str) -> String {
        format!("the journal {key:?} in {}", self.name())
    }

    /// Loads a journal, whoever holds its lease; `None` if there is none.
    fn load<'a>(&'a self, key: &'a str) -> Storing<'a, Option<StoredJournal>>;

    /// Stores a journal, if its lease is still held and the stored journal has this version. The version of a journal
    /// that does not exist is 0. Each change makes the version greater.
    fn compare_and_swap<'a>(&'a self, lease: &'a Lease, version: u64, journal: &'a Journal) -> Storing<'a, Swapped>;

    /// Removes a journal, if its lease is still held. The lease stays. It is no error if there is no journal.
    fn remove<'a>(&'a self, lease: &'a Lease) -> Storing<'a, Removed>;

    /// Acquires the lease of a key for an owner, if nobody holds it. The journal need not exist.
    ///
    /// The lease ends after the duration, by the clock of the store. Owners are told apart by the lease's token alone:
    /// the same owner cannot acquire a lease twice.
    fn acquire<'a>(&'a self, key: &'a str, owner: &'a str, duration: Duration) -> Storing<'a, Acquired>;

    /// Lets leases end after the duration from now on, and tells the state of each of them, in the same order. A lease
    /// that was not held is not acquired again.
    ///
    /// Leases that do not [expire](Lease::expires) are renewed as well, so that their holders learn of requests.
    fn renew<'a>(&'a self, leases: &'a [Lease], duration: Duration) -> Storing<'a, Vec<Renewed>>;

    /// Asks the holder of a key's lease to release it: from now on each renewal of this lease is
    /// [`Renewed::ReleaseRequested`]. The lease is held as before until it is released or ends.
    ///
    /// A request ends with the lease: it has no effect on a later lease of the key. If nobody holds the lease, the request
    /// is no error and has no effect.
    fn request_release<'a>(&'a self, key: &'a str) -> Storing<'a, ()>;

    /// Ends a lease. It is no error if it is not held any more.
    fn release<'a>(&'a self, lease: &'a Lease) -> Storing<'a, ()>;

    /// Lists journals in the order of their keys, those with these statuses after this key: at most `limit` of them, and
    /// fewer only if there are no more. A journal that cannot be understood is left out.
    fn list<'a>(
        &'a self,
        statuses: &'a [JournalStatus],
        after: Option<&'a str>,
        limit: usize,
    ) -> Storing<'a, Vec<StoredJournal>>;
}

/// A journal in its store.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredJournal {
    /// The key of the training.
    pub key: String,
    /// The version of the journal: greater than 0, and greater after each change.
    pub version: u64,
    /// The journal.
    pub journal: Journal,
}

impl StoredJournal {
    /// Creates the entry of a store.
    pub fn new(key: impl Into<String>, version: u64, journal: Journal) -> Self {
        Self { key: key.into(), version, journal }
    }
}

/// The right to change a journal, until it ends or is released.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Lease {
    /// The key of the training.
    pub key: String,
    /// The holder, for people: the host and the process, for example.
    pub owner: String,
    /// The number of the lease: each lease of a key has a greater one than all before it.
    pub token: u64,
    /// Whether the lease ends if it is not renewed. One that does not ends with its process, as the lock of a file does.
    pub expires: bool,
}

impl Lease {
    /// Creates a lease that ends if it is not renewed.
    pub fn new(key: impl Into<String>, owner: impl Into<String>, token: u64) -> Self {
        Self { key: key.into(), owner: owner.into(), token, expires: true }
    }
}

/// The result of [`JournalStore::acquire`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Acquired {
    /// The lease is held now.
    Lease(Lease),
    /// Another holder has it.
    InUse {
        /// The holder, as far as it is known.
        owner: Option<String>,
    },
}

/// The result of [`JournalStore::compare_and_swap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Swapped {
    /// The journal is stored, and has this version now.
    Stored(u64),
    /// The stored journal has another version. Nothing was changed.
    Conflict,
    /// The lease is not held any more. Nothing was changed.
    LeaseLost,
}

/// The state of a lease after [`JournalStore::renew`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Renewed {
    /// The lease is held for the new duration.
    Held,
    /// The lease is held for the new duration, and its holder [was asked](JournalStore::request_release) to release it.
    ReleaseRequested,
    /// The lease is not held any more. Nothing was changed.
    LeaseLost,
}

/// The result of [`JournalStore::remove`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Removed {
    /// There is no journal any more.
    Removed,
    /// The lease is not held any more. Nothing was changed.
    LeaseLost,
}

impl<S: JournalStore + ?Sized> JournalStore for Arc<S> {
    fn name(&self) -> String {
        (**self).name()
    }

    fn describe(&self, key: &str) -> String {
        (**self).describe(key)
    }

    fn load<'a>(&'a self, key: &'a str) -> Storing<'a, Option<StoredJournal>> {
        (**self).load(key)
    }

    fn compare_and_swap<'a>(&'a self, lease: &'a Lease, version: u64, journal: &'a Journal) -> Storing<'a, Swapped> {
        (**self).compare_and_swap(lease, version, journal)
    }

    fn remove<'a>(&'a self, lease: &'a Lease) -> Storing<'a, Removed> {
        (**self).remove(lease)
    }

    fn acquire<'a>(&'a self, key: &'a str, owner: &'a str, duration: Duration) -> Storing<'a, Acquired> {
        (**self).acquire(key, owner, duration)
    }

    fn renew<'a>(&'a self, leases: &'a [Lease], duration: Duration) -> Storing<'a, Vec<Renewed>> {
        (**self).renew(leases, duration)
    }

    fn request_release<'a>(&'a self, key: &'a str) -> Storing<'a, ()> {
        (**self).request_release(key)
    }

    fn release<'a>(&'a self, lease: &'a Lease) -> Storing<'a, ()> {
        (**self).release(lease)
    }

    fn list<'a>(
        &'a self,
        statuses: &'a [JournalStatus],
        after: Option<&'a str>,
        limit: usize,
    ) -> Storing<'a, Vec<StoredJournal>> {
        (**self).list(statuses, after, limit)
    }
}

/// Returns an error unless the text can be the key of a training in any store: 1 to 200 ASCII letters, digits, `-`, `_`
/// and `.`, the first of them no dot.
pub(super) fn check_key(key: &str) -> Result<(), Error> {
    let allowed = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    if key.is_empty() || key.len() > MAX_KEY || key.starts_with('.') || !key.chars().all(allowed) {
        let message = format!("the key {key:?} cannot be that of a journal");
        return Err(Error::new(ErrorKind::InvalidRequest, message).with_advice(
            "nothing was created: use 1 to 200 ASCII letters, digits, '-', '_' and '.', the first of them no dot",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_can_be_the_name_of_a_file_on_every_system_but_for_its_ending() {
        for key in ["a", "order-17.b_C", "-", &"x".repeat(MAX_KEY)] {
            assert!(check_key(key).is_ok(), "{key}");
        }
        for key in ["", ".", "..", ".hidden", "a/b", "a\\b", "a b", "声音", "a\n", &"x".repeat(MAX_KEY + 1)] {
            let error = check_key(key).expect_err(key);
            assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        }
    }
}

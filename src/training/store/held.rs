//! The journal of a training under way: its store, its lease, and the version that was last written.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use super::files::blocking;
use super::keeper::{HeldLease, Keeper, in_use, limited};
use super::replace::canonical;
use super::{JournalStore, Removed, Swapped, check_key};
use crate::training::journal::{Journal, Service};
use crate::{Error, ErrorKind};

/// The place of a journal.
#[derive(Clone, Debug)]
pub(in crate::training) enum Place {
    /// The journal is in memory only.
    Memory,
    /// It is a file.
    File(PathBuf),
    /// It is in a store, under this key.
    Keyed(Arc<Keeper>, String),
}

impl Place {
    /// Returns the place with links resolved, as far as it is a file, so that a file has one path. It accesses the disk.
    pub(in crate::training) fn resolved(self) -> Self {
        match self {
            Self::File(path) => Self::File(canonical(&path)),
            place => place,
        }
    }

    /// Loads the journal, whoever holds it.
    pub(in crate::training) async fn load(&self) -> Result<Option<Journal>, Error> {
        match self {
            Self::Memory => Ok(None),
            Self::File(path) => {
                let path = path.clone();
                blocking(move || Journal::load(&path)).await
            }
            Self::Keyed(keeper, key) => Ok(limited(keeper.store().load(key)).await?.map(|stored| stored.journal)),
        }
    }

    /// Loads a journal that must exist, whoever holds it.
    pub(in crate::training) async fn load_existing(&self) -> Result<Journal, Error> {
        let missing = || Error::new(ErrorKind::JournalUnavailable, format!("{} does not exist", self.describe()));
        self.load().await?.ok_or_else(missing)
    }

    /// Returns the journal in messages.
    pub(in crate::training) fn describe(&self) -> String {
        match self {
            Self::Memory => "the journal in memory".to_owned(),
            Self::File(path) => format!("the journal {}", path.display()),
            Self::Keyed(keeper, key) => keeper.store().describe(key),
        }
    }
}

/// The journal of a training under way.
#[derive(Debug)]
pub(in crate::training) struct HeldJournal {
    place: Place,
    /// `None` in memory.
    stored: Option<Held>,
    journal: Journal,
}

#[derive(Debug)]
struct Held {
    store: Arc<dyn JournalStore>,
    lease: Arc<HeldLease>,
    /// The version in the store, 0 if there is none yet.
    version: u64,
}

impl HeldJournal {
    /// Acquires and loads the journal, or begins a new one. It writes nothing.
    pub(in crate::training) async fn open(place: Place, new: Journal) -> Result<Self, Error> {
        let place = resolved(place).await?;
        let Some((keeper, key)) = keeper_of(&place)? else { return Ok(Self::in_memory(new)) };
        let (lease, store) = (keeper.acquire(&key).await?, Arc::clone(keeper.store()));
        let found = limited(store.load(&key)).await?;
        let (version, journal) = match found {
            Some(found) => (found.version, found.journal),
            None => (0, new.clone()),
        };
        if version > 0 {
            check_training(&place, &journal, &new)?;
        }
        Ok(Self { place, stored: Some(Held { store, lease, version }), journal })
    }

    /// Acquires and loads a journal, which must exist, of any training. A process that trains with a journal in a store is
    /// asked to stop, and waited for. Returns `None` if the journal was removed meanwhile.
    pub(in crate::training) async fn take_over(place: Place) -> Result<Option<Self>, Error> {
        let place = resolved(place).await?;
        // Before the lease is acquired: where there is no journal, no lock file must be left.
        place.load_existing().await?;
        let Some((keeper, key)) = keeper_of(&place)? else { return Ok(None) };
        let (lease, store) = (keeper.take_over(&key).await?, Arc::clone(keeper.store()));
        let Some(found) = limited(store.load(&key)).await? else {
            lease.release().await;
            return Ok(None);
        };
        Ok(Some(Self { stored: Some(Held { store, lease, version: found.version }), journal: found.journal, place }))
    }

    /// Returns a journal in memory only.
    pub(in crate::training) fn in_memory(journal: Journal) -> Self {
        Self { place: Place::Memory, stored: None, journal }
    }

    pub(in crate::training) fn place(&self) -> &Place {
        &self.place
    }

    /// Returns whether the journal outlives this process.
    pub(in crate::training) fn is_stored(&self) -> bool {
        self.stored.is_some()
    }

    /// Returns the lease, if it ends by itself: nothing must be sent to the service after that.
    pub(in crate::training) fn expiring_lease(&self) -> Option<Arc<HeldLease>> {
        self.stored.as_ref().map(|held| Arc::clone(&held.lease)).filter(|lease| lease.expires())
    }

    /// Calls a function when another process requests the release of the lease.
    pub(in crate::training) fn on_release_request(&self, on_request: impl FnOnce() + Send + 'static) {
        if let Some(held) = &self.stored {
            held.lease.on_release_request(on_request);
        }
    }

    /// Returns the journal.
    pub(in crate::training) fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Holds the lease again if it has ended. An error means that another holder has the journal now, or that the store
    /// cannot be reached.
    pub(in crate::training) async fn ensure_held(&mut self) -> Result<(), Error> {
        let Some(held) = &mut self.stored else { return Ok(()) };
        if held.lease.ensure().await? { held.check_unchanged(&self.journal).await } else { Ok(()) }
    }

    /// Stores a changed journal. When it returns, the change is in the store. If it fails, the store has the old journal
    /// or the new one, never a part. It can be called again after an error that is transient.
    pub(in crate::training) async fn store(&mut self, changed: &Journal) -> Result<(), Error> {
        if let Some(held) = &mut self.stored {
            held.lease.ensure().await?;
            held.swap(&self.journal, changed).await?;
        }
        self.journal = changed.clone();
        Ok(())
    }

    /// Removes the journal from its store.
    pub(in crate::training) async fn remove(self) -> Result<(), Error> {
        let Some(held) = &self.stored else { return Ok(()) };
        match limited(held.store.remove(&held.lease.lease())).await? {
            Removed::Removed => {
                held.lease.release().await;
                Ok(())
            }
            Removed::LeaseLost => Err(held.lost()),
        }
    }

    /// Releases the lease. When it returns, another training can hold the journal.
    pub(in crate::training) async fn release(&self) {
        if let Some(held) = &self.stored {
            held.lease.release().await;
        }
    }
}

impl Held {
    /// Replaces the journal in the store.
    async fn swap(&mut self, journal: &Journal, changed: &Journal) -> Result<(), Error> {
        for _ in 0..2 {
            match limited(self.store.compare_and_swap(&self.lease.lease(), self.version, changed)).await? {
                Swapped::Stored(version) => {
                    self.version = version;
                    return Ok(());
                }
                // A write of ours may have been carried out although its acknowledgement was lost.
                Swapped::Conflict => {
                    self.check_unchanged_or(journal, changed).await?;
                }
                Swapped::LeaseLost => {
                    self.lease.acquire_again().await?;
                    self.check_unchanged_or(journal, changed).await?;
                }
            }
        }
        Err(self.lost())
    }

    async fn check_unchanged(&mut self, journal: &Journal) -> Result<(), Error> {
        self.check_unchanged_or(journal, journal).await
    }

    /// Reads the version of the journal in the store, which must be that of this training as it was last written, or as
    /// it was about to be written.
    async fn check_unchanged_or(&mut self, journal: &Journal, changed: &Journal) -> Result<(), Error> {
        let lease = self.lease.lease();
        match limited(self.store.load(&lease.key)).await? {
            Some(found) if found.journal == *journal || found.journal == *changed => {
                self.version = found.version;
                Ok(())
            }
            None if self.version == 0 => Ok(()),
            _ => Err(self.lost()),
        }
    }

    /// Returns the error for a journal that another holder has changed.
    fn lost(&self) -> Error {
        in_use(&*self.store, &self.lease.lease().key, None)
            .and_advice("its lease had ended here, and another process has gone on with the training")
    }
}

/// Returns what holds the lease of a journal, and its key; `None` for a journal in memory.
fn keeper_of(place: &Place) -> Result<Option<(Arc<Keeper>, String)>, Error> {
    Ok(match place {
        Place::Memory => None,
        Place::File(path) => {
            // The store has one journal, whatever the key is.
            let key = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            Some((Keeper::of_file(path.clone()), key))
        }
        Place::Keyed(keeper, key) => {
            check_key(key)?;
            Some((Arc::clone(keeper), key.clone()))
        }
    })
}

async fn resolved(place: Place) -> Result<Place, Error> {
    match place {
        Place::File(_) => blocking(move || Ok(place.resolved())).await,
        place => Ok(place),
    }
}

/// Returns an error if the journal is about another voice, edition or service.
fn check_training(place: &Place, found: &Journal, expected: &Journal) -> Result<(), Error> {
    check_service(place, found, &expected.service)?;
    let (edition, expected_edition) = (found.edition.to_string(), expected.edition.to_string());
    check_equal(place, "voice", &found.voice_name, &expected.voice_name)?;
    check_equal(place, "edition", &edition, &expected_edition)
}

/// Returns an error if the journal's job is at another service.
pub(in crate::training) fn check_service(place: &Place, found: &Journal, expected: &Service) -> Result<(), Error> {
    check_equal(place, "host", &found.service.host, &expected.host)?;
    check_equal(place, "project", &found.service.project_id, &expected.project_id)
}

fn check_equal(place: &Place, what: impl fmt::Display, found: &str, expected: &str) -> Result<(), Error> {
    if found == expected {
        return Ok(());
    }
    let message = format!("{} is of another training: its {what} is {found:?}, not {expected:?}", place.describe());
    Err(Error::new(ErrorKind::JournalMismatch, message)
        .with_advice("nothing was changed: give each training a journal of its own (Plan::journal)"))
}

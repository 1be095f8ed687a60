//! Journals in files: each is locked by its process, and replaced as a whole.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::lock::{self, Lock};
use super::replace::{canonical, replace};
use super::{Acquired, JournalStore, Lease, Removed, Renewed, StoredJournal, Storing, Swapped};
use crate::training::journal::{Journal, JournalStatus, fault};
use crate::{Error, ErrorKind};

/// The names of the files in a folder of journals: this, the key with a `+` before each capital letter (some file
/// systems do not tell them from small ones), and the ending.
const PREFIX: &str = "training-";
const ENDING: &str = ".json";

/// The tokens of locks. A lock cannot be lost, so they need only be different in this process.
static TOKENS: AtomicU64 = AtomicU64::new(1);

/// Journals as files in a folder, for the services of one machine.
///
/// The lease of a journal is a lock on a file beside it (`.lock`), which the system releases when its process dies: it
/// does not end by itself, and a process that is only stopped keeps it. A [request](JournalStore::request_release) to
/// release it is another file (`.release`). The folder must exist, and its file system must support locks; on a network
/// drive several machines cannot rely on it.
///
/// ```no_run
/// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
/// use std::sync::Arc;
/// use metastudio_voice::training::Plan;
/// use metastudio_voice::training::store::FileStore;
///
/// let store = Arc::new(FileStore::folder("/var/voices"));
/// let plan = Plan::premium("Calm male voice", "recording.wav").journal_in(store, "order-17");
/// let outcome = client.train(plan).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct FileStore {
    place: Place,
    held: Mutex<HashMap<u64, Arc<LockedFile>>>,
}

#[derive(Debug)]
enum Place {
    Folder(PathBuf),
    /// The only journal of the store, whatever its key is.
    Single(PathBuf),
}

/// A journal's file, which this process alone may write.
#[derive(Debug)]
struct LockedFile {
    key: String,
    path: PathBuf,
    // Taken while the file is written, so that no other process gets the lock before. Empty once it is released.
    state: Mutex<Option<Locked>>,
}

#[derive(Debug)]
struct Locked {
    version: u64,
    lock: Lock,
}

impl FileStore {
    /// Creates a store of the journals in a folder. The folder is not accessed yet.
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Self { place: Place::Folder(path.into()), held: Mutex::default() }
    }

    /// Creates a store of one journal.
    pub(in crate::training) fn single(path: PathBuf) -> Self {
        Self { place: Place::Single(path), held: Mutex::default() }
    }

    fn path(&self, key: &str) -> Result<PathBuf, Error> {
        match &self.place {
            Place::Single(path) => Ok(path.clone()),
            Place::Folder(folder) => {
                super::check_key(key)?;
                Ok(folder.join(file_name(key)))
            }
        }
    }

    fn held(&self, lease: &Lease) -> Option<Arc<LockedFile>> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.get(&lease.token).filter(|file| file.key == lease.key).cloned()
    }
}

impl JournalStore for FileStore {
    fn name(&self) -> String {
        match &self.place {
            Place::Folder(folder) => format!("the folder {}", folder.display()),
            Place::Single(path) => format!("the file {}", path.display()),
        }
    }

    fn describe(&self, key: &str) -> String {
        match self.path(key) {
            Ok(path) => format!("the journal {}", path.display()),
            Err(_) => format!("the journal {key:?}"),
        }
    }

    fn load<'a>(&'a self, key: &'a str) -> Storing<'a, Option<StoredJournal>> {
        Box::pin(async move {
            let (path, key) = (self.path(key)?, key.to_owned());
            blocking(move || Ok(Journal::load(&path)?.map(|journal| stored(key, journal)))).await
        })
    }

    fn compare_and_swap<'a>(&'a self, lease: &'a Lease, version: u64, journal: &'a Journal) -> Storing<'a, Swapped> {
        Box::pin(async move {
            let Some(file) = self.held(lease) else { return Ok(Swapped::LeaseLost) };
            let mut journal = journal.clone();
            blocking(move || {
                let mut state = file.state.lock().unwrap_or_else(PoisonError::into_inner);
                let Some(locked) = &mut *state else { return Ok(Swapped::LeaseLost) };
                if locked.version != version {
                    return Ok(Swapped::Conflict);
                }
                journal.revision = version + 1;
                write(&file.path, &journal)?;
                locked.version = journal.revision;
                Ok(Swapped::Stored(locked.version))
            })
            .await
        })
    }

    fn remove<'a>(&'a self, lease: &'a Lease) -> Storing<'a, Removed> {
        Box::pin(async move {
            let Some(file) = self.held(lease) else { return Ok(Removed::LeaseLost) };
            blocking(move || {
                let mut state = file.state.lock().unwrap_or_else(PoisonError::into_inner);
                let Some(locked) = &mut *state else { return Ok(Removed::LeaseLost) };
                match fs::remove_file(&file.path) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        Err(fault(ErrorKind::JournalUnavailable, &file.path, "cannot be removed").caused_by(error))
                    }
                    _ => {
                        locked.version = 0;
                        Ok(Removed::Removed)
                    }
                }
            })
            .await
        })
    }

    fn acquire<'a>(&'a self, key: &'a str, owner: &'a str, _: Duration) -> Storing<'a, Acquired> {
        Box::pin(async move {
            let (path, key, text) = (self.path(key)?, key.to_owned(), owner.to_owned());
            let of_file = key.clone();
            let locked = blocking(move || {
                // Replacing a link would leave the file that it points to as it was.
                let path = canonical(&path);
                let lock = match Lock::acquire(&path, &text)? {
                    Ok(lock) => lock,
                    Err(owner) => return Ok(Err(owner)),
                };
                // A journal that cannot be understood is found when it is loaded; nothing is written over it before.
                let version = Journal::load(&path).ok().flatten().map_or(0, |journal| version_of(&journal));
                Ok(Ok(LockedFile { key: of_file, path, state: Mutex::new(Some(Locked { version, lock })) }))
            });
            let file = match locked.await? {
                Ok(file) => file,
                Err(owner) => return Ok(Acquired::InUse { owner }),
            };
            let token = TOKENS.fetch_add(1, Ordering::Relaxed);
            self.held.lock().unwrap_or_else(PoisonError::into_inner).insert(token, Arc::new(file));
            Ok(Acquired::Lease(Lease { key, owner: owner.to_owned(), token, expires: false }))
        })
    }

    fn renew<'a>(&'a self, leases: &'a [Lease], _: Duration) -> Storing<'a, Vec<Renewed>> {
        let held: Vec<_> = leases.iter().map(|lease| self.held(lease)).collect();
        let renew = |file: Option<Arc<LockedFile>>| {
            let Some(file) = file else { return Renewed::LeaseLost };
            match &*file.state.lock().unwrap_or_else(PoisonError::into_inner) {
                Some(locked) if locked.lock.is_release_requested() => Renewed::ReleaseRequested,
                Some(_) => Renewed::Held,
                None => Renewed::LeaseLost,
            }
        };
        Box::pin(blocking(move || Ok(held.into_iter().map(renew).collect())))
    }

    fn request_release<'a>(&'a self, key: &'a str) -> Storing<'a, ()> {
        Box::pin(async move {
            let path = self.path(key)?;
            blocking(move || {
                let path = canonical(&path);
                lock::request_release(&path).map_err(|error| {
                    fault(ErrorKind::JournalUnavailable, &path, "is in use, and its release cannot be requested")
                        .caused_by(error)
                })
            })
            .await
        })
    }

    /// Releases the lock at once, if the journal is not being written just now.
    fn release<'a>(&'a self, lease: &'a Lease) -> Storing<'a, ()> {
        let Some(file) = self.held(lease) else { return Box::pin(std::future::ready(Ok(()))) };
        self.held.lock().unwrap_or_else(PoisonError::into_inner).remove(&lease.token);
        if let Ok(mut state) = file.state.try_lock() {
            state.take();
        }
        Box::pin(blocking(move || {
            file.state.lock().unwrap_or_else(PoisonError::into_inner).take();
            Ok(())
        }))
    }

    fn list<'a>(
        &'a self,
        statuses: &'a [JournalStatus],
        after: Option<&'a str>,
        limit: usize,
    ) -> Storing<'a, Vec<StoredJournal>> {
        let folder = match &self.place {
            Place::Folder(folder) => folder.clone(),
            Place::Single(_) => return Box::pin(std::future::ready(Ok(Vec::new()))),
        };
        let (statuses, after) = (statuses.to_vec(), after.map(ToOwned::to_owned));
        Box::pin(blocking(move || list(&folder, &statuses, after.as_deref(), limit)))
    }
}

/// Returns the version of a journal that was read.
fn version_of(journal: &Journal) -> u64 {
    // A file that an earlier version of this crate has written has no number.
    journal.revision.max(1)
}

fn stored(key: String, mut journal: Journal) -> StoredJournal {
    let version = version_of(&journal);
    journal.revision = 0;
    StoredJournal { key, version, journal }
}

fn write(path: &Path, journal: &Journal) -> Result<(), Error> {
    let text = journal
        .to_bytes()
        .map_err(|error| fault(ErrorKind::JournalUnavailable, path, "cannot be written").caused_by(error))?;
    replace(path, &text).map_err(|error| {
        fault(ErrorKind::JournalUnavailable, path, "cannot be written")
            .with_advice("make room on the disk, or make the folder writable, and run the plan again")
            .caused_by(error)
    })
}

fn list(
    folder: &Path,
    statuses: &[JournalStatus],
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<StoredJournal>, Error> {
    let unreadable = |error: std::io::Error| {
        Error::new(ErrorKind::JournalUnavailable, format!("the folder {} cannot be read", folder.display()))
            .caused_by(error)
    };
    let mut keys = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        if let Some(key) = name.to_str().and_then(key_of)
            && after.is_none_or(|after| *key > *after)
        {
            keys.push(key);
        }
    }
    keys.sort_unstable();
    // A journal that was removed meanwhile, or cannot be understood, is left out.
    let read = |key: String| {
        let journal = Journal::load(&folder.join(file_name(&key))).ok().flatten()?;
        statuses.contains(&journal.status()).then(|| stored(key, journal))
    };
    Ok(keys.into_iter().filter_map(read).take(limit).collect())
}

fn file_name(key: &str) -> String {
    let mut name = PREFIX.to_owned();
    for character in key.chars() {
        if character.is_ascii_uppercase() {
            name.push('+');
        }
        name.push(character.to_ascii_lowercase());
    }
    name + ENDING
}

/// Returns the key of a file in a folder of journals; `None` if it is another file.
fn key_of(name: &str) -> Option<String> {
    let mut key = String::new();
    let mut characters = name.strip_prefix(PREFIX)?.strip_suffix(ENDING)?.chars();
    while let Some(character) = characters.next() {
        key.push(match character {
            '+' => characters.next()?.to_ascii_uppercase(),
            other => other,
        });
    }
    (super::check_key(&key).is_ok() && file_name(&key) == name).then_some(key)
}

/// Runs blocking work on a thread for it.
pub(in crate::training) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let stopped =
        |_| Err(Error::new(ErrorKind::JournalUnavailable, "the runtime stopped during access to the journal"));
    tokio::task::spawn_blocking(work).await.unwrap_or_else(stopped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_differ_only_in_case_have_files_whose_names_differ_in_more() {
        for key in ["order", "Order", "ORDER", "con", "a.json", "-_.9"] {
            assert_eq!(key_of(&file_name(key)).as_deref(), Some(key));
            assert!(!file_name(key).contains(|character: char| character.is_ascii_uppercase()));
        }
        assert_eq!([file_name("order"), file_name("Order")], ["training-order.json", "training-+order.json"]);
        for other in ["training-.json", "training-a.json.tmp", "training-A.json", "training-+.json", "x.json"] {
            assert_eq!(key_of(other), None, "{other}");
        }
    }
}

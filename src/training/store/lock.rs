//! The lock on a journal's file: one process at a time holds it, and others can request its release with a file beside it.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use same_file::Handle;

use super::replace::with_suffix;
use crate::text::printable;
use crate::training::journal::fault;
use crate::{Error, ErrorKind};

const PAUSE: Duration = Duration::from_millis(20);
/// The time that a lock is waited for. A training that was just dropped may still be writing its last step.
const LOCK_WAIT: Duration = Duration::from_secs(1);
/// The beginning of a lock file, which the id of its process follows.
const LOCK_PREFIX: &str = "process ";
/// The largest size of a lock file that is read, in bytes.
const MAX_LOCK: u64 = 4096;

/// A lock on a journal, which the system releases if its process dies. Dropping it removes its file.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// The path of the request to release this lock.
    request: PathBuf,
    _file: File,
}

impl Lock {
    /// Acquires the lock of a journal for an owner, and waits for a moment if it is held. Returns the owner of the lock
    /// that another process holds if that has not ended meanwhile.
    pub(super) fn acquire(journal: &Path, owner: &str) -> Result<Result<Self, Option<String>>, Error> {
        let (path, request) = (lock_of(journal), request_of(journal));
        let until = Instant::now() + LOCK_WAIT;
        loop {
            match try_acquire(&path, owner) {
                Ok(Some(file)) => {
                    // It was for a process that has died.
                    let _ = fs::remove_file(&request);
                    return Ok(Ok(Self { path, request, _file: file }));
                }
                Ok(None) if Instant::now() < until => std::thread::sleep(PAUSE),
                Ok(None) => return Ok(Err(owner_of(&path))),
                Err(error) => {
                    return Err(fault(
                        ErrorKind::JournalUnavailable,
                        journal,
                        format_args!("cannot be locked with {}", path.display()),
                    )
                    .with_advice("nothing was changed: use a writable folder whose file system supports locks")
                    .caused_by(error));
                }
            }
        }
    }

    /// Returns whether another process has requested the release of the lock.
    pub(super) fn is_release_requested(&self) -> bool {
        fs::symlink_metadata(&self.request).is_ok()
    }
}

/// Requests the release of a journal's lock, if there is one. The request is an empty file, which nobody opens.
pub(super) fn request_release(journal: &Path) -> io::Result<()> {
    if fs::symlink_metadata(lock_of(journal)).is_err() {
        return Ok(());
    }
    match File::options().create_new(true).write(true).open(request_of(journal)) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Returns the path of the request to release a journal's lock.
fn request_of(journal: &Path) -> PathBuf {
    with_suffix(journal, ".release")
}

/// Returns the path of a journal's lock.
pub(in crate::training) fn lock_of(journal: &Path) -> PathBuf {
    with_suffix(journal, ".lock")
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The files are removed while the lock is held: a process that has opened the lock finds another file at the
        // path, or none, and tries again.
        let _ = fs::remove_file(&self.request);
        let _ = fs::remove_file(&self.path);
    }
}

/// Tries to acquire a lock; returns `None` if another process has it, or has just released it.
///
/// It never follows a link, which may point to any file of the user: it removes the link and creates the lock anew. It
/// does not change a file that is no lock.
fn try_acquire(path: &Path, owner: &str) -> io::Result<Option<File>> {
    let mut file = match File::options().create_new(true).read(true).write(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match open_existing_lock(path)? {
            Some(file) => file,
            None => return Ok(None),
        },
        created => created?,
    };
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    let mine = Handle::from_file(file.try_clone()?)?;
    if is_link(path)? || Handle::from_path(path).ok() != Some(mine) {
        return Ok(None);
    }
    if !is_lock(&mut file)? {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the file is not a lock of a journal"));
    }
    // For people who search for the process; the lock does not depend on it.
    let text = format!("{LOCK_PREFIX}{}\n{}", std::process::id(), printable(owner));
    let _ = file.rewind().and_then(|()| file.set_len(0)).and_then(|()| file.write_all(text.as_bytes()));
    Ok(Some(file))
}

/// Opens the file at a lock's path without writing to it; returns `None` if the path is free now.
fn open_existing_lock(path: &Path) -> io::Result<Option<File>> {
    let gone = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
    let found = match fs::symlink_metadata(path) {
        Err(error) if gone(&error) => return Ok(None),
        found => found?,
    };
    if found.is_symlink() {
        fs::remove_file(path)?;
        return Ok(None);
    }
    // Opening a pipe would wait for its other end.
    if !found.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    match File::options().read(true).write(true).open(path) {
        Err(error) if gone(&error) => Ok(None),
        opened => opened.map(Some),
    }
}

fn is_link(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        found => Ok(found?.is_symlink()),
    }
}

/// Returns whether a file is a lock: empty, as a process leaves it that is killed early, or with the id of a process.
fn is_lock(file: &mut File) -> io::Result<bool> {
    let mut beginning = Vec::new();
    file.take(LOCK_PREFIX.len() as u64).read_to_end(&mut beginning)?;
    Ok(LOCK_PREFIX.as_bytes().starts_with(&beginning))
}

/// Returns the owner of a lock: its second line or, without one, the first, which names its process.
fn owner_of(path: &Path) -> Option<String> {
    let mut text = String::new();
    File::open(path).ok()?.take(MAX_LOCK).read_to_string(&mut text).ok()?;
    text.lines().take(2).last().filter(|owner| !owner.is_empty()).map(ToOwned::to_owned)
}

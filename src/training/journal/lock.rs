//! One journal, one process: a lock that the system takes away when its holder dies.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use same_file::Handle;

use super::{fault, file};
use crate::{Error, ErrorKind};

/// How long a lock is waited for. A training that was dropped a moment ago may still be writing its last step.
const WAIT: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(20);
/// What a lock begins with; the number of its process follows.
const MARK: &str = "process ";

/// A lock that is held. Dropping it gives it up and removes its file.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock of this journal.
    pub(super) fn take(journal: &Path) -> Result<Self, Error> {
        let path = lock_of(journal);
        let until = Instant::now() + WAIT;
        loop {
            match try_take(&path) {
                Ok(Some(file)) => return Ok(Self { path, _file: file }),
                Ok(None) if Instant::now() < until => std::thread::sleep(PAUSE),
                Ok(None) => {
                    let holder = holder(&path).map(|id| format!(" ({id})")).unwrap_or_default();
                    return Err(fault(
                        ErrorKind::JournalInUse,
                        journal,
                        format_args!("is in use by another process{holder}"),
                    )
                    .with_advice("one process trains with a journal; another may watch it (Client::watch)"));
                }
                Err(error) => {
                    return Err(fault(
                        ErrorKind::JournalUnavailable,
                        journal,
                        format_args!("cannot be locked with {}", path.display()),
                    )
                    .with_advice("nothing was done: the folder must be writable and its file system know locks")
                    .with_source(error));
                }
            }
        }
    }
}

/// Where the lock of a journal is.
pub(in crate::training) fn lock_of(journal: &Path) -> PathBuf {
    file::beside(journal, ".lock")
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is held: whoever opened it before finds another file, or none, and tries again.
        let _ = fs::remove_file(&self.path);
    }
}

/// Returns `None` when another process has it, or has just given it up.
///
/// A link is never followed: what it points to is somebody's file. It is removed, and the lock is created anew. A file
/// that is no lock is left as it is.
fn try_take(path: &Path) -> io::Result<Option<File>> {
    let mut file = match File::options().create_new(true).read(true).write(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match existing(path)? {
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
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is a file of something else"));
    }
    // For people who look for the holder; the lock does not depend on it.
    let _ = file.rewind().and_then(|()| file.set_len(0)).and_then(|()| write!(file, "{MARK}{}", std::process::id()));
    Ok(Some(file))
}

/// Opens what lies there, for reading and writing, but does not write yet. `None` when it is worth another look.
fn existing(path: &Path) -> io::Result<Option<File>> {
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

/// Whether a file that lay there is one of these: empty, as a process that was killed early leaves it, or with a number.
fn is_lock(file: &mut File) -> io::Result<bool> {
    let mut beginning = Vec::new();
    file.take(MARK.len() as u64).read_to_end(&mut beginning)?;
    Ok(MARK.as_bytes().starts_with(&beginning))
}

fn holder(path: &Path) -> Option<String> {
    let mut text = String::new();
    File::open(path).ok()?.take(64).read_to_string(&mut text).ok()?;
    Some(text).filter(|text| !text.is_empty())
}

//! One journal, one process: a lock that the system takes away when its holder dies.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use same_file::Handle;

use super::{fault, file};
use crate::Error;

/// How long a lock is waited for. A training that was dropped a moment ago may still be writing its last step.
const WAIT: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(20);

/// A lock that is held. Dropping it gives it up and removes its file.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock of this journal.
    pub(super) fn take(journal: &Path) -> Result<Self, Error> {
        let path = file::beside(journal, ".lock");
        let until = Instant::now() + WAIT;
        loop {
            match try_take(&path) {
                Ok(Some(file)) => return Ok(Self { path, _file: file }),
                Ok(None) if Instant::now() < until => std::thread::sleep(PAUSE),
                Ok(None) => {
                    let holder = holder(&path).map(|id| format!(" ({id})")).unwrap_or_default();
                    return Err(fault(journal, format_args!("is in use by another process{holder}"))
                        .with_advice("one process trains with a journal; another may watch it (Client::watch)"));
                }
                Err(error) => {
                    return Err(fault(journal, format_args!("cannot be locked with {}", path.display()))
                        .with_advice("nothing was done: the folder must be writable and its file system know locks")
                        .with_source(error));
                }
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is held: whoever opened it before finds another file, or none, and tries again.
        let _ = fs::remove_file(&self.path);
    }
}

/// `None` when another process has it, or has just given it up.
fn try_take(path: &Path) -> io::Result<Option<File>> {
    let mut file = File::options().create(true).truncate(false).read(true).write(true).open(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    let mine = Handle::from_file(file.try_clone()?)?;
    if Handle::from_path(path).ok() != Some(mine) {
        return Ok(None);
    }
    // For people who look for the holder; the lock does not depend on it.
    let _ = file.set_len(0).and_then(|()| write!(file, "process {}", std::process::id()));
    Ok(Some(file))
}

fn holder(path: &Path) -> Option<String> {
    let mut text = String::new();
    File::open(path).ok()?.take(64).read_to_string(&mut text).ok()?;
    Some(text).filter(|text| !text.is_empty())
}

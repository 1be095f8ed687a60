//! Where a training keeps its journal: a locked file, replaced as a whole, or memory.
//!
//! A change is on the disk before the step that it announces begins. One process at a time holds the lock.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use same_file::Handle;

use super::journal::{Journal, Service, fault};
use crate::{Error, ErrorKind};

/// The time that another program gets to close a file (Windows).
const RELEASED_WITHIN: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(20);
/// The time that a lock is waited for. A training that was just dropped may still be writing its last step.
const LOCK_WAIT: Duration = Duration::from_secs(1);
/// The beginning of a lock file, which the id of its process follows.
const LOCK_PREFIX: &str = "process ";

/// The journal of a training under way. A store without a file keeps it in memory only.
#[derive(Debug)]
pub(super) struct JournalStore {
    file: Option<Arc<LockedFile>>,
    journal: Journal,
}

/// A journal's file, which this process alone may write.
#[derive(Debug)]
struct LockedFile {
    path: PathBuf,
    // Dropped when the last write has ended, so that no other process writes before.
    _lock: Lock,
}

impl JournalStore {
    /// Locks and reads the journal, or begins a new one. It writes nothing to the journal.
    pub(super) async fn open(path: Option<PathBuf>, new: Journal) -> Result<Self, Error> {
        let Some(path) = path else { return Ok(Self { file: None, journal: new }) };
        let opened = blocking(move || {
            // Replacing a link would leave the file that it points to as it was.
            let path = canonical(&path);
            let lock = Lock::acquire(&path)?;
            let journal = Journal::load(&path)?;
            if let Some(journal) = &journal {
                check_training(&path, journal, &new)?;
            }
            Ok((LockedFile { path, _lock: lock }, journal.unwrap_or(new)))
        });
        let (file, journal) = opened.await?;
        Ok(Self { file: Some(Arc::new(file)), journal })
    }

    /// Locks and reads a journal, which must exist, of any training.
    pub(super) async fn open_existing(path: PathBuf) -> Result<Self, Error> {
        let opened = blocking(move || {
            let path = canonical(&path);
            // Before the lock is taken: where there is no journal, no lock file must be left.
            Journal::read(&path)?;
            let lock = Lock::acquire(&path)?;
            let journal = Journal::read(&path)?;
            Ok((LockedFile { path, _lock: lock }, journal))
        });
        let (file, journal) = opened.await?;
        Ok(Self { file: Some(Arc::new(file)), journal })
    }

    /// Removes the journal from the disk.
    pub(super) async fn remove(self) -> Result<(), Error> {
        let Some(file) = self.file else { return Ok(()) };
        blocking(move || {
            std::fs::remove_file(&file.path)
                .map_err(|error| fault(ErrorKind::JournalUnavailable, &file.path, "cannot be removed").caused_by(error))
        })
        .await
    }

    /// Waits for a last write that nobody awaits any more, and unlocks the journal.
    pub(super) async fn close(self) {
        let Some(mut file) = self.file else { return };
        while let Err(being_written) = Arc::try_unwrap(file) {
            file = being_written;
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Returns the journal's path without links; `None` in memory.
    pub(super) fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|file| &*file.path)
    }

    /// Returns a store that keeps the journal in memory only.
    pub(super) fn in_memory(journal: Journal) -> Self {
        Self { file: None, journal }
    }

    /// Returns whether the journal outlives this process.
    pub(super) fn is_on_disk(&self) -> bool {
        self.file.is_some()
    }

    /// Returns the journal.
    pub(super) fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Changes the journal. When it returns, the change is on the disk. If it fails, the file is whole: the old
    /// journal, or the new one if only the folder could not be synced.
    pub(super) async fn record(&mut self, change: impl FnOnce(&mut Journal)) -> Result<(), Error> {
        let mut changed = self.journal.clone();
        change(&mut changed);
        if let Some(file) = self.file.clone() {
            let text = changed.to_bytes().map_err(|error| {
                fault(ErrorKind::JournalUnavailable, &file.path, "cannot be written").caused_by(error)
            })?;
            blocking(move || {
                replace(&file.path, &text).map_err(|error| {
                    fault(ErrorKind::JournalUnavailable, &file.path, "cannot be written")
                        .with_advice("make room on the disk, or make the folder writable, and run the plan again")
                        .caused_by(error)
                })
            })
            .await?;
        }
        self.journal = changed;
        Ok(())
    }
}

/// Returns an error if the journal is about another voice, edition or service.
fn check_training(path: &Path, found: &Journal, expected: &Journal) -> Result<(), Error> {
    let pairs = [
        ("voice", &found.voice_name, &expected.voice_name),
        ("edition", &found.edition.to_string(), &expected.edition.to_string()),
    ];
    check_service(path, found, &expected.service)?;
    check_equal(path, &pairs)
}

/// Returns an error if the journal's job is at another service.
pub(super) fn check_service(path: &Path, found: &Journal, expected: &Service) -> Result<(), Error> {
    let host = ("host", &found.service.host, &expected.host);
    check_equal(path, &[host, ("project", &found.service.project_id, &expected.project_id)])
}

fn check_equal(path: &Path, pairs: &[(&str, &String, &String)]) -> Result<(), Error> {
    match pairs.iter().find(|(_, found, expected)| found != expected) {
        None => Ok(()),
        Some((what, found, expected)) => Err(fault(
            ErrorKind::JournalMismatch,
            path,
            format_args!("is of another training: its {what} is {found:?}, not {expected:?}"),
        )
        .with_advice("nothing was changed: give each training a journal of its own (Plan::journal)")),
    }
}

/// Runs blocking work on a thread for it.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let stopped =
        |_| Err(Error::new(ErrorKind::JournalUnavailable, "the runtime stopped during access to the journal"));
    tokio::task::spawn_blocking(work).await.unwrap_or_else(stopped)
}

/// A lock on a journal, which the system releases if its process dies. Dropping it removes its file.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Acquires the lock of a journal.
    pub(super) fn acquire(journal: &Path) -> Result<Self, Error> {
        let path = lock_of(journal);
        let until = Instant::now() + LOCK_WAIT;
        loop {
            match try_acquire(&path) {
                Ok(Some(file)) => return Ok(Self { path, _file: file }),
                Ok(None) if Instant::now() < until => std::thread::sleep(PAUSE),
                Ok(None) => {
                    let owner = owner(&path).map(|id| format!(" ({id})")).unwrap_or_default();
                    return Err(fault(
                        ErrorKind::JournalInUse,
                        journal,
                        format_args!("is in use by another process{owner}"),
                    )
                    .with_advice("one process trains with a journal; others can watch it (Client::watch)"));
                }
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
}

/// Returns the path of a journal's lock.
pub(super) fn lock_of(journal: &Path) -> PathBuf {
    with_suffix(journal, ".lock")
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The file is removed while the lock is held: a process that has opened it finds another file at the path, or
        // none, and tries again.
        let _ = fs::remove_file(&self.path);
    }
}

/// Tries to acquire a lock; returns `None` if another process has it, or has just released it.
///
/// It never follows a link, which may point to any file of the user: it removes the link and creates the lock anew. It
/// does not change a file that is no lock.
fn try_acquire(path: &Path) -> io::Result<Option<File>> {
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
    let _ =
        file.rewind().and_then(|()| file.set_len(0)).and_then(|()| write!(file, "{LOCK_PREFIX}{}", std::process::id()));
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

/// Returns the text of a lock, which names its process.
fn owner(path: &Path) -> Option<String> {
    let mut text = String::new();
    File::open(path).ok()?.take(64).read_to_string(&mut text).ok()?;
    Some(text).filter(|text| !text.is_empty())
}

/// Returns the path without links, `.` and `..`, so that a file has one path. The file need not exist; if its folder
/// does not exist either, the path stays as it is.
pub(super) fn canonical(path: &Path) -> PathBuf {
    let in_folder = || Some(fs::canonicalize(folder(path)).ok()?.join(path.file_name()?));
    fs::canonicalize(path).ok().or_else(in_folder).unwrap_or_else(|| path.to_owned())
}

/// Replaces a file. When it returns, the new content is on the disk. After a crash there is the old file or the new
/// one, never a part.
///
/// The temporary file always has the same name, so that a killed process leaves nothing that the next one does not
/// reuse. Only the owner of the lock may write it.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = with_suffix(path, ".tmp");
    let written =
        once_released(|| write(&temporary, bytes)).and_then(|()| once_released(|| fs::rename(&temporary, path)));
    if written.is_err() {
        // The first error is the one to report, also if the temporary file cannot be removed.
        let _ = fs::remove_file(&temporary);
    }
    written.and_then(|()| sync_folder(path))
}

/// Creates a file with this content. A file at the path is removed first, not written to: it may be a link to a file of
/// the user.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Repeats a change for up to a second while another program has the file open. Windows neither renames nor removes
/// such a file, and virus scanners and indexers open a file for a moment after it was written.
fn once_released(mut change: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    let until = Instant::now() + RELEASED_WITHIN;
    loop {
        match change() {
            Err(error) if is_held(&error) && Instant::now() < until => std::thread::sleep(PAUSE),
            changed => return changed,
        }
    }
}

/// Returns whether another program has the file open. The numbers are those of ERROR_ACCESS_DENIED,
/// ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, ERROR_DELETE_PENDING and ERROR_USER_MAPPED_FILE; on other systems
/// they mean other errors.
fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33 | 303 | 1224))
}

/// Syncs the folder of a file, which makes a rename durable. Some file systems (FUSE, shared folders of virtual
/// machines) cannot sync a folder, and a writable folder need not be readable; a training goes on in both cases.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    match File::open(folder(path)).and_then(|folder| folder.sync_all()) {
        Err(error) if is_impossible(error.kind()) => Ok(()),
        synced => synced,
    }
}

#[cfg(unix)]
fn is_impossible(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied)
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Returns the path with a suffix.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_folder_that_cannot_be_synced_is_no_error_and_a_full_disk_is_one() {
        // 22, 95 and 38 are EINVAL, EOPNOTSUPP and ENOSYS on Linux, 28 is ENOSPC, 5 EIO.
        for (number, impossible) in [(22, true), (95, true), (38, true), (28, false), (5, false)] {
            let kind = io::Error::from_raw_os_error(number).kind();
            if cfg!(target_os = "linux") {
                assert_eq!(is_impossible(kind), impossible, "{number}: {kind:?}");
            }
        }
    }

    /// The scanner opens the journal, or the temporary file that becomes the journal.
    #[cfg(windows)]
    #[test]
    fn a_journal_that_a_scanner_has_open_for_a_moment_is_replaced() {
        use std::os::windows::fs::OpenOptionsExt;

        const FILE_SHARE_READ: u32 = 1;
        let folder = tempfile::tempdir().expect("folder");
        let journal = folder.path().join("journal.json");
        for held in [journal.clone(), with_suffix(&journal, ".tmp")] {
            fs::write(&journal, "old").expect("written");
            fs::write(&held, "old").expect("written");
            let scanner = File::options().read(true).share_mode(FILE_SHARE_READ).open(&held).expect("opened");
            let (waits, is_waiting) = std::sync::mpsc::channel();
            let release = std::thread::spawn(move || {
                is_waiting.recv().expect("a first attempt");
                drop(scanner);
            });
            let mut attempts = 0;
            once_released(|| {
                attempts += 1;
                let replaced = write(&with_suffix(&journal, ".tmp"), b"new")
                    .and_then(|()| fs::rename(with_suffix(&journal, ".tmp"), &journal));
                let _ = waits.send(());
                replaced
            })
            .expect("replaced once it is released");
            release.join().expect("released");
            assert!(attempts > 1, "{} was not held", held.display());
            assert_eq!(fs::read(&journal).expect("read"), b"new");
        }
    }

    #[test]
    fn two_paths_to_one_file_have_the_same_canonical_path() {
        let folder = tempfile::tempdir().expect("folder");
        let real = fs::canonicalize(folder.path()).expect("real");
        fs::create_dir(real.join("sub")).expect("sub");
        let expected = real.join("journal.json");
        assert_eq!(canonical(&real.join("sub/../journal.json")), expected);
        fs::write(&expected, "{}").expect("written");
        assert_eq!(canonical(&real.join("sub/.././journal.json")), expected);
        assert_eq!(canonical(Path::new("no/such/folder/journal.json")), Path::new("no/such/folder/journal.json"));
    }
}

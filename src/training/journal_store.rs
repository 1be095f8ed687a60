//! The journal of the training that is under way: locked, and written before anything that must be remembered goes on.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use same_file::Handle;

use super::journal::{Journal, Service, fault};
use crate::{Error, ErrorKind};

/// How long a file that another program has open is waited for.
const RELEASED_WITHIN: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(20);
/// How long a lock is waited for. A training that was dropped a moment ago may still be writing its last step.
const LOCK_WAIT: Duration = Duration::from_secs(1);
/// What a lock begins with; the number of its process follows.
const LOCK_PREFIX: &str = "process ";

/// A journal that is held and written. One without a path is kept in memory only.
#[derive(Debug)]
pub(super) struct JournalStore {
    file: Option<Arc<LockedFile>>,
    journal: Journal,
}

#[derive(Debug)]
struct LockedFile {
    path: PathBuf,
    // Dropped with the last write that is under way: nobody else writes before.
    _lock: Lock,
}

impl JournalStore {
    /// Locks and reads the journal, or begins one. Nothing is written yet.
    pub(super) async fn open(path: Option<PathBuf>, new: Journal) -> Result<Self, Error> {
        let Some(path) = path else { return Ok(Self { file: None, journal: new }) };
        let opened = blocking(move || {
            // The name of the file itself: replacing a link would leave the file as it was.
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

    /// Locks and reads a journal that must be there, whatever training it is about.
    pub(super) async fn open_existing(path: PathBuf) -> Result<Self, Error> {
        let opened = blocking(move || {
            let path = canonical(&path);
            // First, so that no lock is left where there is nothing to lock.
            Journal::read(&path)?;
            let lock = Lock::acquire(&path)?;
            let journal = Journal::read(&path)?;
            Ok((LockedFile { path, _lock: lock }, journal))
        });
        let (file, journal) = opened.await?;
        Ok(Self { file: Some(Arc::new(file)), journal })
    }

    /// Removes it from the disk.
    pub(super) async fn remove(self) -> Result<(), Error> {
        let Some(file) = self.file else { return Ok(()) };
        blocking(move || {
            std::fs::remove_file(&file.path).map_err(|error| fault(&file.path, "cannot be removed").with_source(error))
        })
        .await
    }

    /// Where it is on the disk, without links.
    pub(super) fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|file| &*file.path)
    }

    /// One that is kept in memory only.
    pub(super) fn in_memory(journal: Journal) -> Self {
        Self { file: None, journal }
    }

    /// Whether it outlives this process.
    pub(super) fn is_on_disk(&self) -> bool {
        self.file.is_some()
    }

    /// What stands in it.
    pub(super) fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Changes it. When it returns, the change is on the disk. When it fails, the journal is whole: the old one, or the new
    /// one if only its folder could not be written.
    pub(super) async fn record(&mut self, change: impl FnOnce(&mut Journal)) -> Result<(), Error> {
        let mut changed = self.journal.clone();
        change(&mut changed);
        if let Some(file) = self.file.clone() {
            let text = changed.to_bytes().map_err(|error| fault(&file.path, "cannot be written").with_source(error))?;
            blocking(move || {
                replace(&file.path, &text).map_err(|error| {
                    fault(&file.path, "cannot be written")
                        .with_advice("make room, or make the folder writable, then run it again")
                        .with_source(error)
                })
            })
            .await?;
        }
        self.journal = changed;
        Ok(())
    }
}

/// Whether a journal is about the same voice at the same place.
fn check_training(path: &Path, found: &Journal, expected: &Journal) -> Result<(), Error> {
    let pairs = [
        ("voice", &found.voice_name, &expected.voice_name),
        ("edition", &found.edition.to_string(), &expected.edition.to_string()),
    ];
    check_service(path, found, &expected.service)?;
    check_equal(path, &pairs)
}

/// Whether the job of a journal is at this service.
pub(super) fn check_service(path: &Path, found: &Journal, expected: &Service) -> Result<(), Error> {
    let host = ("host", &found.service.host, &expected.host);
    check_equal(path, &[host, ("project", &found.service.project_id, &expected.project_id)])
}

fn check_equal(path: &Path, pairs: &[(&str, &String, &String)]) -> Result<(), Error> {
    match pairs.iter().find(|(_, found, expected)| found != expected) {
        None => Ok(()),
        Some((what, found, expected)) => {
            Err(fault(path, format_args!("is of another training: its {what} is {found:?}, this one's {expected:?}"))
                .with_advice("nothing was done: give each training a journal of its own (Plan::journal)"))
        }
    }
}

/// Does something that may block, on a thread where it may.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let stopped = |_| Err(Error::new(ErrorKind::Journal, "the runtime stopped while the journal was written"));
    tokio::task::spawn_blocking(work).await.unwrap_or_else(stopped)
}

/// A lock that is held. Dropping it gives it up and removes its file.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock of this journal.
    pub(super) fn acquire(journal: &Path) -> Result<Self, Error> {
        let path = lock_of(journal);
        let until = Instant::now() + LOCK_WAIT;
        loop {
            match try_acquire(&path) {
                Ok(Some(file)) => return Ok(Self { path, _file: file }),
                Ok(None) if Instant::now() < until => std::thread::sleep(PAUSE),
                Ok(None) => {
                    let owner = owner(&path).map(|id| format!(" ({id})")).unwrap_or_default();
                    return Err(fault(journal, format_args!("is in use by another process{owner}"))
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

/// Where the lock of a journal is.
pub(super) fn lock_of(journal: &Path) -> PathBuf {
    beside(journal, ".lock")
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
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is a file of something else"));
    }
    // For people who look for the owner; the lock does not depend on it.
    let _ =
        file.rewind().and_then(|()| file.set_len(0)).and_then(|()| write!(file, "{LOCK_PREFIX}{}", std::process::id()));
    Ok(Some(file))
}

/// Opens what lies there, for reading and writing, but does not write yet. `None` when it is worth another look.
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

/// Whether a file that lay there is one of these: empty, as a process that was killed early leaves it, or with a number.
fn is_lock(file: &mut File) -> io::Result<bool> {
    let mut beginning = Vec::new();
    file.take(LOCK_PREFIX.len() as u64).read_to_end(&mut beginning)?;
    Ok(LOCK_PREFIX.as_bytes().starts_with(&beginning))
}

fn owner(path: &Path) -> Option<String> {
    let mut text = String::new();
    File::open(path).ok()?.take(64).read_to_string(&mut text).ok()?;
    Some(text).filter(|text| !text.is_empty())
}

/// Returns the path without links, `.` and `..`, so that two ways to one file are one place. The file itself need not
/// exist; where its folder does not either, the path stays as it is.
pub(super) fn canonical(path: &Path) -> PathBuf {
    let in_folder = || Some(fs::canonicalize(folder(path)).ok()?.join(path.file_name()?));
    fs::canonicalize(path).ok().or_else(in_folder).unwrap_or_else(|| path.to_owned())
}

/// Replaces the file. When it returns, the new content is on the disk. The name of the temporary file is always the
/// same, so that a killed process leaves nothing that the next one does not use: only the owner of the lock may write.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = beside(path, ".tmp");
    let written =
        once_released(|| write(&temporary, bytes)).and_then(|()| once_released(|| fs::rename(&temporary, path)));
    if written.is_err() {
        // What could not be written is of no use; that it cannot be removed either is not worth hiding the cause.
        let _ = fs::remove_file(&temporary);
    }
    written.and_then(|()| sync_folder(path))
}

/// Whatever lies there is removed and not written to: it may be a link to a file that is somebody's.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Repeats what cannot be done while another program has the file open, for up to a second. Windows neither renames nor
/// removes such a file, and a scanner or an indexer opens it for moments after it was written.
fn once_released(mut change: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    let until = Instant::now() + RELEASED_WITHIN;
    loop {
        match change() {
            Err(error) if is_held(&error) && Instant::now() < until => std::thread::sleep(PAUSE),
            changed => return changed,
        }
    }
}

/// The numbers are those of ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, ERROR_DELETE_PENDING and
/// ERROR_USER_MAPPED_FILE; elsewhere they mean other things.
fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33 | 303 | 1224))
}

/// A rename lasts once its folder is on the disk. Some file systems (FUSE, folders that a virtual machine shares) cannot
/// do that for a folder, and a folder that may be written need not be readable: neither stops a training.
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

/// The path with this at its end.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_folder_that_cannot_be_synced_stops_nothing_and_a_full_disk_does() {
        // 22, 95 and 38 are EINVAL, EOPNOTSUPP and ENOSYS on Linux, 28 is ENOSPC, 5 EIO.
        for (number, impossible) in [(22, true), (95, true), (38, true), (28, false), (5, false)] {
            let kind = io::Error::from_raw_os_error(number).kind();
            if cfg!(target_os = "linux") {
                assert_eq!(is_impossible(kind), impossible, "{number}: {kind:?}");
            }
        }
    }

    /// Another program that has the journal, or the file that becomes the journal, open.
    #[cfg(windows)]
    #[test]
    fn a_file_that_a_scanner_has_open_for_a_moment_is_replaced() {
        use std::os::windows::fs::OpenOptionsExt;

        const FILE_SHARE_READ: u32 = 1;
        let folder = tempfile::tempdir().expect("folder");
        let journal = folder.path().join("journal.json");
        for held in [journal.clone(), beside(&journal, ".tmp")] {
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
                let replaced = write(&beside(&journal, ".tmp"), b"new")
                    .and_then(|()| fs::rename(beside(&journal, ".tmp"), &journal));
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
    fn two_ways_to_one_place_are_one_path() {
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

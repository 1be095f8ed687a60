//! The replacement of a file as a whole: a change is on the disk before the step that it announces begins.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The time that another program gets to close a file (Windows).
const RELEASED_WITHIN: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(20);

/// Returns the path without links, `.` and `..`, so that a file has one path. The file need not exist; if its folder
/// does not exist either, the path stays as it is.
pub(in crate::training) fn canonical(path: &Path) -> PathBuf {
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

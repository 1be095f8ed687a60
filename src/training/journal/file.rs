//! A file that is replaced as a whole: after a crash there is the old one or the new one, never a part.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A file that is larger is no journal, and is not read to its end: many times what one with all jobs of a project has.
const LIMIT: u64 = 16 * 1024 * 1024;
/// How long a file that another program has open is waited for.
const RELEASED_WITHIN: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(20);

/// Returns what the file holds; `None` when there is none.
pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let found = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        found => found?,
    };
    // Opening a pipe would wait for its other end, and a device may never end.
    if !found.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is larger than any journal"));
    }
    Ok(Some(bytes))
}

/// Returns the path without links, `.` and `..`, so that two ways to one file are one place. The file itself need not
/// exist; where its folder does not either, the path stays as it is.
pub(in crate::training) fn canonical(path: &Path) -> PathBuf {
    let in_folder = || Some(fs::canonicalize(folder(path)).ok()?.join(path.file_name()?));
    fs::canonicalize(path).ok().or_else(in_folder).unwrap_or_else(|| path.to_owned())
}

/// Replaces the file. When it returns, the new content is on the disk. The name of the temporary file is always the
/// same, so that a killed process leaves nothing that the next one does not use: only the holder of the lock may write.
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
            assert_eq!(read(&journal).expect("read").as_deref(), Some(&b"new"[..]));
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

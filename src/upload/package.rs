//! The zip archive of a job's training data: its files are read once for their checksums, and then streamed.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crc32fast::Hasher;
use tokio::time::Instant;

use super::body::{Body, check_size};
use super::progress::{Meter, Progress};
use super::reader::{self, Part, SOURCE_TIMEOUT, each_piece, stopped};
use super::zip::{Entry, Length, directory};
use crate::source::Source;
use crate::text::printable;
use crate::{Error, ErrorKind};

/// A zip archive to be made. The same files under the same names always make the same bytes.
///
/// The archive stores its files as they are, which needs no space on the disk: they are read once for their checksums,
/// and again while they are sent.
#[derive(Clone, Debug, Default)]
#[must_use = "a package does nothing until it is made into a body"]
pub struct Package {
    files: Vec<(String, Source)>,
    names: HashSet<String>,
    /// The length of the archive with these files, stored.
    length: Length,
    source_timeout: Option<Duration>,
}

impl Package {
    /// Makes an empty package.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how long a file may give no bytes while it is read. The default is ten minutes.
    ///
    /// After that time the reading fails with [`ErrorKind::File`], so that a disk or a network storage that does not
    /// respond cannot block it forever.
    pub fn source_timeout(mut self, timeout: Duration) -> Self {
        self.source_timeout = Some(timeout);
        self
    }

    /// Adds a file under this name.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] when readers of archives could refuse the name, or another file has it;
    /// [`ErrorKind::File`] when the archive would be larger than [`MAX_OBJECT_SIZE`](super::MAX_OBJECT_SIZE).
    pub fn add(mut self, name: impl Into<String>, source: Source) -> Result<Self, Error> {
        let name = name.into();
        let is_unsafe = |part: &str| matches!(part, "" | "." | "..");
        if name.len() > usize::from(u16::MAX) || name.contains(['\\', '\0']) || name.split('/').any(is_unsafe) {
            let message = format!("`{}` cannot be a name in the archive", printable(&name));
            return Err(Error::new(ErrorKind::InvalidRequest, message)
                .with_advice("use a relative path without `.`, `..`, empty parts, backslashes and NUL"));
        }
        if !self.names.insert(name.clone()) {
            let message = format!("duplicate name `{}` in the archive", printable(&name));
            return Err(Error::new(ErrorKind::InvalidRequest, message).with_advice("give each file its own name"));
        }
        let entry = Entry { name, len: source.len(), crc: 0 };
        self.length.add(&entry);
        check_size(self.length.total())?;
        self.files.push((entry.name, source));
        Ok(self)
    }

    /// Reads the files for their checksums and returns the archive as a body, whose length is known to the byte.
    ///
    /// Dropping the future stops the reading.
    ///
    /// # Errors
    /// [`ErrorKind::File`] when a file cannot be read or changes while it is read.
    pub async fn into_body(self) -> Result<Body, Error> {
        self.into_body_with(|_| ()).await
    }

    /// Reads the files as [`into_body`](Self::into_body) does, and calls the function with each piece, so that a caller
    /// who needs more of the files than their checksums need not read them again. The function runs on a thread of its
    /// own, which it may block; nothing is read meanwhile.
    pub(crate) async fn into_body_with(
        self,
        mut on_piece: impl FnMut(FilePiece<'_>) + Send + 'static,
    ) -> Result<Body, Error> {
        let mut meter = Meter::new(self.files.iter().map(|(_, source)| source.len()).fold(0, u64::saturating_add));
        let guard = ContinueGuard(Arc::new(AtomicBool::new(true)));
        let must_continue = guard.0.clone();
        let started = Instant::now();
        let mut on_bytes = move |file: usize, bytes: &[u8]| {
            let progress = meter.advance(bytes.len() as u64, started.elapsed());
            on_piece(FilePiece { file, bytes, progress });
            must_continue.load(Ordering::Relaxed)
        };
        let limit = self.source_timeout.unwrap_or(SOURCE_TIMEOUT);
        let body = reader::read(limit, move |activity| {
            archive(self.files, |file, bytes| match activity.with_piece(|| on_bytes(file, bytes)) {
                true => Ok(()),
                false => Err(stopped()),
            })
        });
        let body = body.await;
        drop(guard);
        body
    }
}

/// A piece of a file that was read on the way to an archive.
pub(crate) struct FilePiece<'a> {
    /// The index of the file: 0 is the file that was added first. Its pieces come in order, and all of them before
    /// those of the next file.
    pub(crate) file: usize,
    /// The bytes that follow those of the piece before.
    pub(crate) bytes: &'a [u8],
    /// The progress in all files.
    pub(crate) progress: Progress,
}

/// Tells the reading thread to stop when the future is dropped.
struct ContinueGuard(Arc<AtomicBool>);

impl Drop for ContinueGuard {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

/// Makes an archive that stores the files: they are read for their checksums now, and again for each attempt. The
/// function gets each piece of each file, and stops the reading with an error.
fn archive(
    files: Vec<(String, Source)>,
    mut on_piece: impl FnMut(usize, &[u8]) -> Result<(), Error>,
) -> Result<Body, Error> {
    let (mut entries, mut parts) = (Vec::with_capacity(files.len()), Vec::with_capacity(2 * files.len() + 1));
    let mut content = Hasher::new();
    for (file, (name, source)) in files.into_iter().enumerate() {
        let crc = each_piece(&source, |piece| on_piece(file, piece))?;
        let entry = Entry { name, len: source.len(), crc };
        content.combine(&Hasher::new_with_initial_len(crc, entry.len));
        parts.push(Part::Bytes(entry.local_header().into()));
        parts.push(Part::Source(source, Some(crc)));
        entries.push(entry);
    }
    parts.push(Part::Bytes(directory(&entries).into()));
    let len = entries.iter().map(|entry| entry.len).sum();
    Body::new(parts, Some((len, content.finalize())))
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::io::{self, Cursor, Write};
    use std::path::{Path, PathBuf};
    use std::sync::mpsc;

    use super::*;
    use crate::source::PIECE;

    /// Writes a file of several pieces, and returns it as a source.
    fn file(folder: &Path) -> (PathBuf, Source) {
        let path = folder.join("a.wav");
        fs::write(&path, vec![7; 800_000]).expect("written");
        let source = Source::open(&path).expect("source");
        (path, source)
    }

    /// Sets another modification time.
    fn touch(path: &Path) {
        let file = File::options().write(true).open(path).expect("opened");
        let modified = file.metadata().and_then(|metadata| metadata.modified()).expect("time");
        file.set_modified(modified + Duration::from_secs(7)).expect("touched");
    }

    #[tokio::test]
    async fn a_dropped_reading_stops() {
        let source = Source::reader("zeros", 4 << 30, || Ok(Box::new(io::repeat(0))));
        let package = Package::new().add("zeros", source).expect("package");
        let (sender, mut pieces) = tokio::sync::mpsc::unbounded_channel();
        let (go_on, may_go_on) = mpsc::channel::<()>();
        let reading = package.into_body_with(move |piece| {
            sender.send(piece.progress.done).expect("a receiver");
            // Waits until the sender is dropped.
            let _ = may_go_on.recv();
        });
        tokio::select! {
            biased;
            first = pieces.recv() => assert_eq!(first, Some(PIECE as u64)),
            _ = reading => panic!("it has ended"),
        }
        drop(go_on);
        // The channel closes when the thread has dropped the function.
        assert_eq!(pieces.recv().await, None, "the thread read on");
    }

    #[tokio::test]
    async fn the_content_of_an_archive_is_that_of_its_files() {
        let text = Source::bytes("b.txt", "more");
        let folder = tempfile::tempdir().expect("folder");
        let (path, source) = file(folder.path());
        let package = Package::new().add("a.wav", source).and_then(|package| package.add("b.txt", text.clone()));
        let body = package.expect("package").into_body().await.expect("body");
        let content = [fs::read(path).expect("bytes"), b"more".to_vec()].concat();
        let expected = (content.len() as u64, crc32fast::hash(&content));
        assert_eq!(body.content_checksum().await.expect("content"), expected);
        for body in [Body::bytes("more"), Body::file(text).expect("body")] {
            assert_eq!(body.content_checksum().await.expect("content"), (4, crc32fast::hash(b"more")));
        }
    }

    #[tokio::test]
    async fn a_slow_function_does_not_count_against_the_source_timeout() {
        let limit = Duration::from_millis(200);
        let source = Source::reader("x", 1, || Ok(Box::new(Cursor::new(b"x"))));
        let package = Package::new().source_timeout(limit).add("a.wav", source).expect("package");
        package.into_body_with(move |_| std::thread::sleep(limit * 3)).await.expect("body");
    }

    #[tokio::test]
    async fn a_file_that_grows_while_it_is_read_is_an_error() {
        let folder = tempfile::tempdir().expect("folder");
        let (path, source) = file(folder.path());
        let package = Package::new().add("a.wav", source).expect("package");
        let body = package.into_body_with(move |_| {
            let opened = File::options().append(true).open(&path);
            opened.and_then(|mut file| file.write_all(b"more")).expect("written");
        });
        let error = body.await.expect_err("changed");
        assert!(error.to_string().contains("has changed while it was being read"), "{error}");
    }

    // B9
    #[tokio::test]
    async fn a_file_whose_first_bytes_change_while_it_is_read_is_an_error() {
        let folder = tempfile::tempdir().expect("folder");
        let (path, source) = file(folder.path());
        let package = Package::new().add("a.wav", source).expect("package");
        let mut is_first = true;
        let body = package.into_body_with(move |_| {
            if std::mem::take(&mut is_first) {
                let mut bytes = fs::read(&path).expect("bytes");
                bytes[1_000] ^= 1;
                fs::write(&path, bytes).expect("written");
                touch(&path);
            }
        });
        let error = body.await.expect_err("changed");
        assert!(error.kind() == ErrorKind::File && error.to_string().contains("has changed"), "{error}");
    }

    // B9
    #[tokio::test]
    async fn a_file_that_is_only_touched_while_it_is_read_is_the_same_file() {
        let folder = tempfile::tempdir().expect("folder");
        let (path, source) = file(folder.path());
        let package = Package::new().add("a.wav", source).expect("package");
        package.into_body_with(move |_| touch(&path)).await.expect("body");
    }
}

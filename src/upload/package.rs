//! The zip archive of a job's training data: its files are read once for their checksums, and compressed if the caller
//! wants that, and then streamed.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crc32fast::Hasher;
use flate2::{Compress, Compression, FlushCompress, Status};
use tokio::time::Instant;

use super::body::{Body, check_size};
use super::progress::{Meter, Progress};
use super::reader::{self, Part, SOURCE_TIMEOUT, each_piece, stopped};
use super::spool::{Spool, Spooled};
use super::zip::{Entry, Length, directory};
use crate::source::Source;
use crate::text::printable;
use crate::{Error, ErrorKind};

/// A zip archive to be made. The same files under the same names always make the same bytes.
///
/// The archive stores its files as they are, which needs no space on the disk: they are read once for their checksums,
/// and again while they are sent. For slow links there is [`deflate`](Self::deflate).
#[derive(Clone, Debug, Default)]
#[must_use = "a package does nothing until it is made into a body"]
pub struct Package {
    files: Vec<(String, Source)>,
    names: HashSet<String>,
    /// The length of the archive with these files, stored.
    length: Length,
    deflate: bool,
    temp_folder: Option<PathBuf>,
    source_timeout: Option<Duration>,
}

impl Package {
    /// Makes an empty package.
    pub fn new() -> Self {
        Self::default()
    }

    /// Compresses the files (deflate, level 6). Call it before [`add`](Self::add) if the stored files could be too
    /// large.
    ///
    /// Sound does not compress well: a studio recording with 16 bits shrinks by a sixth, one with 24 bits by a twelfth.
    /// The length must be known before the first byte is sent, so [`into_body`](Self::into_body) first compresses
    /// everything into a temporary file. This takes **up to as much disk space as the recording**, and about 20 s of
    /// one processor per GiB. It pays on links below some 75 Mbit/s, or to get under
    /// [`MAX_OBJECT_SIZE`](super::MAX_OBJECT_SIZE).
    ///
    /// The temporary file has no name on systems that have such files, and is removed with the last clone of the body.
    /// The same files make the same bytes as long as this crate is built with the same version of its compressor
    /// (zlib-rs). Another version may make other bytes, which unpack to the same files.
    pub fn deflate(mut self) -> Self {
        self.deflate = true;
        self
    }

    /// Sets the folder for the temporary file of [`deflate`](Self::deflate). The default is the system's folder for
    /// temporary files, which is often kept in memory: then name a folder on a disk.
    pub fn temp_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.temp_folder = Some(folder.into());
        self
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
    /// [`ErrorKind::File`] when the archive would be larger than [`MAX_OBJECT_SIZE`](super::MAX_OBJECT_SIZE). The
    /// length of a compressed archive is known only in [`into_body`](Self::into_body).
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
        let entry = Entry { name, len: source.len(), crc: 0, deflated: None };
        self.length.add(&entry);
        if !self.deflate {
            check_size(self.length.total())?;
        }
        self.files.push((entry.name, source));
        Ok(self)
    }

    /// Reads the files for their checksums and returns the archive as a body, whose length is known to the byte.
    ///
    /// Dropping the future stops the reading and leaves no temporary file.
    ///
    /// # Errors
    /// [`ErrorKind::File`] when a file cannot be read or changes while it is read; with [`deflate`](Self::deflate) also
    /// when the temporary file cannot be written, or the archive becomes too large.
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
            let on_piece = |file: usize, bytes: &[u8]| match activity.with_piece(|| on_bytes(file, bytes)) {
                true => Ok(()),
                false => Err(stopped()),
            };
            match self.deflate {
                true => deflated(self.files, self.temp_folder.as_deref(), on_piece),
                false => stored(self.files, on_piece),
            }
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

/// zlib's default level. Recordings gain nothing from a higher one, and level 1 saves next to nothing of 16-bit sound.
const LEVEL: u32 = 6;
/// The number of compressed bytes that are collected before they are written.
const COMPRESSED: usize = 64 * 1024;

/// Receives each piece of each file, and stops the reading with an error.
trait OnPiece: FnMut(usize, &[u8]) -> Result<(), Error> {}

impl<F: FnMut(usize, &[u8]) -> Result<(), Error>> OnPiece for F {}

/// Makes an archive that stores the files: they are read for their checksums now, and again for each attempt.
fn stored(files: Vec<(String, Source)>, mut on_piece: impl OnPiece) -> Result<Body, Error> {
    let mut archive = Archive::default();
    for (file, (name, source)) in files.into_iter().enumerate() {
        let crc = each_piece(&source, |piece| on_piece(file, piece))?;
        let entry = Entry { name, len: source.len(), crc, deflated: None };
        archive.add(entry, Part::Source(source, Some(crc)));
    }
    archive.finish()
}

/// Makes an archive of the files compressed into a temporary file, from which each attempt reads.
fn deflated(files: Vec<(String, Source)>, folder: Option<&Path>, mut on_piece: impl OnPiece) -> Result<Body, Error> {
    let mut spool = Spool::new(folder)?;
    let mut buffer = Vec::with_capacity(COMPRESSED);
    let mut compressed = Vec::with_capacity(files.len());
    for (file, (name, source)) in files.into_iter().enumerate() {
        let start = spool.len();
        let mut deflate = Compress::new(Compression::new(LEVEL), false);
        let crc = each_piece(&source, |piece| {
            on_piece(file, piece)?;
            compress(&mut deflate, piece, FlushCompress::None, &mut buffer, &mut spool)?;
            // An archive that is too large is refused before it fills the disk.
            check_size(spool.len())
        })?;
        compress(&mut deflate, &[], FlushCompress::Finish, &mut buffer, &mut spool)?;
        let size = spool.len() - start;
        compressed.push((Entry { name, len: source.len(), crc, deflated: Some(size) }, start));
    }
    let spooled = spool.finish();
    let mut archive = Archive::default();
    for (entry, start) in compressed {
        let part = Part::Spooled(Spooled::new(spooled.clone(), start, entry.size()));
        archive.add(entry, part);
    }
    archive.finish()
}

/// Compresses all of the input, and with `Finish` also the bytes that the compressor still holds.
fn compress(
    deflate: &mut Compress,
    mut input: &[u8],
    flush: FlushCompress,
    buffer: &mut Vec<u8>,
    spool: &mut Spool,
) -> Result<(), Error> {
    loop {
        let before = deflate.total_in();
        let status = deflate.compress_vec(input, buffer, flush).map_err(|error| {
            // The library refuses no input today. If it ever does, the archive must not count as complete.
            Error::new(ErrorKind::File, "the recording cannot be compressed").with_source(error)
        })?;
        input = &input[usize::try_from(deflate.total_in() - before).unwrap_or(input.len())..];
        let is_full = buffer.len() == buffer.capacity();
        spool.write(buffer)?;
        buffer.clear();
        let is_done = match flush {
            FlushCompress::Finish => status == Status::StreamEnd,
            _ => input.is_empty() && !is_full,
        };
        if is_done {
            return Ok(());
        }
    }
}

/// The parts of an archive so far.
#[derive(Default)]
struct Archive {
    entries: Vec<Entry>,
    parts: Vec<Part>,
    /// The checksum of the files, one after the other.
    files: Hasher,
}

impl Archive {
    fn add(&mut self, entry: Entry, content: Part) {
        self.parts.push(Part::Bytes(entry.local_header().into()));
        self.parts.push(content);
        self.files.combine(&Hasher::new_with_initial_len(entry.crc, entry.len));
        self.entries.push(entry);
    }

    fn finish(mut self) -> Result<Body, Error> {
        self.parts.push(Part::Bytes(directory(&self.entries).into()));
        let len = self.entries.iter().map(|entry| entry.len).sum();
        Body::new(self.parts, Some((len, self.files.finalize())))
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::io::{self, Cursor, Write};
    use std::sync::mpsc;

    use super::*;
    use crate::source::PIECE;

    /// Each form of an archive.
    fn packages() -> [Package; 2] {
        [Package::new(), Package::new().deflate()]
    }

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
    async fn a_dropped_reading_stops_and_leaves_no_file() {
        for package in packages() {
            let folder = tempfile::tempdir().expect("folder");
            let source = Source::reader("zeros", 4 << 30, || Ok(Box::new(io::repeat(0))));
            let package = package.temp_folder(folder.path()).add("zeros", source).expect("package");
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
            assert_eq!(fs::read_dir(folder.path()).expect("folder").count(), 0);
        }
    }

    #[tokio::test]
    async fn the_content_of_an_archive_is_that_of_its_files() {
        let text = Source::bytes("b.txt", "more");
        for package in packages() {
            let folder = tempfile::tempdir().expect("folder");
            let (path, source) = file(folder.path());
            let package = package.add("a.wav", source).and_then(|package| package.add("b.txt", text.clone()));
            let body = package.expect("package").into_body().await.expect("body");
            let content = [fs::read(path).expect("bytes"), b"more".to_vec()].concat();
            let expected = (content.len() as u64, crc32fast::hash(&content));
            assert_eq!(body.content_checksum().await.expect("content"), expected);
        }
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
        for package in packages() {
            let folder = tempfile::tempdir().expect("folder");
            let (path, source) = file(folder.path());
            let package = package.add("a.wav", source).expect("package");
            let body = package.into_body_with(move |_| {
                let opened = File::options().append(true).open(&path);
                opened.and_then(|mut file| file.write_all(b"more")).expect("written");
            });
            let error = body.await.expect_err("changed");
            assert!(error.to_string().contains("has changed while it was being read"), "{error}");
        }
    }

    // B9
    #[tokio::test]
    async fn a_file_whose_first_bytes_change_while_it_is_read_is_an_error() {
        for package in packages() {
            let folder = tempfile::tempdir().expect("folder");
            let (path, source) = file(folder.path());
            let package = package.add("a.wav", source).expect("package");
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
    }

    // B9
    #[tokio::test]
    async fn a_file_that_is_only_touched_while_it_is_read_is_the_same_file() {
        for package in packages() {
            let folder = tempfile::tempdir().expect("folder");
            let (path, source) = file(folder.path());
            let package = package.add("a.wav", source).expect("package");
            package.into_body_with(move |_| touch(&path)).await.expect("body");
        }
    }
}

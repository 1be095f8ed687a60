//! The zip of a job's training data: read once for the checksums, then streamed.

use std::collections::HashSet;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::time::Instant;

use crate::upload::body::check_size;
use crate::upload::first_pass::{deflated, stored};
use crate::upload::progress::Meter;
use crate::upload::watched::SOURCE_TIMEOUT;
use crate::upload::zip::{Entry, Length};
use crate::upload::{Body, Progress, Source, watched};
use crate::{Error, ErrorKind};

/// A zip to be. The same files under the same names always make the same bytes.
///
/// Its files are stored as they are, which needs no space on the disk: they are read once for their checksums, and then
/// again while they are sent. For slow links there is [`deflate`](Self::deflate).
#[derive(Clone, Debug, Default)]
#[must_use = "a package does nothing until it is made into a body"]
pub struct Package {
    files: Vec<(String, Source)>,
    names: HashSet<String>,
    /// Of the archive with these files, as they are.
    length: Length,
    deflate: bool,
    temp_folder: Option<PathBuf>,
    source_timeout: Option<Duration>,
}

impl Package {
    /// An empty package.
    pub fn new() -> Self {
        Self::default()
    }

    /// Compresses the files (deflate, level 6). Call it before [`add`](Self::add) if they could be too large without.
    ///
    /// Sound does not compress well: a studio recording of 16 bits by a sixth, one of 24 bits by a twelfth. And the
    /// length must be known before the first byte is sent, so [`into_body`](Self::into_body) compresses everything into
    /// a temporary file first, which takes **up to as much space on the disk as the recording**, and about 20 s of one
    /// processor for each GiB. So it pays on links below some 75 Mbit/s, or to get under
    /// [`MAX_OBJECT_SIZE`](super::MAX_OBJECT_SIZE); otherwise leave it.
    ///
    /// The temporary file has no name where the system has such files, and is gone when the last clone of the body is.
    /// The same files make the same bytes as long as this crate is built with the same version of its compressor
    /// (zlib-rs); another version may make others, which unpack to the same files.
    pub fn deflate(mut self) -> Self {
        self.deflate = true;
        self
    }

    /// The folder for the temporary file of [`deflate`](Self::deflate); the system's unless given, which is often kept
    /// in memory: then name one on a disk.
    pub fn temp_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.temp_folder = Some(folder.into());
        self
    }

    /// Sets how long a file may give no byte while it is read; ten minutes unless given. Then reading fails with
    /// [`ErrorKind::File`]: a disk or a network storage that does not answer is not waited for without end.
    pub fn source_timeout(mut self, timeout: Duration) -> Self {
        self.source_timeout = Some(timeout);
        self
    }

    /// Adds a file under this name.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] when a reader could not store the name, or it is taken; [`ErrorKind::File`] when
    /// the archive would be larger than [`MAX_OBJECT_SIZE`](super::MAX_OBJECT_SIZE). How large a compressed one is
    /// shows in [`into_body`](Self::into_body).
    pub fn add(mut self, name: impl Into<String>, source: Source) -> Result<Self, Error> {
        let name = name.into();
        let refused = |reason: &'static str| Err(Error::new(ErrorKind::InvalidRequest, reason));
        let unsafe_part = |part: &str| matches!(part, "" | "." | "..");
        if name.len() > usize::from(u16::MAX) || name.contains(['\\', '\0']) || name.split('/').any(unsafe_part) {
            return refused("a name in the archive must be a relative path without `..` and backslashes");
        }
        if !self.names.insert(name.clone()) {
            return refused("the name is already in the archive");
        }
        let entry = Entry { name, len: source.len(), crc: 0, deflated: None };
        self.length.add(&entry);
        if !self.deflate {
            check_size(self.length.total())?;
        }
        self.files.push((entry.name, source));
        Ok(self)
    }

    /// Reads the files for their checksums and gives what can be sent. The length is then known to the byte. Dropping
    /// the future stops the reading, and leaves no temporary file.
    ///
    /// # Errors
    /// [`ErrorKind::File`] when a file cannot be read or changes meanwhile; with [`deflate`](Self::deflate) also when
    /// the temporary file cannot be written, or the archive becomes too large.
    pub async fn into_body(self) -> Result<Body, Error> {
        self.into_body_with(|_| ()).await
    }

    /// Like [`into_body`](Self::into_body), and shows each piece that has been read: whoever wants to know more of the
    /// files than their checksums need not read them again. It is called on a thread that may be blocked; as long as it
    /// works, nothing is read.
    ///
    /// # Errors
    /// As [`into_body`](Self::into_body).
    pub async fn into_body_with(self, mut on_read: impl FnMut(Read<'_>) + Send + 'static) -> Result<Body, Error> {
        let mut meter = Meter::new(self.files.iter().map(|(_, source)| source.len()).fold(0, u64::saturating_add));
        let wanted = Wanted(Arc::new(AtomicBool::new(true)));
        let still = wanted.0.clone();
        let started = Instant::now();
        let mut go_on = move |file: usize, bytes: &[u8]| {
            let progress = meter.advance(bytes.len() as u64, started.elapsed());
            on_read(Read { file, bytes, progress });
            still.load(Ordering::Relaxed)
        };
        let limit = self.source_timeout.unwrap_or(SOURCE_TIMEOUT);
        let read = watched::read(limit, move |activity| {
            let go_on = |file: usize, bytes: &[u8]| activity.with_piece(|| go_on(file, bytes));
            match self.deflate {
                true => deflated(self.files, self.temp_folder.as_deref(), go_on),
                false => stored(self.files, go_on),
            }
        });
        let read = read.await;
        drop(wanted);
        read
    }
}

/// A piece of a file, read on the way to an archive.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Read<'a> {
    /// Which file: 0 is the one that was added first. Its pieces come in order, and all before the next file's.
    pub file: usize,
    /// The bytes that follow those of the piece before.
    pub bytes: &'a [u8],
    /// How far the reading of all files is.
    pub progress: Progress,
}

impl fmt::Debug for Read<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.bytes.len();
        f.debug_struct("Read")
            .field("file", &self.file)
            .field("bytes", &bytes)
            .field("progress", &self.progress)
            .finish()
    }
}

/// Whether the body is still wanted: dropped, it is not.
struct Wanted(Arc<AtomicBool>);

impl Drop for Wanted {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

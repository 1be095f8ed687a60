//! The zip of a job's training data: read once for the checksums, then streamed.
//!
//! The first pass over the files of an archive: their checksums, and their compressed form if that is wanted.

use std::collections::HashSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use flate2::{Compress, Compression, FlushCompress, Status};
use tokio::time::Instant;

use super::body::{Body, Part, check_size};
use super::progress::{Meter, Progress};
use super::reader::{self, SOURCE_TIMEOUT};
use super::spool::{Spool, Spooled};
use super::zip::{Entry, Length, directory};
use crate::source::{PIECE, Source, VerifiedReader};
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
        let read = reader::read(limit, move |activity| {
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

/// zlib's own default. Recordings gain nothing from more, and at 1 next to nothing is saved (16-bit sound).
const LEVEL: u32 = 6;
/// How much compressed data is collected before it is written.
const COMPRESSED: usize = 64 * 1024;

/// Is shown each piece of each file, and says whether to read on.
trait GoOn: FnMut(usize, &[u8]) -> bool {}

impl<F: FnMut(usize, &[u8]) -> bool> GoOn for F {}

/// The files as they are: read for their checksums now, and again for each sending.
fn stored(files: Vec<(String, Source)>, mut go_on: impl GoOn) -> Result<Body, Error> {
    let mut archive = Archive::default();
    for (file, (name, source)) in files.into_iter().enumerate() {
        let crc = each_piece(&source, |piece| proceed(go_on(file, piece)))?;
        let entry = Entry { name, len: source.len(), crc, deflated: None };
        archive.add(entry, Part::Source(source, Some(crc)));
    }
    archive.finish()
}

/// The files compressed into a temporary file, from which each sending reads.
fn deflated(files: Vec<(String, Source)>, folder: Option<&Path>, mut go_on: impl GoOn) -> Result<Body, Error> {
    let mut spool = Spool::new(folder)?;
    let mut buffer = Vec::with_capacity(COMPRESSED);
    let mut places = Vec::with_capacity(files.len());
    for (file, (name, source)) in files.into_iter().enumerate() {
        let start = spool.len();
        let mut deflate = Compress::new(Compression::new(LEVEL), false);
        let crc = each_piece(&source, |piece| {
            proceed(go_on(file, piece))?;
            compress(&mut deflate, piece, FlushCompress::None, &mut buffer, &mut spool)?;
            // Long before the disk is full of what could not be sent.
            check_size(spool.len())
        })?;
        compress(&mut deflate, &[], FlushCompress::Finish, &mut buffer, &mut spool)?;
        let size = spool.len() - start;
        places.push((Entry { name, len: source.len(), crc, deflated: Some(size) }, start));
    }
    let spooled = spool.finish();
    let mut archive = Archive::default();
    for (entry, start) in places {
        let part = Part::Spooled(Spooled::new(spooled.clone(), start, entry.size(), (entry.crc, entry.len)));
        archive.add(entry, part);
    }
    archive.finish()
}

/// Reads a source to its end and gives its CRC-32.
pub(super) fn each_piece(source: &Source, mut each: impl FnMut(&[u8]) -> Result<(), Error>) -> Result<u32, Error> {
    if let Some(bytes) = source.in_memory() {
        let mut hasher = crc32fast::Hasher::new();
        bytes.chunks(PIECE).try_for_each(|piece| {
            hasher.update(piece);
            each(piece)
        })?;
        return Ok(hasher.finalize());
    }
    let mut opened = VerifiedReader::new(source, None)?;
    let mut piece = vec![0; PIECE];
    while opened.left() > 0 {
        let read = opened.fill(&mut piece)?;
        each(&piece[..read])?;
    }
    Ok(opened.checksum())
}

fn proceed(go_on: bool) -> Result<(), Error> {
    if go_on { Ok(()) } else { Err(Error::new(ErrorKind::File, "reading was stopped")) }
}

/// Compresses all of the input, and with `Finish` what is still to come of what was there before.
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
            // It has no input that it refuses; a library that did must not be taken for done.
            Error::new(ErrorKind::File, "the recording cannot be compressed").with_source(error)
        })?;
        input = &input[usize::try_from(deflate.total_in() - before).unwrap_or(input.len())..];
        let full = buffer.len() == buffer.capacity();
        spool.write(buffer)?;
        buffer.clear();
        let done = match flush {
            FlushCompress::Finish => status == Status::StreamEnd,
            _ => input.is_empty() && !full,
        };
        if done {
            return Ok(());
        }
    }
}

/// The archive as far as it is known.
#[derive(Default)]
struct Archive {
    entries: Vec<Entry>,
    parts: Vec<Part>,
}

impl Archive {
    fn add(&mut self, entry: Entry, content: Part) {
        self.parts.push(Part::Bytes(entry.local_header().into()));
        self.parts.push(content);
        self.entries.push(entry);
    }

    fn finish(mut self) -> Result<Body, Error> {
        self.parts.push(Part::Bytes(directory(&self.entries).into()));
        Body::new(self.parts)
    }
}

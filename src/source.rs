//! Material of an upload: a file, bytes in memory, or readers that the caller makes; and the reader that checks it.
//!
//! A source is read more than once: for its checksum, and for each attempt to send it. [`VerifiedReader`] gives exactly
//! the promised number of bytes, and gives the last of them only once it is certain that nothing follows and that
//! nothing has changed.
//!
//! The rule: the CRC-32 of the bytes decides. Each reading must have the checksum of the first one. The modification
//! time of a file decides nothing, because indexers and network storage set it without touching a byte. Where there was
//! no earlier reading, a new modification time makes the reader read the file once more and compare.

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use bytes::Bytes;
use crc32fast::Hasher;

use crate::{Error, ErrorKind};

/// The size of one piece in bytes. Smaller pieces cost a thread switch each; larger ones gain nothing.
pub(crate) const PIECE: usize = 256 * 1024;

/// Makes a new reader of the same bytes with each call.
type Factory = dyn Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync;

/// Describes bytes of a known length that can be read again and again. A clone is cheap and reads the same bytes.
///
/// ```
/// use std::io::Cursor;
/// use metastudio_voice::upload::Source;
///
/// # fn sample() -> Result<(), metastudio_voice::Error> {
/// let file = Source::open("recordings/day-1.wav")?;
/// let text = Source::bytes("0.txt", "Good morning.");
/// // From a database, an archive or another machine: anything that can be read from its beginning more than once.
/// let other = Source::reader("0.wav", 4, || Ok(Box::new(Cursor::new(b"RIFF"))));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Source {
    name: Arc<str>,
    len: u64,
    origin: Origin,
    /// The CRC-32 of the first reading. All clones share it.
    checksum: Arc<OnceLock<u32>>,
}

#[derive(Clone)]
enum Origin {
    /// A file, with its modification time when the source was made.
    File {
        path: PathBuf,
        modified: Option<SystemTime>,
    },
    Memory(Bytes),
    Reader(Arc<Factory>),
}

impl Source {
    /// Makes a source of a file, which must exist, be a regular file and be readable.
    ///
    /// The source remembers the file's length and the checksum of its first reading. A file that has other bytes when
    /// it is read again is an error. The modification time does not matter: a file that was only touched is the same
    /// file.
    ///
    /// # Errors
    /// [`ErrorKind::File`] when the file does not exist, is not a regular file, or cannot be opened.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let name = path.display().to_string();
        // The type is checked before the file is opened, because opening a pipe would wait for its writer.
        let file_type = std::fs::metadata(path).map_err(|error| unusable(&name, error))?.file_type();
        if file_type.is_dir() {
            return Err(Error::new(ErrorKind::File, format!("{name} is a directory, not a file")));
        }
        if !file_type.is_file() {
            return Err(Error::new(ErrorKind::File, format!("{name} is not a regular file")));
        }
        let metadata = File::open(path).and_then(|file| file.metadata()).map_err(|error| unusable(&name, error))?;
        let origin = Origin::File { path: path.to_owned(), modified: metadata.modified().ok() };
        Ok(Self::new(name, metadata.len(), origin))
    }

    fn new(name: impl Into<Arc<str>>, len: u64, origin: Origin) -> Self {
        Self { name: name.into(), len, origin, checksum: Arc::default() }
    }

    /// Makes a source of bytes in memory. The name appears only in messages.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self::new(name.into(), bytes.len() as u64, Origin::Memory(bytes))
    }

    /// Makes a source of the factory's readers, each of which must give exactly `len` bytes, the same each time.
    ///
    /// The crate calls the factory for each reading: once for the checksum, and once for each attempt to send. It reads
    /// each reader on a thread of its own, so a reader may block. The name appears only in messages.
    ///
    /// A reader that gives fewer bytes, more bytes, or other bytes than the reader before makes the upload fail with
    /// [`ErrorKind::File`] before OBS can receive all of it.
    pub fn reader(
        name: impl Into<String>,
        len: u64,
        factory: impl Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync + 'static,
    ) -> Self {
        Self::new(name.into(), len, Origin::Reader(Arc::new(factory)))
    }

    /// Returns the name that messages use: a file's path as it was given, or the given name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the file's path, if the source is a file.
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File { path, .. } => Some(path),
            Origin::Memory(_) | Origin::Reader(_) => None,
        }
    }

    /// Returns the length in bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Returns whether the source has no bytes.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the bytes, if they are in memory.
    pub(crate) fn in_memory(&self) -> Option<&Bytes> {
        match &self.origin {
            Origin::Memory(bytes) => Some(bytes),
            Origin::File { .. } | Origin::Reader(_) => None,
        }
    }

    /// Returns a reader from the beginning. It does not check the length: [`VerifiedReader`] does.
    pub(crate) fn open_reader(&self) -> Result<Box<dyn Read + Send>, Error> {
        match &self.origin {
            Origin::File { .. } => Ok(Box::new(self.reopen()?)),
            Origin::Memory(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
            Origin::Reader(factory) => factory().map_err(|error| self.unreadable(error)),
        }
    }

    /// Returns a reader from the beginning that can also seek forward.
    pub(crate) fn open_seekable(&self) -> Result<Box<dyn SeekForward>, Error> {
        match &self.origin {
            Origin::File { .. } => Ok(Box::new(BufReader::new(self.reopen()?))),
            Origin::Memory(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
            Origin::Reader(_) => Ok(Box::new(Forward { reader: BufReader::new(self.open_reader()?), position: 0 })),
        }
    }

    /// Opens the file once more, if the source is a file.
    pub(crate) fn reopen(&self) -> Result<File, Error> {
        let Some(path) = self.path() else {
            return Err(Error::new(ErrorKind::File, format!("{} is not a file on the disk", self.name)));
        };
        let file = File::open(path).map_err(|error| self.unreadable(error))?;
        self.verify(&file)?;
        Ok(file)
    }

    /// Refuses an opened file whose length has changed since the source was made. Returns whether its modification time
    /// has changed, which alone proves nothing.
    pub(crate) fn verify(&self, file: &File) -> Result<bool, Error> {
        let Origin::File { modified, .. } = &self.origin else { return Ok(false) };
        let metadata = file.metadata().map_err(|error| self.unreadable(error))?;
        match metadata.len() == self.len {
            true => Ok(metadata.modified().ok() != *modified),
            false => Err(self.changed()),
        }
    }

    /// Returns the CRC-32 of the first reading, if there was one.
    pub(crate) fn checksum(&self) -> Option<u32> {
        self.checksum.get().copied()
    }

    /// Stores the CRC-32 of a complete reading, which must be that of the first one.
    pub(crate) fn remember(&self, checksum: u32) -> Result<(), Error> {
        if *self.checksum.get_or_init(|| checksum) == checksum { Ok(()) } else { Err(self.changed()) }
    }

    /// Returns the error for bytes that have changed since the first reading.
    pub(crate) fn changed(&self) -> Error {
        let error = Error::new(ErrorKind::File, format!("{} has changed while it was being read", self.name));
        match self.origin {
            Origin::File { .. } => error.with_advice("close the program that writes to it, then start again"),
            Origin::Memory(_) | Origin::Reader(_) => error.with_advice("each reader must give the same bytes"),
        }
    }

    /// Returns the error for a source that cannot be read.
    pub(crate) fn unreadable(&self, error: io::Error) -> Error {
        unusable(&self.name, error)
    }
}

/// Reads, and seeks forward.
pub(crate) trait SeekForward: Read + Seek {}

impl<T: Read + Seek> SeekForward for T {}

/// Seeks forward in a reader that can only be read, by reading and dropping the bytes in between.
struct Forward<R> {
    reader: R,
    position: u64,
}

impl<R: Read> Read for Forward<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.position += read as u64;
        Ok(read)
    }
}

impl<R: Read> Seek for Forward<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::Start(target) if target >= self.position => {
                io::copy(&mut self.reader.by_ref().take(target - self.position), &mut io::sink())?;
                self.position = target;
                Ok(target)
            }
            _ => Err(io::Error::from(io::ErrorKind::Unsupported)),
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let origin = match self.origin {
            Origin::File { .. } => "file",
            Origin::Memory(_) => "memory",
            Origin::Reader(_) => "reader",
        };
        f.debug_struct("Source").field("name", &self.name).field("len", &self.len).field("origin", &origin).finish()
    }
}

fn unusable(name: &str, error: io::Error) -> Error {
    let message = match error.kind() {
        io::ErrorKind::NotFound => format!("{name} does not exist"),
        io::ErrorKind::PermissionDenied => format!("{name} may not be read"),
        _ => format!("{name} cannot be read"),
    };
    Error::new(ErrorKind::File, message).caused_by(error)
}

/// Reads a source, and checks that it keeps its promise.
pub(crate) struct VerifiedReader<'a> {
    source: &'a Source,
    reader: Reader,
    remaining: u64,
    hasher: Hasher,
    /// The CRC-32 that the whole source must have, if it is known.
    expected: Option<u32>,
}

enum Reader {
    File(File),
    Other(Box<dyn Read + Send>),
}

impl<'a> VerifiedReader<'a> {
    /// Opens the source at its beginning. Its CRC-32 must be the expected one, or without one that of the first
    /// reading.
    pub(crate) fn new(source: &'a Source, expected: Option<u32>) -> Result<Self, Error> {
        let reader = match source.path() {
            Some(_) => Reader::File(source.reopen()?),
            None => Reader::Other(source.open_reader()?),
        };
        let expected = expected.or_else(|| source.checksum());
        let mut opened = Self { source, reader, remaining: source.len(), hasher: Hasher::new(), expected };
        if opened.remaining == 0 {
            opened.finish()?;
        }
        Ok(opened)
    }

    /// Returns how many bytes are still to be read.
    pub(crate) fn remaining(&self) -> u64 {
        self.remaining
    }

    /// Returns the CRC-32 of the bytes that were read so far.
    pub(crate) fn checksum(&self) -> u32 {
        self.hasher.clone().finalize()
    }

    /// Fills the piece, or as much of it as bytes remain, and returns how much it filled: nothing at the end. The piece
    /// that reaches the end is given only if the source has not changed.
    pub(crate) fn fill(&mut self, piece: &mut [u8]) -> Result<usize, Error> {
        let length = piece.len().min(usize::try_from(self.remaining).unwrap_or(usize::MAX));
        let mut filled = 0;
        while filled < length {
            match self.read(&mut piece[filled..length])? {
                0 => return Err(self.too_short(filled as u64)),
                read => filled += read,
            }
        }
        if filled > 0 {
            self.hasher.update(&piece[..filled]);
            self.remaining -= filled as u64;
            if self.remaining == 0 {
                self.finish()?;
            }
        }
        Ok(filled)
    }

    /// Checks that nothing follows, and that the bytes are those of the first reading.
    fn finish(&mut self) -> Result<(), Error> {
        let touched = match &self.reader {
            Reader::File(file) => self.source.verify(file)?,
            Reader::Other(_) => match self.read(&mut [0])? {
                0 => false,
                _ => return Err(self.too_long()),
            },
        };
        let checksum = self.checksum();
        match self.expected {
            Some(expected) if expected != checksum => return Err(self.source.changed()),
            None if touched => VerifiedReader::new(self.source, Some(checksum))?.read_to_end()?,
            _ => {}
        }
        self.source.remember(checksum)
    }

    /// Reads and drops all bytes.
    fn read_to_end(mut self) -> Result<(), Error> {
        let mut piece = vec![0; PIECE];
        while self.remaining > 0 {
            self.fill(&mut piece)?;
        }
        Ok(())
    }

    fn read(&mut self, piece: &mut [u8]) -> Result<usize, Error> {
        loop {
            let read = match &mut self.reader {
                Reader::File(file) => file.read(piece),
                Reader::Other(reader) => reader.read(piece),
            };
            match read {
                Ok(read) => return Ok(read),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.source.unreadable(error)),
            }
        }
    }

    fn too_long(&self) -> Error {
        let (name, len) = (self.source.name(), self.source.len());
        Error::new(ErrorKind::File, format!("{name} has more than the {len} bytes that were promised"))
    }

    fn too_short(&self, filled: u64) -> Error {
        if let Reader::File(_) = &self.reader {
            return self.source.changed();
        }
        let (name, len) = (self.source.name(), self.source.len());
        let given = len - self.remaining + filled;
        Error::new(ErrorKind::File, format!("{name} ended after {given} of the {len} bytes that were promised"))
    }
}

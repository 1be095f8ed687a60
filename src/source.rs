//! What is uploaded: a file, bytes in memory, or a reader that can be made again. It is read more than once, and
//! noticed when it changes in between.
//!
//! A source while it is read: exactly as many bytes as it promised, and the last of them only when it is certain that
//! it has no more and has not changed.
//!
//! The rule: the CRC-32 of what was read decides. Each reading of a source has to have the one of its first reading. The time
//! of a file's last change decides nothing, as indexers and network storage set it without touching a byte; where there is
//! no earlier reading, another time than when the source was made is a reason to read the file once more and compare.

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use bytes::Bytes;
use crc32fast::Hasher;

use crate::{Error, ErrorKind};

/// The size of one piece. Smaller ones cost a thread switch each; larger ones gain nothing.
pub(crate) const PIECE: usize = 256 * 1024;

/// Makes a reader of the same bytes, each time anew.
type Factory = dyn Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync;

/// Something of a known length that can be read again and again. A clone is cheap, and reads the same.
///
/// ```
/// use std::io::Cursor;
/// use metastudio_voice::upload::Source;
///
/// # fn sample() -> Result<(), metastudio_voice::Error> {
/// let file = Source::open("recordings/day-1.wav")?;
/// let text = Source::bytes("0.txt", "Good morning.");
/// // From a database, an archive, another machine: whatever can be read from its beginning more than once.
/// let other = Source::reader("0.wav", 4, || Ok(Box::new(Cursor::new(b"RIFF"))));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Source {
    name: Arc<str>,
    len: u64,
    origin: Origin,
    /// The CRC-32 of its first reading, for all clones.
    checksum: Arc<OnceLock<u32>>,
}

#[derive(Clone)]
enum Origin {
    /// With the time of its last change when it was looked at.
    File {
        path: PathBuf,
        modified: Option<SystemTime>,
    },
    Memory(Bytes),
    Reader(Arc<Factory>),
}

impl Source {
    /// Looks at a file: it must exist, be a regular file, and be readable. Its length is remembered, and so is the
    /// checksum of its first reading: a file that has other bytes when it is read again is an error. The time of its last
    /// change is not: a file that was only touched is the same file.
    ///
    /// # Errors
    /// [`ErrorKind::File`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let name = path.display().to_string();
        // Before it is opened: opening a pipe would wait for whoever writes to it.
        let seen = std::fs::metadata(path).map_err(|error| unusable(&name, error))?;
        if seen.is_dir() {
            return Err(Error::new(ErrorKind::File, format!("{name} is a directory, not a file")));
        }
        if !seen.is_file() {
            return Err(Error::new(ErrorKind::File, format!("{name} is not a regular file")));
        }
        let metadata = File::open(path).and_then(|file| file.metadata()).map_err(|error| unusable(&name, error))?;
        let origin = Origin::File { path: path.to_owned(), modified: metadata.modified().ok() };
        Ok(Self::new(name, metadata.len(), origin))
    }

    fn new(name: impl Into<Arc<str>>, len: u64, origin: Origin) -> Self {
        Self { name: name.into(), len, origin, checksum: Arc::default() }
    }

    /// Bytes in memory. The name is only for messages.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self::new(name.into(), bytes.len() as u64, Origin::Memory(bytes))
    }

    /// Whatever the factory's readers give: exactly `len` bytes, the same each time. The factory is called for each
    /// reading: once for the checksum, and once for each attempt to send. Each reader is read on a thread of its own,
    /// which may be blocked. The name is only for messages.
    ///
    /// A reader that gives fewer bytes, more, or others than the time before makes the upload fail with
    /// [`ErrorKind::File`] before anything could arrive whole.
    pub fn reader(
        name: impl Into<String>,
        len: u64,
        factory: impl Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync + 'static,
    ) -> Self {
        Self::new(name.into(), len, Origin::Reader(Arc::new(factory)))
    }

    /// What messages call it: a file's path as it was given, else the given name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file's path, if it is a file.
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File { path, .. } => Some(path),
            Origin::Memory(_) | Origin::Reader(_) => None,
        }
    }

    /// The length in bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The bytes, if they are in memory.
    pub(crate) fn in_memory(&self) -> Option<&Bytes> {
        match &self.origin {
            Origin::Memory(bytes) => Some(bytes),
            Origin::File { .. } | Origin::Reader(_) => None,
        }
    }

    /// A reader from the beginning. It is as long as it happens to be: see [`VerifiedReader`] for one
    /// that is held against the length.
    pub(crate) fn open_reader(&self) -> Result<Box<dyn Read + Send>, Error> {
        match &self.origin {
            Origin::File { .. } => Ok(Box::new(self.reopen()?)),
            Origin::Memory(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
            Origin::Reader(factory) => factory().map_err(|error| self.unreadable(error)),
        }
    }

    /// A reader that can also go forward without giving the bytes on its way.
    pub(crate) fn open_seekable(&self) -> Result<Box<dyn SeekForward>, Error> {
        match &self.origin {
            Origin::File { .. } => Ok(Box::new(BufReader::new(self.reopen()?))),
            Origin::Memory(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
            Origin::Reader(_) => Ok(Box::new(Forward { reader: BufReader::new(self.open_reader()?), at: 0 })),
        }
    }

    /// Opens the file for another read, if it is a file.
    pub(crate) fn reopen(&self) -> Result<File, Error> {
        let Some(path) = self.path() else {
            return Err(Error::new(ErrorKind::File, format!("{} is not a file on the disk", self.name)));
        };
        let file = File::open(path).map_err(|error| self.unreadable(error))?;
        self.verify(&file)?;
        Ok(file)
    }

    /// Refuses an opened file that is not as long as the one that was looked at. Returns whether its time is another,
    /// which alone proves nothing.
    pub(crate) fn verify(&self, file: &File) -> Result<bool, Error> {
        let Origin::File { modified, .. } = &self.origin else { return Ok(false) };
        let metadata = file.metadata().map_err(|error| self.unreadable(error))?;
        match metadata.len() == self.len {
            true => Ok(metadata.modified().ok() != *modified),
            false => Err(self.changed()),
        }
    }

    /// The CRC-32 of the first reading, if there was one.
    pub(crate) fn checksum(&self) -> Option<u32> {
        self.checksum.get().copied()
    }

    /// Notes the CRC-32 of a whole reading, which has to be that of the first.
    pub(crate) fn remember(&self, checksum: u32) -> Result<(), Error> {
        if *self.checksum.get_or_init(|| checksum) == checksum { Ok(()) } else { Err(self.changed()) }
    }

    /// The bytes are not what they were.
    pub(crate) fn changed(&self) -> Error {
        let error = Error::new(ErrorKind::File, format!("{} has changed while it was being read", self.name));
        match self.origin {
            Origin::File { .. } => error.with_advice("close whatever writes to it, then start again"),
            Origin::Memory(_) | Origin::Reader(_) => error.with_advice("each reader must give the same bytes"),
        }
    }

    /// Reading failed.
    pub(crate) fn unreadable(&self, error: io::Error) -> Error {
        unusable(&self.name, error)
    }
}

/// Reads, and goes to places further on.
pub(crate) trait SeekForward: Read + Seek {}

impl<T: Read + Seek> SeekForward for T {}

/// Goes forward in a reader that can only be read.
struct Forward<R> {
    reader: R,
    at: u64,
}

impl<R: Read> Read for Forward<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl<R: Read> Seek for Forward<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::Start(place) if place >= self.at => {
                io::copy(&mut self.reader.by_ref().take(place - self.at), &mut io::sink())?;
                self.at = place;
                Ok(place)
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
    Error::new(ErrorKind::File, message).with_source(error)
}

/// A source that is being read.
pub(crate) struct VerifiedReader<'a> {
    source: &'a Source,
    reader: Reader,
    left: u64,
    hasher: Hasher,
    /// What the CRC-32 of the whole has to be, if that is known.
    expected: Option<u32>,
}

enum Reader {
    File(File),
    Other(Box<dyn Read + Send>),
}

impl<'a> VerifiedReader<'a> {
    /// Opens the source at its beginning. Its CRC-32 has to be this one, or else that of its first reading.
    pub(crate) fn new(source: &'a Source, expected: Option<u32>) -> Result<Self, Error> {
        let reader = match source.path() {
            Some(_) => Reader::File(source.reopen()?),
            None => Reader::Other(source.open_reader()?),
        };
        let expected = expected.or_else(|| source.checksum());
        let mut opened = Self { source, reader, left: source.len(), hasher: Hasher::new(), expected };
        if opened.left == 0 {
            opened.end()?;
        }
        Ok(opened)
    }

    /// How much is still to be read.
    pub(crate) fn left(&self) -> u64 {
        self.left
    }

    /// The CRC-32 of what was read.
    pub(crate) fn checksum(&self) -> u32 {
        self.hasher.clone().finalize()
    }

    /// Fills the piece, or as much of it as is left; nothing at the end. The piece that reaches the end is only given
    /// when the source turns out to be what it was.
    pub(crate) fn fill(&mut self, piece: &mut [u8]) -> Result<usize, Error> {
        let wanted = piece.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let mut filled = 0;
        while filled < wanted {
            match self.read(&mut piece[filled..wanted])? {
                0 => return Err(self.too_short(filled as u64)),
                read => filled += read,
            }
        }
        if filled > 0 {
            self.hasher.update(&piece[..filled]);
            self.left -= filled as u64;
            if self.left == 0 {
                self.end()?;
            }
        }
        Ok(filled)
    }

    /// Nothing must follow, and the bytes must be those of before.
    fn end(&mut self) -> Result<(), Error> {
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
            None if touched => VerifiedReader::new(self.source, Some(checksum))?.skip()?,
            _ => {}
        }
        self.source.remember(checksum)
    }

    /// Reads to the end.
    fn skip(mut self) -> Result<(), Error> {
        let mut piece = vec![0; PIECE];
        while self.left > 0 {
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
        let given = len - self.left + filled;
        Error::new(ErrorKind::File, format!("{name} ended after {given} of the {len} bytes that were promised"))
    }
}

//! Material of an upload: a file, bytes in memory, an object in an object store, or readers that the caller makes; and
//! the reader that checks it.
//!
//! A source is read more than once: for its checksum, and for each attempt to send it. [`VerifiedReader`] gives exactly
//! the promised number of bytes, and gives the last of them only once it is certain that nothing follows and that
//! nothing has changed.
//!
//! The rule: the CRC-32 of the bytes decides. Each reading must have the checksum of the first one. The modification
//! time of a file decides nothing, because indexers and network storage set it without touching a byte. Where there was
//! no earlier reading, a new modification time makes the reader read the file once more and compare. An object is also
//! compared with its ETag, which the store does without any byte of it. When it is opened again by a journal, the digest of
//! the first reading decides as well; before that reading, its length and its ETag or version do.

mod fault;
#[cfg(feature = "object_store")]
mod object;
mod stored;
mod verified;

use std::fmt;
use std::fs::File;
#[cfg(feature = "object_store")]
use std::future::IntoFuture;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
#[cfg(feature = "object_store")]
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
#[cfg(feature = "object_store")]
use std::time::Duration;
use std::time::SystemTime;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

pub(crate) use self::fault::unreadable;
pub(crate) use self::stored::{ObjectStores, StoredObject};
pub(crate) use self::verified::VerifiedReader;
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
    #[cfg(feature = "object_store")]
    Object(Arc<object::Object>),
}

/// The place of a source's bytes, as [`Source::place`] returns it. It holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
#[non_exhaustive]
pub enum Place {
    /// A file on the disk.
    #[non_exhaustive]
    File {
        /// The path as it was given to [`Source::open`].
        path: PathBuf,
    },
    /// An object in an object store.
    #[non_exhaustive]
    Object {
        /// The name that the store gives itself, such as `AmazonS3(voices)`.
        store: String,
        /// The location in the store.
        location: String,
        /// The ETag when the source was made.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        e_tag: Option<String>,
        /// The version when the source was made, if the store keeps versions.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        version: Option<String>,
    },
    /// Nothing that could be opened again: the memory of this process, or readers that the caller makes.
    #[serde(other)]
    Elsewhere,
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
        let file_type = std::fs::metadata(path).map_err(|error| unreadable(&name, error))?.file_type();
        if file_type.is_dir() {
            return Err(Error::new(ErrorKind::File, format!("{name} is a directory, not a file")));
        }
        if !file_type.is_file() {
            return Err(Error::new(ErrorKind::File, format!("{name} is not a regular file")));
        }
        let metadata = File::open(path).and_then(|file| file.metadata()).map_err(|error| unreadable(&name, error))?;
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

    /// Makes a source of an object in an object store: S3 and what is compatible with it, such as OBS, and any other
    /// store of the crate [`object_store`]. It asks the store for the object's length.
    ///
    /// The object is read in ranges of one megabyte, with at most four of them ahead: five megabytes of memory are
    /// enough for an object of any size. Each request has the ETag as its condition, so an object that is replaced
    /// before it is uploaded is an error, without being read to its end. A store without ETags has its version as the
    /// condition, or only the length and the CRC-32 of the first reading are compared. In the ETag of a
    /// `LocalFileSystem` is the file's modification time: [`open`](Self::open) is better for files.
    ///
    /// The store retries as it is set up to do. Beyond that, a request that fails for a reason that may pass, or gives
    /// nothing for [some time](OpenObject::stall_timeout), is sent up to four times. The error is transient then, and an
    /// upload within a training waits and tries again.
    ///
    /// Messages contain the location and the name that the store gives itself (its `Display`), and no text of its
    /// responses or errors, because these may quote keys and signed URLs.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use metastudio_voice::object_store::{ObjectStoreExt, memory::InMemory};
    /// use metastudio_voice::upload::Source;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let store = Arc::new(InMemory::new());
    /// store.put(&"day-1.wav".into(), "RIFF".into()).await?;
    /// let recording = Source::object(store, "day-1.wav").await?;
    /// assert_eq!((recording.name(), recording.len()), ("day-1.wav in InMemory", 4));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Its requests run on the Tokio runtime in which it is awaited, also those for other threads. Functions that read a
    /// source themselves, such as [`Recording::inspect`](crate::audio::Recording::inspect), must not run on the only
    /// thread of that runtime: call them by `tokio::task::spawn_blocking`.
    ///
    /// # Errors
    /// [`ErrorKind::File`] when the object does not exist, may not be read, or the store cannot be reached.
    #[cfg(feature = "object_store")]
    pub fn object(
        store: Arc<dyn object_store::ObjectStore>,
        location: impl Into<object_store::path::Path>,
    ) -> OpenObject {
        OpenObject { store, location: location.into(), stall_timeout: object::STALL_TIMEOUT }
    }

    /// Returns the place of the bytes, by which a source can be made again later.
    pub fn place(&self) -> Place {
        match &self.origin {
            Origin::File { path, .. } => Place::File { path: path.clone() },
            Origin::Memory(_) | Origin::Reader(_) => Place::Elsewhere,
            #[cfg(feature = "object_store")]
            Origin::Object(object) => Place::Object {
                store: object.store(),
                location: object.location().to_owned(),
                e_tag: object.e_tag.clone(),
                version: object.version.clone(),
            },
        }
    }

    /// Returns the name that messages use: a file's path as it was given, the given name, or an object's location and
    /// store.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the file's path, if the source is a file.
    pub fn path(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File { path, .. } => Some(path),
            _ => None,
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
            _ => None,
        }
    }

    /// Returns a reader from the beginning. It does not check the length: [`VerifiedReader`] does.
    pub(crate) fn open_reader(&self) -> Result<Box<dyn Read + Send>, Error> {
        match &self.origin {
            Origin::File { .. } => Ok(Box::new(self.reopen()?)),
            Origin::Memory(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
            Origin::Reader(factory) => factory().map_err(|error| self.unreadable(error)),
            #[cfg(feature = "object_store")]
            Origin::Object(object) => Ok(Box::new(object.reader())),
        }
    }

    /// Returns a reader from the beginning that can also seek forward.
    pub(crate) fn open_seekable(&self) -> Result<Box<dyn SeekForward>, Error> {
        match &self.origin {
            Origin::File { .. } => Ok(Box::new(BufReader::new(self.reopen()?))),
            Origin::Memory(bytes) => Ok(Box::new(Cursor::new(bytes.clone()))),
            Origin::Reader(_) => Ok(Box::new(Forward { reader: BufReader::new(self.open_reader()?), position: 0 })),
            #[cfg(feature = "object_store")]
            Origin::Object(object) => Ok(Box::new(BufReader::new(object.header_reader()))),
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
        let error = fault::changed(&self.name);
        match &self.origin {
            Origin::File { .. } => error.with_advice("close the program that writes to it, then start again"),
            Origin::Memory(_) | Origin::Reader(_) => error.with_advice("each reader must give the same bytes"),
            #[cfg(feature = "object_store")]
            Origin::Object(object) => object.changed(),
        }
    }

    /// Returns the error for a source that cannot be read.
    pub(crate) fn unreadable(&self, error: io::Error) -> Error {
        unreadable(&self.name, error)
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
            #[cfg(feature = "object_store")]
            Origin::Object(_) => "object",
        };
        f.debug_struct("Source").field("name", &self.name).field("len", &self.len).field("origin", &origin).finish()
    }
}

/// Makes a [`Source`] of an object, when it is awaited.
#[cfg(feature = "object_store")]
#[must_use = "nothing is asked for until it is awaited"]
pub struct OpenObject {
    store: Arc<dyn object_store::ObjectStore>,
    location: object_store::path::Path,
    stall_timeout: Duration,
}

#[cfg(feature = "object_store")]
impl OpenObject {
    /// Sets how long the store may give nothing in response to a request, before the request is sent again. The default
    /// is one minute.
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.stall_timeout = timeout;
        self
    }
}

#[cfg(feature = "object_store")]
impl IntoFuture for OpenObject {
    type Output = Result<Source, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let object = object::Object::open(self.store, self.location, self.stall_timeout).await?;
            Ok(Source::new(&*object.name.clone(), object.len, Origin::Object(Arc::new(object))))
        })
    }
}

#[cfg(feature = "object_store")]
impl fmt::Debug for OpenObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenObject").field("location", &self.location.as_ref()).finish_non_exhaustive()
    }
}

//! The zip of a job's training data: read once for the checksums, then streamed, never on disk.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::upload::body::{Part, check_size};
use crate::upload::reader::checksum;
use crate::upload::zip::{Entry, directory};
use crate::upload::{Body, Progress, Source};
use crate::{Error, ErrorKind};

/// A stored zip to be. The same files under the same names always make the same bytes.
#[derive(Clone, Debug, Default)]
#[must_use = "a package does nothing until it is made into a body"]
pub struct Package {
    files: Vec<(String, Source)>,
}

impl Package {
    /// An empty package.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file under this name.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] when a reader could not store the name, or it is taken; [`ErrorKind::File`] when
    /// the archive would be larger than [`MAX_OBJECT_SIZE`](super::MAX_OBJECT_SIZE).
    pub fn add(mut self, name: impl Into<String>, source: Source) -> Result<Self, Error> {
        let name = name.into();
        let refused = |reason: &'static str| Err(Error::new(ErrorKind::InvalidRequest, reason));
        let unsafe_part = |part: &str| matches!(part, "" | "." | "..");
        if name.len() > usize::from(u16::MAX) || name.contains(['\\', '\0']) || name.split('/').any(unsafe_part) {
            return refused("a name in the archive must be a relative path without `..` and backslashes");
        }
        if self.files.iter().any(|(taken, _)| *taken == name) {
            return refused("the name is already in the archive");
        }
        self.files.push((name, source));
        check_size(self.archive_len())?;
        Ok(self)
    }

    /// Reads the files for their checksums and gives what can be sent. The length is then known to the byte. Dropping
    /// the future stops the reading.
    ///
    /// # Errors
    /// [`ErrorKind::File`] when a file cannot be read or changes meanwhile.
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
        let mut progress = Progress { done: 0, total: self.files.iter().map(|(_, source)| source.len()).sum() };
        let wanted = Wanted(Arc::new(AtomicBool::new(true)));
        let still = wanted.0.clone();
        let go_on = move |file: usize, bytes: &[u8]| {
            progress.done += bytes.len() as u64;
            on_read(Read { file, bytes, progress });
            still.load(Ordering::Relaxed)
        };
        let read = tokio::task::spawn_blocking(move || self.read(go_on)).await;
        drop(wanted);
        read.unwrap_or_else(|_| Err(Error::new(ErrorKind::File, "reading was stopped")))
    }

    fn archive_len(&self) -> u64 {
        let entries: Vec<Entry> = self.files.iter().map(|(name, source)| entry(name, source, 0)).collect();
        let headers: u64 = entries.iter().map(|entry| entry.local_header().len() as u64 + entry.len).sum();
        headers + directory(&entries).len() as u64
    }

    fn read(self, mut go_on: impl FnMut(usize, &[u8]) -> bool) -> Result<Body, Error> {
        let mut parts = Vec::with_capacity(2 * self.files.len() + 1);
        let mut entries = Vec::with_capacity(self.files.len());
        for (file, (name, source)) in self.files.into_iter().enumerate() {
            let crc = checksum(&source, |bytes| go_on(file, bytes))?;
            let entry = entry(&name, &source, crc);
            parts.push(Part::Bytes(entry.local_header().into()));
            parts.push(Part::File(source, Some(crc)));
            entries.push(entry);
        }
        parts.push(Part::Bytes(directory(&entries).into()));
        Body::new(parts)
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

fn entry(name: &str, source: &Source, crc: u32) -> Entry {
    Entry { name: name.to_owned(), len: source.len(), crc }
}

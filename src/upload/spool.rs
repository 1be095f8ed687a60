//! A temporary file, without a name on systems that have such files: no other process can open it, and the system
//! removes it with its last user, however that one ends.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::{Error, ErrorKind};

/// A temporary file that is being written.
pub(super) struct Spool {
    file: File,
    len: u64,
}

impl Spool {
    /// Creates an empty file in this folder, or in the system's folder for temporary files.
    pub(super) fn new(folder: Option<&Path>) -> Result<Self, Error> {
        let file = folder.map_or_else(tempfile::tempfile, tempfile::tempfile_in);
        Ok(Self { file: file.map_err(unusable)?, len: 0 })
    }

    /// Returns how many bytes have been written.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Appends bytes.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file.write_all(bytes).map_err(unusable)?;
        self.len += bytes.len() as u64;
        Ok(())
    }

    /// Finishes the writing.
    pub(super) fn finish(self) -> Arc<Mutex<File>> {
        Arc::new(Mutex::new(self.file))
    }
}

/// A piece of a temporary file that is complete. Its clones share the file.
#[derive(Clone)]
pub(super) struct Spooled {
    file: Arc<Mutex<File>>,
    start: u64,
    len: u64,
}

impl Spooled {
    /// Makes a piece from an offset and a length.
    pub(super) fn new(file: Arc<Mutex<File>>, start: u64, len: u64) -> Self {
        Self { file, start, len }
    }

    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Fills the buffer from this offset on, or as much of it as bytes remain, and returns how much it filled.
    pub(super) fn fill(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, Error> {
        let remaining = usize::try_from(self.len - offset).unwrap_or(usize::MAX);
        let length = buffer.len().min(remaining);
        let buffer = &mut buffer[..length];
        // Another upload may read another part of the file at the same time.
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.start + offset)).and_then(|_| file.read_exact(buffer)).map_err(unusable)?;
        Ok(length)
    }
}

impl fmt::Debug for Spooled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Spooled").field("len", &self.len).finish_non_exhaustive()
    }
}

fn unusable(error: io::Error) -> Error {
    Error::new(ErrorKind::File, "the temporary file for the compressed archive cannot be used")
        .with_source(error)
        .with_advice(
            "it needs up to as much space as the recording: name a folder on a disk with that much space \
             (Package::temp_folder), or send the archive without compression",
        )
}

//! A temporary file without a name, where the system has such: nobody else can open it, and it is gone with its last
//! user, however that ends.

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
    /// An empty one in this folder, or in the system's for such files.
    pub(super) fn new(folder: Option<&Path>) -> Result<Self, Error> {
        let file = folder.map_or_else(tempfile::tempfile, tempfile::tempfile_in);
        Ok(Self { file: file.map_err(unusable)?, len: 0 })
    }

    /// How much has been written.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Writes on at the end.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file.write_all(bytes).map_err(unusable)?;
        self.len += bytes.len() as u64;
        Ok(())
    }

    /// Ends the writing.
    pub(super) fn finish(self) -> Arc<Mutex<File>> {
        Arc::new(Mutex::new(self.file))
    }
}

/// A piece of a temporary file that has been written. Its clones share the file.
#[derive(Clone)]
pub(super) struct Spooled {
    file: Arc<Mutex<File>>,
    start: u64,
    len: u64,
    content: (u32, u64),
}

impl Spooled {
    /// From this offset, of this length, with the CRC-32 and the length of what was compressed.
    pub(super) fn new(file: Arc<Mutex<File>>, start: u64, len: u64, content: (u32, u64)) -> Self {
        Self { file, start, len, content }
    }

    /// The CRC-32 and the length of what was compressed.
    pub(super) fn content(&self) -> (u32, u64) {
        self.content
    }

    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Fills the piece from this offset on, or as much of it as there is.
    pub(super) fn fill(&self, at: u64, piece: &mut [u8]) -> Result<usize, Error> {
        let left = usize::try_from(self.len - at).unwrap_or(usize::MAX);
        let wanted = piece.len().min(left);
        let piece = &mut piece[..wanted];
        // Others may read from elsewhere in it at the same time.
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.start + at)).and_then(|_| file.read_exact(piece)).map_err(unusable)?;
        Ok(wanted)
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
            "it needs up to as much space as the recording has: name a folder on a disk that has it \
             (Package::temp_folder), or send the archive without compression",
        )
}

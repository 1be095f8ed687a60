//! A file to upload: read more than once, and noticed when it changes in between.

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::{Error, ErrorKind};

/// A regular file that can be read, and whose length and time of change are remembered.
#[derive(Clone, Debug)]
pub struct Source {
    path: PathBuf,
    len: u64,
    modified: Option<SystemTime>,
}

impl Source {
    /// Looks at a file: it must exist, be a regular file, and be readable.
    ///
    /// # Errors
    /// [`ErrorKind::File`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        // Before it is opened: opening a pipe would wait for whoever writes to it.
        let seen = std::fs::metadata(path).map_err(|error| unusable(path, error))?;
        if seen.is_dir() {
            return Err(Error::new(ErrorKind::File, format!("{} is a directory, not a file", path.display())));
        }
        if !seen.is_file() {
            return Err(Error::new(ErrorKind::File, format!("{} is not a regular file", path.display())));
        }
        let metadata = File::open(path).and_then(|file| file.metadata()).map_err(|error| unusable(path, error))?;
        Ok(Self { path: path.to_owned(), len: metadata.len(), modified: metadata.modified().ok() })
    }

    /// The file's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file's length in bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether the file has no bytes.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Opens the file for another read.
    pub(crate) fn reopen(&self) -> Result<File, Error> {
        let file = File::open(&self.path).map_err(|error| unusable(&self.path, error))?;
        self.verify(&file)?;
        Ok(file)
    }

    /// Whether the opened file is still the one that was looked at.
    pub(crate) fn verify(&self, file: &File) -> Result<(), Error> {
        let same = |metadata: &Metadata| metadata.len() == self.len && metadata.modified().ok() == self.modified;
        match file.metadata() {
            Ok(metadata) if same(&metadata) => Ok(()),
            Ok(_) => Err(self.changed()),
            Err(error) => Err(unusable(&self.path, error)),
        }
    }

    /// The file is not what it was.
    pub(crate) fn changed(&self) -> Error {
        Error::new(ErrorKind::File, format!("{} has changed while it was being read", self.path.display()))
            .with_advice("close whatever writes to it, then start again")
    }

    /// Reading failed.
    pub(crate) fn unreadable(&self, error: io::Error) -> Error {
        unusable(&self.path, error)
    }
}

fn unusable(path: &Path, error: io::Error) -> Error {
    let message = match error.kind() {
        io::ErrorKind::NotFound => format!("{} does not exist", path.display()),
        io::ErrorKind::PermissionDenied => format!("{} may not be read", path.display()),
        _ => format!("{} cannot be read", path.display()),
    };
    Error::new(ErrorKind::File, message).with_source(error)
}

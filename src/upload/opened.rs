//! A source while it is read: exactly as many bytes as it promised, and the last of them only when it is certain that
//! it has no more and has not changed.

use std::fs::File;
use std::io::{self, Read};

use super::Source;
use crate::{Error, ErrorKind};

/// A source that is being read.
pub(super) struct Opened<'a> {
    source: &'a Source,
    reader: Reader,
    left: u64,
}

enum Reader {
    File(File),
    Other(Box<dyn Read + Send>),
}

impl<'a> Opened<'a> {
    /// Opens the source at its beginning.
    pub(super) fn new(source: &'a Source) -> Result<Self, Error> {
        let reader = match source.path() {
            Some(_) => Reader::File(source.reopen()?),
            None => Reader::Other(source.open_reader()?),
        };
        let mut opened = Self { source, reader, left: source.len() };
        if opened.left == 0 {
            opened.end()?;
        }
        Ok(opened)
    }

    /// How much is still to be read.
    pub(super) fn left(&self) -> u64 {
        self.left
    }

    /// Fills the piece, or as much of it as is left; nothing at the end. The piece that reaches the end is only given
    /// when the source turns out to be what it was.
    pub(super) fn fill(&mut self, piece: &mut [u8]) -> Result<usize, Error> {
        let wanted = piece.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let mut filled = 0;
        while filled < wanted {
            match self.read(&mut piece[filled..wanted])? {
                0 => return Err(self.too_short(filled as u64)),
                read => filled += read,
            }
        }
        if filled > 0 {
            self.left -= filled as u64;
            if self.left == 0 {
                self.end()?;
            }
        }
        Ok(filled)
    }

    /// Nothing must follow, and a file must be the same as before.
    fn end(&mut self) -> Result<(), Error> {
        if let Reader::File(file) = &self.reader {
            return self.source.verify(file);
        }
        match self.read(&mut [0])? {
            0 => Ok(()),
            _ => {
                let (name, len) = (self.source.name(), self.source.len());
                Err(Error::new(ErrorKind::File, format!("{name} has more than the {len} bytes that were promised")))
            }
        }
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

    fn too_short(&self, filled: u64) -> Error {
        if let Reader::File(_) = &self.reader {
            return self.source.changed();
        }
        let (name, len) = (self.source.name(), self.source.len());
        let given = len - self.left + filled;
        Error::new(ErrorKind::File, format!("{name} ended after {given} of the {len} bytes that were promised"))
    }
}

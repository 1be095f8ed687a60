//! A source while it is read: exactly as many bytes as it promised, and the last of them only when it is certain that
//! it has no more and has not changed.
//!
//! The rule: the CRC-32 of what was read decides. Each reading of a source has to have the one of its first reading. The time
//! of a file's last change decides nothing, as indexers and network storage set it without touching a byte; where there is
//! no earlier reading, another time than when the source was made is a reason to read the file once more and compare.

use std::fs::File;
use std::io::{self, Read};

use crc32fast::Hasher;

use super::Source;
use super::reader::PIECE;
use crate::{Error, ErrorKind};

/// A source that is being read.
pub(super) struct VerifiedReader<'a> {
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
    pub(super) fn new(source: &'a Source, expected: Option<u32>) -> Result<Self, Error> {
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
    pub(super) fn left(&self) -> u64 {
        self.left
    }

    /// The CRC-32 of what was read.
    pub(super) fn checksum(&self) -> u32 {
        self.hasher.clone().finalize()
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

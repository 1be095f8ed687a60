//! The reader that gives exactly the bytes that a source promises, or fails.

use std::fs::File;
use std::io::{self, Read};

use crc32fast::Hasher;

use super::{PIECE, Source};
use crate::{Error, ErrorKind};

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

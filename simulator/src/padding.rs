//! Takes the pad bytes out of a WAV: RIFF puts one after a chunk of odd length, and hound does not expect it.

use std::io::{self, Read};

/// A chunk's name and length.
const HEADER: usize = 8;

/// A WAV without pad bytes before its sound. What is no WAV passes unchanged.
pub(crate) struct WithoutPadding<R> {
    source: R,
    /// Bytes that pass as they are, before the next chunk's header.
    left: u64,
    /// The header being read, and how much of it has been given out.
    header: Vec<u8>,
    given: usize,
    /// Whether a pad byte follows what is left.
    padded: bool,
    /// Whether the sound has begun, after which nothing is looked at.
    sound: bool,
}

impl<R: Read> WithoutPadding<R> {
    /// Reads from the beginning of a WAV.
    pub(crate) fn new(source: R) -> Self {
        // The first header is that of the file: `RIFF`, a length, `WAVE`.
        Self { source, left: 12, header: Vec::new(), given: 0, padded: false, sound: false }
    }

    /// Reads the next chunk's header, behind the pad byte of the one before.
    fn next_chunk(&mut self) -> io::Result<()> {
        if self.padded {
            self.source.by_ref().take(1).read_to_end(&mut Vec::new())?;
        }
        self.header.clear();
        self.given = 0;
        self.source.by_ref().take(HEADER as u64).read_to_end(&mut self.header)?;
        if let [name @ .., a, b, c, d] = self.header.as_slice()
            && name.len() == 4
        {
            let length = u32::from_le_bytes([*a, *b, *c, *d]);
            self.sound = name == b"data";
            self.padded = length % 2 == 1;
            self.left = u64::from(length);
        } else {
            self.sound = true;
        }
        Ok(())
    }
}

impl<R: Read> Read for WithoutPadding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.header.len() && self.left == 0 && !self.sound {
            self.next_chunk()?;
        }
        let mut header = &self.header[self.given..];
        if !header.is_empty() {
            let read = header.read(buffer)?;
            self.given += read;
            return Ok(read);
        }
        if self.sound {
            return self.source.read(buffer);
        }
        let read = self.source.by_ref().take(self.left).read(buffer)?;
        // At the end of the file there is no further chunk to look for.
        self.left = if read == 0 && !buffer.is_empty() { 0 } else { self.left - read as u64 };
        self.sound |= read == 0 && !buffer.is_empty();
        Ok(read)
    }
}

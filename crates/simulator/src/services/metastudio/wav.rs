//! Judges recordings with the library's own reader of WAVs, so that the simulator accepts whatever the client accepts.
//! No documentation says more about what the service accepts.

use std::io::{self, BufReader, Read};
use std::time::Duration;

use metastudio_voice::audio::Recording;

use crate::http::fault::Fault;

/// The size of one read, in bytes.
pub(crate) const READ: usize = 256 << 10;

/// Reads a WAV file of this number of bytes to its last byte, and returns its duration. The zip reader compares the
/// checksum at that last byte. The file is never held in memory as a whole.
pub(crate) fn duration(source: impl Read, length: u64) -> Result<Duration, Fault> {
    let unreadable = |error| Fault::audio_format(format!("the recording cannot be read to its end: {error}"));
    let mut source = Counted { source: BufReader::with_capacity(READ, source), read: 0 };
    let recording = Recording::from_reader("the recording", length, &mut source)
        .map_err(|error| Fault::audio_format(error.message()))?;
    io::copy(&mut source, &mut io::sink()).map_err(unreadable)?;
    if source.read != length {
        return Err(unreadable(io::ErrorKind::UnexpectedEof.into()));
    }
    Ok(recording.duration)
}

struct Counted<R> {
    source: R,
    read: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.source.read(buffer)?;
        self.read += length as u64;
        Ok(length)
    }
}

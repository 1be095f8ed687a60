//! Judges a recording. What is a WAV, and how long it plays, is the library's opinion: the simulator takes what the client
//! calls fine, as nothing is documented that would say otherwise.

use std::io::{self, BufReader, Read};
use std::time::Duration;

use metastudio_voice::audio::Recording;

use crate::gateway::fault::Fault;

/// How much is read at once.
pub(crate) const READ: usize = 256 << 10;

/// Checks a WAV file of this many bytes to its last byte, by which time a zip's checksum has been compared as well, and
/// says how long it plays. Little of it is ever held in memory.
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

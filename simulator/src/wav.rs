//! Hears whether a file is a WAV, without ever holding much of it in memory.

use std::io::{self, BufReader, Read};
use std::time::Duration;

use hound::WavReader;

use crate::gateway::fault::Fault;
use crate::padding::WithoutPadding;

/// How much is read at once.
pub(crate) const READ: usize = 256 << 10;

/// Checks a WAV file to its last byte, by which time a zip's checksum has been compared as well, and says how long it
/// is.
pub(crate) fn duration(source: impl Read) -> Result<Duration, Fault> {
    let source = &mut WithoutPadding::new(BufReader::with_capacity(READ, source));
    let mut tail = Tail { source, last: [0; 4], read: 0 };
    let header = WavReader::new(&mut tail)
        .map_err(|error| Fault::audio_format(format!("the recording is not a WAV file: {error}")))?;
    let (spec, frames) = (header.spec(), header.duration());
    // The header ends with the length of the data.
    let declared = u64::from(u32::from_le_bytes(tail.last));
    let before = tail.read;
    io::copy(&mut tail, &mut io::sink())
        .map_err(|error| Fault::audio_format(format!("the recording cannot be read to its end: {error}")))?;
    if tail.read - before < declared {
        return Err(Fault::audio_format("the recording is shorter than its header says"));
    }
    if frames == 0 || spec.sample_rate == 0 {
        return Err(Fault::audio_format("the recording is empty"));
    }
    Ok(Duration::from_secs_f64(f64::from(frames) / f64::from(spec.sample_rate)))
}

/// A reader that counts, and remembers the last four bytes.
struct Tail<'a, R> {
    source: &'a mut R,
    last: [u8; 4],
    read: u64,
}

impl<R: Read> Read for Tail<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.source.read(buffer)?;
        for byte in &buffer[length.saturating_sub(4)..length] {
            self.last.rotate_left(1);
            self.last[3] = *byte;
        }
        self.read += length as u64;
        Ok(length)
    }
}

//! Opens an uploaded zip and hears whether a recording is in it, without ever holding much of it in memory.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::time::Duration;

use hound::WavReader;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::gateway::fault::Fault;
use crate::padding::WithoutPadding;

const READ: usize = 256 << 10;
/// The largest recording, which no WAV file can exceed anyway. The service's own limit is not published.
const MAX_RECORDING: u64 = 5 << 30;

/// Checks the zip of a premium job, and says how long the one recording in it is.
pub(crate) fn check(path: &Path) -> Result<Duration, Fault> {
    let file = File::open(path).map_err(|_| Fault::internal())?;
    let mut archive = ZipArchive::new(BufReader::with_capacity(READ, file))
        .map_err(|error| Fault::invalid_parameter(format!("the training data is not a zip archive: {error}")))?;
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(damaged)?;
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        if !name.to_ascii_lowercase().ends_with(".wav") {
            return Err(Fault::file_type(format!("{name} is not a WAV file")));
        }
    }
    if archive.len() != 1 || archive.has_duplicate_names() {
        let number = archive.len();
        return Err(Fault::number_of_files(format!("the archive holds {number} WAV files instead of one")));
    }
    let entry = archive.by_index(0).map_err(damaged)?;
    if entry.size() > MAX_RECORDING {
        return Err(Fault::file_too_large("the recording is too large"));
    }
    recording(&mut WithoutPadding::new(BufReader::with_capacity(READ, entry)))
}

/// Checks a WAV file to its last byte, by which time the zip's checksum has been compared as well.
fn recording(source: &mut impl Read) -> Result<Duration, Fault> {
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

fn damaged(error: ZipError) -> Fault {
    Fault::invalid_parameter(format!("the archive cannot be read: {error}"))
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

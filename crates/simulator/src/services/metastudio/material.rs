//! Checks uploaded files: zips, recordings, and the texts of segments.
//!
//! The library's own reader judges recordings, so that the simulator accepts whatever the client accepts. No documentation
//! says more about what the service accepts.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::time::Duration;

use metastudio_voice::audio::Recording;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use crate::http::fault::Fault;

/// The size of one read, in bytes.
const READ: usize = 256 << 10;
/// The size in bytes above which a recording is refused without unpacking it. No person could make a recording of this
/// size. The service's own limit is not published, and the client has to judge how large an upload may be.
const MAX_RECORDING: u64 = 1 << 40;
/// The largest text, in bytes. The service's own limit is not published.
const MAX_TEXT: u64 = 1 << 20;

type Archive = ZipArchive<BufReader<File>>;

/// Checks a zip with one recording, and returns the recording's duration.
pub(super) fn recording(path: &Path) -> Result<Duration, Fault> {
    let mut archive = open(path)?;
    let names = names(&mut archive)?;
    if let Some(name) = names.iter().find(|name| !has_extension(name, ".wav")) {
        return Err(Fault::file_type(format!("{name} is not a WAV file")));
    }
    if archive.len() != 1 || archive.has_duplicate_names() {
        let number = archive.len();
        return Err(Fault::number_of_files(format!("the archive holds {number} WAV files instead of one")));
    }
    sound(archive.by_index(0).map_err(damaged)?)
}

/// Checks a zip with this number of segments, each a WAV and a text, and returns their total duration.
pub(super) fn segments(path: &Path, number: u32) -> Result<Duration, Fault> {
    let mut archive = open(path)?;
    let names = names(&mut archive)?;
    let is_text = |name: &&String| has_extension(name, ".txt");
    if let Some(name) = names.iter().find(|name| !has_extension(name, ".wav") && !is_text(name)) {
        return Err(Fault::file_type(format!("{name} is neither a WAV nor a text file")));
    }
    let texts = names.iter().filter(is_text).count();
    let recordings = names.len() - texts;
    if [recordings, texts] != [number as usize; 2] || archive.has_duplicate_names() {
        let message = format!("the archive holds {recordings} WAV and {texts} text files instead of {number} of each");
        return Err(Fault::number_of_files(message));
    }
    let mut total = Duration::ZERO;
    for index in 0..number {
        let name = format!("{index}.wav");
        let length = sound(entry(&mut archive, &name)?).map_err(|fault| fault.about(&name))?;
        total = total.saturating_add(length);
        let name = format!("{index}.txt");
        check_text(entry(&mut archive, &name)?).map_err(|fault| fault.about(&name))?;
    }
    Ok(total)
}

fn open(path: &Path) -> Result<Archive, Fault> {
    let file = File::open(path).map_err(|error| Fault::unreadable(&error))?;
    ZipArchive::new(BufReader::with_capacity(READ, file))
        .map_err(|error| Fault::invalid_parameter(format!("the data is not a zip archive: {error}")))
}

fn names(archive: &mut Archive) -> Result<Vec<String>, Fault> {
    let name = |index| {
        let entry = archive.by_index_data(index).map_err(damaged)?;
        Ok(String::from_utf8_lossy(entry.name_raw()).into_owned())
    };
    (0..archive.len()).map(name).collect()
}

fn has_extension(name: &str, extension: &str) -> bool {
    name.to_ascii_lowercase().ends_with(extension)
}

/// Checks the sound in an entry, and returns its duration.
fn sound(entry: ZipFile<'_, BufReader<File>>) -> Result<Duration, Fault> {
    if entry.size() > MAX_RECORDING {
        return Err(Fault::file_too_large("the recording is too large"));
    }
    let length = entry.size();
    duration(entry, length)
}

/// Returns the entry with exactly this name.
fn entry<'a>(archive: &'a mut Archive, name: &str) -> Result<ZipFile<'a, BufReader<File>>, Fault> {
    archive.by_name(name).map_err(|error| match error {
        ZipError::FileNotFound => Fault::invalid_parameter(format!("the archive lacks {name}")),
        other => damaged(other),
    })
}

fn damaged(error: ZipError) -> Fault {
    Fault::invalid_parameter(format!("the archive cannot be read: {error}"))
}

/// Reads a WAV file of this number of bytes to its last byte, and returns its duration. The zip reader compares the
/// checksum at that last byte. The file is never held in memory as a whole.
pub(super) fn duration(source: impl Read, length: u64) -> Result<Duration, Fault> {
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

/// Checks that the text of a segment is valid and not empty, as strictly as the client does before it uploads one.
pub(super) fn check_text(source: impl Read) -> Result<(), Fault> {
    let mut bytes = Vec::new();
    let read = source.take(MAX_TEXT + 1).read_to_end(&mut bytes);
    read.map_err(|error| Fault::invalid_parameter(format!("the text cannot be read: {error}")))?;
    if bytes.len() as u64 > MAX_TEXT {
        return Err(Fault::file_too_large("the text is too large"));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| Fault::invalid_parameter("the text is not UTF-8"))?;
    if text.contains('\0') {
        return Err(Fault::invalid_parameter("the text has a NUL character"));
    }
    if text.chars().all(is_invisible) { Err(Fault::invalid_parameter("the text is empty")) } else { Ok(()) }
}

/// Returns whether a character is invisible: blanks, controls, direction marks and byte order marks.
fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

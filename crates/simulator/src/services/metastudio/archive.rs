//! Opens an uploaded zip and checks its files.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::time::Duration;

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::{segment_text, wav};
use crate::http::fault::Fault;

/// The size in bytes above which a recording is refused without unpacking it. No person could make a recording of this
/// size. The service's own limit is not published, and the client has to judge how large an upload may be.
const MAX_RECORDING: u64 = 1 << 40;

type Archive = ZipArchive<BufReader<File>>;

/// Checks a zip with one recording, and returns the recording's duration.
pub(crate) fn recording(path: &Path) -> Result<Duration, Fault> {
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
pub(crate) fn segments(path: &Path, number: u32) -> Result<Duration, Fault> {
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
        segment_text::check(entry(&mut archive, &name)?).map_err(|fault| fault.about(&name))?;
    }
    Ok(total)
}

fn open(path: &Path) -> Result<Archive, Fault> {
    let file = File::open(path).map_err(|error| Fault::unreadable(&error))?;
    ZipArchive::new(BufReader::with_capacity(wav::READ, file))
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
    wav::duration(entry, length)
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

//! Recordings, a letter and segments for tests: small, the same in every run, and accepted by the client's preflight.
//!
//! ```
//! use metastudio_voice::training::Plan;
//! use metastudio_voice_simulator::fixtures;
//!
//! # fn main() -> std::io::Result<()> {
//! let folder = tempfile::tempdir()?;
//! let recording = fixtures::recording().write_to(&folder)?;
//! let plan = Plan::premium("Gentle female voice", recording).letter(fixtures::letter().write_to(&folder)?);
//! // Without a file, and so without a journal beside it:
//! let plan = Plan::premium("Gentle female voice", fixtures::recording().source());
//! let plan = Plan::basic("Calm male voice", fixtures::segments(20));
//! # Ok(())
//! # }
//! ```
//!
//! The recordings do not sound like a voice, but have the levels, the pauses and the format of one: 48 kHz, 16 bit, mono.

use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use bytes::Bytes;
use metastudio_voice::training::{Segment, Segments};
use metastudio_voice::upload::Source;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

const RATE: u32 = 48_000;
/// The length of a syllable, in samples.
const SYLLABLE: u32 = RATE / 5;
/// The number of syllables in a sentence of a recording, which lasts two seconds.
const SYLLABLES: u32 = 10;
/// The number of syllables in a segment.
const SEGMENT: u32 = 4;
/// The length of the pause before and after a segment, in samples.
const ROOM: u32 = RATE / 10 * 3;
/// The pause after a sentence, in samples: 2.2 s, as the user guide advises.
const PAUSE: u32 = RATE / 10 * 22;
/// The largest amplitude.
const LOUDEST: i32 = 9_000;
/// The length of a recording.
const LENGTH: Duration = Duration::from_secs(5);
/// The shortest and the longest recording.
const SHORTEST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(60 * 60);
/// The number of bytes before the sound.
const HEADER: u32 = 44;

/// A file for tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixture {
    name: String,
    bytes: Bytes,
}

impl Fixture {
    fn new(name: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }

    /// Sets the name of the file.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Returns the name of the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Returns the bytes in memory as the source of an upload.
    pub fn source(&self) -> Source {
        Source::bytes(self.name.clone(), self.bytes.clone())
    }

    /// Writes the file into a folder, and returns its path. It replaces a file of the same name.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be written.
    pub fn write_to(&self, folder: impl AsRef<Path>) -> io::Result<PathBuf> {
        let path = folder.as_ref().join(&self.name);
        std::fs::write(&path, &self.bytes)?;
        Ok(path)
    }
}

/// Returns a recording of five seconds, `recording.wav`.
pub fn recording() -> Fixture {
    recording_lasting(LENGTH)
}

/// Returns a recording of a length, `recording.wav`. The length is at least a tenth of a second and at most an hour.
///
/// A minute has 5.8 MB.
pub fn recording_lasting(length: Duration) -> Fixture {
    let length = length.clamp(SHORTEST, LONGEST).as_millis();
    let samples = u32::try_from(length).unwrap_or(u32::MAX).saturating_mul(RATE / 1000);
    Fixture::new("recording.wav", wav(samples, Speech { voice: 0, syllables: SYLLABLES, begins: 0 }))
}

/// Returns an authorization letter, `letter.pdf`: a PDF of one page. It authorizes nothing.
pub fn letter() -> Fixture {
    let text = "BT /F1 18 Tf 72 760 Td (Authorization letter for tests. It authorizes nothing.) Tj ET";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(pdf.len());
        pdf += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let (entries, table) = (places.len() + 1, pdf.len());
    pdf += &format!("xref\n0 {entries}\n0000000000 65535 f \n");
    for place in places {
        pdf += &format!("{place:010} 00000 n \n");
    }
    pdf += &format!("trailer\n<< /Size {entries} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
    Fixture::new("letter.pdf", pdf)
}

/// Returns segments in memory, each with a sentence of its own. A basic job needs 20 of them, one of the edition `MIDDLE`
/// 100.
pub fn segments(number: u16) -> Segments {
    (0..number).map(|index| Segment::from_source(audio(index).source(), sentence(index))).collect()
}

/// Writes segments into a folder: `0.wav` and `0.txt`, and so on, as [`Segments::folder`] reads them.
///
/// # Errors
///
/// Returns an error if a file cannot be written.
pub fn write_segments(folder: impl AsRef<Path>, number: u16) -> io::Result<()> {
    let folder = folder.as_ref();
    (0..number).try_for_each(|index| segment(index).iter().try_for_each(|file| file.write_to(folder).map(drop)))
}

/// Returns the zip of the [recording] that a premium job takes, `recording.zip`, for programs that call the
/// operations one by one.
pub fn recording_zip() -> Fixture {
    Fixture::new("recording.zip", zip([recording()]))
}

/// Returns the zip of [segments] that a basic job or one of the edition `MIDDLE` takes, `segments.zip`.
pub fn segments_zip(number: u16) -> Fixture {
    Fixture::new("segments.zip", zip((0..number).flat_map(segment)))
}

/// Returns the audio and the text of a segment.
fn segment(index: u16) -> [Fixture; 2] {
    [audio(index), Fixture::new(format!("{index}.txt"), sentence(index))]
}

fn audio(index: u16) -> Fixture {
    let speech = Speech { voice: index.into(), syllables: SEGMENT, begins: ROOM };
    Fixture::new(format!("{index}.wav"), wav(ROOM + SEGMENT * SYLLABLE + ROOM, speech))
}

fn sentence(index: u16) -> String {
    format!("This is the sentence with the number {index}.")
}

/// Writes a zip without compression.
fn zip(files: impl IntoIterator<Item = Fixture>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let written = files.into_iter().try_for_each(|file| {
        zip.start_file(file.name.as_str(), options)?;
        zip.write_all(&file.bytes).map_err(zip::result::ZipError::from)
    });
    // It is in memory and smaller than 4 GiB, so nothing fails.
    written.and_then(|()| zip.finish()).map(Cursor::into_inner).unwrap_or_default()
}

/// The sound of a recording. Each voice sounds another way.
#[derive(Clone, Copy)]
struct Speech {
    voice: u32,
    /// The number of syllables in a sentence.
    syllables: u32,
    /// The sample at which the first sentence begins.
    begins: u32,
}

/// Returns a WAV with this number of samples.
fn wav(samples: u32, speech: Speech) -> Vec<u8> {
    let length = samples.saturating_mul(2);
    let mut wav = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    wav.extend(b"RIFF");
    wav.extend((HEADER - 8).saturating_add(length).to_le_bytes());
    wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wav.extend(RATE.to_le_bytes());
    wav.extend((RATE * 2).to_le_bytes());
    wav.extend(b"\x02\0\x10\0data");
    wav.extend(length.to_le_bytes());
    let mut noise = speech.voice;
    wav.extend((0..samples).flat_map(|at| speech.sample(at, &mut noise).to_le_bytes()));
    wav
}

impl Speech {
    /// Returns the sample at this position: of a syllable that rises and fades, or of background noise. It uses whole
    /// numbers only, so that it is the same on every machine.
    fn sample(self, at: u32, noise: &mut u32) -> i16 {
        *noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let room = (*noise >> 28).cast_signed() - 8;
        let sentence = self.syllables * SYLLABLE;
        let within = at.checked_sub(self.begins).map(|at| at % (sentence + PAUSE)).filter(|within| *within < sentence);
        let voice = within.map_or(0, |within| {
            let (syllable, into) = (within / SYLLABLE, within % SYLLABLE);
            let period = 240 + 16 * (syllable * 5 % 4) + self.voice % 97;
            LOUDEST * triangle(into, SYLLABLE) / SCALE * swing(into, period) / SCALE
        });
        i16::try_from(voice + room).unwrap_or_default()
    }
}

const SCALE: i32 = 1_000;

/// Rises from 0 to the scale and falls again within a period.
fn triangle(at: u32, period: u32) -> i32 {
    let half = (period / 2).max(1);
    let at = at % (half * 2);
    let up = if at < half { at } else { half * 2 - at };
    (up * SCALE.unsigned_abs() / half).cast_signed()
}

/// Swings around 0 within a period.
fn swing(at: u32, period: u32) -> i32 {
    2 * triangle(at, period) - SCALE
}

#[cfg(test)]
mod tests {
    use metastudio_voice::audio::Recording;

    use super::*;

    #[test]
    fn a_recording_lasts_as_long_as_it_is_asked_for_within_limits() {
        for (wanted, lasts) in [(5_000, 5_000), (100, 100), (1, 100), (61_234, 61_234)] {
            let bytes = recording_lasting(Duration::from_millis(wanted)).bytes;
            let length = bytes.len() as u64;
            let read = Recording::from_reader("it", length, &mut bytes.as_ref()).expect("a recording");
            assert_eq!(read.duration, Duration::from_millis(lasts));
        }
    }

    #[test]
    fn every_fixture_is_the_same_each_time_and_every_segment_is_another() {
        assert_eq!((recording(), letter(), recording_zip()), (recording(), letter(), recording_zip()));
        assert_ne!(audio(0).bytes, audio(1).bytes);
        assert_eq!(audio(1), audio(1));
    }

    #[test]
    fn the_table_of_the_letter_names_the_places_of_its_objects() {
        let letter = String::from_utf8(letter().bytes.to_vec()).expect("text");
        let (_, table) = letter.split_once("65535 f \n").expect("a table");
        for (number, line) in (1..).zip(table.lines().take(5)) {
            let place: usize = line[..10].parse().expect("a place");
            assert!(letter[place..].starts_with(&format!("{number} 0 obj")), "{line}");
        }
    }
}

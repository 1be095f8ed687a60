//! Segments to train from: a recording and its text each, one by one or from a folder.
//!
//! The text of a segment is UTF-8 of at most 1 MiB, without NUL, and with at least one visible character, because the
//! service compares the speech with it. Any other text is refused before a job exists.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::upload::Source;
use crate::{Error, ErrorKind};

/// The longest text of a segment, in bytes. It keeps a wrong file from being read into memory.
const MAX_TEXT: usize = 1 << 20;

/// A segment: an audio file, and the text that is spoken in it.
#[derive(Clone, Debug)]
pub struct Segment {
    pub(in crate::training) audio: Source,
    pub(in crate::training) text: String,
}

impl Segment {
    /// Creates a segment from a WAV file.
    ///
    /// The user guide advises about 10 seconds, and says that training fails with more than 15. The client sends the
    /// text as UTF-8; no encoding is documented.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if the file does not exist or cannot be read.
    pub fn new(audio: impl AsRef<Path>, text: impl Into<String>) -> Result<Self, Error> {
        Ok(Self::from_source(Source::open(audio)?, text))
    }

    /// Creates a segment from a source that is already open.
    pub fn from_source(audio: Source, text: impl Into<String>) -> Self {
        Self { audio, text: text.into() }
    }

    /// Returns the audio.
    pub fn audio(&self) -> &Source {
        &self.audio
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Checks the text.
    pub(in crate::training) fn check(&self) -> Result<(), Error> {
        check_text(&self.text, || format!("the text of {}", self.audio.name()))
    }
}

/// The segments of a job, in order.
#[derive(Clone, Debug, Default)]
pub struct Segments(Vec<Segment>);

impl Segments {
    /// Reads all segments of a folder.
    ///
    /// The files are named as on the API's page: `0.wav` with `0.txt`, `1.wav` with `1.txt` and so on, without a gap.
    /// Other files are ignored, and so are all names that begin with a dot, such as `._0.wav`, which operating systems
    /// leave in folders. A `.wav` or `.txt` file with any other name is an error. Texts are UTF-8; a byte order mark
    /// and the blanks around a text are not part of it.
    ///
    /// The edition decides how many segments a job needs. According to the API's page it is 20 or 100; the service has
    /// the last word.
    ///
    /// # Errors
    /// [`ErrorKind::File`] if the folder or a file cannot be read, if a file is missing or has another name, and if a
    /// text is blank, contains a NUL, or is not UTF-8.
    pub fn folder(path: impl AsRef<Path>) -> Result<Self, Error> {
        let folder = path.as_ref();
        let mut found: BTreeMap<usize, [Option<PathBuf>; 2]> = BTreeMap::new();
        for entry in std::fs::read_dir(folder).map_err(|error| unusable(folder, error))? {
            let entry = entry.map_err(|error| unusable(folder, error))?;
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = entry.path();
            let extension = path.extension().map(|text| text.to_string_lossy().to_lowercase());
            let part = match extension.as_deref() {
                Some("wav") => 0,
                Some("txt") => 1,
                _ => continue,
            };
            let Some(index) = position(&path) else {
                let message = format!("{} is not named by its position, such as 0 or 12", path.display());
                return Err(Error::new(ErrorKind::File, message).with_advice(
                    "name the files 0.wav, 0.txt, 1.wav, 1.txt and so on, or create the segments one by one \
                     (Segment::new)",
                ));
            };
            found.entry(index).or_default()[part] = Some(path);
        }
        let mut segments = Vec::with_capacity(found.len());
        for (expected, (index, files)) in found.into_iter().enumerate() {
            match files {
                [Some(audio), Some(text)] if index == expected => {
                    segments.push(Segment::new(audio, read_text(&text)?)?);
                }
                [audio, text] => {
                    let missing = match (audio, text, index == expected) {
                        (None, _, true) => "wav",
                        (_, None, true) => "txt",
                        _ => "wav and .txt",
                    };
                    let message = format!("{} has no {expected}.{missing}", folder.display());
                    return Err(Error::new(ErrorKind::File, message));
                }
            }
        }
        match segments.is_empty() {
            true => Err(Error::new(ErrorKind::File, format!("{} has no 0.wav and 0.txt", folder.display()))),
            false => Ok(Self(segments)),
        }
    }

    /// Returns the number of segments.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are no segments.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Iterates over the segments in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Segment> {
        self.0.iter()
    }

    /// Replaces the segment at a position, for example after it was recorded again. Does nothing if there is no such
    /// position.
    pub fn replace(&mut self, index: usize, segment: Segment) {
        if let Some(current) = self.0.get_mut(index) {
            *current = segment;
        }
    }
}

impl FromIterator<Segment> for Segments {
    fn from_iter<I: IntoIterator<Item = Segment>>(segments: I) -> Self {
        Self(segments.into_iter().collect())
    }
}

impl IntoIterator for Segments {
    type Item = Segment;
    type IntoIter = std::vec::IntoIter<Segment>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Segments {
    type Item = &'a Segment;
    type IntoIter = std::slice::Iter<'a, Segment>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Returns the position in the name of a file: digits alone, without leading zeros.
fn position(path: &Path) -> Option<usize> {
    let name = path.file_stem()?.to_str()?;
    let position: usize = name.parse().ok()?;
    (position.to_string() == name).then_some(position)
}

fn read_text(path: &Path) -> Result<String, Error> {
    // This also refuses a file that is not regular and that could be read without end.
    let source = Source::open(path)?;
    let mut bytes = Vec::new();
    let read = source.reopen()?.take(MAX_TEXT as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| unusable(path, error))?;
    let name = || path.display().to_string();
    if bytes.len() > MAX_TEXT {
        return Err(too_long(&name()));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        Error::new(ErrorKind::File, format!("{} is not UTF-8", path.display()))
            .caused_by(error.utf8_error())
            .with_advice("save the text as UTF-8")
    })?;
    let text = text.trim_start_matches('\u{feff}').trim();
    check_text(text, name)?;
    Ok(text.to_owned())
}

/// Checks whether a text can be the text of a segment.
fn check_text(text: &str, name: impl Fn() -> String) -> Result<(), Error> {
    let refused = |clause| {
        let advice = "write the words that are spoken in the segment";
        Err(Error::new(ErrorKind::File, format!("{} {clause}", name())).with_advice(advice))
    };
    match text {
        _ if text.len() > MAX_TEXT => Err(too_long(&name())),
        "" => refused("is empty"),
        _ if text.contains('\0') => refused("contains a NUL character, so it is not text"),
        _ if text.chars().all(is_invisible) => refused("is blank"),
        _ => Ok(()),
    }
}

/// Returns whether a character is invisible: a blank, a control character, or a mark of direction or of byte order.
fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn too_long(name: &str) -> Error {
    let message = format!("{name} is longer than 1 MiB, so it is not the text of a segment");
    Error::new(ErrorKind::File, message)
}

fn unusable(path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::File, format!("{} cannot be read", path.display())).caused_by(error)
}

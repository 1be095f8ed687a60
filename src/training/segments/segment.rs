//! Segments to train from: a sound and its text, one by one or a folder of them.
//!
//! A text is what a person can read aloud: UTF-8, at most 1 MiB, without NUL, and with something to be seen in it. The
//! service compares what is spoken with it. Any other is refused before a job exists.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::upload::Source;
use crate::{Error, ErrorKind};

/// More bytes are no text of a segment. It keeps a wrong file from being read into memory.
const MAX_TEXT: usize = 1 << 20;

/// One segment: what is spoken, and what it says.
#[derive(Clone, Debug)]
pub struct Segment {
    pub(in crate::training) audio: Source,
    pub(in crate::training) text: String,
}

impl Segment {
    /// A segment from a WAV file. The guide advises about 10 seconds, and says that training fails with more than 15.
    /// The text is sent as UTF-8; no encoding is documented.
    ///
    /// # Errors
    /// [`ErrorKind::File`] when the file does not exist or cannot be read.
    pub fn new(audio: impl AsRef<Path>, text: impl Into<String>) -> Result<Self, Error> {
        Ok(Self::from_source(Source::open(audio)?, text))
    }

    /// A segment from a source that is open already.
    pub fn from_source(audio: Source, text: impl Into<String>) -> Self {
        Self { audio, text: text.into() }
    }

    /// What is spoken.
    pub fn audio(&self) -> &Source {
        &self.audio
    }

    /// What it says.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether its text can be one.
    pub(in crate::training) fn check(&self) -> Result<(), Error> {
        check_text(&self.text, || format!("the text of {}", self.audio.name()))
    }
}

/// The segments of a job, in order.
#[derive(Clone, Debug, Default)]
pub struct Segments(Vec<Segment>);

impl Segments {
    /// All segments of a folder, named as the API's page names them: `0.wav` with `0.txt`, `1.wav` with `1.txt` and so
    /// on, without a gap. Other files are ignored, and so is what an operating system leaves in a folder: every name that
    /// begins with a dot, such as `._0.wav`. A sound or a text that is named in another way is an error. A text is UTF-8;
    /// a byte order mark and blanks around it are no part of it.
    ///
    /// How many a job needs depends on its edition: 20 or 100 by the page, and the service decides.
    ///
    /// # Errors
    /// [`ErrorKind::File`] when the folder or a file cannot be read, is missing, or is named in another way, and when a
    /// text is blank, has a NUL, or is no UTF-8.
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
                    "name the files 0.wav, 0.txt, 1.wav, 1.txt and so on, or give the segments one by one",
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

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Segment> {
        self.0.iter()
    }

    /// Puts another segment in the place of one, for example after it was recorded again. Does nothing when there is
    /// no such position.
    pub fn replace(&mut self, index: usize, segment: Segment) {
        if let Some(place) = self.0.get_mut(index) {
            *place = segment;
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

/// The position that a file is named by: digits alone, without zeros before them.
fn position(path: &Path) -> Option<usize> {
    let name = path.file_stem()?.to_str()?;
    let position: usize = name.parse().ok()?;
    (position.to_string() == name).then_some(position)
}

fn read_text(path: &Path) -> Result<String, Error> {
    // Also refuses what is no regular file, which could be read for ever.
    let source = Source::open(path)?;
    let mut bytes = Vec::new();
    let read = source.reopen()?.take(MAX_TEXT as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| unusable(path, error))?;
    let named = || path.display().to_string();
    if bytes.len() > MAX_TEXT {
        return Err(too_long(&named()));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        Error::new(ErrorKind::File, format!("{} is not UTF-8", path.display()))
            .with_source(error.utf8_error())
            .with_advice("save the text as UTF-8")
    })?;
    let text = text.trim_start_matches('\u{feff}').trim();
    check_text(text, named)?;
    Ok(text.to_owned())
}

/// Whether a text can be that of a segment.
fn check_text(text: &str, named: impl Fn() -> String) -> Result<(), Error> {
    let refused = |what| {
        let advice = "write into it what is spoken in the segment";
        Err(Error::new(ErrorKind::File, format!("{} {what}", named())).with_advice(advice))
    };
    match text {
        _ if text.len() > MAX_TEXT => Err(too_long(&named())),
        "" => refused("is empty"),
        _ if text.contains('\0') => refused("has a NUL character, so that it is no text"),
        _ if text.chars().all(is_invisible) => refused("is blank"),
        _ => Ok(()),
    }
}

/// Whether nothing is to be seen of a character: blanks, controls, marks of direction and of byte order.
fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn too_long(name: &str) -> Error {
    let message = format!("{name} is longer than 1 MiB, so that it is no text of a segment");
    Error::new(ErrorKind::File, message)
}

fn unusable(path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::File, format!("{} cannot be read", path.display())).with_source(error)
}

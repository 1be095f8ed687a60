//! Sentences to train from: a sound and its text, one by one or a folder of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::upload::Source;
use crate::{Error, ErrorKind};

/// One sentence: what is spoken, and what it says.
#[derive(Clone, Debug)]
pub struct Sentence {
    pub(in crate::training) audio: Source,
    pub(in crate::training) text: String,
}

impl Sentence {
    /// A sentence from a WAV file. The guide advises about 10 seconds, and says that training fails with more than 15.
    /// The text is sent as UTF-8; no encoding is documented.
    ///
    /// # Errors
    /// [`ErrorKind::File`] when the file does not exist or cannot be read.
    pub fn new(audio: impl AsRef<Path>, text: impl Into<String>) -> Result<Self, Error> {
        Ok(Self::from_source(Source::open(audio)?, text))
    }

    /// A sentence from a source that is open already.
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
}

/// The sentences of a job, in order.
#[derive(Clone, Debug, Default)]
pub struct Sentences(Vec<Sentence>);

impl Sentences {
    /// All sentences of a folder, named as the API's page names them: `0.wav` with `0.txt`, `1.wav` with `1.txt` and so
    /// on, without a gap. Other files are passed over, but not sounds and texts that are named in another way. A text is
    /// UTF-8; a byte order mark and blanks around it are no part of it.
    ///
    /// How many a job needs depends on its edition: 20 or 100 by the page, and the service decides.
    ///
    /// # Errors
    /// [`ErrorKind::File`] when the folder or a file cannot be read, is missing, or is named in another way.
    pub fn folder(path: impl AsRef<Path>) -> Result<Self, Error> {
        let folder = path.as_ref();
        let mut found: BTreeMap<usize, [Option<PathBuf>; 2]> = BTreeMap::new();
        for entry in std::fs::read_dir(folder).map_err(|error| unusable(folder, error))? {
            let path = entry.map_err(|error| unusable(folder, error))?.path();
            let extension = path.extension().map(|text| text.to_string_lossy().to_lowercase());
            let part = match extension.as_deref() {
                Some("wav") => 0,
                Some("txt") => 1,
                _ => continue,
            };
            let Some(index) = position(&path) else {
                let message = format!("{} is not named by its position, such as 0 or 12", path.display());
                return Err(Error::new(ErrorKind::File, message).with_advice(
                    "name the files 0.wav, 0.txt, 1.wav, 1.txt and so on, or give the sentences one by one",
                ));
            };
            found.entry(index).or_default()[part] = Some(path);
        }
        let mut sentences = Vec::with_capacity(found.len());
        for (expected, (index, files)) in found.into_iter().enumerate() {
            match files {
                [Some(audio), Some(text)] if index == expected => {
                    sentences.push(Sentence::new(audio, read_text(&text)?)?);
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
        match sentences.is_empty() {
            true => Err(Error::new(ErrorKind::File, format!("{} has no 0.wav and 0.txt", folder.display()))),
            false => Ok(Self(sentences)),
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
    pub fn iter(&self) -> std::slice::Iter<'_, Sentence> {
        self.0.iter()
    }

    /// Puts another sentence in the place of one, for example after it was recorded again. Does nothing when there is
    /// no such position.
    pub fn replace(&mut self, index: usize, sentence: Sentence) {
        if let Some(place) = self.0.get_mut(index) {
            *place = sentence;
        }
    }
}

impl FromIterator<Sentence> for Sentences {
    fn from_iter<I: IntoIterator<Item = Sentence>>(sentences: I) -> Self {
        Self(sentences.into_iter().collect())
    }
}

impl IntoIterator for Sentences {
    type Item = Sentence;
    type IntoIter = std::vec::IntoIter<Sentence>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Sentences {
    type Item = &'a Sentence;
    type IntoIter = std::slice::Iter<'a, Sentence>;

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
    let bytes = std::fs::read(path).map_err(|error| unusable(path, error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        Error::new(ErrorKind::File, format!("{} is not UTF-8", path.display()))
            .with_source(error.utf8_error())
            .with_advice("save the text as UTF-8")
    })?;
    Ok(text.trim_start_matches('\u{feff}').trim().to_owned())
}

fn unusable(path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::File, format!("{} cannot be read", path.display())).with_source(error)
}

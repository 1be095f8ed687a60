//! The material of a plan: files and sources, which are opened when the training begins.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::segments::segment::Segments;
use super::store::canonical;
use crate::upload::Source;
use crate::{Error, ErrorKind};

/// The suffix that makes the material's path the journal's.
pub(super) const JOURNAL_SUFFIX: &str = ".training.json";

/// One long recording: the path of a WAV file, or a [`Source`] of its bytes.
///
/// ```
/// use metastudio_voice::training::Plan;
/// use metastudio_voice::upload::Source;
///
/// let from_disk = Plan::premium("Calm male voice", "recording.wav");
/// let from_memory = Plan::premium("Calm male voice", Source::bytes("recording.wav", vec![0; 44]));
/// ```
#[derive(Clone, Debug)]
pub struct LongRecording(pub(super) Origin);

/// The authorization letter: the path of a file, or a [`Source`] of its bytes.
#[derive(Clone, Debug)]
pub struct Letter(pub(super) Origin);

/// The origin of a long recording or of a letter.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// A path, which is opened when the training begins.
    Path(PathBuf),
    Source(Source),
    /// Nothing: the plan comes from a journal that holds only the recording's name.
    Missing(String),
}

impl Origin {
    /// Returns the name that messages use.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Path(path) => path.display().to_string(),
            Self::Source(source) => source.name().to_owned(),
            Self::Missing(name) => name.clone(),
        }
    }

    /// Returns the path, if it is a file.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) => Some(path),
            Self::Source(source) => source.path(),
            Self::Missing(_) => None,
        }
    }

    /// Opens the file, if it is not open yet.
    pub(super) fn open(&self) -> Result<Source, Error> {
        match self {
            Self::Path(path) => Source::open(path),
            Self::Source(source) => Ok(source.clone()),
            Self::Missing(name) => {
                let message = format!("the journal of the plan does not hold its recording, {name}");
                Err(Error::new(ErrorKind::File, message).with_advice("give it again (Plan::recording)"))
            }
        }
    }
}

impl<P: AsRef<Path>> From<P> for LongRecording {
    fn from(path: P) -> Self {
        Self(Origin::Path(path.as_ref().to_owned()))
    }
}

impl From<Source> for LongRecording {
    fn from(source: Source) -> Self {
        Self(Origin::Source(source))
    }
}

impl<P: AsRef<Path>> From<P> for Letter {
    fn from(path: P) -> Self {
        Self(Origin::Path(path.as_ref().to_owned()))
    }
}

impl From<Source> for Letter {
    fn from(source: Source) -> Self {
        Self(Origin::Source(source))
    }
}

/// The material of a plan.
#[derive(Clone, Debug)]
pub(super) enum Material {
    Recording(Origin),
    /// Segments, which are uploaded in one archive or one by one.
    Segments {
        segments: Segments,
        one_by_one: bool,
    },
}

impl Material {
    /// Returns whether segments are uploaded and confirmed one by one.
    pub(super) fn is_one_by_one(&self) -> bool {
        matches!(self, Self::Segments { one_by_one: true, .. })
    }

    /// Returns the journal's default path: beside the recording, or beside the folder of the segments; `None` for
    /// material that is not on the disk. Links, `.` and `..` are resolved first, so that every path to the material
    /// gives the same journal. It accesses the disk.
    pub(super) fn journal(&self) -> Option<PathBuf> {
        let path = match self {
            Self::Recording(recording) => recording.path()?,
            Self::Segments { segments, .. } => segments.iter().next()?.audio().path()?.parent()?,
        };
        // The parent of a bare file name is empty and stands for the working directory.
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        let mut path = OsString::from(canonical(path));
        path.push(JOURNAL_SUFFIX);
        Some(path.into())
    }
}

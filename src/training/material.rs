//! The material of a plan: files and sources, which are opened when the training begins.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::segments::segment::{Segment, Segments};
use super::store::{blocking, canonical};
use crate::source::{ObjectStores, StoredObject};
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

/// The origin of a long recording, of a segment in a journal, or of a letter.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// A path, which is opened when the training begins.
    Path(PathBuf),
    Source(Source),
    /// An object in a journal that is not open, and the error of the last attempt to open it.
    Object(StoredObject, Option<Arc<Error>>),
    /// Nothing: the plan comes from a journal that holds only the recording's name.
    Missing(String),
}

impl Origin {
    /// Returns the name that messages use.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Path(path) => path.display().to_string(),
            Self::Source(source) => source.name().to_owned(),
            Self::Object(object, _) => object.name(),
            Self::Missing(name) => name.clone(),
        }
    }

    /// Returns the path, if it is a file.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) => Some(path),
            Self::Source(source) => source.path(),
            Self::Object(..) | Self::Missing(_) => None,
        }
    }

    /// Returns the object that has to be opened first.
    pub(super) fn unopened(&self) -> Option<&StoredObject> {
        match self {
            Self::Object(object, _) => Some(object),
            _ => None,
        }
    }

    /// Opens an object of a journal. Unless its bytes are compared with the journal's digest, it must be the same still.
    pub(super) async fn open_object(&mut self, stores: &ObjectStores, has_digest: bool) -> Result<(), Error> {
        let Self::Object(object, failure) = self else { return Ok(()) };
        match stores.open(object, has_digest).await {
            Ok(source) => *self = Self::Source(source),
            Err(error) => {
                *failure = Some(Arc::new(error.shared()));
                return Err(error);
            }
        }
        Ok(())
    }

    /// Opens the file, if it is not open yet.
    pub(super) fn open(&self) -> Result<Source, Error> {
        match self {
            Self::Path(path) => Source::open(path),
            Self::Source(source) => Ok(source.clone()),
            Self::Object(object, failure) => Err(failure.as_ref().map_or_else(|| object.not_open(), |it| it.shared())),
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
    /// Segments of a journal that are not open.
    Unopened {
        segments: Vec<UnopenedSegment>,
        one_by_one: bool,
    },
}

/// A segment of a journal.
#[derive(Clone, Debug)]
pub(super) struct UnopenedSegment {
    pub(super) audio: Origin,
    pub(super) text: String,
}

/// Opens the files of segments, whose objects are open.
pub(super) fn open_segments(segments: &[UnopenedSegment]) -> Result<Segments, Error> {
    segments.iter().map(|segment| Ok(Segment::from_source(segment.audio.open()?, &*segment.text))).collect()
}

impl Material {
    /// Returns whether segments are uploaded and confirmed one by one.
    pub(super) fn is_one_by_one(&self) -> bool {
        matches!(self, Self::Segments { one_by_one: true, .. } | Self::Unopened { one_by_one: true, .. })
    }

    /// Returns the objects of a journal that have to be opened first.
    pub(super) fn unopened(&self) -> impl Iterator<Item = &StoredObject> {
        let (recording, segments) = match self {
            Self::Recording(recording) => (Some(recording), &[][..]),
            Self::Unopened { segments, .. } => (None, &**segments),
            Self::Segments { .. } => (None, &[][..]),
        };
        recording.into_iter().chain(segments.iter().map(|segment| &segment.audio)).filter_map(Origin::unopened)
    }

    /// Opens the objects of a journal, as [`Origin::open_object`] does, and the files of its segments. What is open
    /// stays open after an error.
    pub(super) async fn open(&mut self, stores: &ObjectStores, has_digest: bool) -> Result<(), Error> {
        match self {
            Self::Recording(recording) => recording.open_object(stores, has_digest).await,
            Self::Segments { .. } => Ok(()),
            Self::Unopened { segments, one_by_one } => {
                for segment in &mut *segments {
                    segment.audio.open_object(stores, has_digest).await?;
                }
                let (unopened, one_by_one) = (segments.clone(), *one_by_one);
                let segments = blocking(move || open_segments(&unopened)).await?;
                *self = Self::Segments { segments, one_by_one };
                Ok(())
            }
        }
    }

    /// Returns the journal's default path: beside the recording, or beside the folder of the segments; `None` for
    /// material that is not on the disk. Links, `.` and `..` are resolved first, so that every path to the material
    /// gives the same journal. It accesses the disk.
    pub(super) fn journal(&self) -> Option<PathBuf> {
        let path = match self {
            Self::Recording(recording) => recording.path()?,
            Self::Segments { segments, .. } => segments.iter().next()?.audio().path()?.parent()?,
            Self::Unopened { segments, .. } => segments.first()?.audio.path()?.parent()?,
        };
        // The parent of a bare file name is empty and stands for the working directory.
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        let mut path = OsString::from(canonical(path));
        path.push(JOURNAL_SUFFIX);
        Some(path.into())
    }
}

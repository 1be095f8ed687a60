//! The material of a voice: one long recording, or segments with their texts.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::journal_store::canonical;
use super::segments::Segments;
use crate::upload::Source;

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

/// The origin of a long recording.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// A path, which is opened when the training begins.
    Path(PathBuf),
    Source(Source),
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
            Self::Recording(Origin::Path(path)) => path,
            Self::Recording(Origin::Source(source)) => source.path()?,
            Self::Segments { segments, .. } => segments.iter().next()?.audio().path()?.parent()?,
        };
        // The parent of a bare file name is empty and stands for the working directory.
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        let mut path = OsString::from(canonical(path));
        path.push(JOURNAL_SUFFIX);
        Some(path.into())
    }
}

//! What a voice is trained from: one long recording, or segments with their texts.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::journal_store::canonical;
use super::segments::Segments;
use crate::upload::Source;

/// What is put at the end of the material's path for that of its journal.
pub(super) const JOURNAL_SUFFIX: &str = ".training.json";

/// One long recording: a path to a WAV file, or a [`Source`] of one.
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

#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// Opened when the training begins.
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

#[derive(Clone, Debug)]
pub(super) enum Material {
    Recording(Origin),
    /// Segments, in one archive or one by one.
    Segments {
        segments: Segments,
        one_by_one: bool,
    },
}

impl Material {
    /// Whether segments are uploaded and confirmed one by one.
    pub(super) fn is_one_by_one(&self) -> bool {
        matches!(self, Self::Segments { one_by_one: true, .. })
    }

    /// Where the journal is unless the plan says it: beside the recording, or beside the folder of the segments.
    /// Nowhere for what is not on the disk. Whatever way leads to the material, it is one place: links, `.` and `..` are
    /// resolved first. It looks at the disk.
    pub(super) fn journal(&self) -> Option<PathBuf> {
        let path = match self {
            Self::Recording(Origin::Path(path)) => path,
            Self::Recording(Origin::Source(source)) => source.path()?,
            Self::Segments { segments, .. } => segments.iter().next()?.audio().path()?.parent()?,
        };
        // The parent of a bare name is empty, and stands for the folder in which the process works.
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        let mut path = OsString::from(canonical(path));
        path.push(JOURNAL_SUFFIX);
        Some(path.into())
    }
}

//! The files that a voice is trained from, with their names in the archive.

use super::finding::Check;
use super::refusal::Refusal;
use super::report::FileReport;
use crate::audio::{Fault, Recording};
use crate::training::material::{Material, Origin};
use crate::upload::Source;

/// The name of a long recording in the archive. It does not depend on the name of the file, so that the same recording
/// makes the same archive everywhere. The service has no rule for it.
const NAME_IN_ARCHIVE: &str = "recording.wav";

/// A file of an archive.
pub(super) struct ArchiveFile {
    /// The name in the archive.
    pub(super) name: String,
    pub(super) source: Source,
    pub(super) kind: FileKind,
}

/// The kind of a file in an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    Recording,
    Text,
}

impl ArchiveFile {
    fn recording(name: String, source: Source) -> Self {
        Self { name, source, kind: FileKind::Recording }
    }

    fn text(name: String, text: &str) -> Self {
        Self { source: Source::bytes(name.clone(), text.to_owned()), name, kind: FileKind::Text }
    }
}

/// Returns the files of an archive: recordings, then texts. A file that cannot be opened is refused, and so is a text
/// that is not usable.
pub(super) fn of(material: &Material, refusals: &mut Vec<Refusal>) -> Vec<ArchiveFile> {
    let long_recording = |source| vec![ArchiveFile::recording(NAME_IN_ARCHIVE.to_owned(), source)];
    match material {
        Material::Recording(Origin::Source(source)) => long_recording(source.clone()),
        Material::Recording(Origin::Path(path)) => match Source::open(path) {
            Ok(source) => long_recording(source),
            Err(error) => {
                let name = path.display().to_string();
                refusals.push(Refusal::new(Check::RecordingUnreadable, Some(&name), error));
                Vec::new()
            }
        },
        Material::Segments { segments, .. } => {
            refusals.extend(segments.iter().filter_map(|segment| {
                let error = segment.check().err()?;
                Some(Refusal::new(Check::SegmentText, Some(segment.audio().name()), error))
            }));
            let numbered = || segments.iter().enumerate();
            let recordings =
                numbered().map(|(n, segment)| ArchiveFile::recording(format!("{n}.wav"), segment.audio().clone()));
            let texts = numbered().map(|(n, segment)| ArchiveFile::text(format!("{n}.txt"), segment.text()));
            recordings.chain(texts).collect()
        }
    }
}

/// Reads the header of a recording.
pub(super) fn inspect(source: &Source) -> Result<FileReport, Refusal> {
    let name = source.name().to_owned();
    let unreadable = |error| Refusal::new(Check::RecordingUnreadable, Some(&name), error);
    match Recording::examine(source).map_err(unreadable)? {
        Ok(recording) => Ok(FileReport { name, recording, measurement: None }),
        Err(fault) => {
            let check = match fault {
                Fault::NotARecording(..) => Check::NotARecording,
                Fault::CutOff { .. } => Check::Header,
                Fault::Io(_) => Check::RecordingUnreadable,
            };
            Err(Refusal::new(check, Some(&name), fault.into_error(&name)))
        }
    }
}

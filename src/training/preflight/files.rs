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

/// Returns the files of an archive: recordings, then texts. A file that cannot be opened is refused, and so is a text
/// that is not usable.
pub(super) fn of(material: &Material, refusals: &mut Vec<Refusal>) -> Vec<(String, Source)> {
    match material {
        Material::Recording(Origin::Source(source)) => vec![(NAME_IN_ARCHIVE.to_owned(), source.clone())],
        Material::Recording(Origin::Path(path)) => match Source::open(path) {
            Ok(source) => vec![(NAME_IN_ARCHIVE.to_owned(), source)],
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
            let sounds = segments.iter().enumerate().map(|(n, segment)| (format!("{n}.wav"), segment.audio().clone()));
            let texts = segments.iter().enumerate().map(|(n, segment)| {
                let name = format!("{n}.txt");
                (name.clone(), Source::bytes(name, segment.text().to_owned()))
            });
            sounds.chain(texts).collect()
        }
    }
}

/// Reads the header of a recording; returns `None` for a text.
pub(super) fn examined(name: &str, source: &Source) -> Result<Option<FileReport>, Refusal> {
    if !name.ends_with(".wav") {
        return Ok(None);
    }
    let shown = source.name().to_owned();
    let unreadable = |error| Refusal::new(Check::RecordingUnreadable, Some(&shown), error);
    match Recording::examine(source).map_err(unreadable)? {
        Ok(recording) => Ok(Some(FileReport { name: shown, recording, measurement: None })),
        Err(fault) => {
            let check = match fault {
                Fault::NotARecording(..) => Check::NotARecording,
                Fault::CutOff { .. } => Check::Header,
                Fault::Io(_) => Check::RecordingUnreadable,
            };
            Err(Refusal::new(check, Some(&shown), fault.into_error(&shown)))
        }
    }
}

//! The files of a plan: the recordings and texts in the archive, the authorization letter, and the pass that reads them.

use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::report::{Check, FileReport, Finding, Refusal};
use crate::audio::{Analysis, Fault, Meter, NotMeasured, Recording};
use crate::training::material::{self, Material};
use crate::training::{Plan, Segments};
use crate::upload::{Body, ContentType, Package, Progress, Source};
use crate::{Error, ErrorKind};

/// The name of a long recording in the archive. It does not depend on the name of the file, so that the same recording
/// makes the same archive everywhere. The service has no rule for it.
const NAME_IN_ARCHIVE: &str = "recording.wav";
/// The number of bytes in which the mark of a PDF is searched: other bytes may precede it, at most a kilobyte.
const BEGINNING: u64 = 1024;

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
    match material {
        Material::Recording(recording) => match recording.open() {
            Ok(source) => vec![ArchiveFile::recording(NAME_IN_ARCHIVE.to_owned(), source)],
            Err(error) => {
                refusals.push(Refusal::new(Check::RecordingUnreadable, Some(&recording.name()), error));
                Vec::new()
            }
        },
        Material::Segments { segments, .. } => of_segments(segments, refusals),
        Material::Unopened { segments, .. } => match material::open_segments(segments) {
            Ok(segments) => of_segments(&segments, refusals),
            Err(error) => {
                refusals.push(Refusal::new(Check::RecordingUnreadable, None, error));
                Vec::new()
            }
        },
    }
}

fn of_segments(segments: &Segments, refusals: &mut Vec<Refusal>) -> Vec<ArchiveFile> {
    refusals.extend(segments.iter().filter_map(|segment| {
        let error = segment.check().err()?;
        Some(Refusal::new(Check::SegmentText, Some(segment.audio().name()), error))
    }));
    let numbered = || segments.iter().enumerate();
    let recordings = numbered().map(|(n, segment)| ArchiveFile::recording(format!("{n}.wav"), segment.audio().clone()));
    let texts = numbered().map(|(n, segment)| ArchiveFile::text(format!("{n}.txt"), segment.text()));
    recordings.chain(texts).collect()
}

/// Reads the header of a recording.
pub(super) fn inspect(source: &Source) -> Result<FileReport, Refusal> {
    let name = source.name().to_owned();
    let unreadable = |error| Refusal::new(Check::RecordingUnreadable, Some(&name), error);
    match Recording::examine(source).map_err(unreadable)? {
        Ok(recording) => Ok(FileReport { name, recording, measurement: None, profile: None }),
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

/// The measurement of a file with its places, or the reason why there is none.
pub(super) type Measured = Result<Analysis, NotMeasured>;

/// The files to read, and a meter for each recording.
pub(super) struct AudioPass {
    package: Package,
    meters: Vec<Result<Meter, NotMeasured>>,
}

impl AudioPass {
    /// Creates the pass over a package, whose first files are these recordings in the same order.
    pub(super) fn new<'a>(package: Package, recordings: impl Iterator<Item = &'a Recording>) -> Self {
        Self { package, meters: recordings.map(Meter::new).collect() }
    }

    /// Measures the profiles as well.
    pub(super) fn with_profile(mut self) -> Self {
        self.meters = self.meters.into_iter().map(|meter| meter.map(Meter::with_profile)).collect();
        self
    }

    /// Reads the package once. Its other files, which follow the recordings, are read without being measured.
    pub(super) async fn run(
        self,
        mut on_progress: impl FnMut(Progress) + Send + 'static,
    ) -> Result<(Body, Vec<Measured>), Error> {
        let meters = Arc::new(Mutex::new(self.meters));
        let of_reader = meters.clone();
        let body = self
            .package
            .into_body_with(move |read| {
                let mut meters = of_reader.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(Ok(meter)) = meters.get_mut(read.file) {
                    meter.update(read.bytes);
                }
                drop(meters);
                on_progress(read.progress);
            })
            .await?;
        let meters = std::mem::take(&mut *meters.lock().unwrap_or_else(PoisonError::into_inner));
        Ok((body, meters.into_iter().map(|meter| meter.map(Meter::analysis)).collect()))
    }
}

/// The letter, and the content types to try for its upload in this order.
#[derive(Clone)]
pub(in crate::training) struct Letter {
    pub(in crate::training) body: Body,
    pub(in crate::training) content_types: Vec<Option<ContentType>>,
}

/// Examines the letter of a plan. Returns `None`, with advice, if the plan has no letter.
pub(super) fn examine_letter(plan: &Plan, advice: &mut Vec<Finding>) -> Result<Option<Letter>, Refusal> {
    let Some(letter) = &plan.letter else {
        let message =
            "there is no authorization letter: the review may ask for one, signed by hand, as PDF, JPG or PNG";
        advice.push(Finding::advice(Check::LetterMissing, None, message).values("no letter", "PDF, JPG or PNG"));
        return Ok(None);
    };
    let name = letter.name();
    let unreadable = |error| Refusal::new(Check::LetterUnreadable, Some(&name), error);
    let source = letter.open().map_err(unreadable)?;
    if source.is_empty() {
        return Err(unreadable(Error::new(ErrorKind::File, format!("{name} is empty"))));
    }
    let mut beginning = Vec::new();
    let read = source.open_seekable().map_err(unreadable)?.take(BEGINNING).read_to_end(&mut beginning);
    read.map_err(|error| unreadable(source.unreadable(error)))?;
    if content(&beginning).is_none() {
        let message = format!("{name} is neither PDF nor JPG nor PNG: the review may not be able to read it");
        advice
            .push(Finding::advice(Check::LetterType, Some(&name), message).values("something else", "PDF, JPG or PNG"));
    }
    let content_types = match &plan.letter_content_type {
        Some(content_type) => vec![Some(content_type.clone())],
        None => {
            let own = match source.path() {
                Some(path) => of_extension(path),
                None => content(&beginning),
            };
            let mut types = vec![Some(ContentType::OCTET_STREAM)];
            types.extend(own.map(Some));
            types.push(None);
            types
        }
    };
    Ok(Some(Letter { body: Body::file(source).map_err(unreadable)?, content_types }))
}

/// Identifies a letter by the end of its file's name.
fn of_extension(path: &Path) -> Option<ContentType> {
    match &*path.extension()?.to_string_lossy().to_lowercase() {
        "pdf" => Some(ContentType::PDF),
        "jpg" | "jpeg" => Some(ContentType::JPEG),
        "png" => Some(ContentType::PNG),
        _ => None,
    }
}

/// Identifies a letter by its first bytes; `None` if it is neither PDF nor JPG nor PNG.
fn content(beginning: &[u8]) -> Option<ContentType> {
    let is_pdf = beginning.windows(5).any(|bytes| bytes == b"%PDF-");
    match beginning {
        [0xFF, 0xD8, 0xFF, ..] => Some(ContentType::JPEG),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(ContentType::PNG),
        _ => is_pdf.then_some(ContentType::PDF),
    }
}

//! The preflight of recordings alone, without a client, a plan and the network.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::slice;
use std::sync::{Arc, Mutex, PoisonError};

use super::files::{self, AudioPass};
use super::guidance;
use super::limits::{DurationLimits, takes_segments};
use super::report::{Check, FileReport, Finding, Refusal, Report};
use crate::training::material::{LongRecording, Origin};
use crate::types::JobType;
use crate::upload::{Package, Progress, SOURCE_TIMEOUT, in_this_span, source_stalled, stopped, within};
use crate::{Error, ErrorKind};

/// Checks recordings without a client: their files, their format and their sound, for a voice of this edition.
///
/// A recording is a path or a [`Source`](crate::upload::Source). Each is read once. For an edition that takes long
/// recordings, each is checked as the recording of a voice of its own; for one that takes segments, they are the segments
/// of one voice. The service's limits, its credits, the letter and the fields of a request are not checked:
/// [`Client::preflight`](crate::Client::preflight) checks a whole plan.
///
/// ```no_run
/// # async fn sample() -> Result<(), metastudio_voice::Error> {
/// use metastudio_voice::training::preflight::check_recordings;
/// use metastudio_voice::types::JobType;
///
/// let report = check_recordings(JobType::Advance, ["monday.wav", "tuesday.wav"]).await?;
/// for finding in &report.findings {
///     println!("{finding}");
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// A file that cannot be used is not an error: it is refused in the report. The future fails only if it is stopped from
/// outside, for example by the runtime.
pub fn check_recordings<R: Into<LongRecording>>(
    edition: JobType,
    recordings: impl IntoIterator<Item = R>,
) -> CheckRecordings {
    let recordings = recordings.into_iter().map(|recording| recording.into().0).collect();
    CheckRecordings { edition, recordings, has_profile: false, on_progress: Box::new(|_, _| ()) }
}

/// A preflight of recordings alone. It begins when it is awaited.
#[must_use = "nothing happens until it is awaited"]
pub struct CheckRecordings {
    edition: JobType,
    recordings: Vec<Origin>,
    has_profile: bool,
    on_progress: OnProgress,
}

type OnProgress = Box<dyn FnMut(usize, Progress) + Send>;

impl CheckRecordings {
    /// Measures the course of the sound over time as well, for plots: [`FileReport::profile`]. It is off by default.
    pub fn with_profile(mut self) -> Self {
        self.has_profile = true;
        self
    }

    /// Sets a function that is called while a recording is read, on the thread that reads it. Its arguments are the
    /// number of the recording, from 0, and the progress of that one.
    pub fn on_progress(mut self, on_progress: impl FnMut(usize, Progress) + Send + 'static) -> Self {
        self.on_progress = Box::new(on_progress);
        self
    }

    async fn run(self) -> Result<Report, Error> {
        let Self { edition, recordings, has_profile, on_progress } = self;
        let on_progress = Arc::new(Mutex::new(on_progress));
        let is_segment = takes_segments(&edition);
        let is_alone = recordings.len() == 1;
        let (mut files, mut refusals, mut advice) = (Vec::new(), Vec::new(), Vec::new());
        if recordings.is_empty() {
            let message = "there is no recording to check";
            refusals.push(Refusal::of(Check::RecordingUnreadable, None, ErrorKind::File, message));
        } else if is_segment {
            advice.extend(guidance::of_number(&edition, recordings.len()));
        }
        for (n, recording) in recordings.into_iter().enumerate() {
            let (mut file, package) = match open(recording).await? {
                Ok(opened) => opened,
                Err(refusal) => {
                    refusals.push(*refusal);
                    continue;
                }
            };
            advice.extend(guidance::of_format(&file));
            let mut pass = AudioPass::new(package, std::iter::once(&file.recording));
            if has_profile {
                pass = pass.with_profile();
            }
            let on_progress = on_progress.clone();
            let forward = move |progress| on_progress.lock().unwrap_or_else(PoisonError::into_inner)(n, progress);
            match pass.run(forward).await {
                Ok((_, measured)) => {
                    let measured = measured.into_iter();
                    advice.extend(measured.flat_map(|analysis| guidance::of_sound(&mut file, analysis, is_segment)));
                    if !is_segment {
                        let amount = of_amount(&edition, slice::from_ref(&file));
                        advice.extend(amount.map(|finding| if is_alone { finding } else { of_file(finding, &file) }));
                    }
                }
                Err(error) => refusals.push(Refusal::new(Check::RecordingUnreadable, Some(&file.name), error)),
            }
            files.push(file);
        }
        if is_segment && !files.is_empty() {
            advice.extend(of_amount(&edition, &files));
        }
        // As in a report of a plan. The order of the files is kept within a check.
        advice.sort_by(|one, other| one.check.cmp(&other.check));
        let findings = refusals.into_iter().map(|refusal| *refusal.finding).chain(advice).collect();
        Ok(Report { edition, files, limits: None, credits: None, findings, recordings_only: true })
    }
}

/// Returns advice if the recordings are short, or else if they have few sentences.
fn of_amount(edition: &JobType, files: &[FileReport]) -> Option<Finding> {
    guidance::of_advised_duration(edition, files, &DurationLimits::default())
        .or_else(|| guidance::of_sentences(edition, files))
}

/// Returns a finding as one about this file of several.
fn of_file(mut finding: Finding, file: &FileReport) -> Finding {
    finding.message = format!("{}: {}", file.name, finding.message);
    finding.file = Some(file.name.clone());
    finding
}

/// Opens a recording and reads its header, on a thread that may block.
async fn open(recording: Origin) -> Result<Result<(FileReport, Package), Box<Refusal>>, Error> {
    let opening = tokio::task::spawn_blocking(in_this_span(move || {
        let name = recording.name();
        let unreadable = |error| Box::new(Refusal::new(Check::RecordingUnreadable, Some(&name), error));
        let source = recording.open().map_err(unreadable)?;
        let file = files::inspect(&source).map_err(Box::new)?;
        let too_large = |error| Box::new(Refusal::new(Check::Size, Some(&name), error));
        let package = Package::new().add("recording.wav", source).map_err(too_large)?;
        Ok((file, package))
    }));
    match within(SOURCE_TIMEOUT, opening).await {
        Some(opened) => opened.map_err(|_| stopped()),
        None => Err(source_stalled(SOURCE_TIMEOUT)),
    }
}

impl IntoFuture for CheckRecordings {
    type Output = Result<Report, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for CheckRecordings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { edition, recordings, has_profile, .. } = self;
        let mut debug = f.debug_struct("CheckRecordings");
        debug.field("edition", edition).field("recordings", recordings).field("has_profile", has_profile);
        debug.finish_non_exhaustive()
    }
}

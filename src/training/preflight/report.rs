//! The report of a preflight, for people and for programs, and the findings in it.

use std::fmt;
use std::time::Duration;

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use super::limits::DurationLimits;
use crate::audio::{Measurement, Places, Profile, Recording, TimeRange};
use crate::text::escaped;
use crate::types::JobType;
use crate::{Error, ErrorKind};

/// A recording of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct FileReport {
    /// The name that messages use: the path as it was given.
    pub name: String,
    /// The recording as its header describes it.
    pub recording: Recording,
    /// The measured sound; `None` if the file was not read, or its coding is not measured.
    pub measurement: Option<Measurement>,
    /// The course of the sound over time, if the preflight was asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
}

/// The report of a preflight.
///
/// `Display` writes a text of a few lines. A serialized report has the fields below and `ready`:
///
/// ```json
/// {
///   "ready": true,
///   "edition": "ADVANCE",
///   "files": [
///     {
///       "name": "recording.wav",
///       "recording": {"codec": "pcm", "channels": 2, "seconds": 3700.2},
///       "measurement": {"loudness_lufs": -23.1, "pauses": {"count": 522}}
///     }
///   ],
///   "limits": {"min_seconds": 1800, "max_seconds": 7200, "advised_seconds": 3600},
///   "credits": 1,
///   "findings": [
///     {
///       "check": "channels",
///       "severity": "advice",
///       "file": "recording.wav",
///       "message": "recording.wav has 2 channels; mono is advised",
///       "measured": "2",
///       "expected": "1",
///       "source": "MetaStudio user guide"
///     },
///     {
///       "check": "clipping",
///       "severity": "advice",
///       "file": "recording.wav",
///       "message": "recording.wav is clipped in 61 places (904 samples): record again with less gain",
///       "measured": "61",
///       "expected": "0",
///       "source": "recording practice",
///       "at": [{"start": 12.31, "end": 12.33}, {"start": 90.2, "end": 90.24}],
///       "at_left_out": 11
///     }
///   ]
/// }
/// ```
///
/// (`recording` and `measurement` have all fields of [`Recording`] and [`Measurement`].) Durations are in seconds.
///
/// A serialized report can be read back, even if a newer version of this crate has written it: a check that this version
/// does not know becomes [`Check::Unknown`], and unknown fields are ignored. A report of
/// [`check_recordings`](super::check_recordings) also has `"recordings_only": true`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Report {
    /// The edition of the plan.
    pub edition: JobType,
    /// The recordings that could be opened, in the order of the plan.
    pub files: Vec<FileReport>,
    /// The limits of the length of recordings, if the service states them.
    pub limits: Option<DurationLimits>,
    /// The number of training credits that are left for the edition, if the service states it.
    pub credits: Option<i64>,
    /// The findings: refusals first, then advice.
    pub findings: Vec<Finding>,
    /// Whether only recordings were checked: without the service, a letter, and the fields of a plan.
    #[serde(default)]
    pub recordings_only: bool,
}

impl Report {
    /// Returns whether the plan can be trained, that is, whether nothing was refused.
    pub fn is_ready(&self) -> bool {
        self.refusals().next().is_none()
    }

    /// Returns the findings that prevent the training.
    pub fn refusals(&self) -> impl Iterator<Item = &Finding> {
        self.of(Severity::Refusal)
    }

    /// Returns the findings that suggest an improvement.
    pub fn advice(&self) -> impl Iterator<Item = &Finding> {
        self.of(Severity::Advice)
    }

    fn of(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.severity == severity)
    }

    /// Returns the recordings in one line, without their measurements.
    pub(in crate::training) fn summary(&self) -> String {
        match &*self.files {
            [] => "no recording".to_owned(),
            [file] => file.recording.to_string(),
            files => {
                format!("{} files, {} min", files.len(), clock(total(files)))
            }
        }
    }

    /// Returns a line for each finding of this severity. Findings of one check in several files share a line.
    pub(in crate::training) fn lines(&self, severity: Severity) -> Vec<String> {
        let mut listed: Vec<&Check> = Vec::new();
        let mut lines = Vec::new();
        for finding in self.of(severity) {
            if listed.contains(&&finding.check) && finding.file.is_some() {
                continue;
            }
            listed.push(&finding.check);
            let same = self.of(severity).filter(|other| other.check == finding.check && other.file.is_some()).count();
            match same {
                0 | 1 => lines.push(finding.to_string()),
                2 => lines.push(format!("{finding} (and another file)")),
                more => lines.push(format!("{finding} (and {} other files)", more - 1)),
            }
        }
        lines
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.summary())?;
        if let [FileReport { measurement: Some(measurement), .. }] = &*self.files {
            writeln!(f, "{measurement}")?;
        }
        if let Some(credits) = self.credits {
            writeln!(f, "credits left for {}: {credits}", self.edition)?;
        }
        for line in self.lines(Severity::Refusal) {
            writeln!(f, "refused: {line}")?;
        }
        for line in self.lines(Severity::Advice) {
            writeln!(f, "advice: {line}")?;
        }
        match self.refusals().count() {
            0 if self.recordings_only => f.write_str("nothing in the recordings prevents a training"),
            0 => f.write_str("ready to train"),
            1 => f.write_str("1 problem prevents the training"),
            more => write!(f, "{more} problems prevent the training"),
        }
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut report = serializer.serialize_struct("Report", 6 + usize::from(self.recordings_only))?;
        report.serialize_field("ready", &self.is_ready())?;
        report.serialize_field("edition", &self.edition)?;
        report.serialize_field("files", &self.files)?;
        report.serialize_field("limits", &self.limits)?;
        report.serialize_field("credits", &self.credits)?;
        report.serialize_field("findings", &self.findings)?;
        if self.recordings_only {
            report.serialize_field("recordings_only", &true)?;
        }
        report.end()
    }
}

/// Returns the duration of all recordings together.
pub(super) fn total(files: &[FileReport]) -> Duration {
    // The files declare their durations, which may be absurd: the sum must not overflow.
    files.iter().fold(Duration::ZERO, |sum, file| sum.saturating_add(file.recording.duration))
}

/// Formats a duration in minutes and seconds.
pub(super) fn clock(duration: Duration) -> String {
    format!("{}:{:02}", duration.as_secs() / 60, duration.as_secs() % 60)
}

const NOTHING_CREATED: &str = "nothing was created";

/// The effect of a finding on the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The training cannot work, and no job is created.
    Refusal,
    /// The training may work, but a change would lead to a better voice. Advice never keeps a training from starting.
    Advice,
}

/// The check that a finding belongs to. Codes never change, and new ones may be added.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Check {
    /// A field of the request breaks a rule of the API, or contradicts the plan.
    Field,
    /// The client has no project id.
    Project,
    /// The file of the recording does not exist, is not a regular file, or cannot be read.
    RecordingUnreadable,
    /// The recording is not a WAV file, or has no sound.
    NotARecording,
    /// The recording ends before its sound does: it was cut off or never finished. Advice if the header is unusual in
    /// another way, and no page says whether the service accepts it.
    Header,
    /// The text of a segment is blank, or is not text.
    SegmentText,
    /// The archive would be larger than OBS accepts in one upload.
    Size,
    /// The recording is shorter or longer than the service accepts.
    DurationLimit,
    /// No training credit is left. Advice if a job is resumed, which may have been paid already.
    Credit,
    /// The file of the letter cannot be read, or is empty.
    LetterUnreadable,
    /// The plan has no authorization letter.
    LetterMissing,
    /// The letter is neither PDF nor JPG nor PNG.
    LetterType,
    /// The plan requests on-demand credit for an edition that has none.
    OnDemand,
    /// The recording is shorter than advised.
    Duration,
    /// The recording has fewer sentences than advised, or the plan does not have as many segments as the edition.
    Segments,
    /// A single segment is longer than advised.
    SegmentLength,
    /// The coding of the sound is lossy or unknown.
    Lossless,
    /// The sample rate is not the advised one.
    SampleRate,
    /// The recording has more than one channel.
    Channels,
    /// The samples have fewer bits than advised.
    BitDepth,
    /// The sound could not be measured.
    NotMeasured,
    /// Some samples are not numbers.
    UnusableSamples,
    /// The sound is clipped.
    Clipping,
    /// The voice is very quiet or very loud.
    Loudness,
    /// The pauses are noisy.
    NoiseFloor,
    /// The sound is off centre.
    DcOffset,
    /// Parts of the recording are digital silence.
    DigitalSilence,
    /// Most or all of the recording is silence.
    Silence,
    /// Most pauses are shorter or longer than advised.
    Pauses,
    /// A long stretch has no pause.
    NoPause,
    /// A check that only a newer version of this crate knows, by its code, in a report that was read back.
    #[serde(untagged)]
    Unknown(String),
}

impl Check {
    /// Returns the code of the check, such as `sample-rate`, as a serialized report has it.
    pub fn code(&self) -> &str {
        match self {
            Self::Field => "field",
            Self::Project => "project",
            Self::RecordingUnreadable => "recording-unreadable",
            Self::NotARecording => "not-a-recording",
            Self::Header => "header",
            Self::SegmentText => "segment-text",
            Self::Size => "size",
            Self::DurationLimit => "duration-limit",
            Self::Credit => "credit",
            Self::LetterUnreadable => "letter-unreadable",
            Self::LetterMissing => "letter-missing",
            Self::LetterType => "letter-type",
            Self::OnDemand => "on-demand",
            Self::Duration => "duration",
            Self::Segments => "segments",
            Self::SegmentLength => "segment-length",
            Self::Lossless => "lossless",
            Self::SampleRate => "sample-rate",
            Self::Channels => "channels",
            Self::BitDepth => "bit-depth",
            Self::NotMeasured => "not-measured",
            Self::UnusableSamples => "unusable-samples",
            Self::Clipping => "clipping",
            Self::Loudness => "loudness",
            Self::NoiseFloor => "noise-floor",
            Self::DcOffset => "dc-offset",
            Self::DigitalSilence => "digital-silence",
            Self::Silence => "silence",
            Self::Pauses => "pauses",
            Self::NoPause => "no-pause",
            Self::Unknown(code) => code,
        }
    }

    /// Returns the source of the rule or the guidance: an operation's help page by its name, the user guide of
    /// MetaStudio, or `recording practice`, which no page of Huawei's documents.
    ///
    /// A finding of an [`Unknown`](Self::Unknown) check has its source in [`Finding::source`] alone.
    pub fn source(&self) -> &'static str {
        match self {
            Self::Field => "CreateTrainingAdvanceJob and its sister pages",
            Self::Project => "the client",
            Self::RecordingUnreadable | Self::Header | Self::LetterUnreadable => "the file",
            Self::NotARecording | Self::SegmentText => "CreateTrainingAdvanceJob and its sister pages",
            Self::Size => "OBS: PUT of an object",
            Self::DurationLimit => "ShowTenantDurationCfg",
            Self::Credit => "ShowVoiceTrainingQuotas",
            Self::OnDemand => "VoiceTrainingAllocatedResource.charge_mode",
            Self::Duration => "ShowTenantDurationCfg, else the MetaStudio user guide",
            Self::LetterMissing
            | Self::LetterType
            | Self::Segments
            | Self::SegmentLength
            | Self::Lossless
            | Self::SampleRate
            | Self::Channels
            | Self::BitDepth
            | Self::Pauses
            | Self::NoPause => "MetaStudio user guide",
            Self::NotMeasured => "this client",
            Self::UnusableSamples
            | Self::Clipping
            | Self::Loudness
            | Self::NoiseFloor
            | Self::DcOffset
            | Self::DigitalSilence
            | Self::Silence => "recording practice",
            Self::Unknown(_) => "unknown",
        }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A finding of the preflight. `Display` writes its sentence and its first places, such as `(at 0:12:03.4, 0:14:05.0 and
/// 11 more)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Finding {
    /// The check that the finding belongs to.
    pub check: Check,
    /// The effect on the plan.
    pub severity: Severity,
    /// The file that the finding is about.
    pub file: Option<String>,
    /// The finding in a sentence, with what to do about it.
    pub message: String,
    /// The value that was found, if there is one.
    pub measured: Option<String>,
    /// The value that was expected, if there is one.
    pub expected: Option<String>,
    /// The source of the rule or the guidance, as in [`Check::source`].
    pub source: String,
    /// The places in the file, in the order of time. If there are more than 50, the worst of them, by the rule that
    /// [`Analysis`](crate::audio::Analysis) states. Empty if the finding is about all of the file, or of the plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<TimeRange>,
    /// The number of places that are not listed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub at_left_out: u64,
}

/// The number of places that `Display` writes.
const SHOWN_PLACES: usize = 3;

fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl Finding {
    pub(super) fn advice(check: Check, file: Option<&str>, message: impl Into<String>) -> Self {
        Self {
            source: check.source().to_owned(),
            check,
            severity: Severity::Advice,
            file: file.map(ToOwned::to_owned),
            message: message.into(),
            measured: None,
            expected: None,
            at: Vec::new(),
            at_left_out: 0,
        }
    }

    pub(super) fn places(mut self, places: &Places) -> Self {
        self.at.clone_from(&places.at);
        self.at_left_out = places.left_out;
        self
    }

    pub(super) fn values(mut self, measured: impl Into<String>, expected: impl Into<String>) -> Self {
        self.measured = Some(measured.into());
        self.expected = Some(expected.into());
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The message may quote the name of a file.
        f.write_str(&escaped(&self.message))?;
        let shown = self.at.len().min(SHOWN_PLACES);
        for (n, place) in self.at[..shown].iter().enumerate() {
            write!(f, "{}{place}", if n == 0 { " (at " } else { ", " })?;
        }
        match (self.at.len() - shown) as u64 + self.at_left_out {
            _ if shown == 0 => Ok(()),
            0 => f.write_str(")"),
            more => write!(f, " and {more} more)"),
        }
    }
}

/// A problem that keeps a job from being created.
pub(super) struct Refusal {
    pub(super) finding: Box<Finding>,
    error: Error,
}

impl Refusal {
    pub(super) fn new(check: Check, file: Option<&str>, error: Error) -> Self {
        let message = match error.advice() {
            Some(advice) if advice != NOTHING_CREATED => format!("{}; {advice}", error.message()),
            _ => error.message().to_owned(),
        };
        let finding = Finding { severity: Severity::Refusal, ..Finding::advice(check, file, message) };
        Self { finding: Box::new(finding), error }
    }

    /// Creates a refusal for which no other part of the client has an error.
    pub(super) fn of(check: Check, file: Option<&str>, kind: ErrorKind, message: impl Into<String>) -> Self {
        Self::new(check, file, Error::new(kind, message.into()).with_advice(NOTHING_CREATED))
    }

    pub(super) fn values(mut self, measured: impl Into<String>, expected: impl Into<String>) -> Self {
        self.finding = Box::new(self.finding.values(measured, expected));
        self
    }
}

/// Combines all refusals into one error. A single one stays as it is; several become a list, with the kind of the
/// first.
pub(super) fn into_error(mut refusals: Vec<Refusal>) -> Error {
    if refusals.len() == 1 {
        return refusals.remove(0).error;
    }
    let Some(first) = refusals.first() else {
        return Error::new(ErrorKind::File, "there is no recording").with_advice(NOTHING_CREATED);
    };
    let (kind, count) = (first.error.kind(), refusals.len());
    let message =
        format!("{count} problems prevent the training: {}", numbered(&refusals, |refusal| refusal.error.message()));
    let mut advice: Vec<&str> = refusals.iter().filter_map(|refusal| refusal.error.advice()).collect();
    advice.retain(|advice| *advice != NOTHING_CREATED);
    advice.push(NOTHING_CREATED);
    Error::new(kind, message).with_advice(advice.join("; "))
}

/// Returns the sentences of all refusals as a numbered list.
pub(super) fn list(refusals: &[Refusal]) -> String {
    numbered(refusals, |refusal| &refusal.finding.message)
}

fn numbered<'a>(refusals: &'a [Refusal], sentence: impl Fn(&'a Refusal) -> &'a str) -> String {
    let sentences = refusals.iter().enumerate().map(|(n, refusal)| format!("({}) {}", n + 1, sentence(refusal)));
    sentences.collect::<Vec<_>>().join("; ")
}

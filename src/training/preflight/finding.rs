//! A finding of the preflight: its check, its severity, and its sentence.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::escaped;
use crate::{Error, ErrorKind};

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

/// A finding of the preflight. `Display` writes its sentence.
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
        }
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
        f.write_str(&escaped(&self.message))
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

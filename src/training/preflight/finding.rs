//! One thing that was found.

use std::fmt;

use serde::Serialize;

use crate::text::escaped;

/// What a finding means for the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It cannot work: no job is created.
    Refusal,
    /// It may work, but a better voice comes of something else. Never keeps a training from starting.
    Advice,
}

/// What was looked at. The codes never change; others may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Check {
    /// A field of the request breaks a rule of the API.
    Field,
    /// The client has no project id.
    Project,
    /// The recording's file does not exist, is no file, or cannot be read.
    RecordingUnreadable,
    /// The recording is no WAV file, or has no sound.
    NotARecording,
    /// The recording ends before its sound does: it was cut off or never finished. Advice when its header is unusual in
    /// another way, of which no page says whether the service takes it.
    Header,
    /// The text of a segment is blank, or is no text.
    SegmentText,
    /// The archive would be larger than one upload may be.
    Size,
    /// The recording is shorter or longer than the service takes.
    DurationLimit,
    /// No training credit is left. Advice when a job is continued: it may have been paid already.
    Credit,
    /// The letter's file cannot be read, or is empty.
    LetterUnreadable,
    /// There is no authorization letter.
    LetterMissing,
    /// The letter is neither PDF nor JPG nor PNG.
    LetterType,
    /// On-demand credit is asked for in an edition that has none.
    OnDemand,
    /// The recording is shorter than advised.
    Duration,
    /// There are fewer sentences than advised, or not as many single ones as the edition has.
    Segments,
    /// A single segment is longer than advised.
    SegmentLength,
    /// The sound is coded with losses, or in a way that is not known.
    Lossless,
    /// The sample rate is not the advised one.
    SampleRate,
    /// There is more than one channel.
    Channels,
    /// Samples have fewer bits than advised.
    BitDepth,
    /// The sound could not be measured.
    NotMeasured,
    /// Samples are no numbers.
    UnusableSamples,
    /// The sound is clipped.
    Clipping,
    /// The voice is very quiet or very loud.
    Loudness,
    /// The room is loud.
    NoiseFloor,
    /// The sound is off centre.
    DcOffset,
    /// Parts are digital silence.
    DigitalSilence,
    /// There is much silence, or nothing else.
    Silence,
    /// Most pauses are shorter or longer than advised.
    Pauses,
    /// A long stretch has no pause.
    NoPause,
}

impl Check {
    /// Its code, such as `sample-rate`: what it is called in a report as data.
    pub fn code(self) -> &'static str {
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
        }
    }

    /// Where the rule or the guidance comes from: an operation's help page by its name, the user guide of MetaStudio,
    /// or what people who record voices do anyway, of which Huawei says nothing.
    pub fn source(self) -> &'static str {
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
        }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// One thing that was found. `Display` is its sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// What was looked at.
    pub check: Check,
    /// What it means for the plan.
    pub severity: Severity,
    /// The file that it is about.
    pub file: Option<String>,
    /// The finding in a sentence, with what to do about it.
    pub message: String,
    /// What there is, where that is a value.
    pub measured: Option<String>,
    /// What should be there.
    pub expected: Option<String>,
    /// Where the rule or the guidance comes from: [`Check::source`].
    pub source: &'static str,
}

impl Finding {
    pub(super) fn advice(check: Check, file: Option<&str>, message: impl Into<String>) -> Self {
        Self {
            check,
            severity: Severity::Advice,
            file: file.map(ToOwned::to_owned),
            message: message.into(),
            measured: None,
            expected: None,
            source: check.source(),
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
        // It may hold the name of a file.
        f.write_str(&escaped(&self.message))
    }
}

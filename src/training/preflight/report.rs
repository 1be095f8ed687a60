//! The report of a preflight, for people and for programs.

use std::fmt;
use std::time::Duration;

use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

use super::finding::{Check, Finding, Severity};
use super::limits::DurationLimits;
use crate::audio::{Measurement, Recording};
use crate::types::JobType;

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
///     }
///   ]
/// }
/// ```
///
/// (`recording` and `measurement` have all fields of [`Recording`] and [`Measurement`].) Durations are in seconds.
///
/// A serialized report can be read back, even if a newer version of this crate has written it: a check that this version
/// does not know becomes [`Check::Unknown`], and unknown fields are ignored.
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
            0 => f.write_str("ready to train"),
            1 => f.write_str("1 problem prevents the training"),
            more => write!(f, "{more} problems prevent the training"),
        }
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut report = serializer.serialize_struct("Report", 6)?;
        report.serialize_field("ready", &self.is_ready())?;
        report.serialize_field("edition", &self.edition)?;
        report.serialize_field("files", &self.files)?;
        report.serialize_field("limits", &self.limits)?;
        report.serialize_field("credits", &self.credits)?;
        report.serialize_field("findings", &self.findings)?;
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

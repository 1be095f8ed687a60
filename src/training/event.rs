//! What a training tells on its way.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::preflight::{Report, Severity};
use super::segments::SegmentEvent;
use crate::text::{escaped, printable};
use crate::types::{JobId, JobState};
use crate::upload::Progress;

/// Something that happened. `Display` gives a line for a terminal; after a check, one more for each piece of advice.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event {
    /// More of the recording has been read, for its checksum.
    Reading {
        /// How far it is.
        progress: Progress,
    },
    /// The files can be used. Nothing exists yet at the service.
    Checked {
        /// What they are and sound like, and what could be better.
        report: Report,
    },
    /// The job exists.
    Created {
        /// Its id.
        job_id: JobId,
    },
    /// A job exists already, and the training goes on with it.
    Resumed {
        /// Its id.
        job_id: JobId,
    },
    /// The job exists: an attempt to create it got no answer, but was carried out.
    Recovered {
        /// Its id.
        job_id: JobId,
    },
    /// More of a file has been sent. It starts again from zero when an upload is repeated.
    Uploading {
        /// Which file.
        item: Item,
        /// How far it is.
        progress: Progress,
    },
    /// Something happened to a segment, where they are uploaded one by one.
    Segment {
        /// What.
        event: SegmentEvent,
    },
    /// OBS has taken a file.
    Uploaded {
        /// Which file.
        item: Item,
    },
    /// The job is submitted: the credit is spent, and the review begins.
    Submitted,
    /// The job has entered a state.
    State {
        /// The state.
        state: JobState,
    },
    /// Something failed that may pass, and is tried again.
    Retrying {
        /// What failed, in one line.
        error: String,
    },
}

/// What is uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Item {
    /// What is trained from: the zip with the recording, or all segments.
    Recording,
    /// The authorization letter.
    Letter,
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Recording => "recording",
            Self::Letter => "authorization letter",
        })
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Checked { report } => {
                write!(f, "the recording is fine: {}", report.summary())?;
                report.lines(Severity::Advice).iter().try_for_each(|line| write!(f, "\nadvice: {}", escaped(line)))
            }
            Self::Reading { progress } => write!(f, "read {progress}"),
            Self::Created { job_id } => write!(f, "job {} created", **job_id),
            Self::Resumed { job_id } => write!(f, "resuming job {}", **job_id),
            Self::Recovered { job_id } => {
                write!(f, "job {} recovered: it was created although no response came", **job_id)
            }
            Self::Uploading { item, progress } => write!(f, "{item}: {progress}"),
            Self::Segment { event } => event.fmt(f),
            Self::Uploaded { item } => write!(f, "{item} uploaded"),
            Self::Submitted => f.write_str("submitted"),
            Self::State { state } => f.write_str(&printable(state.as_ref())),
            Self::Retrying { error } => write!(f, "retrying: {error}"),
        }
    }
}

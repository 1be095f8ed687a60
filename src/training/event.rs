//! The events of a training.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::preflight::{Report, Severity};
use super::segments::SegmentEvent;
use crate::text::{escaped, printable};
use crate::types::{JobId, JobState};
use crate::upload::Progress;

/// An event of a training. `Display` prints one line for a terminal; [`Checked`](Self::Checked) prints one more line
/// for each piece of advice.
///
/// ```
/// use metastudio_voice::training::Event;
///
/// fn show(event: Event) {
///     match event {
///         Event::Reading { progress } => println!("checking: {progress}"),
///         Event::Checked { report } => println!("checked; {} pieces of advice", report.advice().count()),
///         Event::Created { job_id } => println!("created job {job_id}"),
///         Event::Resumed { job_id } => println!("resuming job {job_id}"),
///         Event::Recovered { job_id } => println!("found job {job_id}"),
///         Event::Uploading { item, progress } => println!("uploading the {item}: {progress}"),
///         Event::Segment { event } => println!("{event}"),
///         Event::Uploaded { item } => println!("uploaded the {item}"),
///         Event::Submitted => println!("submitted: the credit is spent"),
///         Event::State { state } => println!("the job is in {state}"),
///         Event::Retrying { error } => eprintln!("retrying: {error}"),
///         _ => {} // events of later versions
///     }
/// }
/// ```
///
/// `Reading` and `Uploading` are frequent: a recording of 64 MB gives about 500 of them.
///
/// An event can be serialized, for example for a web page: `{"event": "state", "state": "AUDITING"}`. The fields of an
/// event stand beside its name; those of a [`SegmentEvent`] stand in the field `segment`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Event {
    /// More of the recording has been read and checked.
    Reading {
        /// The bytes that have been read.
        progress: Progress,
    },
    /// The files can be used. Nothing has been created at the service yet.
    Checked {
        /// The files' properties, and advice on what could be better.
        report: Report,
    },
    /// The service has created the job.
    Created {
        /// The job's id.
        job_id: JobId,
    },
    /// The training resumes a job that exists already.
    Resumed {
        /// The job's id.
        job_id: JobId,
    },
    /// The training has found its job: a create request got no response, but was carried out.
    Recovered {
        /// The job's id.
        job_id: JobId,
    },
    /// More of a file has been sent. A retry starts again from zero.
    Uploading {
        /// The file.
        item: Item,
        /// The bytes that have been sent.
        progress: Progress,
    },
    /// A segment was uploaded, confirmed or retried, if segments are uploaded one by one.
    Segment {
        /// The segment's event.
        #[serde(rename = "segment")]
        event: SegmentEvent,
    },
    /// OBS has accepted a file.
    Uploaded {
        /// The file.
        item: Item,
    },
    /// The job is submitted: the credit is spent, and the review begins.
    Submitted,
    /// The job has entered a state.
    State {
        /// The state.
        state: JobState,
    },
    /// A call or an upload failed with a transient error and is retried.
    Retrying {
        /// The error, in one line.
        error: String,
    },
}

/// A file that a training uploads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Item {
    /// The zip with the recording, or all segments.
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
            Self::Created { job_id } => write!(f, "job {job_id} created"),
            Self::Resumed { job_id } => write!(f, "resuming job {job_id}"),
            Self::Recovered { job_id } => {
                write!(f, "job {job_id} recovered: it was created although no response came")
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// Returns the name of an event. A new event does not compile here before it is named below, too.
    fn name(event: &Event) -> &'static str {
        match event {
            Event::Reading { .. } => "Reading",
            Event::Checked { .. } => "Checked",
            Event::Created { .. } => "Created",
            Event::Resumed { .. } => "Resumed",
            Event::Recovered { .. } => "Recovered",
            Event::Uploading { .. } => "Uploading",
            Event::Segment { .. } => "Segment",
            Event::Uploaded { .. } => "Uploaded",
            Event::Submitted => "Submitted",
            Event::State { .. } => "State",
            Event::Retrying { .. } => "Retrying",
        }
    }

    #[test]
    fn an_event_is_the_same_after_it_was_serialized_and_read_back() {
        let progress = json!({"done": 1_000, "total": 4_000, "rate": 500.0, "eta_seconds": 6.0});
        let job = |event: &str| json!({"event": event, "job_id": "job-1"});
        let segment = json!({"event": "confirmed", "index": 3, "confirmed": 4, "total": 20});
        for (expected, variant) in [
            (json!({"event": "reading", "progress": progress}), "Reading"),
            (job("created"), "Created"),
            (job("resumed"), "Resumed"),
            (job("recovered"), "Recovered"),
            (json!({"event": "uploading", "item": "letter", "progress": progress}), "Uploading"),
            (json!({"event": "segment", "segment": segment}), "Segment"),
            (json!({"event": "uploaded", "item": "recording"}), "Uploaded"),
            (json!({"event": "submitted"}), "Submitted"),
            (json!({"event": "state", "state": "AUDITING"}), "State"),
            (json!({"event": "retrying", "error": "503"}), "Retrying"),
        ] {
            let event: Event = serde_json::from_value(expected.clone()).expect(variant);
            assert_eq!((name(&event), serde_json::to_value(&event).expect("JSON")), (variant, expected));
        }
        let report = json!({"edition": "ADVANCE", "files": [], "limits": null, "credits": 1, "findings": []});
        let checked: Event = serde_json::from_value(json!({"event": "checked", "report": report})).expect("Checked");
        let written: Value = serde_json::to_value(&checked).expect("JSON");
        assert_eq!(
            (name(&checked), &written["event"], &written["report"]["credits"]),
            ("Checked", &json!("checked"), &json!(1))
        );
    }

    #[test]
    fn the_documented_match_over_events_has_every_event() {
        let source = include_str!("event.rs");
        let (_, names) = source.split_once("fn name(").expect("the names");
        let names: Vec<&str> = names.lines().filter_map(|line| line.split_once("=> \"")?.1.split('"').next()).collect();
        assert!(names.contains(&name(&Event::Submitted)) && names.len() == 11, "{names:?}");
        for page in [source, include_str!("../guide/training.md")] {
            let sample = page.lines().map(|line| line.trim_start_matches("/// ").trim_start());
            let matched: Vec<&str> = sample
                .filter(|line| line.contains("println!("))
                .filter_map(|line| line.strip_prefix("Event::")?.split([' ', '{']).next())
                .collect();
            assert_eq!(matched, names);
        }
    }
}

//! Progress of an upload or of a reading: bytes, rate and remaining time, for a terminal, a GUI or a log.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

/// The time within which the shown rate follows a change by two thirds, because a bar that jumps tells nothing.
const SMOOTHING: Duration = Duration::from_secs(5);
/// The shortest time over which the rate is measured, because pieces come in bursts.
const SHORTEST: Duration = Duration::from_millis(100);

/// The progress of an upload, or of the reading before it. `Display` gives a line for a terminal.
///
/// It can be serialized, for example for a log or a web page: `{"done": 1000, "total": 4000, "rate": 500.0,
/// "eta_seconds": 6.0}`. A rate or a time that is not known is left out. Later versions may add fields.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Progress {
    /// The number of bytes that were read, or handed to the connection. It starts again at zero with each attempt of an
    /// upload.
    pub done: u64,
    /// The number of all bytes.
    pub total: u64,
    /// The bytes per second, smoothed over some seconds. `None` until a rate has been measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<f64>,
    /// The remaining time at this rate. `None` until a rate has been measured. It is serialized as a number of seconds.
    #[serde(
        default,
        rename = "eta_seconds",
        with = "crate::seconds::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub eta: Option<Duration>,
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mb = |bytes: f64| bytes / 1e6;
        write!(f, "{:.1} of {:.1} MB", mb(self.done as f64), mb(self.total as f64))?;
        if let Some(rate) = self.rate {
            write!(f, ", {:.1} MB/s", mb(rate))?;
        }
        match self.eta.map(|eta| eta.as_secs_f64().ceil() as u64) {
            Some(seconds) if seconds >= 3600 => {
                write!(f, ", {}:{:02}:{:02} h left", seconds / 3600, seconds / 60 % 60, seconds % 60)
            }
            Some(seconds) => write!(f, ", {}:{:02} min left", seconds / 60, seconds % 60),
            None => Ok(()),
        }
    }
}

/// Measures bytes against time.
pub(super) struct Meter {
    progress: Progress,
    /// The time of the last measurement, and the bytes at that time.
    measured: Option<(Duration, u64)>,
}

impl Meter {
    pub(super) fn new(total: u64) -> Self {
        Self { progress: Progress { done: 0, total, rate: None, eta: None }, measured: None }
    }

    /// Counts more bytes at this time, which never goes backwards.
    pub(super) fn advance(&mut self, bytes: u64, now: Duration) -> Progress {
        let progress = &mut self.progress;
        // Bytes are on their way in the time that follows them, until the next ones are asked for. The time before the
        // first ones, such as that of connecting, does not count.
        let (since, before) = *self.measured.get_or_insert((now, progress.done));
        let span = now.saturating_sub(since);
        if span >= SHORTEST {
            let latest = (progress.done - before) as f64 / span.as_secs_f64();
            let weight = 1.0 - (-span.as_secs_f64() / SMOOTHING.as_secs_f64()).exp();
            progress.rate = Some(progress.rate.map_or(latest, |rate| rate + weight * (latest - rate)));
            self.measured = Some((now, progress.done));
        }
        progress.done += bytes;
        let remaining = (progress.total - progress.done) as f64;
        progress.eta = progress.rate.and_then(|rate| Duration::try_from_secs_f64(remaining / rate).ok());
        *progress
    }
}

/// The receivers of a PUT's progress.
pub(super) struct Report {
    pub(super) on_progress: Option<Box<dyn FnMut(Progress) + Send>>,
    watched: watch::Sender<Progress>,
}

impl Report {
    pub(super) fn new(total: u64) -> Self {
        Self { on_progress: None, watched: watch::Sender::new(Meter::new(total).progress) }
    }

    pub(super) fn subscribe(&self) -> watch::Receiver<Progress> {
        self.watched.subscribe()
    }

    pub(super) fn send(&mut self, progress: Progress) {
        if let Some(on_progress) = &mut self.on_progress {
            on_progress(progress);
        }
        self.watched.send_replace(progress);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_progress_is_serialized_with_its_time_in_seconds_and_read_again() {
        let start = Meter::new(4_000).progress;
        assert_eq!(serde_json::to_value(start).unwrap(), json!({"done": 0, "total": 4_000}));
        let known = Progress { done: 1_000, rate: Some(500.0), eta: Some(Duration::from_millis(6_250)), ..start };
        let value = json!({"done": 1_000, "total": 4_000, "rate": 500.0, "eta_seconds": 6.25});
        assert_eq!(serde_json::to_value(known).unwrap(), value);
        for progress in [start, known] {
            let text = serde_json::to_string(&progress).unwrap();
            assert_eq!(serde_json::from_str::<Progress>(&text).unwrap(), progress);
        }
    }

    #[test]
    fn a_progress_with_fields_of_a_later_version_is_read() {
        let text = r#"{"done": 1, "total": 2, "eta_seconds": null, "file": "a.wav"}"#;
        let read: Progress = serde_json::from_str(text).unwrap();
        assert_eq!((read.done, read.total, read.rate, read.eta), (1, 2, None, None));
    }

    #[test]
    fn a_progress_with_a_negative_time_is_an_error() {
        let text = r#"{"done": 1, "total": 2, "eta_seconds": -1.0}"#;
        assert!(serde_json::from_str::<Progress>(text).is_err());
    }
}

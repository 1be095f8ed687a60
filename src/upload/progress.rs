//! How far something is, how fast it goes, and how long it will take: for a terminal, a GUI or a log.

use std::fmt;
use std::time::Duration;

use tokio::sync::watch;

/// Within this time a change of the rate shows to two thirds: a bar that jumps tells nothing.
const SMOOTHING: Duration = Duration::from_secs(5);
/// The rate is not measured over less: pieces come in bursts.
const LEAST: Duration = Duration::from_millis(100);

/// How far an upload, or the reading before it, is. `Display` gives a line for a terminal.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Progress {
    /// Bytes done: handed to the connection, or read. It begins again at zero when an upload is sent again.
    pub done: u64,
    /// Bytes in all.
    pub total: u64,
    /// Bytes per second, smoothed over some seconds. `None` as long as it is not known.
    pub rate: Option<f64>,
    /// How long the rest takes at this rate. `None` as long as that is not known.
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

/// Counts bytes against time.
pub(super) struct Meter {
    progress: Progress,
    /// When the rate was measured last, and what was done then.
    measured: Option<(Duration, u64)>,
}

impl Meter {
    pub(super) fn new(total: u64) -> Self {
        Self { progress: Progress { done: 0, total, rate: None, eta: None }, measured: None }
    }

    pub(super) fn now(&self) -> Progress {
        self.progress
    }

    /// So many bytes more at this time, which never goes backwards.
    pub(super) fn advance(&mut self, bytes: u64, now: Duration) -> Progress {
        let progress = &mut self.progress;
        // Bytes are under way in the time that follows: until the next ones are asked for. What came before the first,
        // such as connecting, does not count.
        let (since, before) = *self.measured.get_or_insert((now, progress.done));
        let span = now.saturating_sub(since);
        if span >= LEAST {
            let latest = (progress.done - before) as f64 / span.as_secs_f64();
            let weight = 1.0 - (-span.as_secs_f64() / SMOOTHING.as_secs_f64()).exp();
            progress.rate = Some(progress.rate.map_or(latest, |rate| rate + weight * (latest - rate)));
            self.measured = Some((now, progress.done));
        }
        progress.done += bytes;
        let left = (progress.total - progress.done) as f64;
        progress.eta = progress.rate.and_then(|rate| Duration::try_from_secs_f64(left / rate).ok());
        *progress
    }
}

/// Whoever wants to be told of the progress of a PUT.
pub(super) struct Report {
    pub(super) on_progress: Option<Box<dyn FnMut(Progress) + Send>>,
    pub(super) watched: watch::Sender<Progress>,
}

impl Report {
    pub(super) fn new(total: u64) -> Self {
        Self { on_progress: None, watched: watch::Sender::new(Meter::new(total).now()) }
    }

    pub(super) fn tell(&mut self, progress: Progress) {
        if let Some(on_progress) = &mut self.on_progress {
            on_progress(progress);
        }
        self.watched.send_replace(progress);
    }
}

//! Time: the duration of each job state, and the current second.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use metastudio_voice::types::JobState;
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use super::job_state::Lifecycle;

/// The speed with which jobs move through their states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Clock {
    /// Each state takes as long as it might in a real training, about five days in all. All these durations are
    /// assumed.
    Real,
    /// Each state takes a quarter of a second.
    #[default]
    Fast,
    /// Jobs move only on [`advance`](crate::Simulator::advance) and [`advance_job`](crate::Simulator::advance_job).
    Manual,
    /// A job moves when a client polls it. Each `ShowVoiceTrainingJob` or `ShowShortJob` returns the job's state, and
    /// then moves the job into the next one. So does a `ListVoiceTrainingJob` that asks for states, with each job that
    /// it returns, as a program watches many jobs with it. A job therefore ends after the same number of polls in every
    /// run, however much time passes.
    Polled,
}

impl Clock {
    /// Returns how long a job stays in a state that ends by itself.
    pub(crate) fn stay(self, state: &JobState) -> Option<Duration> {
        match self {
            _ if !state.passes() => None,
            Clock::Manual | Clock::Polled => None,
            Clock::Fast => Some(Duration::from_millis(250)),
            Clock::Real => Some(Duration::from_secs(60 * real_minutes(state))),
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Clock::Real => "real",
            Clock::Fast => "fast",
            Clock::Manual => "manual",
            Clock::Polled => "polled",
        }
    }
}

fn real_minutes(state: &JobState) -> u64 {
    match state {
        JobState::SystemAuditing => 10,
        JobState::Auditing => 24 * 60,
        JobState::WaitingSplit => 60,
        JobState::Splitting => 2 * 60,
        JobState::Annotating => 24 * 60,
        JobState::Waiting => 12 * 60,
        JobState::Processing => 48 * 60,
        JobState::ResultReview => 8 * 60,
        JobState::Uploading => 20,
        _ => 0,
    }
}

/// The time since 1970. After the simulator's start it is independent of changes of the wall clock.
pub(crate) struct Time {
    started: Instant,
    started_unix: Duration,
}

impl Time {
    pub(crate) fn start() -> Self {
        Self { started: Instant::now(), started_unix: wall() }
    }

    /// Returns the present moment, since 1970.
    pub(crate) fn now(&self) -> Duration {
        self.started_unix.saturating_add(self.started.elapsed())
    }

    /// Returns the moment of the start.
    pub(crate) fn started(&self) -> Duration {
        self.started_unix
    }
}

/// Returns the Unix second of a moment.
pub(crate) fn unix(at: Duration) -> i64 {
    i64::try_from(at.as_secs()).unwrap_or(i64::MAX)
}

/// Returns the Unix second by the wall clock, by which clients sign.
pub(crate) fn unix_now() -> i64 {
    unix(wall())
}

/// Returns the Unix second that is later by this duration.
pub(crate) fn later(now: i64, by: Duration) -> i64 {
    now.saturating_add(i64::try_from(by.as_secs()).unwrap_or(i64::MAX))
}

/// Formats a Unix second as IAM does, such as `2020-01-04T09:05:22.000000Z`.
pub(crate) fn timestamp(unix: i64) -> String {
    formatted(unix, format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].000000Z"))
}

/// Formats a Unix second for the header `Date`.
pub(crate) fn http_date(unix: i64) -> String {
    let date =
        format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
    formatted(unix, date)
}

/// Formats a Unix second, or returns an empty text if there is no such date.
fn formatted(unix: i64, format: &[BorrowedFormatItem<'_>]) -> String {
    OffsetDateTime::from_unix_timestamp(unix).ok().and_then(|at| at.format(format).ok()).unwrap_or_default()
}

fn wall() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_real_training_takes_about_five_days() {
        let mut state = JobState::SystemAuditing;
        let mut total = Duration::ZERO;
        while let Some(stay) = Clock::Real.stay(&state) {
            total += stay;
            state = state.next(true).unwrap();
        }
        assert_eq!(state, JobState::Succeed);
        assert_eq!(total.as_secs() / 86_400, 4);
        assert!(total > Duration::from_secs(86_400 * 48 / 10), "{total:?}");
    }
}

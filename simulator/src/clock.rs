//! Time: how long a job stays in each state, and what second it is.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use crate::job_state::JobState;

/// How fast jobs move through their states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Clock {
    /// Durations as a real training may have, about five days in all. All of them are assumed.
    Real,
    /// A quarter of a second for each state.
    #[default]
    Fast,
    /// Nothing moves until it is told to.
    Manual,
    /// A job moves when it is asked about: each `ShowVoiceTrainingJob` or `ShowShortJob` of it shows its state, and then
    /// lets it enter the next. The same number of questions leads to its end in every run, whatever the time.
    Polled,
}

impl Clock {
    /// How long a job stays in a state that it leaves by itself.
    pub(crate) fn stay(self, state: JobState) -> Option<Duration> {
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

fn real_minutes(state: JobState) -> u64 {
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
        JobState::Creating | JobState::AuditFailed | JobState::Failed | JobState::Succeed => 0,
    }
}

/// Time since the simulator's start, which no change of the wall clock disturbs.
pub(crate) struct Time {
    started: Instant,
    started_unix: Duration,
}

impl Time {
    pub(crate) fn start() -> Self {
        Self { started: Instant::now(), started_unix: wall() }
    }

    pub(crate) fn now(&self) -> Duration {
        self.started.elapsed()
    }

    /// The Unix second of a moment.
    pub(crate) fn unix(&self, at: Duration) -> i64 {
        seconds(self.started_unix + at)
    }
}

/// The Unix second by the wall clock, by which clients sign.
pub(crate) fn unix_now() -> i64 {
    seconds(wall())
}

/// A Unix second as IAM writes it, such as `2020-01-04T09:05:22.000000Z`.
pub(crate) fn timestamp(unix: i64) -> String {
    formatted(unix, format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].000000Z"))
}

/// A Unix second as the header `Date` has it.
pub(crate) fn http_date(unix: i64) -> String {
    let date =
        format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
    formatted(unix, date)
}

/// Empty where there is no such date.
fn formatted(unix: i64, format: &[BorrowedFormatItem<'_>]) -> String {
    OffsetDateTime::from_unix_timestamp(unix).ok().and_then(|at| at.format(format).ok()).unwrap_or_default()
}

fn wall() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

fn seconds(since_epoch: Duration) -> i64 {
    i64::try_from(since_epoch.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_real_training_takes_about_five_days() {
        let mut state = JobState::SystemAuditing;
        let mut total = Duration::ZERO;
        while let Some(stay) = Clock::Real.stay(state) {
            total += stay;
            state = state.next(true).unwrap();
        }
        assert_eq!(state, JobState::Succeed);
        assert_eq!(total.as_secs() / 86_400, 4);
        assert!(total > Duration::from_secs(86_400 * 48 / 10), "{total:?}");
    }
}

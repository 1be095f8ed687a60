//! The state of the simulated service: jobs, uploaded objects, credits. Every access first makes the transitions that
//! are due.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::state::clock::{Clock, Time};
use crate::state::credits::Credits;
use crate::state::download_tokens::DownloadTokens;
use crate::state::job::Job;
use crate::state::objects::Objects;
use crate::state::review::{Failure, Script, Stage};
use crate::state::segment_script::SegmentScript;
use crate::state::short_job::ShortJob;

pub(crate) mod clock;
mod credits;
mod download_tokens;
pub(crate) mod edition;
pub(crate) mod identity;
pub(crate) mod job;
pub(crate) mod job_state;
mod jobs;
pub(crate) mod key_lock;
pub(crate) mod limits;
mod objects;
mod obs;
pub(crate) mod review;
mod segment_script;
pub(crate) mod short_job;
pub(crate) mod snapshot;

pub(crate) use self::jobs::Refused;
pub(crate) use self::obs::Renewals;

pub(crate) struct State {
    pub(crate) clock: Clock,
    pub(crate) time: Time,
    /// The jobs by id. Ids ascend, so this is also the order of creation.
    jobs: BTreeMap<String, Job>,
    short_jobs: BTreeMap<String, ShortJob>,
    created: u64,
    /// The times at which jobs leave their states.
    schedule: BTreeSet<(Duration, String)>,
    script: Script,
    pub(crate) segment_script: SegmentScript,
    pub(crate) objects: Objects,
    pub(crate) download_tokens: DownloadTokens,
    pub(crate) credits: Credits,
    /// The offset of the OBS clock from the wall clock, in seconds.
    obs_ahead: i64,
    /// The upload URLs that are already expired when `ShowJobUploadingAddress` returns them.
    pub(crate) expired_renewals: Renewals,
    /// The number of lists that a job created now is missing from.
    pub(crate) list_lag: u32,
}

impl State {
    /// Creates a state with this number of credits for each edition.
    pub(crate) fn new(clock: Clock, credits: u32) -> Self {
        Self {
            clock,
            time: Time::start(),
            jobs: BTreeMap::new(),
            short_jobs: BTreeMap::new(),
            created: 0,
            schedule: BTreeSet::new(),
            script: Script::default(),
            segment_script: SegmentScript::default(),
            objects: Objects::default(),
            download_tokens: DownloadTokens::default(),
            credits: Credits::new(credits),
            obs_ahead: 0,
            expired_renewals: Renewals::default(),
            list_lag: 0,
        }
    }

    pub(crate) fn script(&mut self, job_id: Option<String>, failure: Failure) {
        self.script.add(job_id, failure);
    }

    /// Makes every transition that is due, in the order of time.
    pub(crate) fn settle(&mut self) {
        self.settle_until(self.time.now());
    }

    fn settle_until(&mut self, now: Duration) {
        while let Some((at, _)) = self.schedule.first()
            && *at <= now
            && let Some((at, id)) = self.schedule.pop_first()
        {
            self.step(&id, at);
        }
    }

    /// Moves every job that is in a state that ends by itself into its next state.
    pub(crate) fn advance(&mut self) {
        let now = self.time.now();
        let jobs = self.jobs.values().map(|job| (&job.id, job.state));
        let short_jobs = self.short_jobs.values().map(|job| (&job.id, job.state));
        let waiting: Vec<String> =
            jobs.chain(short_jobs).filter(|(_, state)| state.passes()).map(|(id, _)| id.clone()).collect();
        for id in waiting {
            self.step(&id, now);
        }
    }

    /// Moves a job on after a client polled it, if the clock is [`Clock::Polled`].
    pub(crate) fn polled(&mut self, id: &str) {
        if self.clock == Clock::Polled {
            self.step(id, self.time.now());
        }
    }

    fn step(&mut self, id: &str, at: Duration) {
        self.unplan(id);
        if let Some(job) = self.jobs.get_mut(id) {
            job.step(at, self.script.take(id, Stage::of(job.state)));
        } else if let Some(job) = self.short_jobs.get_mut(id) {
            job.step(at, self.script.take(id, Stage::of_short(job.state)));
        }
        self.plan(id);
    }

    /// Schedules the end of the job's present state.
    fn plan(&mut self, id: &str) {
        if let Some(end) = self.end_of_state(id) {
            self.schedule.insert((end, id.to_owned()));
        }
    }

    /// Removes the end of the job's present state from the schedule.
    fn unplan(&mut self, id: &str) {
        if let Some(end) = self.end_of_state(id) {
            self.schedule.remove(&(end, id.to_owned()));
        }
    }

    fn end_of_state(&self, id: &str) -> Option<Duration> {
        let job = self.jobs.get(id).map(|job| (job.state, job.entered));
        let (state, entered) = job.or_else(|| self.short_jobs.get(id).map(|job| (job.state, job.entered)))?;
        self.clock.stay(state).map(|stay| entered + stay)
    }
}

#[cfg(test)]
mod tests {
    //! Checks that transitions happen at their time, whenever a client looks.

    use super::*;
    use crate::state::edition::{CreateType, Edition};
    use crate::state::job::Metadata;
    use crate::state::job_state::JobState;
    use crate::state::review::ReviewFailure;

    /// Returns a state with submitted jobs, their ids, and the time of the first submission.
    fn state(jobs: usize) -> (State, Vec<String>, Duration) {
        let mut state = State::new(Clock::Fast, 10);
        let ids: Vec<String> = (0..jobs)
            .map(|_| state.create(Edition::Advance, CreateType::Package, Metadata::default()).id.clone())
            .collect();
        for id in &ids {
            assert!(state.submit(id, Metadata::default()).is_ok());
        }
        let start = state.jobs[&ids[0]].entered;
        (state, ids, start)
    }

    const STEP: Duration = Duration::from_millis(250);
    const MOMENT: Duration = Duration::from_nanos(1);

    #[test]
    fn a_job_state_ends_neither_early_nor_late() {
        let (mut state, ids, start) = state(1);
        state.settle_until(start + STEP - MOMENT);
        assert_eq!(state.jobs[&ids[0]].state, JobState::SystemAuditing);
        state.settle_until(start + STEP);
        assert_eq!(state.jobs[&ids[0]].state, JobState::Auditing);
    }

    #[test]
    fn a_transition_happens_at_its_time_even_if_nobody_looks() {
        let (mut state, ids, start) = state(1);
        state.settle_until(start + STEP * 1000);
        let job = &state.jobs[&ids[0]];
        assert_eq!((job.state, job.entered), (JobState::Succeed, start + STEP * 9));
        assert_eq!(job.operations[2].at, start + STEP);
        assert!(state.schedule.is_empty());
    }

    #[test]
    fn a_failure_for_any_job_applies_to_the_first_in_time() {
        let (mut state, ids, start) = state(2);
        state.script(None, Failure::Review(ReviewFailure::admin("no")));
        state.settle_until(start + STEP * 1000);
        let states: Vec<JobState> = ids.iter().map(|id| state.jobs[id].state).collect();
        assert_eq!(states, [JobState::AuditFailed, JobState::Succeed]);
    }

    #[test]
    fn a_job_moved_by_advance_starts_its_new_state_at_that_time() {
        let (mut state, ids, _) = state(1);
        state.advance();
        let moved = state.jobs[&ids[0]].entered;
        assert_eq!(state.schedule.len(), 1);
        state.settle_until(moved + STEP - MOMENT);
        assert_eq!(state.jobs[&ids[0]].state, JobState::Auditing);
        state.settle_until(moved + STEP);
        assert_eq!(state.jobs[&ids[0]].state, JobState::WaitingSplit);
    }
}

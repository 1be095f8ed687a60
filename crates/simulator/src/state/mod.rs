//! The state of the simulated service: jobs, uploaded objects, credits. Every access first makes the transitions that
//! are due.

pub(crate) mod clock;
pub(crate) mod drift;
pub(crate) mod edition;
pub(crate) mod identity;
pub(crate) mod instruction;
pub(crate) mod job;
pub(crate) mod job_state;
pub(crate) mod key_lock;
pub(crate) mod limits;
pub(crate) mod metadata;
pub(crate) mod objects;
mod register;
pub(crate) mod review;
mod secret;
pub(crate) mod seed;
pub(crate) mod short_job;
pub(crate) mod spec;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use metastudio_voice::types::JobState;

use self::clock::{Clock, Time, unix_now};
use self::edition::{CreateType, Credits, Edition};
use self::instruction::InstructionError;
use self::job::{Job, Metadata};
use self::job_state::Lifecycle;
use self::objects::{DownloadTokens, ObjectKind, Objects, StoredObject};
use self::review::{Failure, Script, SegmentScript, Stage};
use self::seed::{Seed, ShortJobSeed, known};
use self::short_job::ShortJob;

/// The number of seconds for which a URL has been expired, if it is issued expired.
const EXPIRED_FOR: i64 = 10;

/// The reason for which a submission is refused.
pub(crate) enum Refused {
    NoSuchJob,
    WrongState(JobState),
    NoCredit,
}

/// The upload URLs that are already expired when `ShowJobUploadingAddress` returns them.
#[derive(Clone, Copy, Default)]
pub(crate) enum Renewals {
    #[default]
    Good,
    /// The URLs of this number of responses.
    Expired(u32),
    AllExpired,
}

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
        let jobs = self.jobs.values().filter(|job| job.state.passes()).map(|job| &job.id);
        let short_jobs = self.short_jobs.values().filter(|job| job.passes()).map(|job| &job.id);
        let waiting: Vec<String> = jobs.chain(short_jobs).cloned().collect();
        for id in waiting {
            self.step(&id, now);
        }
    }

    /// Moves one job into its next state, if its state ends by itself, and returns the state that it is in then.
    pub(crate) fn advance_job(&mut self, id: &str) -> Result<JobState, InstructionError> {
        let state = self.state_of(id)?;
        if state.passes() {
            self.step(id, self.time.now());
        }
        self.state_of(id)
    }

    /// Puts a training job into a state from now on.
    pub(crate) fn put_into(&mut self, id: &str, state: JobState) -> Result<(), InstructionError> {
        let now = self.time.now();
        self.unplan(id);
        let job = self.jobs.get_mut(id).ok_or_else(|| InstructionError::no_such_job(id))?;
        job.put_into(known(state), now, now, None);
        self.plan(id);
        Ok(())
    }

    /// Adds a job that was created in the past. It is listed at once.
    pub(crate) fn seed(&mut self, seed: Seed) -> Result<&Job, InstructionError> {
        // A seed that is refused takes no id, so that the ids of other jobs do not depend on it.
        let id = job_id(self.created + 1);
        let job = seed.into_job(id.clone(), self.time.now())?;
        self.created += 1;
        self.jobs.insert(id.clone(), job);
        self.plan(&id);
        self.jobs.get(&id).ok_or_else(|| InstructionError::no_such_job(&id))
    }

    /// Adds a short job that was created in the past.
    pub(crate) fn seed_short(&mut self, seed: ShortJobSeed) -> Result<&ShortJob, InstructionError> {
        let id = job_id(self.created + 1);
        let job = seed.into_job(id.clone(), self.time.now())?;
        self.created += 1;
        self.short_jobs.insert(id.clone(), job);
        self.plan(&id);
        self.short_jobs.get(&id).ok_or_else(|| InstructionError::no_such_job(&id))
    }

    fn state_of(&self, id: &str) -> Result<JobState, InstructionError> {
        let state = self.jobs.get(id).map(|job| &job.state);
        let state = state.or_else(|| self.short_jobs.get(id).map(|job| &job.state));
        state.cloned().ok_or_else(|| InstructionError::no_such_job(id))
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
            job.step(at, self.script.take(id, Stage::of(&job.state)));
        } else if let Some(job) = self.short_jobs.get_mut(id) {
            job.step(at, self.script.take(id, Stage::of_short(&job.state)));
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
        let job = self.jobs.get(id).map(|job| (&job.state, job.entered));
        let short_job = || self.short_jobs.get(id).filter(|job| job.passes()).map(|job| (&job.state, job.entered));
        let (state, entered) = job.or_else(short_job)?;
        self.clock.stay(state).map(|stay| entered + stay)
    }

    fn next_job_id(&mut self) -> String {
        self.created += 1;
        job_id(self.created)
    }

    pub(crate) fn create(&mut self, edition: Edition, create_type: CreateType, metadata: Metadata) -> &Job {
        let id = self.next_job_id();
        let mut job = Job::new(id.clone(), edition, create_type, metadata, self.time.now());
        job.unlisted = self.list_lag;
        self.jobs.entry(id).or_insert(job)
    }

    pub(crate) fn create_short(&mut self, job_type: String) -> &ShortJob {
        let id = self.next_job_id();
        let job = ShortJob::new(id.clone(), job_type, self.time.now());
        self.short_jobs.entry(id).or_insert(job)
    }

    pub(crate) fn jobs(&self) -> impl Iterator<Item = &Job> {
        self.jobs.values()
    }

    /// Counts a list of the jobs.
    pub(crate) fn listed(&mut self) {
        self.jobs.values_mut().for_each(|job| job.unlisted = job.unlisted.saturating_sub(1));
    }

    pub(crate) fn job(&self, id: &str) -> Option<&Job> {
        self.jobs.get(id)
    }

    pub(crate) fn short_jobs(&self) -> impl Iterator<Item = &ShortJob> {
        self.short_jobs.values()
    }

    pub(crate) fn short_job(&self, id: &str) -> Option<&ShortJob> {
        self.short_jobs.get(id)
    }

    /// Submits a job. Its first submission costs a credit.
    pub(crate) fn submit(&mut self, id: &str, metadata: Metadata) -> Result<(), Refused> {
        let now = self.time.now();
        let job = self.jobs.get_mut(id).ok_or(Refused::NoSuchJob)?;
        if !job.state.takes_commit() {
            return Err(Refused::WrongState(job.state.clone()));
        }
        if job.submissions == 0 && !self.credits.spend(job.resource()) {
            return Err(Refused::NoCredit);
        }
        job.metadata = metadata;
        job.submit(now);
        self.plan(id);
        Ok(())
    }

    /// Starts a short job, which costs nothing.
    pub(crate) fn submit_short(&mut self, id: &str) -> Result<(), Refused> {
        let now = self.time.now();
        let job = self.short_jobs.get_mut(id).ok_or(Refused::NoSuchJob)?;
        if job.state != JobState::Creating {
            return Err(Refused::WrongState(job.state.clone()));
        }
        job.submit(now);
        self.plan(id);
        Ok(())
    }

    /// Stores the outcome of a check: the segment is confirmed with this duration, or with `None` it is not.
    pub(crate) fn confirm(&mut self, id: &str, index: u32, length: Option<Duration>) {
        if let Some(job) = self.jobs.get_mut(id) {
            match length {
                Some(length) => job.confirmed.insert(index, length),
                None => job.confirmed.remove(&index),
            };
        }
    }

    /// Puts jobs into a batch. Returns `false`, and changes nothing, if one of them does not exist.
    pub(crate) fn name_batch(&mut self, ids: &[String], batch_name: &str) -> bool {
        let all = ids.iter().all(|id| self.jobs.contains_key(id));
        if all {
            let now = self.time.now();
            for id in ids {
                if let Some(job) = self.jobs.get_mut(id) {
                    job.metadata.batch_name = Some(batch_name.to_owned());
                    job.updated = now;
                }
            }
        }
        all
    }

    /// Deletes a job and forgets its objects. Returns the objects so that the caller can remove their files.
    pub(crate) fn delete(&mut self, id: &str) -> Option<Vec<StoredObject>> {
        if !self.jobs.contains_key(id) {
            return None;
        }
        self.unplan(id);
        self.jobs.remove(id);
        self.download_tokens.withdraw(id);
        Some(self.objects.remove_all(id))
    }

    /// Returns whether the URLs of the present response must be expired, and counts the response.
    pub(crate) fn renewal_is_expired(&mut self) -> bool {
        let (expired, rest) = match self.expired_renewals {
            Renewals::Good | Renewals::Expired(0) => (false, Renewals::Good),
            Renewals::Expired(times) => (true, Renewals::Expired(times - 1)),
            Renewals::AllExpired => (true, Renewals::AllExpired),
        };
        self.expired_renewals = rest;
        if expired && self.obs_ahead < EXPIRED_FOR {
            self.obs_ahead = EXPIRED_FOR;
        }
        expired
    }

    /// Returns the lifetime of a URL by the wall clock, of which the OBS clock may be ahead. `None` stands for a URL
    /// that is already expired.
    pub(crate) fn url_lifetime(&self, lifetime: Option<Duration>) -> Duration {
        let ahead = Duration::from_secs(u64::try_from(self.obs_ahead).unwrap_or_default());
        match lifetime {
            Some(lifetime) => lifetime.saturating_add(ahead),
            None => ahead.saturating_sub(Duration::from_secs(EXPIRED_FOR.unsigned_abs())),
        }
    }

    /// Returns whether there is a training job or a short job with this id, so that it can have uploads.
    pub(crate) fn takes_uploads(&self, id: &str) -> bool {
        self.jobs.contains_key(id) || self.short_jobs.contains_key(id)
    }

    /// Counts a finished upload, and stores its object if there is one.
    pub(crate) fn uploaded(&mut self, id: &str, kind: ObjectKind, object: Option<StoredObject>) {
        if let Some(job) = self.jobs.get_mut(id) {
            job.uploaded(kind);
        } else if let Some(job) = self.short_jobs.get_mut(id) {
            job.uploads += 1;
        } else {
            return;
        }
        if let Some(object) = object {
            self.objects.insert(id, kind, object);
        }
    }

    /// Returns the Unix second by the OBS clock.
    pub(crate) fn obs_now(&self) -> i64 {
        unix_now().saturating_add(self.obs_ahead)
    }

    /// Sets the OBS clock forward, so that URLs with a lifetime up to this duration expire.
    pub(crate) fn skip_obs_time(&mut self, by: Duration) {
        self.obs_ahead = self.obs_ahead.saturating_add(i64::try_from(by.as_secs()).unwrap_or(i64::MAX));
    }
}

/// Returns the id of the job with this number.
fn job_id(number: u64) -> String {
    format!("00000000-0000-4000-8000-{number:012x}")
}

#[cfg(test)]
mod tests {
    //! Checks that transitions happen at their time, whenever a client looks.

    use super::*;
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
        assert_eq!((&job.state, job.entered), (&JobState::Succeed, start + STEP * 9));
        assert_eq!(job.operations[2].at, start + STEP);
        assert!(state.schedule.is_empty());
    }

    #[test]
    fn a_failure_for_any_job_applies_to_the_first_in_time() {
        let (mut state, ids, start) = state(2);
        state.script(None, Failure::Review(ReviewFailure::admin("no")));
        state.settle_until(start + STEP * 1000);
        let states: Vec<JobState> = ids.iter().map(|id| state.jobs[id].state.clone()).collect();
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

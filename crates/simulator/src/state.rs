//! The state of the simulated service: jobs, uploaded objects, credits. Every access first makes the transitions that
//! are due.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::clock::{Clock, Time};
use crate::credits::Credits;
use crate::download_tokens::DownloadTokens;
use crate::job::Job;
use crate::objects::Objects;
use crate::review::{Failure, Script, Stage};
use crate::segment_script::SegmentScript;
use crate::short_job::ShortJob;

mod jobs;
mod obs;
#[cfg(test)]
mod tests;

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

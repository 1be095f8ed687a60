//! Everything that changes: jobs, uploaded objects, credits. Due transitions are made up for on every access.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::clock::{Clock, Time, unix_now};
use crate::job::{Job, Metadata};
use crate::review::{Failure, Script};
use crate::snapshot::{ObjectKind, StoredObject};

pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) time: Time,
    /// By id; ids ascend, so this is also the order of creation.
    jobs: BTreeMap<String, Job>,
    created: u64,
    /// When which job leaves its state.
    schedule: BTreeSet<(Duration, String)>,
    script: Script,
    objects: BTreeMap<(String, ObjectKind), StoredObject>,
    pub(crate) credits_spent: u64,
    /// How far the OBS clock runs ahead of the wall clock, in seconds.
    obs_ahead: i64,
}

impl World {
    pub(crate) fn new(clock: Clock) -> Self {
        Self {
            clock,
            time: Time::start(),
            jobs: BTreeMap::new(),
            created: 0,
            schedule: BTreeSet::new(),
            script: Script::default(),
            objects: BTreeMap::new(),
            credits_spent: 0,
            obs_ahead: 0,
        }
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

    /// Moves every waiting job into its next state.
    pub(crate) fn advance(&mut self) {
        let now = self.time.now();
        let waiting: Vec<String> =
            self.jobs.values().filter(|job| job.state.next().is_some()).map(|job| job.id.clone()).collect();
        for id in waiting {
            self.step(&id, now);
        }
    }

    pub(crate) fn script(&mut self, job_id: Option<String>, failure: Failure) {
        self.script.add(job_id, failure);
    }

    pub(crate) fn create(&mut self, metadata: Metadata) -> &Job {
        self.created += 1;
        let id = format!("00000000-0000-4000-8000-{:012x}", self.created);
        let job = Job::new(id.clone(), metadata, self.time.now());
        self.jobs.entry(id).or_insert(job)
    }

    pub(crate) fn jobs(&self) -> impl Iterator<Item = &Job> {
        self.jobs.values()
    }

    pub(crate) fn job(&self, id: &str) -> Option<&Job> {
        self.jobs.get(id)
    }

    /// Submits a job; `false` when it does not exist or its state takes no submission.
    pub(crate) fn submit(&mut self, id: &str, metadata: Metadata) -> bool {
        let now = self.time.now();
        let Some(job) = self.jobs.get_mut(id).filter(|job| job.state.takes_commit()) else { return false };
        job.metadata = metadata;
        job.submit(now);
        if job.submissions == 1 {
            self.credits_spent += 1;
        }
        self.plan(id);
        true
    }

    /// Deletes a job and forgets its objects, which are returned so that their files can go.
    pub(crate) fn delete(&mut self, id: &str) -> Option<Vec<StoredObject>> {
        let job = self.jobs.remove(id)?;
        if let Some(stay) = self.clock.stay(job.state) {
            self.schedule.remove(&(job.entered + stay, job.id));
        }
        let kinds = [ObjectKind::Recording, ObjectKind::Letter];
        Some(kinds.into_iter().filter_map(|kind| self.objects.remove(&(id.to_owned(), kind))).collect())
    }

    /// Notes a finished upload, and what it left behind if it is kept.
    pub(crate) fn uploaded(&mut self, id: &str, kind: ObjectKind, object: Option<StoredObject>) {
        let Some(job) = self.jobs.get_mut(id) else { return };
        match kind {
            ObjectKind::Recording => job.recording_uploads += 1,
            ObjectKind::Letter => job.letter_uploads += 1,
        }
        if let Some(object) = object {
            self.objects.insert((id.to_owned(), kind), object);
        }
    }

    pub(crate) fn object(&self, id: &str, kind: ObjectKind) -> Option<&StoredObject> {
        self.objects.get(&(id.to_owned(), kind))
    }

    /// The Unix second by the OBS clock.
    pub(crate) fn obs_now(&self) -> i64 {
        unix_now().saturating_add(self.obs_ahead)
    }

    /// How far the OBS clock is ahead.
    pub(crate) fn obs_ahead(&self) -> Duration {
        Duration::from_secs(u64::try_from(self.obs_ahead).unwrap_or_default())
    }

    /// Sets the OBS clock forward, so that URLs issued for that long have expired.
    pub(crate) fn skip_obs_time(&mut self, by: Duration) {
        self.obs_ahead = self.obs_ahead.saturating_add(i64::try_from(by.as_secs()).unwrap_or(i64::MAX));
    }

    fn step(&mut self, id: &str, at: Duration) {
        let Some(job) = self.jobs.get_mut(id) else { return };
        if let Some(stay) = self.clock.stay(job.state) {
            self.schedule.remove(&(job.entered + stay, job.id.clone()));
        }
        job.step(at, self.script.take(id, job.state));
        self.plan(id);
    }

    /// Puts the end of the job's present state on the schedule.
    fn plan(&mut self, id: &str) {
        if let Some(job) = self.jobs.get(id)
            && let Some(stay) = self.clock.stay(job.state)
        {
            self.schedule.insert((job.entered + stay, job.id.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::ReviewFailure;
    use crate::state::State;

    /// A world with submitted jobs, and when the first was submitted.
    fn world(jobs: usize) -> (World, Vec<String>, Duration) {
        let mut world = World::new(Clock::Fast);
        let ids: Vec<String> = (0..jobs).map(|_| world.create(Metadata::default()).id.clone()).collect();
        for id in &ids {
            assert!(world.submit(id, Metadata::default()));
        }
        let start = world.jobs[&ids[0]].entered;
        (world, ids, start)
    }

    const STEP: Duration = Duration::from_millis(250);
    const MOMENT: Duration = Duration::from_nanos(1);

    #[test]
    fn a_state_ends_neither_early_nor_late() {
        let (mut world, ids, start) = world(1);
        world.settle_until(start + STEP - MOMENT);
        assert_eq!(world.jobs[&ids[0]].state, State::SystemAuditing);
        world.settle_until(start + STEP);
        assert_eq!(world.jobs[&ids[0]].state, State::Auditing);
    }

    #[test]
    fn what_nobody_watched_has_happened_at_its_time_all_the_same() {
        let (mut world, ids, start) = world(1);
        world.settle_until(start + STEP * 1000);
        let job = &world.jobs[&ids[0]];
        assert_eq!((job.state, job.entered), (State::Succeed, start + STEP * 9));
        assert_eq!(job.operations[2].at, start + STEP);
        assert!(world.schedule.is_empty());
    }

    #[test]
    fn a_failure_for_any_job_hits_the_one_that_is_first_in_time() {
        let (mut world, ids, start) = world(2);
        world.script(None, Failure::Review(ReviewFailure::admin("no")));
        world.settle_until(start + STEP * 1000);
        let states: Vec<State> = ids.iter().map(|id| world.jobs[id].state).collect();
        assert_eq!(states, [State::AuditFailed, State::Succeed]);
    }

    #[test]
    fn a_job_moved_by_hand_starts_its_new_state_from_then() {
        let (mut world, ids, _) = world(1);
        world.advance();
        let moved = world.jobs[&ids[0]].entered;
        assert_eq!(world.schedule.len(), 1);
        world.settle_until(moved + STEP - MOMENT);
        assert_eq!(world.jobs[&ids[0]].state, State::Auditing);
        world.settle_until(moved + STEP);
        assert_eq!(world.jobs[&ids[0]].state, State::WaitingSplit);
    }
}

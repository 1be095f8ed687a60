//! The changes that operations make to jobs: create, submit, confirm, rename, delete.

use std::time::Duration;

use super::State;
use crate::state::edition::{CreateType, Edition};
use crate::state::job::{Job, Metadata};
use crate::state::job_state::JobState;
use crate::state::short_job::ShortJob;
use crate::state::snapshot::StoredObject;

/// The reason for which a submission is refused.
pub(crate) enum Refused {
    NoSuchJob,
    WrongState(JobState),
    NoCredit,
}

impl State {
    fn next_job_id(&mut self) -> String {
        self.created += 1;
        format!("00000000-0000-4000-8000-{:012x}", self.created)
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
            return Err(Refused::WrongState(job.state));
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
            return Err(Refused::WrongState(job.state));
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
}

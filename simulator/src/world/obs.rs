//! The object store's part of the world: who may upload, what has been uploaded, and what time it is there.

use std::time::Duration;

use super::World;
use crate::clock::unix_now;
use crate::snapshot::{ObjectKind, StoredObject};

impl World {
    /// Whether there is a job, of either sort, that uploads may belong to.
    pub(crate) fn takes_uploads(&self, id: &str) -> bool {
        self.jobs.contains_key(id) || self.short_jobs.contains_key(id)
    }

    /// Notes a finished upload, and what it left behind if it is kept.
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
}

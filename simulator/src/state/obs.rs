//! The object store's part of the world: who may upload, what has been uploaded, and what time it is there.

use std::time::Duration;

use super::State;
use crate::clock::unix_now;
use crate::snapshot::{ObjectKind, StoredObject};

/// For how many seconds a URL is expired that is to be so from the beginning.
const EXPIRED_FOR: i64 = 10;

/// Which of the upload URLs that are asked for anew are expired already.
#[derive(Clone, Copy, Default)]
pub(crate) enum Renewals {
    #[default]
    Good,
    /// Those of the next so many answers.
    Expired(u32),
    AllExpired,
}

impl State {
    /// Whether the URLs that are asked for now are to be expired already.
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

    /// How long a URL that is issued now is to be good by the wall clock, of which the OBS clock may be ahead.
    pub(crate) fn url_lifetime(&self, lifetime: Option<Duration>) -> Duration {
        let ahead = Duration::from_secs(u64::try_from(self.obs_ahead).unwrap_or_default());
        match lifetime {
            Some(lifetime) => lifetime.saturating_add(ahead),
            None => ahead.saturating_sub(Duration::from_secs(EXPIRED_FOR.unsigned_abs())),
        }
    }

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

    /// Sets the OBS clock forward, so that URLs issued for that long have expired.
    pub(crate) fn skip_obs_time(&mut self, by: Duration) {
        self.obs_ahead = self.obs_ahead.saturating_add(i64::try_from(by.as_secs()).unwrap_or(i64::MAX));
    }
}

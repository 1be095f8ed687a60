//! The object store's part of the state: the jobs that accept uploads, the uploaded objects, and the OBS clock.

use std::time::Duration;

use super::State;
use crate::state::clock::unix_now;
use crate::state::snapshot::{ObjectKind, StoredObject};

/// The number of seconds for which a URL has been expired, if it is issued expired.
const EXPIRED_FOR: i64 = 10;

/// The upload URLs that are already expired when `ShowJobUploadingAddress` returns them.
#[derive(Clone, Copy, Default)]
pub(crate) enum Renewals {
    #[default]
    Good,
    /// The URLs of this number of responses.
    Expired(u32),
    AllExpired,
}

impl State {
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

//! What the servers and the handle share.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use metastudio_voice::operations::Operation;
use tempfile::TempDir;

use crate::clock::unix_now;
use crate::disturbance::{Disturbances, UploadDisturbances};
use crate::event::Events;
use crate::identity::{Identities, IdentitySettings};
use crate::key_lock::KeyLock;
use crate::limits::Limits;
use crate::metadata::Metadata;
use crate::record::Record;
use crate::state::State;

/// What was decided before the start. Never printed: it holds the secrets.
pub(crate) struct Settings {
    pub(crate) region: String,
    pub(crate) project_id: String,
    pub(crate) access_key: String,
    pub(crate) secret_key: String,
    pub(crate) security_token: Option<String>,
    pub(crate) token: String,
    pub(crate) keep_uploads: bool,
    pub(crate) letter_content_type: Option<String>,
    pub(crate) url_lifetime: Duration,
    /// How many credits there are for each edition.
    pub(crate) credits: u32,
    /// Whether the documented rate limits are kept.
    pub(crate) rate_limits: bool,
    /// Whether wrong signatures lock the key.
    pub(crate) key_lock: bool,
    /// What disturbances are drawn from.
    pub(crate) chaos: Option<u64>,
    /// Account, projects, lifetimes.
    pub(crate) identity: IdentitySettings,
}

pub(crate) struct App {
    pub(crate) settings: Settings,
    /// Host and port of the OBS server.
    pub(crate) obs_authority: String,
    /// Host and port of IAM.
    pub(crate) iam_authority: String,
    pub(crate) metadata: Metadata,
    pub(crate) record: Record,
    pub(crate) disturbances: Disturbances,
    pub(crate) upload_disturbances: UploadDisturbances,
    pub(crate) events: Events,
    pub(crate) identities: Identities,
    limits: Mutex<Limits>,
    /// By access key id: one lock for a key, whichever port it is used on.
    key_locks: Mutex<HashMap<String, KeyLock>>,
    started: Instant,
    pub(crate) data_dir: PathBuf,
    /// Removes the directory in the end when it is the simulator's own.
    _own_dir: Option<TempDir>,
    state: Mutex<State>,
    ids: AtomicU64,
}

impl App {
    pub(crate) fn new(
        settings: Settings,
        [obs_authority, iam_authority]: [String; 2],
        metadata: Metadata,
        data_dir: PathBuf,
        own_dir: Option<TempDir>,
        state: State,
    ) -> Self {
        Self {
            disturbances: Disturbances::drawn_from(settings.chaos),
            upload_disturbances: UploadDisturbances::drawn_from(settings.chaos),
            events: Events::default(),
            identities: Identities::new(&settings),
            settings,
            obs_authority,
            iam_authority,
            metadata,
            record: Record::default(),
            limits: Mutex::default(),
            key_locks: Mutex::default(),
            started: Instant::now(),
            data_dir,
            _own_dir: own_dir,
            state: Mutex::new(state),
            ids: AtomicU64::new(0),
        }
    }

    /// The world, up to date.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.settle();
        state
    }

    /// Lets a request in, or says how many are allowed in a second.
    pub(crate) fn admit(&self, operation: &Operation) -> Result<(), u32> {
        if !self.settings.rate_limits {
            return Ok(());
        }
        let mut limits = self.limits.lock().unwrap_or_else(PoisonError::into_inner);
        limits.admit(operation, &self.settings.region, self.started.elapsed())
    }

    /// Whether a request with a known key may be judged by itself, now that it is known whether its signature is right
    /// (`None`: it was not looked at).
    pub(crate) fn key_admits(&self, access_key: String, right: Option<bool>) -> bool {
        if !self.settings.key_lock {
            return true;
        }
        let mut locks = self.key_locks.lock().unwrap_or_else(PoisonError::into_inner);
        locks.entry(access_key).or_default().admits(right, self.started.elapsed())
    }

    /// The Unix second by the clock of the gateway, of IAM and of the metadata service.
    pub(crate) fn now(&self) -> i64 {
        unix_now().saturating_add(self.settings.identity.clock_offset)
    }

    /// Lets every URL issued so far expire, by setting the OBS clock forward.
    pub(crate) fn expire_upload_urls(&self) {
        let beyond = self.settings.url_lifetime.saturating_add(Duration::from_secs(1));
        self.state().skip_obs_time(beyond);
    }

    /// A fresh id of 32 hexadecimal digits, the same in every run.
    pub(crate) fn next_id(&self) -> String {
        format!("{:032x}", self.ids.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

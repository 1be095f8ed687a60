//! The four services, and the state that they and the handle share.

mod auth;
pub(crate) mod iam;
pub(crate) mod metadata;
pub(crate) mod metastudio;
pub(crate) mod obs;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::http::disturbance::{Disturbance, Disturbances, UploadDisturbances};
use crate::http::event::Events;
use crate::http::record::Record;
use crate::http::stub::Stubs;
use crate::settings::Settings;
use crate::state::State;
use crate::state::clock::unix_now;
use crate::state::drift::Drift;
use crate::state::identity::Identities;
use crate::state::instruction::{InstructionError, shortened};
use crate::state::key_lock::KeyLock;
use crate::state::limits::Limits;
use crate::state::metadata::Metadata;
use crate::state::spec::{Operation, Spec};

/// The state that all servers and the handle share.
pub(crate) struct App {
    pub(crate) settings: Settings,
    pub(crate) spec: Arc<Spec>,
    pub(crate) drift: Drift,
    /// The host and port of the OBS server.
    pub(crate) obs_authority: String,
    /// The host and port of IAM.
    pub(crate) iam_authority: String,
    pub(crate) metadata: Metadata,
    pub(crate) record: Record,
    pub(crate) disturbances: Disturbances,
    pub(crate) upload_disturbances: UploadDisturbances,
    pub(crate) stubs: Stubs,
    pub(crate) events: Events,
    pub(crate) identities: Identities,
    limits: Mutex<Limits>,
    /// The locks by access key id. A key has one lock for all ports.
    key_locks: Mutex<HashMap<String, KeyLock>>,
    started: Instant,
    pub(crate) data_dir: PathBuf,
    /// Removes the directory on drop, if the simulator created it.
    _own_dir: Option<TempDir>,
    state: Mutex<State>,
    ids: AtomicU64,
}

impl App {
    pub(crate) fn new(
        settings: Settings,
        (spec, drift): (Arc<Spec>, Drift),
        [obs_authority, iam_authority]: [String; 2],
        metadata: Metadata,
        data_dir: PathBuf,
        own_dir: Option<TempDir>,
        state: State,
    ) -> Self {
        Self {
            disturbances: Disturbances::drawn_from(settings.chaos),
            upload_disturbances: UploadDisturbances::drawn_from(settings.chaos),
            stubs: Stubs::default(),
            events: Events::default(),
            identities: Identities::new(&settings),
            settings,
            spec,
            drift,
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

    /// Returns the state after all transitions that are due.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.settle();
        state
    }

    /// Admits a request, or returns the number of requests that are allowed in a second.
    pub(crate) fn admit(&self, operation: &Operation) -> Result<(), u32> {
        if !self.settings.rate_limits {
            return Ok(());
        }
        let mut limits = self.limits.lock().unwrap_or_else(PoisonError::into_inner);
        limits.admit(operation, &self.settings.region, self.started.elapsed())
    }

    /// Returns whether the lock admits a request that names this known key. `right` is the verdict on its signature, or
    /// `None` if the signature was not checked.
    pub(crate) fn key_admits(&self, access_key: String, right: Option<bool>) -> bool {
        if !self.settings.key_lock {
            return true;
        }
        let mut locks = self.key_locks.lock().unwrap_or_else(PoisonError::into_inner);
        locks.entry(access_key).or_default().admits(right, self.started.elapsed())
    }

    /// Returns the Unix second by the clock of the gateway, of IAM and of the metadata service.
    pub(crate) fn now(&self) -> i64 {
        unix_now().saturating_add(self.settings.clock_offset)
    }

    /// Disturbs the next requests of an operation of the spec or of IAM.
    pub(crate) fn disturb_operation(
        &self,
        operation: &str,
        disturbances: impl IntoIterator<Item: Into<Disturbance>>,
    ) -> Result<(), InstructionError> {
        let known = || self.spec.operations().chain(iam::operations());
        if known().all(|name| name != operation) {
            let (name, known) = (shortened(operation), known().collect::<Vec<_>>().join(", "));
            return Err(InstructionError::new(format!(
                "neither the spec nor IAM has an operation {name}, only {known}"
            )));
        }
        self.disturbances.add(Some(operation), disturbances);
        Ok(())
    }

    /// Expires every upload URL issued so far, by setting the OBS clock forward.
    pub(crate) fn expire_upload_urls(&self) {
        let beyond = self.settings.url_lifetime.saturating_add(Duration::from_secs(1));
        self.state().skip_obs_time(beyond);
    }

    /// Returns a fresh id of 32 hexadecimal digits. The series is the same in every run.
    pub(crate) fn next_id(&self) -> String {
        format!("{:032x}", self.ids.fetch_add(1, Ordering::Relaxed) + 1)
    }
}

//! The uploaded objects, by job.

use std::collections::BTreeMap;

use crate::state::snapshot::{ObjectKind, StoredObject};

/// The uploaded objects. Files hold their content.
#[derive(Default)]
pub(crate) struct Objects(BTreeMap<String, BTreeMap<ObjectKind, StoredObject>>);

impl Objects {
    pub(crate) fn get(&self, job_id: &str, kind: ObjectKind) -> Option<&StoredObject> {
        self.0.get(job_id)?.get(&kind)
    }

    pub(crate) fn insert(&mut self, job_id: &str, kind: ObjectKind, object: StoredObject) {
        self.0.entry(job_id.to_owned()).or_default().insert(kind, object);
    }

    /// Forgets all objects of a job, and returns them so that the caller can remove their files.
    pub(crate) fn remove_all(&mut self, job_id: &str) -> Vec<StoredObject> {
        self.0.remove(job_id).unwrap_or_default().into_values().collect()
    }
}

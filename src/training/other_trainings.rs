//! Which jobs other trainings have, and which of them look for one: of this process, and of the journals in the same
//! folder.
//!
//! The rule: while the creation of one training is without a response, no other that can know of it creates a job like
//! it, and whoever looks for a lost job leaves those alone that another training has. A training whose journal is gone, or
//! that had none and has ended, looks for nothing any more.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs::DirEntry;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::OwnedMutexGuard;

use super::journal::{Digest, Journal, Service};
use super::journal_store::{canonical, lock_of};
use super::material::JOURNAL_SUFFIX;

/// How long another creation of the same name is waited for. One whose future is kept but no longer polled never ends.
const CREATION_WAIT: Duration = Duration::from_secs(15 * 60);
/// More journals of one folder are not read.
const MAX_JOURNALS: usize = 10_000;
/// Larger files beside a journal are not looked into, in bytes: it would hold twenty thousand ids.
const MAX_JOURNAL_SIZE: u64 = 1024 * 1024;

/// What jobs have in common that cannot be told apart in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct JobTraits {
    pub(super) service: Service,
    pub(super) edition: String,
    pub(super) voice_name: String,
    /// The CRC-32 of the batch name, if the plan gives one.
    pub(super) batch: Option<u32>,
}

impl JobTraits {
    fn of(journal: &Journal) -> Self {
        let Journal { service, edition, voice_name, details, .. } = journal;
        let batch = details.get("batch_name").copied();
        Self { service: service.clone(), edition: edition.to_string(), voice_name: voice_name.clone(), batch }
    }

    /// Whether a job of one could be taken for a job of the other: not when both name a batch, and not the same.
    fn may_match(&self, other: &Self) -> bool {
        let batches = self.batch.is_none() || other.batch.is_none() || self.batch == other.batch;
        batches
            && (&self.service, &self.edition, &self.voice_name) == (&other.service, &other.edition, &other.voice_name)
    }
}

/// Who a training is: the place of its journal, or a number when it has none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum TrainingId {
    Journal(PathBuf),
    Number(u64),
}

#[derive(Default)]
struct Registry {
    next: u64,
    /// The job of each training that has one.
    jobs: HashMap<TrainingId, (Service, String)>,
    /// Creations without a response.
    pending: HashMap<TrainingId, JobTraits>,
    /// Held while a job of these traits, batches aside, is created.
    creations: HashMap<JobTraits, Arc<tokio::sync::Mutex<()>>>,
}

static REGISTRY: LazyLock<Mutex<Registry>> = LazyLock::new(Mutex::default);

fn registry() -> std::sync::MutexGuard<'static, Registry> {
    REGISTRY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A training's place in the registry.
pub(super) fn training_id(journal: Option<&Path>) -> TrainingId {
    match journal {
        Some(path) => TrainingId::Journal(path.to_owned()),
        None => {
            let mut registry = registry();
            registry.next += 1;
            TrainingId::Number(registry.next)
        }
    }
}

/// Notes what a training has, as its journal says it. A job that is submitted can be taken for no lost one any more.
pub(super) fn register(training: &TrainingId, journal: &Journal) {
    let mut registry = registry();
    match &journal.job_id {
        Some(id) if journal.submission.submitted_at.is_none() => {
            registry.jobs.insert(training.clone(), (journal.service.clone(), id.to_string()));
        }
        _ => {
            registry.jobs.remove(training);
        }
    }
    if journal.pending_create.is_some() && journal.job_id.is_none() {
        registry.pending.insert(training.clone(), JobTraits::of(journal));
    } else {
        registry.pending.remove(training);
    }
}

/// Forgets a training that was given up.
pub(super) fn forget(training: &TrainingId) {
    let mut registry = registry();
    registry.jobs.remove(training);
    registry.pending.remove(training);
}

/// Forgets what a training looks for, when it has ended and nothing can go on with it: without a journal, no run will look
/// for its job again. A job that it has is still its own.
pub(super) fn training_ended(training: &TrainingId) {
    if let TrainingId::Number(_) = training {
        registry().pending.remove(training);
    }
}

/// Waits until nobody else in this process creates a job like this one, and keeps the others waiting until it is dropped.
pub(super) async fn lock_creation(journal: &Journal) -> Option<OwnedMutexGuard<()>> {
    let traits = JobTraits { batch: None, ..JobTraits::of(journal) };
    let creation = {
        let mut registry = registry();
        // Those that nobody holds or waits for are of no use.
        registry.creations.retain(|_, creation| Arc::strong_count(creation) > 1);
        registry.creations.entry(traits).or_default().clone()
    };
    tokio::time::timeout(CREATION_WAIT, creation.lock_owned()).await.ok()
}

/// What other trainings have and look for.
#[derive(Default)]
pub(super) struct OtherTrainings {
    /// The ids of their jobs.
    pub(super) jobs: HashSet<String>,
    /// One of them that looks for a job like this training's.
    pub(super) rival: Option<TrainingId>,
}

impl fmt::Display for TrainingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Journal(path) => write!(f, "the training of the journal {}", path.display()),
            Self::Number(_) => f.write_str("another training of this process"),
        }
    }
}

impl TrainingId {
    /// Whether its training can go on from there. A journal that was moved goes on where it is now.
    fn still_exists(&self) -> bool {
        match self {
            // A training that is under way has its lock there, whatever became of its journal.
            Self::Journal(path) => [path.clone(), lock_of(path)].iter().any(|it| it.try_exists().unwrap_or(true)),
            Self::Number(_) => true,
        }
    }
}

/// Finds out about all other trainings that can be known of: those of this process, and those whose journals lie beside
/// this one's. It reads files.
pub(super) fn find(own: &TrainingId, journal: &Journal) -> OtherTrainings {
    let traits = JobTraits::of(journal);
    let mut others = OtherTrainings::default();
    let rivals: Vec<TrainingId> = {
        let registry = registry();
        let jobs =
            registry.jobs.iter().filter(|(training, (service, _))| *training != own && *service == journal.service);
        others.jobs.extend(jobs.map(|(_, (_, id))| id.clone()));
        let alike =
            registry.pending.iter().filter(|(training, pending)| *training != own && pending.may_match(&traits));
        alike.map(|(training, _)| training.clone()).collect()
    };
    others.rival = rivals.into_iter().find(TrainingId::still_exists);
    let TrainingId::Journal(path) = own else { return others };
    for beside in journals_beside(path) {
        // One that cannot be read says nothing.
        let Ok(Some(there)) = Journal::load(&beside) else { continue };
        if there.service == journal.service {
            if there.pending_create.is_some() && there.job_id.is_none() && JobTraits::of(&there).may_match(&traits) {
                others.rival = Some(TrainingId::Journal(beside));
            }
            others.jobs.extend(there.job_id.map(String::from));
        }
    }
    others
}

/// The journal beside this one, if there is one, of a training of the same voice from the same material under another name:
/// of the same length and checksum, and either one file with this one or not there any more, as after a renaming. A copy
/// is material of its own. It reads files.
pub(super) fn same_material(own: &TrainingId, journal: &Journal, recording: Digest) -> Option<PathBuf> {
    let TrainingId::Journal(path) = own else { return None };
    let here = material(path)?;
    journals_beside(path).find(|beside| {
        let is_same = material(beside).is_some_and(|there| match there.try_exists() {
            Ok(true) => same_file::is_same_file(&here, &there).unwrap_or(false),
            Ok(false) => true,
            Err(_) => false,
        });
        is_same
            && Journal::load(beside).ok().flatten().is_some_and(|there| {
                there.submission.recording == Some(recording)
                    && (&there.service, &there.voice_name) == (&journal.service, &journal.voice_name)
                    && there.edition == journal.edition
            })
    })
}

/// The material that a journal lies beside, by its name.
fn material(journal: &Path) -> Option<PathBuf> {
    let name = journal.file_name()?.to_str()?.strip_suffix(JOURNAL_SUFFIX)?;
    Some(journal.with_file_name(name))
}

/// The files beside a journal that may be journals, wherever their plans have put them: JSON, and not larger than a
/// journal is. Whether they are shows when they are read.
fn journals_beside(own: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = own.parent().and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    let own = own.to_owned();
    let may_be = move |entry: &DirEntry| {
        entry.path() != own
            && entry.path().extension().is_some_and(|ending| ending == "json")
            && entry.metadata().is_ok_and(|found| found.is_file() && found.len() <= MAX_JOURNAL_SIZE)
    };
    entries.filter(may_be).take(MAX_JOURNALS).map(|entry| entry.path())
}

/// Notes what the journals of a batch say before any of its trainings begins: one that has not begun yet may have a job.
pub(super) fn register_all(journals: impl IntoIterator<Item = PathBuf>) {
    for path in journals {
        let path = canonical(&path);
        if let Ok(Some(journal)) = Journal::load(&path) {
            register(&TrainingId::Journal(path), &journal);
        }
    }
}

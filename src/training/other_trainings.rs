//! The jobs that other trainings hold, and the pending creates of other trainings: those of this process, and those of
//! the journals in the same folder, or in the same store.
//!
//! Two rules follow from them. While one training has a pending create, no other training that can know of it creates a
//! job like it. And a training that searches for its lost job does not take a job that another training holds. A
//! training whose journal was removed, or that ended without a journal, searches for nothing any more.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs::DirEntry;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::OwnedMutexGuard;

use super::journal::{Digest, Journal, JournalStatus, Service};
use super::material::JOURNAL_SUFFIX;
use super::store::{JournalStore, Place, blocking, limited, lock_of};
use crate::{Error, ErrorKind};

/// The time that a training waits for another create of the same name in this process. A future that is kept and no
/// longer polled never ends its create.
const CREATION_WAIT: Duration = Duration::from_secs(15 * 60);
/// The number of journals in one folder that are read.
const MAX_JOURNALS: usize = 10_000;
/// The number of journals in a store that are read at a time.
const PAGE: usize = 500;
/// The statuses of journals that have an unsubmitted job or a pending create.
const UNSUBMITTED: &[JournalStatus] = &[JournalStatus::Creating, JournalStatus::Created, JournalStatus::Stopped];
/// The largest file beside a journal that is read, in bytes: a journal of that size would hold twenty thousand ids.
const MAX_JOURNAL_SIZE: u64 = 1024 * 1024;

/// The traits by which a list of jobs identifies a job that has no id yet: two jobs with the same traits look alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct JobTraits {
    pub(super) service: Service,
    pub(super) edition: String,
    pub(super) voice_name: String,
    /// The CRC-32 of the batch name, if the plan sets one.
    pub(super) batch: Option<u32>,
}

impl JobTraits {
    fn of(journal: &Journal) -> Self {
        let Journal { service, edition, voice_name, details, .. } = journal;
        let batch = details.get("batch_name").copied();
        Self { service: service.clone(), edition: edition.to_string(), voice_name: voice_name.clone(), batch }
    }

    /// Returns whether a job with these traits could be taken for a job with the others. Two different batch names tell
    /// the jobs apart.
    fn may_match(&self, other: &Self) -> bool {
        let batches = self.batch.is_none() || other.batch.is_none() || self.batch == other.batch;
        batches
            && (&self.service, &self.edition, &self.voice_name) == (&other.service, &other.edition, &other.voice_name)
    }
}

/// Identifies a training: by the place of its journal, or by a number if it has none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum TrainingId {
    Journal(PathBuf),
    Stored {
        /// The store's name.
        store: String,
        key: String,
    },
    Number(u64),
}

#[derive(Default)]
struct Registry {
    next: u64,
    /// The job of each training that has an unsubmitted one.
    jobs: HashMap<TrainingId, (Service, String)>,
    /// The trainings with a pending create.
    pending: HashMap<TrainingId, JobTraits>,
    /// The locks that trainings hold while they create a job with these traits, whatever its batch.
    creations: HashMap<JobTraits, Arc<tokio::sync::Mutex<()>>>,
    /// The stores of trainings of this process, by their names.
    stores: HashMap<String, Weak<dyn JournalStore>>,
}

static REGISTRY: LazyLock<Mutex<Registry>> = LazyLock::new(Mutex::default);

fn registry() -> std::sync::MutexGuard<'static, Registry> {
    REGISTRY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the identity of the training whose journal is at this place, with links resolved.
pub(super) fn training_id(place: &Place) -> TrainingId {
    match place {
        Place::File(path) => TrainingId::Journal(path.clone()),
        Place::Keyed(keeper, key) => {
            let store = keeper.store().name();
            let mut registry = registry();
            registry.stores.retain(|_, store| store.strong_count() > 0);
            registry.stores.insert(store.clone(), Arc::downgrade(keeper.store()));
            TrainingId::Stored { store, key: key.clone() }
        }
        Place::Memory => {
            let mut registry = registry();
            registry.next += 1;
            TrainingId::Number(registry.next)
        }
    }
}

/// Registers the job or the pending create that a training's journal has. A submitted job need not be registered: it
/// cannot be taken for a lost one.
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

/// Removes a training that was deleted.
pub(super) fn forget(training: &TrainingId) {
    let mut registry = registry();
    registry.jobs.remove(training);
    registry.pending.remove(training);
}

/// Removes the pending create of a training that has ended without a journal: no later run will search for its job. A
/// job that it holds stays registered.
pub(super) fn training_ended(training: &TrainingId) {
    if let TrainingId::Number(_) = training {
        registry().pending.remove(training);
    }
}

/// Waits until no other training of this process creates a job like this one; until the guard is dropped, the others
/// wait.
pub(super) async fn lock_creation(journal: &Journal) -> Option<OwnedMutexGuard<()>> {
    let traits = JobTraits { batch: None, ..JobTraits::of(journal) };
    let creation = {
        let mut registry = registry();
        // Locks that no training holds or waits for.
        registry.creations.retain(|_, creation| Arc::strong_count(creation) > 1);
        registry.creations.entry(traits).or_default().clone()
    };
    tokio::time::timeout(CREATION_WAIT, creation.lock_owned()).await.ok()
}

/// The jobs and pending creates of other trainings.
#[derive(Default)]
pub(super) struct OtherTrainings {
    /// The ids of the jobs that they hold.
    pub(super) jobs: HashSet<String>,
    /// A training with a pending create of a job like this training's.
    pub(super) rival: Option<TrainingId>,
}

impl fmt::Display for TrainingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Journal(path) => write!(f, "the training with the journal {}", path.display()),
            Self::Stored { store, key } => write!(f, "the training with the journal {key:?} in {store}"),
            Self::Number(_) => f.write_str("another training of this process"),
        }
    }
}

impl TrainingId {
    /// Returns whether the training can be resumed. A journal that was moved is resumed at its new place.
    async fn still_exists(&self) -> bool {
        match self {
            // A training under way has its lock at the path, even if its journal was removed.
            Self::Journal(path) => {
                let files = [path.clone(), lock_of(path)];
                let exists = blocking(move || Ok(files.iter().any(|file| file.try_exists().unwrap_or(true))));
                exists.await.unwrap_or(true)
            }
            Self::Stored { store, key } => {
                let store = registry().stores.get(store).and_then(Weak::upgrade);
                match store {
                    Some(store) => !matches!(limited(store.load(key)).await, Ok(None)),
                    None => true,
                }
            }
            Self::Number(_) => true,
        }
    }
}

/// Finds all other trainings of this process, and those whose journals are in the same folder or store.
///
/// # Errors
/// If the store cannot be read. A folder that cannot be read is no evidence.
pub(super) async fn find(own: &TrainingId, place: &Place, journal: &Journal) -> Result<OtherTrainings, Error> {
    let traits = JobTraits::of(journal);
    let (mut others, rivals) = of_this_process(own, &traits, journal);
    for rival in rivals {
        if rival.still_exists().await {
            others.rival = Some(rival);
            break;
        }
    }
    match place {
        Place::Memory => {}
        Place::File(path) => {
            let (path, service) = (path.clone(), journal.service.clone());
            let stopped = |_| Error::new(ErrorKind::JournalUnavailable, "the runtime has stopped");
            let found = tokio::task::spawn_blocking(move || {
                let mut others = others;
                for beside in journals_beside(&path) {
                    // A file that cannot be read is no evidence.
                    let Ok(Some(other)) = Journal::load(&beside) else { continue };
                    others.add(&other, &service, &traits, || TrainingId::Journal(beside.clone()));
                }
                others
            });
            return found.await.map_err(stopped);
        }
        Place::Keyed(keeper, own_key) => {
            let mut after: Option<String> = None;
            for _ in 0..MAX_JOURNALS / PAGE {
                let page = limited(keeper.store().list(UNSUBMITTED, after.as_deref(), PAGE)).await?;
                for other in page.iter().filter(|other| other.key != *own_key) {
                    let id = || TrainingId::Stored { store: keeper.store().name(), key: other.key.clone() };
                    others.add(&other.journal, &journal.service, &traits, id);
                }
                match page.last() {
                    Some(last) if page.len() == PAGE => after = Some(last.key.clone()),
                    _ => return Ok(others),
                }
            }
            // Of so many journals not all are read, so no job is certainly ours.
            others.rival = Some(own.clone());
        }
    }
    Ok(others)
}

/// Returns the jobs of the other trainings of this process, and those trainings with a pending create of such a job.
fn of_this_process(own: &TrainingId, traits: &JobTraits, journal: &Journal) -> (OtherTrainings, Vec<TrainingId>) {
    let registry = registry();
    let jobs = registry.jobs.iter().filter(|(training, (service, _))| *training != own && *service == journal.service);
    let others = OtherTrainings { jobs: jobs.map(|(_, (_, id))| id.clone()).collect(), rival: None };
    let alike = registry.pending.iter().filter(|(training, pending)| *training != own && pending.may_match(traits));
    (others, alike.map(|(training, _)| training.clone()).collect())
}

impl OtherTrainings {
    /// Adds what another journal tells.
    fn add(&mut self, other: &Journal, service: &Service, traits: &JobTraits, id: impl FnOnce() -> TrainingId) {
        if other.service != *service {
            return;
        }
        if other.pending_create.is_some() && other.job_id.is_none() && JobTraits::of(other).may_match(traits) {
            self.rival = Some(id());
        }
        self.jobs.extend(other.job_id.as_ref().map(ToString::to_string));
    }
}

/// Finds the journal in the same folder, if there is one, of a training of the same voice from the same recording under
/// another name. The recording is the same if length and checksum are equal, and it is the same file or, as after a
/// rename, does not exist any more. A copy counts as another recording. It reads files.
pub(super) fn same_material(own: &TrainingId, journal: &Journal, recording: Digest) -> Option<PathBuf> {
    let TrainingId::Journal(path) = own else { return None };
    let own = material(path)?;
    journals_beside(path).find(|beside| {
        let is_same = material(beside).is_some_and(|other| match other.try_exists() {
            Ok(true) => same_file::is_same_file(&own, &other).unwrap_or(false),
            Ok(false) => true,
            Err(_) => false,
        });
        is_same
            && Journal::load(beside).ok().flatten().is_some_and(|other| {
                other.submission.recording == Some(recording)
                    && (&other.service, &other.voice_name) == (&journal.service, &journal.voice_name)
                    && other.edition == journal.edition
            })
    })
}

/// Returns the recording that a journal belongs to, by the journal's name.
fn material(journal: &Path) -> Option<PathBuf> {
    let name = journal.file_name()?.to_str()?.strip_suffix(JOURNAL_SUFFIX)?;
    Some(journal.with_file_name(name))
}

/// Returns the files beside a journal that may be journals: JSON files of a journal's size. Only reading tells whether
/// they are.
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

/// Registers the journals of a batch before any of its trainings begins, as one that waits for its turn may have a job.
/// It reads files; the journals of a store are found there.
pub(super) fn register_all(places: impl IntoIterator<Item = Place>) {
    for place in places {
        let place = place.resolved();
        if let Place::File(path) = &place
            && let Ok(Some(journal)) = Journal::load(path)
        {
            register(&training_id(&place), &journal);
        }
    }
}

//! Trainings whose journals are in a store: in memory, in a folder, and in one that fails in the middle.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use metastudio_voice::training::store::{Acquired, FileStore, JournalStore, Lease, Storing, Swapped};
use metastudio_voice::training::{Event, Journal, JournalLocation, JournalStatus, Outcome, Plan};
use metastudio_voice::{Error, ErrorKind};
use metastudio_voice_simulator::MemoryStore;
use metastudio_voice_simulator::journal_stores::Suite;

use crate::support::store::{Changed, Steps};
use crate::support::studio::{Studio, train, until};

const KEY: &str = "order-17";

fn is_created(event: &Event) -> bool {
    matches!(event, Event::Created { .. })
}

async fn stored(store: &impl JournalStore) -> Journal {
    store.load(KEY).await.expect("a store").expect("a journal").journal
}

/// A store in memory that can fail after it has changed something, or take the lease away.
#[derive(Debug, Default)]
struct Unreliable {
    store: MemoryStore,
    /// Whether each first write of a journal gets no acknowledgement.
    loses_acknowledgements: AtomicBool,
    losses: AtomicUsize,
    /// Whether another process has taken the lease over.
    is_taken: AtomicBool,
    last: Mutex<Option<Journal>>,
}

impl Unreliable {
    fn is_taken(&self) -> bool {
        self.is_taken.load(Ordering::Relaxed)
    }
}

impl Steps for Unreliable {
    fn store(&self) -> &dyn JournalStore {
        &self.store
    }

    fn compare_and_swap<'a>(&'a self, lease: &'a Lease, version: u64, journal: &'a Journal) -> Storing<'a, Swapped> {
        Box::pin(async move {
            if self.is_taken() {
                return Ok(Swapped::LeaseLost);
            }
            let swapped = self.store.compare_and_swap(lease, version, journal).await?;
            let is_new = self.last.lock().expect("last").replace(journal.clone()).as_ref() != Some(journal);
            if is_new && self.loses_acknowledgements.load(Ordering::Relaxed) {
                self.losses.fetch_add(1, Ordering::Relaxed);
                return Err(Error::journal_unavailable("the acknowledgement was lost"));
            }
            Ok(swapped)
        })
    }

    fn acquire<'a>(&'a self, key: &'a str, owner: &'a str, duration: Duration) -> Storing<'a, Acquired> {
        Box::pin(async move {
            if self.is_taken() {
                return Ok(Acquired::InUse { owner: Some("another machine".to_owned()) });
            }
            self.store.acquire(key, owner, duration).await
        })
    }
}

#[tokio::test]
async fn a_training_in_a_store_keeps_its_journal_there_and_writes_no_file() {
    let studio = Studio::open().await;
    let store = Arc::new(MemoryStore::new());
    let plan = studio.plan().journal_in(store.clone(), KEY);
    assert_eq!(plan.journal_path(), None);
    let (outcome, _) = train(&studio.client().await, plan.clone()).await;
    let voice = outcome.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(studio.names(), ["recording.wav"]);
    let journal = stored(&*store).await;
    assert_eq!((journal.status(), journal.asset_id()), (JournalStatus::Trained, Some(&*voice.asset_id)));
    // The same plan returns the same voice.
    let (outcome, _) = train(&studio.client().await, plan).await;
    assert_eq!(outcome.expect("an outcome").into_voice().expect("a voice").asset_id, voice.asset_id);
    assert_eq!(studio.counts(), (1, 1, 1));
}

#[tokio::test]
async fn another_process_goes_on_with_a_training_by_its_journal_alone() {
    for is_folder in [false, true] {
        let studio = Studio::open().await;
        let store: Arc<dyn JournalStore> = match is_folder {
            true => Arc::new(FileStore::folder(studio.folder.path())),
            false => Arc::new(MemoryStore::new()),
        };
        let letter = studio.file("letter.pdf", "%PDF-1.4");
        let plan = studio.plan().letter(letter).details(|job| job.language("CN")).journal_in(store.clone(), KEY);
        until(&studio, plan, is_created).await;
        let journal = store.load(KEY).await.expect("a store").expect("a journal").journal;
        assert_eq!(journal.status(), JournalStatus::Created);
        let plan = Plan::from_journal(&journal).expect("a plan").journal_in(store.clone(), KEY);
        let (outcome, events) = train(&studio.client().await, plan).await;
        outcome.expect("an outcome").into_voice().expect("a voice");
        assert!(events.iter().any(|event| matches!(event, Event::Resumed { .. })));
        assert!(events.iter().any(|event| event.to_string() == "authorization letter uploaded"));
        assert_eq!(studio.counts(), (1, 1, 1));
    }
}

#[tokio::test]
async fn two_trainings_with_one_key_do_not_run_at_once() {
    let studio = Studio::open().await;
    let store = Arc::new(MemoryStore::new());
    let plan = studio.plan().journal_in(store.clone(), KEY);
    let (client, other) = (studio.client().await, studio.client().await);
    let second = Arc::new(Mutex::new(None));
    let (begin, mut is_begun) = tokio::sync::mpsc::unbounded_channel();
    let training = client.train(plan.clone()).on_event(move |event| {
        if is_created(&event) {
            begin.send(()).expect("begun");
        }
    });
    let rival = async {
        is_begun.recv().await.expect("begun");
        *second.lock().expect("second") = Some(other.train(plan).await);
    };
    let (outcome, ()) = tokio::join!(training.into_future(), rival);
    outcome.expect("an outcome").into_voice().expect("a voice");
    let error = second.lock().expect("second").take().expect("a result").expect_err("in use");
    assert_eq!(error.kind(), ErrorKind::JournalInUse);
    assert!(error.to_string().contains(&format!("process {}", std::process::id())), "{error}");
    assert_eq!(studio.counts(), (1, 1, 1));
}

#[tokio::test]
async fn a_store_that_is_away_for_a_while_is_waited_for() {
    let studio = Studio::open().await;
    let store = Arc::new(MemoryStore::new());
    let (client, failing) = (studio.client().await, store.clone());
    let training = client.train(studio.plan().journal_in(store.clone(), KEY)).on_event(move |event| match event {
        Event::Checked { .. } | Event::Created { .. } | Event::Uploaded { .. } => failing.set_available(false),
        Event::Retrying { .. } => failing.set_available(true),
        _ => {}
    });
    training.await.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(studio.counts(), (1, 1, 1));
}

#[tokio::test]
async fn a_write_whose_acknowledgement_was_lost_is_no_change_by_somebody_else() {
    let studio = Studio::open().await;
    let store = Arc::new(Changed::<Unreliable>::default());
    store.loses_acknowledgements.store(true, Ordering::Relaxed);
    let (outcome, _) = train(&studio.client().await, studio.plan().journal_in(store.clone(), KEY)).await;
    outcome.expect("an outcome").into_voice().expect("a voice");
    assert!(store.losses.load(Ordering::Relaxed) > 5);
    assert_eq!(studio.counts(), (1, 1, 1));
}

#[tokio::test]
async fn a_training_that_another_process_has_taken_over_submits_nothing_and_names_that_process() {
    let studio = Studio::open().await;
    let store = Arc::new(Changed::<Unreliable>::default());
    let (client, taken) = (studio.client().await, store.clone());
    let training = client.train(studio.plan().journal_in(store.clone(), KEY)).on_event(move |event| {
        if is_created(&event) {
            taken.is_taken.store(true, Ordering::Relaxed);
        }
    });
    let error = training.await.expect_err("taken over");
    assert_eq!(error.kind(), ErrorKind::JournalInUse);
    assert!(error.to_string().contains("another machine"), "{error}");
    assert!(error.job_id().is_some());
    let (jobs, submissions, credits) = studio.counts();
    assert_eq!((jobs, submissions, credits), (1, 0, 0));
}

#[tokio::test]
async fn a_journal_that_somebody_has_changed_without_its_lease_ends_the_training() {
    let studio = Studio::open().await;
    let store = MemoryStore::new();
    let (client, other) = (studio.client().await, store.clone());
    let training = client.train(studio.plan().journal_in(Arc::new(store.clone()), KEY)).on_event(move |event| {
        if is_created(&event) {
            // Like a machine that has the lease for a while and gives it back.
            let change = async {
                let found = other.load(KEY).await.expect("a store").expect("a journal");
                let mut changed = serde_json::to_value(&found.journal).expect("JSON");
                changed["submission"]["number"] = 2.into();
                let changed = serde_json::from_value(changed).expect("a journal");
                let lease = Lease::new(KEY, "another machine", 1);
                assert!(matches!(
                    other.compare_and_swap(&lease, found.version, &changed).await,
                    Ok(Swapped::Stored(_))
                ));
            };
            futures_now(change);
        }
    });
    let error = training.await.expect_err("changed");
    assert_eq!(error.kind(), ErrorKind::JournalInUse);
    assert_eq!(studio.counts(), (1, 0, 0));
    assert_eq!(stored(&store).await.status(), JournalStatus::Created);
}

/// Runs a future that never waits.
fn futures_now(future: impl Future<Output = ()>) {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(std::pin::pin!(future).poll(&mut context).is_ready());
}

#[tokio::test]
async fn a_training_in_a_store_is_watched_and_deleted_by_its_key() {
    let studio = Studio::open().await;
    let store = Arc::new(MemoryStore::new());
    let client = studio.client().await;
    let location = || JournalLocation::in_store(store.clone(), KEY);
    let error = client.watch(location()).await.expect_err("no journal");
    assert_eq!(error.kind(), ErrorKind::JournalUnavailable);
    until(&studio, studio.plan().journal_in(store.clone(), KEY), |event| matches!(event, Event::Submitted)).await;
    let watched = client.watch(location()).poll_interval(Duration::from_millis(5)).await.expect("an outcome");
    assert!(matches!(watched, Outcome::Trained(_)));
    client.delete_training(location()).await.expect("deleted");
    assert!(store.load(KEY).await.expect("a store").is_none());
    assert_eq!(studio.simulator.jobs().len(), 0);
    assert!(!format!("{:?}", location()).is_empty());
}

#[tokio::test]
async fn a_key_that_no_store_could_have_is_refused_before_anything_is_created() {
    let studio = Studio::open().await;
    for key in ["", "a/b", "../a", ".hidden"] {
        let plan = studio.plan().journal_in(Arc::new(MemoryStore::new()), key);
        let error = studio.client().await.train(plan).await.expect_err(key);
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    }
    assert_eq!(studio.changes(), 0);
}

#[tokio::test]
async fn a_folder_of_journals_stores_texts_of_any_kind_lists_many_and_takes_requests() {
    for rule in ["texts of any kind", "in the order of the keys", "many journals", "on a later one"] {
        let folder = tempfile::tempdir().expect("folder");
        let suite = Suite::new(|_| async { FileStore::folder(folder.path()) }).only(rule).journals(50);
        let report = suite.run().await;
        assert!(report.passes() && report.to_string().contains("rules: 1,"), "{report}");
    }
}

#[ignore = "slow: each lock that is held is waited for"]
#[tokio::test]
async fn a_folder_of_journals_passes_the_suite_of_stores() {
    let folder = tempfile::tempdir().expect("folder");
    let report = Suite::new(|_| async { FileStore::folder(folder.path()) }).journals(300).run().await;
    assert!(report.passes(), "{report}");
}

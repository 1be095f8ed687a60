//! Trainings that are deleted on a replica, while another one carries them on.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use metastudio_voice::training::store::{Acquired, FileStore, JournalStore, Lease, Renewed, Storing};
use metastudio_voice::training::{Event, JournalLocation, Plan, Pool, Training};
use metastudio_voice::{Client, Error, ErrorKind};
use metastudio_voice_simulator::{Clock, Disturbance, MemoryStore, ReceivedRequest, Simulator};

use super::pool::{plan, until_submitted};
use super::pool_store::{LIMIT, Stopped};
use crate::support::store::{Changed, Steps};
use crate::support::studio::Studio;
use crate::support::{builder_of, file, wav};

const KEY: &str = "order-17";
const LEASE: Duration = Duration::from_millis(300);
const HOUR: Duration = Duration::from_secs(60 * 60);

fn replica(client: &Client, store: impl JournalStore) -> Pool {
    client.pool().store(store).lease(LEASE).concurrency(NonZeroUsize::MIN).build()
}

async fn acquire(store: &impl JournalStore) -> Lease {
    match store.acquire(KEY, "the test", HOUR).await.expect("a store") {
        Acquired::Lease(lease) => lease,
        other => panic!("{other:?}"),
    }
}

fn deletions(simulator: &Simulator) -> usize {
    let is_deletion = |request: &&ReceivedRequest| request.operation == Some("DeleteVoiceTrainingJob");
    simulator.requests().iter().filter(is_deletion).count()
}

fn check_asked(error: &Error) {
    assert_eq!(error.kind(), ErrorKind::Stopped, "{error}");
    assert!(error.to_string().contains("another process"), "{error}");
}

#[tokio::test]
async fn a_training_is_deleted_on_any_replica_whether_it_is_queued_begun_or_watched_by_another() {
    for is_folder in [false, true] {
        let studio = Studio::open().await;
        let client = studio.client().await;
        let journals = tempfile::tempdir().expect("folder");
        let memory = MemoryStore::new();
        let store = || -> Arc<dyn JournalStore> {
            match is_folder {
                true => Arc::new(FileStore::folder(journals.path())),
                false => Arc::new(memory.clone()),
            }
        };
        let (holder, other) = (replica(&client, store()), replica(&client, store()));
        let watched = plan(&studio, "watched").poll_interval(HOUR);
        let watched = holder.start("watched", watched).await.expect("started");
        until_submitted(&watched).await;
        studio.simulator.disturb_operation("ShowTenantDurationCfg", [Disturbance::HangBefore]).expect("an operation");
        let begun = holder.start("begun", plan(&studio, "begun")).await.expect("started");
        let queued = holder.start("queued", plan(&studio, "queued")).await.expect("started");
        for training in [&queued, &begun, &watched] {
            other.delete(training.key()).await.expect("deleted");
            assert!(training.has_ended(), "{training:?}");
            check_asked(&training.outcome().await.expect_err("stopped"));
            assert!(store().load(training.key()).await.expect("a store").is_none());
        }
        assert_eq!((studio.simulator.jobs().len(), deletions(&studio.simulator)), (0, 1));
        studio.simulator.clear_disturbances();
        let again = holder.start("watched", plan(&studio, "watched")).await.expect("the key is free");
        again.outcome().await.expect("an outcome").into_voice().expect("a voice");
        // No request and no lock is left.
        holder.shutdown(LIMIT).await;
        let names = std::fs::read_dir(journals.path()).expect("folder").map(|entry| entry.expect("entry").file_name());
        assert!(names.into_iter().all(|name| name.to_string_lossy().ends_with(".json")));
    }
}

#[tokio::test(start_paused = true)]
async fn a_training_outside_of_a_pool_is_stopped_by_its_deletion_in_another_process() {
    let simulator = Simulator::builder().clock(Clock::Manual).start().await.expect("simulator");
    let client = builder_of(&simulator).build().await.expect("client");
    let folder = tempfile::tempdir().expect("folder");
    let store: Arc<dyn JournalStore> = Arc::new(MemoryStore::new());
    let plan = Plan::premium("v", file(folder.path(), "recording.wav", wav(96_000))).poll_interval(HOUR);
    let (training, mut events) = client.train(plan.journal_in(store.clone(), KEY)).events();
    let training = tokio::spawn(training.into_future());
    while !matches!(events.next().await.expect("an event"), Event::Submitted) {}
    client.delete_training(JournalLocation::in_store(store.clone(), KEY)).await.expect("deleted");
    let error = training.await.expect("no panic").expect_err("stopped");
    check_asked(&error);
    assert!(error.job_id().is_some());
    assert!(store.load(KEY).await.expect("a store").is_none());
    assert_eq!(simulator.jobs().len(), 0);
}

#[tokio::test]
async fn two_replicas_that_delete_a_training_at_once_both_succeed() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let store = MemoryStore::new();
    let [holder, one, other] = [(); 3].map(|()| replica(&client, store.clone()));
    let training = holder.start(KEY, plan(&studio, KEY).poll_interval(HOUR)).await.expect("started");
    until_submitted(&training).await;
    let (first, second) = tokio::join!(one.delete(KEY), other.delete(KEY));
    first.expect("deleted");
    second.expect("deleted");
    assert_eq!((studio.simulator.jobs().len(), deletions(&studio.simulator)), (0, 1));
    assert_eq!(one.delete(KEY).await.expect_err("nothing there").kind(), ErrorKind::JournalUnavailable);
}

#[tokio::test]
async fn a_training_of_a_stopped_process_is_deleted_when_its_lease_has_ended_and_sends_nothing_after_that() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let store = MemoryStore::new();
    let one = Stopped::of(&store);
    let holder = replica(&client, one.clone());
    let training = holder.start(KEY, plan(&studio, KEY)).await.expect("started");
    one.stopped.acquire().await.expect("open").forget();
    replica(&client, store.clone()).delete(KEY).await.expect("deleted");
    assert_eq!(studio.simulator.jobs().len(), 0);
    let changes = studio.changes();
    one.goes_on.add_permits(1);
    let error = training.outcome().await.expect_err("deleted");
    assert_eq!((error.kind(), studio.changes()), (ErrorKind::JournalInUse, changes), "{error}");
    assert!(store.load(KEY).await.expect("a store").is_none());
}

/// A store with a journal, which nobody trains with.
async fn with_journal(studio: &Studio, store: &MemoryStore) {
    let pool = replica(&studio.client().await, store.clone());
    let training = pool.start(KEY, plan(studio, KEY)).await.expect("started");
    training.outcome().await.expect("an outcome");
    pool.shutdown(LIMIT).await;
}

#[tokio::test(start_paused = true)]
async fn a_holder_that_does_not_answer_keeps_its_training_and_the_next_holder_is_not_asked() {
    let simulator = Simulator::start().await.expect("simulator");
    let client = builder_of(&simulator).build().await.expect("client");
    let store = MemoryStore::new();
    let lease = acquire(&store).await;
    let journal = serde_json::json!({
        "version": 1,
        "service": { "host": "h", "project_id": "p" },
        "edition": "PREMIUM",
        "voice_name": "v",
    });
    let journal = serde_json::from_value(journal).expect("a journal");
    store.compare_and_swap(&lease, 0, &journal).await.expect("stored");
    let error = client.pool().store(store.clone()).build().delete(KEY).await.expect_err("in use");
    assert_eq!(error.kind(), ErrorKind::JournalInUse);
    let text = format!("{error:#}");
    assert!(text.contains("the test") && text.contains("asked to stop"), "{text}");
    let renewed = store.renew(std::slice::from_ref(&lease), HOUR).await.expect("renewed");
    assert_eq!(renewed, [Renewed::ReleaseRequested]);
    store.release(&lease).await.expect("released");
    let next = acquire(&store).await;
    assert_eq!(store.renew(&[next], HOUR).await.expect("renewed"), [Renewed::Held]);
}

/// A store whose lease another process takes just when the first one has released it.
#[derive(Debug)]
struct TakenBetween {
    store: MemoryStore,
    lease: Mutex<Option<Lease>>,
    requests: AtomicUsize,
}

impl Steps for TakenBetween {
    fn store(&self) -> &dyn JournalStore {
        &self.store
    }

    fn request_release<'a>(&'a self, _: &'a str) -> Storing<'a, ()> {
        Box::pin(async move {
            let lease = self.lease.lock().expect("a lease").take();
            if let Some(lease) = lease {
                self.store.release(&lease).await?;
            }
            if self.requests.fetch_add(1, Ordering::Relaxed) < 3 {
                let next = acquire(&self.store).await;
                *self.lease.lock().expect("a lease") = Some(next);
            }
            Ok(())
        })
    }
}

#[tokio::test]
async fn a_training_that_another_replica_resumes_in_between_is_asked_for_again() {
    let studio = Studio::open().await;
    let store = MemoryStore::new();
    with_journal(&studio, &store).await;
    let lease = Mutex::new(Some(acquire(&store).await));
    let between = Arc::new(Changed(TakenBetween { store: store.clone(), lease, requests: AtomicUsize::new(0) }));
    replica(&studio.client().await, between.clone()).delete(KEY).await.expect("deleted");
    assert_eq!(between.requests.load(Ordering::Relaxed), 4);
    assert!(store.load(KEY).await.expect("a store").is_none());
}

/// A store whose holder follows the first request, just before the same pool tries to start the training anew.
#[derive(Debug)]
struct StartedBetween {
    store: MemoryStore,
    lease: Mutex<Option<Lease>>,
    start: OnceLock<(Pool, Plan)>,
    started: Mutex<Vec<Result<Training, Error>>>,
}

impl Steps for StartedBetween {
    fn store(&self) -> &dyn JournalStore {
        &self.store
    }

    fn request_release<'a>(&'a self, _: &'a str) -> Storing<'a, ()> {
        Box::pin(async move {
            let lease = self.lease.lock().expect("a lease").take().expect("one request");
            self.store.release(&lease).await?;
            let (pool, plan) = self.start.get().expect("a pool");
            let started = pool.start(KEY, plan.clone()).await;
            self.started.lock().expect("results").push(started);
            Ok(())
        })
    }
}

#[tokio::test]
async fn a_training_that_is_being_deleted_is_not_started_by_the_same_pool() {
    let studio = Studio::open().await;
    let store = MemoryStore::new();
    with_journal(&studio, &store).await;
    let lease = Mutex::new(Some(acquire(&store).await));
    let (start, started) = Default::default();
    let between = Arc::new(Changed(StartedBetween { store: store.clone(), lease, start, started }));
    let pool = replica(&studio.client().await, between.clone());
    between.start.set((pool.clone(), plan(&studio, KEY))).expect("once");
    pool.delete(KEY).await.expect("deleted");
    let started = between.started.lock().expect("results").pop().expect("a result");
    assert_eq!(started.expect_err("being deleted").kind(), ErrorKind::JournalInUse);
    pool.start(KEY, plan(&studio, KEY)).await.expect("deleted").stop().await;
}

#[tokio::test]
async fn a_deletion_that_is_dropped_before_its_response_leaves_a_training_that_can_be_resumed() {
    let studio = Studio::open().await;
    let store = MemoryStore::new();
    let client = studio.client().await;
    let pool = replica(&client, store.clone());
    let training = pool.start(KEY, plan(&studio, KEY).poll_interval(HOUR)).await.expect("started");
    until_submitted(&training).await;
    studio.simulator.disturb_operation("DeleteVoiceTrainingJob", [Disturbance::HangBefore]).expect("an operation");
    let deletion = tokio::spawn({
        let pool = pool.clone();
        async move { pool.delete(KEY).await }
    });
    while deletions(&studio.simulator) == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(pool.resume_all().await.expect("listed").in_use, [KEY]);
    deletion.abort();
    assert!(deletion.await.expect_err("aborted").is_cancelled());
    let resuming = async {
        loop {
            if let Some(training) = pool.resume_all().await.expect("listed").trainings.pop() {
                break training;
            }
        }
    };
    let resumed = tokio::time::timeout(LIMIT, resuming).await.expect("it can be resumed");
    assert_eq!(studio.simulator.jobs().len(), 1);
    resumed.stop().await;
}

/// A store of which each journal is deleted by another process just before its lease is acquired.
#[derive(Debug, Default)]
struct DeletedBetween(MemoryStore);

impl Steps for DeletedBetween {
    fn store(&self) -> &dyn JournalStore {
        &self.0
    }

    fn acquire<'a>(&'a self, key: &'a str, owner: &'a str, duration: Duration) -> Storing<'a, Acquired> {
        Box::pin(async move {
            let lease = acquire(&self.0).await;
            self.0.remove(&lease).await?;
            self.0.release(&lease).await?;
            self.0.acquire(key, owner, duration).await
        })
    }
}

#[tokio::test]
async fn a_training_that_is_deleted_between_its_listing_and_its_resumption_is_not_begun_anew() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let store = MemoryStore::new();
    let holder = replica(&client, store.clone());
    let training = holder.start(KEY, plan(&studio, KEY).poll_interval(HOUR)).await.expect("started");
    until_submitted(&training).await;
    holder.shutdown(LIMIT).await;
    let changes = studio.changes();
    let pool = replica(&client, Changed(DeletedBetween(store.clone())));
    let resumed = pool.resume_all().await.expect("listed");
    assert!(resumed.trainings.is_empty() && resumed.failed.is_empty(), "{resumed:?}");
    assert_eq!(resumed.in_use, [KEY]);
    assert!(store.load(KEY).await.expect("a store").is_none() && pool.trainings().is_empty());
    assert_eq!(studio.changes(), changes);
    acquire(&store).await;
}

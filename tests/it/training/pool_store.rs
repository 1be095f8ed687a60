//! Pools whose trainings keep their journals in one store: several replicas, restarts, and deletions.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use metastudio_voice::training::store::{FileStore, JournalStore, Lease, Renewed, Storing, Swapped};
use metastudio_voice::training::{Event, Journal, JournalStatus, Plan, Pool, Training};
use metastudio_voice::types::JobState;
use metastudio_voice::{Client, Error, ErrorKind};
use metastudio_voice_simulator::{Disturbance, ErrorResponse, MemoryStore, ReceivedRequest, ReviewFailure};

use tokio::sync::Semaphore;

use super::pool::{plan, until, until_submitted};
use crate::support::builder_of;
use crate::support::store::{Changed, Steps};
use crate::support::studio::{Studio, fast};

pub(super) const LIMIT: Duration = Duration::from_secs(10);

/// A studio, and a folder of journals.
struct Replicas {
    studio: Studio,
    journals: tempfile::TempDir,
    client: Client,
}

impl Replicas {
    async fn open() -> Self {
        let studio = Studio::open().await;
        let client = builder_of(&studio.simulator).build().await.expect("client");
        Self { studio, journals: tempfile::tempdir().expect("folder"), client }
    }

    fn store(&self) -> Arc<FileStore> {
        Arc::new(FileStore::folder(self.journals.path()))
    }

    /// A pool as another process would have it.
    fn replica(&self) -> Pool {
        self.client.pool().concurrency(NonZeroUsize::new(2).expect("two")).store(self.store()).build()
    }

    async fn statuses(&self) -> Vec<(String, JournalStatus)> {
        let listed = self.store().list(JournalStatus::ALL, None, 1_000).await.expect("journals");
        listed.into_iter().map(|stored| (stored.key, stored.journal.status())).collect()
    }

    async fn start(&self, pool: &Pool, names: &[&str]) -> Vec<Training> {
        let mut trainings = Vec::new();
        for name in names {
            trainings.push(pool.start(*name, plan(&self.studio, name)).await.expect("started"));
        }
        trainings
    }

    /// Starts trainings that do not see the end of their jobs, and waits until they are submitted.
    async fn start_slow(&self, pool: &Pool, names: &[&str]) {
        for name in names {
            let plan = plan(&self.studio, name).poll_interval(Duration::from_secs(3_600));
            until_submitted(&pool.start(*name, plan).await.expect("started")).await;
        }
    }

    async fn all_jobs_succeed(&self) {
        while !self.studio.simulator.jobs().iter().all(|job| job.state == JobState::Succeed) {
            self.studio.simulator.advance();
            tokio::task::yield_now().await;
        }
    }
}

async fn succeed(trainings: &[Training]) {
    for training in trainings {
        training.outcome().await.expect("an outcome").into_voice().expect("a voice");
        assert_eq!(training.status(), JournalStatus::Trained);
    }
}

fn sorted(mut keys: Vec<String>) -> Vec<String> {
    keys.sort();
    keys
}

fn keys(trainings: &[Training]) -> Vec<String> {
    sorted(trainings.iter().map(|training| training.key().to_owned()).collect())
}

#[tokio::test]
async fn a_started_training_is_in_the_store_before_its_turn_comes() {
    let replicas = Replicas::open().await;
    replicas
        .studio
        .simulator
        .disturb_operation("ShowTenantDurationCfg", vec![Disturbance::HangBefore; 2])
        .expect("an operation");
    let pool = replicas.replica();
    let trainings = replicas.start(&pool, &["a", "b", "c"]).await;
    let new = |key: &str| (key.to_owned(), JournalStatus::New);
    assert_eq!(replicas.statuses().await, ["a", "b", "c"].map(new));
    assert_eq!(trainings[2].status(), JournalStatus::New);
    pool.shutdown(LIMIT).await;
    replicas.studio.simulator.clear_disturbances();
    let resumed = replicas.replica().resume_all().await.expect("resumed");
    assert_eq!(keys(&resumed.trainings), ["a", "b", "c"]);
    drop(resumed);
}

#[tokio::test]
async fn a_training_that_another_replica_holds_is_in_use_until_that_one_is_shut_down() {
    let replicas = Replicas::open().await;
    let (first, second) = (replicas.replica(), replicas.replica());
    replicas.start_slow(&first, &["a", "b", "c"]).await;
    let error = second.start("a", plan(&replicas.studio, "a")).await.expect_err("in use");
    assert_eq!((error.kind(), second.get("a").is_none()), (ErrorKind::JournalInUse, true));
    let resumed = second.resume_all().await.expect("listed");
    assert_eq!((resumed.trainings.len(), resumed.failed.len()), (0, 0));
    assert_eq!(sorted(resumed.in_use), ["a", "b", "c"]);
    let resumed = first.resume_all().await.expect("listed");
    assert_eq!(sorted(resumed.in_use), ["a", "b", "c"]);
    replicas.all_jobs_succeed().await;
    first.shutdown(LIMIT).await;
    let resumed = second.resume_all().await.expect("resumed");
    assert!(resumed.in_use.is_empty() && resumed.failed.is_empty(), "{resumed:?}");
    succeed(&resumed.trainings).await;
    assert_eq!(replicas.studio.counts(), (3, 3, 3));
    assert!(replicas.statuses().await.iter().all(|(_, status)| *status == JournalStatus::Trained));
}

/// A pool is dropped, as by a kill, at as many points as there are requests.
#[tokio::test]
async fn a_pool_that_is_dropped_anywhere_is_gone_on_with_from_the_store_alone() {
    let replicas = Replicas::open().await;
    let names = ["a", "b", "c"];
    let mut pool = replicas.replica();
    replicas.start(&pool, &names).await;
    for more in (1..40).step_by(3) {
        let until = replicas.studio.simulator.requests().len() + more;
        while replicas.studio.simulator.requests().len() < until && !pool.trainings().iter().all(Training::has_ended) {
            tokio::task::yield_now().await;
        }
        drop(pool);
        pool = replicas.replica();
        // A dropped pool leaves its journals a moment later.
        while !pool.resume_all().await.expect("resumed").in_use.is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
            pool = replicas.replica();
        }
    }
    succeed(&pool.trainings()).await;
    assert_eq!(replicas.studio.counts(), (3, 3, 3));
}

#[tokio::test]
async fn submitted_jobs_are_resumed_without_their_files_and_without_waiting_for_a_turn() {
    let replicas = Replicas::open().await;
    // No job ends before its status has been looked at.
    replicas.studio.stop_time();
    let pool = replicas.replica();
    replicas.start_slow(&pool, &["a", "b", "c"]).await;
    pool.shutdown(LIMIT).await;
    for name in ["a", "b", "c"] {
        std::fs::remove_file(replicas.studio.folder.path().join(format!("{name}.wav"))).expect("removed");
    }
    let checks = replicas.studio.simulator.carried_out("ShowTenantDurationCfg");
    let pool = replicas.replica();
    let resumed = pool.resume_all().await.expect("resumed");
    assert_eq!(keys(&resumed.trainings), ["a", "b", "c"]);
    for training in &resumed.trainings {
        assert_eq!(training.status(), JournalStatus::Submitted);
    }
    replicas.all_jobs_succeed().await;
    pool.shutdown(LIMIT).await;
    let pool = replicas.replica();
    let resumed = pool.resume_all().await.expect("resumed");
    succeed(&resumed.trainings).await;
    assert_eq!(replicas.studio.simulator.carried_out("ShowTenantDurationCfg"), checks);
    assert_eq!(replicas.studio.counts(), (3, 3, 3));
}

#[tokio::test]
async fn a_plan_that_cannot_be_carried_out_is_not_resumed_and_can_be_started_again_when_it_is_corrected() {
    let replicas = Replicas::open().await;
    let pool = replicas.replica();
    let missing = fast(Plan::premium("v", replicas.studio.folder.path().join("missing.wav")));
    let training = pool.start("a", missing).await.expect("started");
    assert_eq!(training.outcome().await.expect_err("no file").kind(), ErrorKind::File);
    assert_eq!(training.status(), JournalStatus::Stopped);
    assert_eq!(replicas.statuses().await, [("a".to_owned(), JournalStatus::Stopped)]);
    let resumed = replicas.replica().resume_all().await.expect("resumed");
    assert!(resumed.trainings.is_empty() && resumed.in_use.is_empty() && resumed.failed.is_empty(), "{resumed:?}");
    let corrected = fast(Plan::premium("v", replicas.studio.file("found.wav", crate::support::wav(96_000))));
    succeed(&[pool.start("a", corrected).await.expect("started")]).await;
    assert_eq!(replicas.studio.counts(), (1, 1, 1));
}

/// A key may have been deleted by mistake: the training goes on when it is there again.
#[tokio::test]
async fn a_failed_review_and_a_failed_training_leave_their_reasons_in_the_journals() {
    let replicas = Replicas::open().await;
    let pool = replicas.replica();
    replicas.studio.simulator.fail_review(None, ReviewFailure::Admin { message: "Too noisy.".to_owned() });
    let training = replicas.start(&pool, &["order-1"]).await.remove(0);
    training.outcome().await.expect("an outcome").into_voice().expect_err("no voice");
    replicas.studio.simulator.fail_training(None, "MSS.20020030", "no speech");
    let other = replicas.start(&pool, &["order-2"]).await.remove(0);
    other.outcome().await.expect_err("no voice");
    for (key, status, kind, text) in [
        ("order-1", JournalStatus::ActionNeeded, ErrorKind::ActionNeeded, "Too noisy."),
        ("order-2", JournalStatus::Failed, ErrorKind::JobFailed, "no speech"),
    ] {
        let journal = replicas.store().load(key).await.expect("a store").expect("a journal").journal;
        let reason = journal.stop_reason().expect("a reason");
        assert_eq!((journal.status(), reason.kind), (status, kind));
        assert!(reason.message.contains(text), "{}", reason.message);
    }
}

#[tokio::test]
async fn a_training_that_was_refused_with_its_credentials_is_resumed() {
    let replicas = Replicas::open().await;
    let refused = ErrorResponse::new(401, "APIGW.0301", "Incorrect IAM authentication information");
    replicas
        .studio
        .simulator
        .disturb_operation("ShowTenantDurationCfg", vec![Disturbance::Respond(refused); 3])
        .expect("an operation");
    let pool = replicas.replica();
    for training in replicas.start(&pool, &["a", "b", "c"]).await {
        let error = training.outcome().await.expect_err("refused");
        assert!(error.is_auth() || error.kind() == ErrorKind::Credentials, "{error}");
    }
    replicas.studio.simulator.clear_disturbances();
    let pool = replicas.replica();
    let resumed = pool.resume_all().await.expect("resumed");
    assert_eq!(keys(&resumed.trainings), ["a", "b", "c"]);
    succeed(&resumed.trainings).await;
}

#[tokio::test]
async fn a_deleted_training_leaves_no_job_and_no_journal_whether_it_is_under_way_or_not() {
    let replicas = Replicas::open().await;
    let pool = replicas.replica();
    let training = replicas.start(&pool, &["a"]).await.remove(0);
    until_submitted(&training).await;
    pool.delete("a").await.expect("deleted");
    assert_eq!(training.outcome().await.expect_err("stopped").kind(), ErrorKind::Stopped);
    assert!(pool.get("a").is_none() && replicas.statuses().await.is_empty());
    assert_eq!(replicas.studio.simulator.jobs().len(), 0);
    succeed(&replicas.start(&pool, &["a"]).await).await;
    let another = replicas.replica();
    another.delete("a").await.expect("deleted");
    assert_eq!(another.delete("a").await.expect_err("nothing there").kind(), ErrorKind::JournalUnavailable);
    assert_eq!(replicas.studio.simulator.jobs().len(), 0);
}

#[tokio::test]
async fn a_journal_of_another_project_is_left_alone() {
    let replicas = Replicas::open().await;
    let pool = replicas.replica();
    let training = replicas.start(&pool, &["a"]).await.remove(0);
    until_submitted(&training).await;
    pool.shutdown(LIMIT).await;
    let other = builder_of(&replicas.studio.simulator).project_id("another-project").build().await.expect("client");
    let pool = other.pool().store(replicas.store()).build();
    let resumed = pool.resume_all().await.expect("listed");
    assert_eq!((resumed.trainings.len(), resumed.failed.len()), (0, 1));
    assert_eq!(resumed.failed[0].1.kind(), ErrorKind::JournalMismatch, "{resumed:?}");
    assert_eq!(pool.delete("a").await.expect_err("another project").kind(), ErrorKind::JournalMismatch);
    assert!(pool.trainings().is_empty());
}

#[tokio::test]
async fn a_pool_without_a_store_resumes_and_deletes_nothing() {
    let replicas = Replicas::open().await;
    let pool = replicas.client.pool().build();
    assert_eq!(pool.resume_all().await.expect_err("no store").kind(), ErrorKind::InvalidRequest);
    assert_eq!(pool.delete("a").await.expect_err("no store").kind(), ErrorKind::InvalidRequest);
}

#[tokio::test]
async fn a_queued_training_of_a_store_can_be_stopped_and_its_journal_is_free_then() {
    let replicas = Replicas::open().await;
    replicas
        .studio
        .simulator
        .disturb_operation("ShowTenantDurationCfg", vec![Disturbance::HangBefore; 2])
        .expect("an operation");
    let pool = replicas.replica();
    let trainings = replicas.start(&pool, &["a", "b", "c"]).await;
    trainings[2].stop().await;
    let resumed = replicas.replica().resume_all().await.expect("listed");
    assert_eq!(
        (keys(&resumed.trainings), sorted(resumed.in_use)),
        (vec!["c".to_owned()], vec!["a".to_owned(), "b".to_owned()])
    );
}

#[tokio::test]
async fn while_the_store_is_away_nothing_is_started_and_what_is_under_way_waits_and_can_be_stopped() {
    let replicas = Replicas::open().await;
    let store = MemoryStore::new();
    let pool = replicas.client.pool().store(store.clone()).build();
    let [a, b, c] = &*replicas.start(&pool, &["a", "b", "c"]).await else { panic!("three trainings") };
    until_submitted(a).await;
    store.set_available(false);
    let error = pool.start("d", plan(&replicas.studio, "d")).await.expect_err("away");
    assert!(error.kind() == ErrorKind::JournalUnavailable && error.is_transient(), "{error}");
    assert!(pool.get("d").is_none() && pool.resume_all().await.is_err());
    for training in [a, b] {
        until(training.events(), |event| matches!(event, Event::Retrying { .. })).await;
    }
    b.stop().await;
    store.set_available(true);
    succeed(&[a.clone(), c.clone()]).await;
    succeed(&[pool.start("d", plan(&replicas.studio, "d")).await.expect("started")]).await;
    // The store keeps the lease that could not be released until it ends.
    assert_eq!(pool.start("b", plan(&replicas.studio, "b")).await.expect_err("held").kind(), ErrorKind::JournalInUse);
    store.set_available(false);
    pool.shutdown(LIMIT).await;
}

/// A store of which the writes can fail.
#[derive(Debug, Default)]
struct Refusing {
    store: MemoryStore,
    refuses: AtomicBool,
    writes: AtomicUsize,
}

impl Steps for Refusing {
    fn store(&self) -> &dyn JournalStore {
        &self.store
    }

    fn compare_and_swap<'a>(&'a self, lease: &'a Lease, version: u64, journal: &'a Journal) -> Storing<'a, Swapped> {
        self.writes.fetch_add(1, Ordering::Relaxed);
        match self.refuses.load(Ordering::Relaxed) {
            true => Box::pin(std::future::ready(Err(Error::journal_unavailable("the store is away")))),
            false => self.store.compare_and_swap(lease, version, journal),
        }
    }
}

#[tokio::test]
async fn a_start_whose_first_write_fails_is_an_error_at_once_and_can_be_repeated() {
    let replicas = Replicas::open().await;
    let store = Arc::new(Changed(Refusing { refuses: AtomicBool::new(true), ..Refusing::default() }));
    let pool = replicas.client.pool().store(store.clone()).build();
    let error = pool.start("a", plan(&replicas.studio, "a")).await.expect_err("away");
    assert!(error.kind() == ErrorKind::JournalUnavailable && error.is_transient(), "{error}");
    assert_eq!((store.writes.load(Ordering::Relaxed), pool.trainings().len()), (1, 0));
    store.refuses.store(false, Ordering::Relaxed);
    succeed(&[pool.start("a", plan(&replicas.studio, "a")).await.expect("started")]).await;
    assert_eq!(replicas.studio.counts(), (1, 1, 1));
}

/// The store as one process sees it that is stopped just after it has recorded that it will submit, until it is told to go
/// on. Meanwhile it renews nothing.
#[derive(Debug)]
pub(super) struct Stopped {
    store: MemoryStore,
    has_stopped: AtomicBool,
    is_stopped: AtomicBool,
    pub(super) stopped: Semaphore,
    pub(super) goes_on: Semaphore,
}

impl Stopped {
    pub(super) fn of(store: &MemoryStore) -> Arc<Changed<Self>> {
        Arc::new(Changed(Self {
            store: store.clone(),
            has_stopped: AtomicBool::new(false),
            is_stopped: AtomicBool::new(false),
            stopped: Semaphore::new(0),
            goes_on: Semaphore::new(0),
        }))
    }
}

impl Steps for Stopped {
    fn store(&self) -> &dyn JournalStore {
        &self.store
    }

    fn compare_and_swap<'a>(&'a self, lease: &'a Lease, version: u64, journal: &'a Journal) -> Storing<'a, Swapped> {
        Box::pin(async move {
            let swapped = self.store.compare_and_swap(lease, version, journal).await?;
            let journal = serde_json::to_value(journal).expect("JSON");
            let will_submit = !journal["submission"]["pending_submit"].is_null();
            if will_submit && !self.has_stopped.swap(true, Ordering::Relaxed) {
                self.is_stopped.store(true, Ordering::Relaxed);
                self.stopped.add_permits(1);
                self.goes_on.acquire().await.expect("open").forget();
                self.is_stopped.store(false, Ordering::Relaxed);
            }
            Ok(swapped)
        })
    }

    fn renew<'a>(&'a self, leases: &'a [Lease], duration: Duration) -> Storing<'a, Vec<Renewed>> {
        match self.is_stopped.load(Ordering::Relaxed) {
            true => Box::pin(std::future::pending()),
            false => self.store.renew(leases, duration),
        }
    }
}

#[tokio::test]
async fn a_process_that_was_stopped_beyond_its_lease_between_record_and_request_submits_nothing() {
    let replicas = Replicas::open().await;
    let store = MemoryStore::new();
    let one = Stopped::of(&store);
    let lease = Duration::from_millis(100);
    let pool = replicas.client.pool().store(one.clone()).lease(lease).build();
    let training = pool.start("order-1", plan(&replicas.studio, "order-1")).await.expect("started");
    one.stopped.acquire().await.expect("open").forget();

    // Its lease ends, and another process goes on.
    let client = builder_of(&replicas.studio.simulator).build().await.expect("client");
    let other = client.pool().store(store).build();
    let take_over = async {
        loop {
            let mut resumed = other.resume_all().await.expect("resumed");
            match resumed.trainings.pop() {
                Some(taken) => break taken.outcome().await,
                None => assert_eq!(resumed.in_use, ["order-1"]),
            }
            tokio::time::sleep(lease / 10).await;
        }
    };
    let outcome = tokio::time::timeout(LIMIT, take_over).await.expect("in time");
    outcome.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(replicas.studio.counts(), (1, 1, 1));

    one.goes_on.add_permits(1);
    let outcome = tokio::time::timeout(LIMIT, training.outcome()).await.expect("in time");
    assert_eq!(outcome.expect_err("taken over").kind(), ErrorKind::JournalInUse);
    assert_eq!(replicas.studio.counts(), (1, 1, 1));
    let requests = replicas.studio.simulator.requests();
    let submit = |request: &&ReceivedRequest| request.operation == Some("CommitVoiceTrainingJob");
    assert_eq!(requests.iter().filter(submit).count(), 1);
    pool.shutdown(LIMIT).await;
}

//! The watching of all submitted jobs of a pool: by lists where that takes fewer calls, and through outages.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use metastudio_voice::retry::NoRetry;
use metastudio_voice::training::store::{Acquired, JournalStore};
use metastudio_voice::training::{Event, Journal, Plan, Pool, Training};
use metastudio_voice::types::JobState;
use metastudio_voice::{Client, ErrorKind};
use metastudio_voice_simulator::{
    Clock, Disturbance, ErrorResponse, MemoryStore, Moment, ReceivedRequest, Seed, Simulator, Stub,
};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::pool::{plan, until, until_submitted};
use crate::support::studio::{Studio, fast};
use crate::support::{TestClock, builder_of, file, wav};

/// The time after which a test that waits fails.
const LIMIT: Duration = Duration::from_secs(20);

/// A simulator whose jobs move only when they are told to, with submitted jobs.
struct Submitted {
    simulator: Simulator,
    folder: tempfile::TempDir,
    pool: Pool,
    trainings: Vec<Training>,
}

async fn submitted(many: usize) -> Submitted {
    let simulator = Simulator::builder().clock(Clock::Manual).start().await.expect("simulator");
    let client: Client = builder_of(&simulator).retry_policy(NoRetry).build().await.expect("client");
    let folder = tempfile::tempdir().expect("folder");
    let pool = client.pool().build();
    let mut trainings = Vec::new();
    for n in 0..many {
        let plan = fast(Plan::premium(format!("{n}"), file(folder.path(), &format!("{n}.wav"), wav(48_000))));
        trainings.push(pool.start(format!("{n}"), plan).await.expect("started"));
    }
    for training in &trainings {
        until_submitted(training).await;
    }
    Submitted { simulator, folder, pool, trainings }
}

impl Submitted {
    /// Brings all jobs to their ends.
    async fn succeed(self) {
        let ended = async {
            while !self.trainings.iter().all(Training::has_ended) {
                self.simulator.advance();
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(LIMIT, ended).await.expect("the ends in time");
        for training in &self.trainings {
            training.outcome().await.expect("an outcome").into_voice().expect("a voice");
        }
        assert_eq!(self.simulator.credits_spent(), self.trainings.len() as u64);
    }

    /// Waits for that many more calls of an operation, and returns all requests since.
    async fn after(&self, operation: &str, more: usize) -> Vec<ReceivedRequest> {
        let before = self.simulator.requests().len();
        let more = async {
            loop {
                let since = self.simulator.requests().split_off(before);
                if count(&since, operation) >= more {
                    return since;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(LIMIT, more).await.expect("the calls in time")
    }
}

/// Submitted jobs that a pool watches in paused time. They are polled each minute at first, and all at the same time.
struct Resumed {
    simulator: Simulator,
    /// The operations that were called, with their times.
    calls: Arc<Mutex<Vec<(&'static str, Instant)>>>,
    pool: Pool,
    trainings: Vec<Training>,
}

/// Seeds jobs in these states, and resumes their trainings from a store.
async fn resumed(states: &[JobState]) -> Resumed {
    let simulator = Simulator::builder().clock(Clock::Manual).start().await.expect("simulator");
    let calls: Arc<Mutex<Vec<_>>> = Arc::default();
    let keep = calls.clone();
    simulator.on_event(move |event| {
        if let (Some(operation), Moment::Arrived) = (event.operation, event.moment) {
            keep.lock().expect("calls").push((operation, Instant::now()));
        }
    });
    let client = builder_of(&simulator).retry_policy(NoRetry).build().await.expect("client");
    let store = MemoryStore::new();
    for state in states {
        let id = simulator.seed(Seed::new(state.clone())).expect("a job");
        let Acquired::Lease(lease) = store.acquire(&id, "the test", LIMIT).await.expect("the store") else {
            panic!("{id:?} is in use")
        };
        store.compare_and_swap(&lease, 0, &journal(&simulator, &id)).await.expect("the store");
        store.release(&lease).await.expect("the store");
    }
    let pool = client.pool().store(store).build();
    let trainings = pool.resume_all().await.expect("resumed").trainings;
    assert_eq!(trainings.len(), states.len());
    for training in &trainings {
        until(training.events(), |event| matches!(event, Event::State { .. })).await;
    }
    Resumed { simulator, calls, pool, trainings }
}

/// The journal of a submitted job.
fn journal(simulator: &Simulator, id: &str) -> Journal {
    let host = simulator.endpoint().trim_start_matches("http://");
    let file = json!({ "bytes": 1, "crc32": 1 });
    let journal = json!({
        "version": 1,
        "service": { "host": host, "project_id": simulator.project_id() },
        "edition": "ADVANCE",
        "voice_name": "Seeded voice",
        "plan": {
            "material": { "recording": "/var/voices/recording.wav" },
            "letter": "/var/voices/letter.pdf",
            "details": {},
            "poll_interval_ms": 60_000,
            "deadline_s": 30 * 24 * 60 * 60,
        },
        "details": {},
        "job_id": id,
        "submission": { "number": 1, "recording": file, "letter": file, "submitted_at": 1, "submitted_from": "CREATING" },
    });
    serde_json::from_value(journal).expect("a journal")
}

impl Resumed {
    /// Lets this time pass, and returns the calls of the operations since: when each of them arrived.
    async fn pass<const N: usize>(&self, time: Duration, operations: [&str; N]) -> [Vec<Instant>; N] {
        let begun = Instant::now();
        tokio::time::sleep(time).await;
        let calls = self.calls.lock().expect("calls");
        operations.map(|operation| {
            let since = calls.iter().filter(|(called, time)| *called == operation && *time > begun);
            since.map(|(_, time)| *time).collect()
        })
    }

    async fn shut_down(self) {
        assert!(!self.trainings.iter().any(Training::has_ended));
        self.pool.shutdown(LIMIT).await;
    }
}

/// Waits for that many pauses of a clock, and returns them.
async fn pauses(clock: &TestClock, many: usize) -> Vec<Duration> {
    let pauses = async {
        while clock.pauses().len() < many {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(LIMIT, pauses).await.expect("the pauses in time");
    let mut pauses = clock.pauses();
    pauses.truncate(many);
    pauses
}

fn count(requests: &[ReceivedRequest], operation: &str) -> usize {
    requests.iter().filter(|request| request.operation == Some(operation)).count()
}

#[tokio::test]
async fn jobs_that_wait_are_watched_with_one_list_instead_of_one_query_each() {
    let submitted = submitted(8).await;
    // Until all are due at the same time.
    submitted.after("ListVoiceTrainingJob", 10).await;
    let requests = submitted.after("ListVoiceTrainingJob", 20).await;
    let shown = count(&requests, "ShowVoiceTrainingJob");
    assert!(shown <= 2, "{shown} queries beside 20 lists");
    submitted.succeed().await;
}

#[tokio::test]
async fn a_single_job_is_queried_and_not_listed() {
    let submitted = submitted(1).await;
    let requests = submitted.after("ShowVoiceTrainingJob", 10).await;
    assert_eq!(count(&requests, "ListVoiceTrainingJob"), 0);
    submitted.succeed().await;
}

#[tokio::test]
async fn the_poll_interval_grows_by_half_of_itself_while_nothing_changes_up_to_five_times() {
    let simulator = Simulator::builder().clock(Clock::Manual).start().await.expect("simulator");
    let folder = tempfile::tempdir().expect("folder");
    let clock = TestClock::new();
    let client = builder_of(&simulator).clock(clock.clone()).build().await.expect("client");
    let plan = Plan::premium("v", file(folder.path(), "recording.wav", wav(48_000)));
    let pool = client.pool().build();
    let training = pool.start("order-17", plan.poll_interval(Duration::from_secs(2))).await.expect("started");
    let seconds = [2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10].map(Duration::from_secs);
    assert_eq!(pauses(&clock, 11).await, seconds);
    simulator.advance();
    let changed = clock.pauses().len();
    let after = pauses(&clock, changed + 12).await.split_off(changed);
    let reset = after.iter().position(|pause| *pause == seconds[0]).expect("the interval of the plan");
    assert_eq!(after[reset + 1], seconds[1]);
    training.stop().await;
}

/// The plan's longest poll interval is a day, too.
#[tokio::test]
async fn the_poll_interval_grows_to_a_day_at_most() {
    let simulator = Simulator::builder().clock(Clock::Manual).start().await.expect("simulator");
    let folder = tempfile::tempdir().expect("folder");
    let clock = TestClock::new();
    let client = builder_of(&simulator).clock(clock.clone()).build().await.expect("client");
    let pool = client.pool().build();
    let hour = Duration::from_secs(60 * 60);
    let plan = Plan::premium("v", file(folder.path(), "recording.wav", wav(48_000))).poll_interval(10 * hour);
    let training = pool.start("order-17", plan).await.expect("started");
    assert_eq!(pauses(&clock, 5).await, [10, 15, 20, 24, 24].map(|hours| hours * hour));
    training.stop().await;
}

#[tokio::test]
async fn a_list_that_shows_no_job_or_may_not_be_read_or_is_broken_is_replaced_by_queries() {
    let forbidden = Disturbance::Respond(ErrorResponse::new(403, "MSS.00000004", "forbidden"));
    let away = Disturbance::Respond(ErrorResponse::text(503, "unavailable"));
    for disturbance in [forbidden, away, Disturbance::Truncated, Disturbance::WebPage] {
        let studio = Studio::open().await;
        studio.simulator.delay_listing(if disturbance == Disturbance::WebPage { u32::MAX } else { 0 });
        let client = builder_of(&studio.simulator).retry_policy(NoRetry).build().await.expect("client");
        let pool = client.pool().build();
        let mut trainings = Vec::new();
        for name in ["anna", "ben", "cleo", "dora"] {
            trainings.push(pool.start(name, plan(&studio, name)).await.expect("started"));
        }
        for training in &trainings {
            until_submitted(training).await;
        }
        if disturbance != Disturbance::WebPage {
            studio
                .simulator
                .disturb_operation("ListVoiceTrainingJob", vec![disturbance.clone(); 10_000])
                .expect("an operation");
        }
        for training in &trainings {
            training.outcome().await.expect("an outcome").into_voice().expect("a voice");
        }
    }
}

/// The list lags behind: it shows a state in which the job is no more, and then the job itself decides.
#[tokio::test]
async fn a_job_that_has_failed_or_was_deleted_ends_its_training_with_the_same_error_as_a_single_one() {
    let submitted = submitted(3).await;
    let [failed, deleted, waits] = &*submitted.trainings else { panic!("three trainings") };
    let job = |training: &Training| training.job_id().expect("a job").to_string();
    submitted.simulator.fail_training(Some(&job(failed)), "MSS.20020011", "The training failed.");
    let client = builder_of(&submitted.simulator).build().await.expect("client");
    client.delete_voice_training_job().job_id(job(deleted)).send().await.expect("deleted");
    for _ in 0..20 {
        submitted.simulator.advance();
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let error = failed.outcome().await.expect_err("failed");
    assert_eq!((error.kind(), error.code()), (ErrorKind::JobFailed, Some("MSS.20020011")));
    let error = deleted.outcome().await.expect_err("deleted");
    assert!(error.kind() == ErrorKind::JobFailed && error.is_not_found(), "{error}");
    assert_eq!(error.job_id(), deleted.job_id().as_ref().map(|id| &***id));
    waits.outcome().await.expect("an outcome").into_voice().expect("a voice");
}

/// Sixty transient errors in a row end a training of its own, and no sooner one of a pool.
#[tokio::test]
async fn an_outage_is_announced_to_each_training_and_takes_few_calls_and_ends_none() {
    let submitted = submitted(30).await;
    let mut events: Vec<_> = submitted.trainings.iter().map(Training::events).collect();
    let before = submitted.simulator.requests().len();
    let away = vec![Disturbance::Respond(ErrorResponse::text(503, "unavailable")); 40];
    submitted.simulator.disturb_operation("ListVoiceTrainingJob", away.clone()).expect("an operation");
    submitted.simulator.disturb_operation("ShowVoiceTrainingJob", away).expect("an operation");
    for events in &mut events {
        while !matches!(events.next().await.expect("an event"), Event::Retrying { .. }) {}
    }
    let calls = submitted.simulator.requests().len() - before;
    assert!(calls < 30, "{calls} calls until 30 trainings knew of the outage");
    assert!(submitted.trainings.iter().all(|training| !training.has_ended()));
    submitted.succeed().await;
}

#[tokio::test]
async fn a_service_that_stays_away_ends_the_trainings_with_a_transient_error() {
    let submitted = submitted(5).await;
    let away = vec![Disturbance::Respond(ErrorResponse::text(503, "unavailable")); 10_000];
    submitted.simulator.disturb_operation("ListVoiceTrainingJob", away.clone()).expect("an operation");
    submitted.simulator.disturb_operation("ShowVoiceTrainingJob", away).expect("an operation");
    for training in &submitted.trainings {
        let error = training.outcome().await.expect_err("away");
        assert!(error.is_transient() && error.job_id().is_some(), "{error}");
    }
    submitted.simulator.clear_disturbances();
    // The same plans resume them.
    let mut again = Vec::new();
    for n in 0..5 {
        let plan = fast(Plan::premium(format!("{n}"), submitted.folder.path().join(format!("{n}.wav"))));
        again.push(submitted.pool.start(format!("{n}"), plan).await.expect("started"));
    }
    Submitted { trainings: again, ..submitted }.succeed().await;
}

/// The key is changed at the service while jobs are watched.
#[tokio::test]
async fn credentials_that_are_refused_while_watching_send_few_wrong_signatures_and_begin_nothing_new() {
    let submitted = submitted(20).await;
    let refused =
        Disturbance::Respond(ErrorResponse::new(401, "APIGW.0301", "Incorrect IAM authentication information"));
    let forbidden = Disturbance::Respond(ErrorResponse::new(403, "MSS.00000004", "forbidden"));
    submitted.simulator.disturb_operation("ListVoiceTrainingJob", vec![forbidden; 1_000]).expect("an operation");
    let before = submitted.simulator.requests().len();
    submitted.simulator.disturb_operation("ShowVoiceTrainingJob", vec![refused; 1_000]).expect("an operation");
    while !submitted.trainings.iter().any(Training::has_ended) {
        tokio::task::yield_now().await;
    }
    let late = fast(Plan::premium("late", file(submitted.folder.path(), "late.wav", wav(48_000))));
    let late = submitted.pool.start("late", late).await.expect("started");
    assert_eq!(late.outcome().await.expect_err("not begun").kind(), ErrorKind::Credentials);
    tokio::time::sleep(Duration::from_millis(100)).await;
    let requests = submitted.simulator.requests().split_off(before);
    let wrong = requests.iter().filter(|request| request.status == Some(401)).count();
    assert!((1..=5).contains(&wrong), "{wrong} wrong signatures");
    let ended = submitted.trainings.iter().filter(|training| training.has_ended()).count();
    assert!(ended <= wrong, "{ended} trainings have ended");
    submitted.pool.shutdown(Duration::from_secs(10)).await;
}

const MINUTE: Duration = Duration::from_secs(60);
const LIST: &str = "ListVoiceTrainingJob";
const SHOW: &str = "ShowVoiceTrainingJob";

#[tokio::test(start_paused = true)]
async fn while_the_service_is_away_one_query_a_second_counts_for_a_hundred_jobs_and_nothing_is_listed_again() {
    let resumed = resumed(&vec![JobState::Processing; 250]).await;
    let away = vec![Disturbance::Respond(ErrorResponse::text(503, "unavailable")); 10_000];
    resumed.simulator.disturb_operation(LIST, away.clone()).expect("an operation");
    resumed.simulator.disturb_operation(SHOW, away).expect("an operation");
    let [lists, queries] = resumed.pass(12 * MINUTE, [LIST, SHOW]).await;
    // The service counts as away after the list and two queries, while a third one is under way.
    assert_eq!(lists.len(), 1, "{queries:?}");
    let pauses: Vec<Duration> = queries[2..].windows(2).map(|two| two[1] - two[0]).collect();
    assert!(pauses.iter().all(|pause| *pause >= Duration::from_secs(1)), "{pauses:?}");
    // Three each minute.
    assert!((30..=48).contains(&queries.len()), "{} queries", queries.len());
    resumed.simulator.clear_disturbances();
    let [lists, queries] = resumed.pass(30 * MINUTE, [LIST, SHOW]).await;
    assert!(lists.len() >= 12 && queries.len() <= 500, "{} lists, {} queries", lists.len(), queries.len());
    resumed.shut_down().await;
}

#[tokio::test(start_paused = true)]
async fn of_the_jobs_that_are_due_only_those_that_the_list_does_not_show_are_queried() {
    let unlisted = JobState::from("BRAND_NEW");
    let resumed = resumed(&[vec![JobState::Processing; 5], vec![unlisted; 3]].concat()).await;
    let [lists, queries] = resumed.pass(120 * MINUTE, [LIST, SHOW]).await;
    assert!(lists.len() > 20, "{} lists", lists.len());
    assert_eq!(queries.len(), 3 * lists.len());
    resumed.shut_down().await;
}

/// The list may lag behind, or be that of a cache.
#[tokio::test(start_paused = true)]
async fn an_end_that_only_the_list_shows_ends_no_training() {
    let resumed = resumed(&vec![JobState::Processing; 6]).await;
    let ends = ["SUCCEED", "FAILED", "AUDIT_FAILED"].into_iter().cycle();
    let jobs = resumed.trainings.iter().zip(ends);
    let jobs: Vec<Value> =
        jobs.map(|(training, end)| json!({ "job_id": training.job_id().expect("a job"), "state": end })).collect();
    let list = json!({ "count": jobs.len(), "jobs": jobs });
    resumed.simulator.stub(Stub::operation(LIST).json(&list)).expect("a stub");
    let [lists, queries] = resumed.pass(30 * MINUTE, [LIST, SHOW]).await;
    assert!(!lists.is_empty() && queries.len() > 12, "{} lists, {} queries", lists.len(), queries.len());
    resumed.shut_down().await;
}

#[tokio::test(start_paused = true)]
async fn a_list_that_is_refused_is_tried_again_after_an_hour_and_one_that_is_unavailable_after_five_minutes() {
    let forbidden = ErrorResponse::new(403, "MSS.00000004", "forbidden");
    let away = ErrorResponse::text(503, "unavailable");
    for (error, minutes) in [(forbidden, 60), (away, 5)] {
        let resumed = resumed(&vec![JobState::Processing; 4]).await;
        let errors = vec![Disturbance::Respond(error.clone()); 1_000];
        resumed.simulator.disturb_operation(LIST, errors).expect("an operation");
        let [lists] = resumed.pass(180 * MINUTE, [LIST]).await;
        assert!(lists.len() > 1, "{error:?}");
        for two in lists.windows(2) {
            // With the first poll after that time, which is up to five minutes later.
            let again = (two[1] - two[0]).as_secs() / 60;
            assert!((minutes..=minutes + 5).contains(&again), "{again} minutes: {error:?}");
        }
        resumed.shut_down().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_job_is_not_queried_before_the_time_for_which_the_service_asks() {
    let resumed = resumed(&[JobState::Processing]).await;
    let later = ErrorResponse::throttled(20).retry_after("7200");
    resumed.simulator.disturb_operation(SHOW, [later]).expect("an operation");
    let [queries] = resumed.pass(180 * MINUTE, [SHOW]).await;
    assert!(queries[1] - queries[0] >= 120 * MINUTE, "{queries:?}");
    resumed.shut_down().await;
}

//! Pools: trainings that are started over time, their handles, and their end.

use std::num::NonZeroUsize;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_core::Stream;
use metastudio_voice::retry::{Failure, RetryPolicy};
use metastudio_voice::training::{Event, Events, Journal, JournalStatus, Outcome, Plan, Pool, Training};
use metastudio_voice::{Client, ErrorKind};
use metastudio_voice_simulator::{
    Clock, Disturbance, ErrorResponse, Moment, ObjectKind, ReviewFailure, Server, Simulator, UploadDisturbance,
};

use crate::support::studio::{Studio, fast};
use crate::support::{builder_of, builder_with, file, wav};

const LIMIT: Duration = Duration::from_secs(10);

/// A plan for a recording of its own.
pub(super) fn plan(studio: &Studio, name: &str) -> Plan {
    fast(Plan::premium(name, studio.file(&format!("{name}.wav"), wav(96_000))))
}

/// Waits for an event.
pub(super) async fn until(mut events: Events, is_it: impl Fn(&Event) -> bool) {
    while !is_it(&events.next().await.expect("the event before the end")) {}
}

pub(super) async fn until_submitted(training: &Training) {
    until(training.events(), |event| matches!(event, Event::Submitted | Event::State { .. })).await;
}

/// The keys of the trainings whose handles a pool has.
fn keys(pool: &Pool) -> Vec<String> {
    let mut keys: Vec<String> = pool.trainings().iter().map(|training| training.key().to_owned()).collect();
    keys.sort();
    keys
}

fn lock_files(studio: &Studio) -> usize {
    studio.names().iter().filter(|name| name.ends_with(".lock")).count()
}

#[tokio::test]
async fn trainings_that_are_started_over_time_each_get_their_voice() {
    let studio = Studio::open().await;
    let pool = studio.client().await.pool().build();
    let anna = pool.start("anna", plan(&studio, "anna")).await.expect("started");
    until_submitted(&anna).await;
    let ben = pool.start("ben", plan(&studio, "ben")).await.expect("started");
    let cleo = pool.start("cleo", plan(&studio, "cleo")).await.expect("started");
    for training in [&anna, &ben, &cleo] {
        let voice = training.outcome().await.expect("an outcome").into_voice().expect("a voice");
        assert_eq!((voice.job.voice_name.as_deref(), training.job_id()), (Some(training.key()), Some(voice.job_id)));
        assert!(matches!(training.last_event(), Some(Event::State { state }) if state.as_str() == "SUCCEED"));
    }
    assert_eq!((studio.counts(), lock_files(&studio)), ((3, 3, 3), 0));
    assert_eq!(keys(&pool), ["anna", "ben", "cleo"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pool_works_on_several_threads_and_its_handles_can_be_sent_to_them() {
    let studio = Studio::open().await;
    let pool = studio.client().await.pool().build();
    let tasks = ["anna", "ben", "cleo"].map(|name| {
        let (pool, plan) = (pool.clone(), plan(&studio, name));
        tokio::spawn(async move { pool.start(name, plan).await.expect("started").outcome().await })
    });
    for task in tasks {
        task.await.expect("no panic").expect("an outcome").into_voice().expect("a voice");
    }
    assert_eq!(studio.counts(), (3, 3, 3));
}

/// The simulator's clock stands still, so only a submission can make room for the next training.
#[tokio::test]
async fn a_training_gives_its_place_to_the_next_one_when_its_job_is_submitted() {
    let simulator = Simulator::builder().clock(Clock::Manual).start().await.expect("simulator");
    let folder = tempfile::tempdir().expect("folder");
    // The number of trainings between their first call and their submission: now, and at most.
    let under_way = Arc::new(Mutex::new((0, 0)));
    let count = under_way.clone();
    simulator.on_event(move |event| {
        let (now, most) = &mut *count.lock().expect("count");
        match (event.operation, event.moment) {
            (Some("ShowTenantDurationCfg"), Moment::Arrived) => *now += 1,
            (Some("CommitVoiceTrainingJob"), Moment::CarriedOut) => *now -= 1,
            _ => {}
        }
        *most = (*now).max(*most);
    });
    let client = builder_of(&simulator).build().await.expect("client");
    let pool = client.pool().concurrency(NonZeroUsize::new(2).expect("two")).build();
    let mut trainings = Vec::new();
    for n in 0..8 {
        let plan = fast(Plan::premium(format!("{n}"), file(folder.path(), &format!("{n}.wav"), wav(48_000))));
        trainings.push(pool.start(format!("{n}"), plan).await.expect("started"));
    }
    for training in &trainings {
        until_submitted(training).await;
    }
    assert_eq!(*under_way.lock().expect("count"), (0, 2));
    assert!(trainings.iter().all(|training| !training.has_ended()));
}

#[tokio::test]
async fn a_failed_review_is_an_outcome_and_the_key_can_be_used_again_for_a_better_recording() {
    let studio = Studio::open().await;
    studio.simulator.fail_review(None, ReviewFailure::admin("Too noisy."));
    let pool = studio.client().await.pool().build();
    let training = pool.start("order-17", studio.plan()).await.expect("started");
    let Ok(Outcome::ActionNeeded(needed)) = training.outcome().await else { panic!("a failed review") };
    assert_eq!(needed.reviewer.as_deref(), Some("Too noisy."));
    let better = fast(Plan::premium("Gentle female voice", studio.file("recording.wav", wav(96_001))));
    let again = pool.start("order-17", better.resubmit()).await.expect("started");
    again.outcome().await.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(studio.counts(), (1, 2, 1));
    assert!(pool.get("order-17").expect("the training").job_id() == training.job_id());
}

#[tokio::test]
async fn two_tasks_can_wait_for_the_same_outcome_and_a_later_one_gets_it_too() {
    let studio = Studio::open().await;
    let pool = studio.client().await.pool().build();
    let training = pool.start("order-17", studio.plan()).await.expect("started");
    let both = tokio::join!(training.outcome(), training.outcome());
    for outcome in [both.0, both.1, pool.get("order-17").expect("the training").outcome().await] {
        assert_eq!(Some(outcome.expect("an outcome").into_voice().expect("a voice").job_id), training.job_id());
    }
}

#[tokio::test]
async fn each_stream_of_events_begins_with_the_last_event_and_ends_with_the_training() {
    let studio = Studio::open().await;
    let pool = studio.client().await.pool().build();
    let training = pool.start("order-17", studio.plan()).await.expect("started");
    drop(training.events());
    until(training.events(), |event| matches!(event, Event::Submitted)).await;
    let last = training.last_event().expect("an event").to_string();
    let mut late: Pin<Box<dyn Stream<Item = Event> + Send + 'static>> = Box::pin(training.events());
    let mut lines = Vec::new();
    while let Some(event) = std::future::poll_fn(|context| late.as_mut().poll_next(context)).await {
        lines.push(event.to_string());
    }
    assert_eq!((&*lines[0], lines.last().map(String::as_str)), (&*last, Some("SUCCEED")));
    training.outcome().await.expect("an outcome");
    let mut after = training.events();
    assert_eq!(after.next().await.map(|event| event.to_string()).as_deref(), Some("SUCCEED"));
    assert!(after.next().await.is_none());
}

#[tokio::test]
async fn a_large_recording_gives_about_a_hundred_events_of_each_progress() {
    let studio = Studio::open().await;
    let pool = studio.client().await.pool().build();
    let recording = studio.file("recording.wav", wav(24_000_000));
    let training = pool.start("order-17", fast(Plan::premium("v", recording))).await.expect("started");
    let mut events = training.events();
    let (mut reading, mut uploading) = (0, 0);
    while let Some(event) = events.next().await {
        match event {
            Event::Reading { .. } => reading += 1,
            Event::Uploading { .. } => uploading += 1,
            _ => {}
        }
    }
    assert!((1..=101).contains(&reading) && (1..=101).contains(&uploading), "{reading}, {uploading}");
}

#[tokio::test]
async fn a_key_of_a_training_under_way_or_that_cannot_be_used_is_refused() {
    let studio = Studio::open().await;
    let pool = studio.client().await.pool().build();
    let first = pool.start("order-17", plan(&studio, "anna")).await.expect("started");
    let second = pool.start("order-17", plan(&studio, "ben")).await.expect_err("in use");
    assert_eq!(second.kind(), ErrorKind::JournalInUse, "{second}");
    assert_eq!(pool.start("a/b", plan(&studio, "cleo")).await.expect_err("a path").kind(), ErrorKind::InvalidRequest);
    first.outcome().await.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(studio.counts(), (1, 1, 1));
    // The same plan, started again, returns the same voice.
    let again = pool.start("order-17", plan(&studio, "anna")).await.expect("started");
    assert_eq!(
        again.outcome().await.expect("it").into_voice().expect("a voice").job_id,
        first.job_id().expect("a job")
    );
    assert_eq!(studio.counts(), (1, 1, 1));
}

/// The simulator's clock stands still, so the first training cannot end before the second one looks for the journal.
#[tokio::test]
async fn of_two_trainings_with_one_journal_the_second_one_ends_and_nothing_is_created_twice() {
    let simulator = Simulator::builder().clock(Clock::Manual).start().await.expect("simulator");
    let folder = tempfile::tempdir().expect("folder");
    let recording = file(folder.path(), "recording.wav", wav(48_000));
    let pool = builder_of(&simulator).build().await.expect("client").pool().build();
    let first = pool.start("first", fast(Plan::premium("v", &recording))).await.expect("started");
    until(first.events(), |event| matches!(event, Event::Created { .. })).await;
    let second = pool.start("second", fast(Plan::premium("v", &recording))).await.expect("started");
    assert_eq!(second.outcome().await.expect_err("in use").kind(), ErrorKind::JournalInUse);
    assert_eq!((simulator.jobs().len(), first.has_ended()), (1, false));
}

/// Checks that a training is stopped, that its journal is free and nothing is sent any more, and that its plan resumes
/// it.
async fn stopped(studio: &Studio, training: &Training, plan: Plan) {
    training.stop().await;
    let sent = studio.simulator.requests().len();
    assert_eq!((training.has_ended(), lock_files(studio)), (true, 0));
    let error = training.outcome().await.expect_err("stopped");
    assert_eq!((error.kind(), error.job_id()), (ErrorKind::Stopped, training.job_id().as_ref().map(|id| &***id)));
    training.stop().await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(studio.simulator.requests().len(), sent);
    studio.simulator.clear_disturbances();
    studio.client().await.train(plan).await.expect("an outcome").into_voice().expect("a voice");
    let (jobs, submissions, credits) = studio.counts();
    assert_eq!(u64::from(submissions), credits);
    assert_eq!(jobs as u64, credits);
}

#[tokio::test]
async fn a_queued_training_can_be_stopped() {
    let studio = Studio::open().await;
    studio.simulator.disturb_operation("ShowTenantDurationCfg", [Disturbance::HangBefore]).expect("an operation");
    let pool = studio.client().await.pool().concurrency(NonZeroUsize::MIN).build();
    let first = pool.start("first", plan(&studio, "anna")).await.expect("started");
    let second = pool.start("second", plan(&studio, "ben")).await.expect("started");
    second.stop().await;
    assert_eq!(
        (second.last_event().is_none(), second.outcome().await.is_err(), first.has_ended()),
        (true, true, false)
    );
    stopped(&studio, &first, plan(&studio, "anna")).await;
    assert_eq!(studio.counts(), (1, 1, 1));
}

#[tokio::test]
async fn a_training_can_be_stopped_while_it_uploads() {
    let studio = Studio::open().await;
    studio.simulator.disturb_upload(Some(ObjectKind::Recording), [UploadDisturbance::HangBefore]);
    let pool = studio.client().await.pool().build();
    let training = pool.start("order-17", studio.plan()).await.expect("started");
    until(training.events(), |event| matches!(event, Event::Uploading { .. })).await;
    stopped(&studio, &training, studio.plan()).await;
    assert_eq!(studio.counts(), (1, 1, 1));
}

#[tokio::test]
async fn a_training_can_be_stopped_while_it_waits_out_an_error() {
    let studio = Studio::open().await;
    let away = Disturbance::Respond(ErrorResponse::text(503, "unavailable"));
    studio.simulator.disturb_operation("ShowVoiceTrainingJob", vec![away; 1_000]).expect("an operation");
    let pool = studio.client().await.pool().build();
    let plan = studio.plan().poll_interval(Duration::from_secs(3_600));
    let training = pool.start("order-17", plan).await.expect("started");
    until(training.events(), |event| matches!(event, Event::Retrying { .. })).await;
    stopped(&studio, &training, studio.plan()).await;
}

#[tokio::test]
async fn a_training_can_be_stopped_while_its_job_is_watched_or_queried() {
    let studio = Studio::open().await;
    let pool = studio.client().await.pool().build();
    for (name, interval) in [("anna", Duration::from_secs(3_600)), ("ben", Duration::from_millis(5))] {
        let training = pool.start(name, plan(&studio, name).poll_interval(interval)).await.expect("started");
        until(training.events(), |event| matches!(event, Event::State { .. })).await;
        studio
            .simulator
            .disturb_operation("ShowVoiceTrainingJob", vec![Disturbance::HangBefore; 2])
            .expect("an operation");
        if name == "ben" {
            let asked = || studio.simulator.requests().iter().filter(|it| it.status.is_none()).count();
            while asked() == 0 {
                tokio::task::yield_now().await;
            }
        }
        stopped(&studio, &training, plan(&studio, name)).await;
    }
    assert_eq!(studio.counts(), (2, 2, 2));
}

#[tokio::test]
async fn stopping_a_training_that_has_ended_has_no_effect() {
    let studio = Studio::open().await;
    let pool = studio.client().await.pool().build();
    let training = pool.start("order-17", studio.plan()).await.expect("started");
    training.outcome().await.expect("an outcome");
    training.stop().await;
    training.outcome().await.expect("the same outcome").into_voice().expect("a voice");
}

#[tokio::test]
async fn a_shut_down_pool_leaves_free_journals_from_which_another_pool_resumes_every_training() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let pool = client.pool().concurrency(NonZeroUsize::new(2).expect("two")).build();
    let mut trainings = Vec::new();
    for name in names {
        trainings.push(pool.start(name, plan(&studio, name)).await.expect("started"));
    }
    until_submitted(&trainings[3]).await;
    // Twice at the same time, and once more afterwards.
    tokio::join!(pool.shutdown(LIMIT), pool.shutdown(LIMIT));
    pool.shutdown(LIMIT).await;
    let sent = studio.simulator.requests().len();
    assert!(trainings.iter().all(Training::has_ended) && lock_files(&studio) == 0);
    assert_eq!(pool.start("late", plan(&studio, "late")).await.expect_err("shut down").kind(), ErrorKind::Stopped);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(studio.simulator.requests().len(), sent);

    let pool = client.pool().build();
    for name in names {
        let training = pool.start(name, plan(&studio, name)).await.expect("started");
        training.outcome().await.expect("an outcome").into_voice().expect("a voice");
        let journal = Journal::read(studio.folder.path().join(format!("{name}.wav.training.json"))).expect("a journal");
        assert_eq!(journal.status(), JournalStatus::Trained);
    }
    assert_eq!(studio.counts(), (8, 8, 8));
}

#[tokio::test]
async fn a_shutdown_before_the_first_training_and_one_with_no_time_at_all_return() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let pool = client.pool().build();
    pool.shutdown(LIMIT).await;
    assert_eq!(pool.start("late", studio.plan()).await.expect_err("shut down").kind(), ErrorKind::Stopped);
    let pool = client.pool().build();
    let training = pool.start("order-17", studio.plan()).await.expect("started");
    until_submitted(&training).await;
    pool.shutdown(Duration::ZERO).await;
    assert_eq!(training.outcome().await.expect_err("stopped").kind(), ErrorKind::Stopped);
}

#[tokio::test]
async fn dropping_handles_stops_nothing_and_dropping_the_pool_stops_everything() {
    let studio = Studio::open().await;
    let pool = studio.client().await.pool().build();
    drop(pool.start("anna", plan(&studio, "anna")).await.expect("started"));
    let anna = pool.get("anna").expect("the training");
    anna.outcome().await.expect("an outcome").into_voice().expect("a voice");
    let ben = pool.start("ben", plan(&studio, "ben")).await.expect("started");
    let clone = pool.clone();
    drop(pool);
    until_submitted(&ben).await;
    drop(clone);
    assert_eq!(ben.outcome().await.expect_err("stopped").kind(), ErrorKind::Stopped);
    ben.stop().await;
    studio.client().await.train(plan(&studio, "ben")).await.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(studio.counts(), (2, 2, 2));
}

#[tokio::test]
async fn a_thousand_trainings_can_be_started_at_once_and_a_bad_recording_stops_no_other() {
    let studio = Studio::open().await;
    let pool = studio.client().await.pool().build();
    let missing = studio.folder.path().join("missing");
    let starts = (0..1_000).map(|n| {
        let plan = match n % 250 {
            0 => plan(&studio, &format!("v{n}")),
            _ => fast(Plan::premium(format!("v{n}"), missing.join(format!("{n}.wav")))),
        };
        let pool = pool.clone();
        tokio::spawn(async move { pool.start(format!("order-{n}"), plan).await.expect("started") })
    });
    let starts: Vec<_> = starts.collect();
    for (n, start) in starts.into_iter().enumerate() {
        let outcome = start.await.expect("no panic").outcome().await;
        match n % 250 {
            0 => drop(outcome.expect("an outcome").into_voice().expect("a voice")),
            _ => assert!(outcome.is_err()),
        }
    }
    assert_eq!(studio.counts(), (4, 4, 4));
    assert_eq!(pool.trainings().len(), 1_000);
    pool.start("another", studio.plan()).await.expect("started").outcome().await.expect("an outcome");
    assert_eq!(pool.trainings().len(), 1_000);
}

/// Panics at the first failure of an operation.
#[derive(Debug)]
struct Panics(Mutex<Vec<&'static str>>);

impl RetryPolicy for Panics {
    fn pause(&self, failure: &Failure<'_>) -> Option<Duration> {
        let mut operations = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(position) = operations.iter().position(|operation| *operation == failure.operation) {
            operations.remove(position);
            panic!("a panic in the user's code");
        }
        None
    }
}

#[tokio::test]
async fn a_panic_in_the_code_of_a_user_ends_one_training_and_not_the_pool() {
    for operation in ["ShowTenantDurationCfg", "ShowVoiceTrainingJob"] {
        let studio = Studio::open().await;
        let policy = Arc::new(Panics(Mutex::new(vec![operation])));
        let client: Client = builder_of(&studio.simulator).retry_policy(policy).build().await.expect("client");
        let away = Disturbance::Respond(ErrorResponse::text(503, "unavailable"));
        studio.simulator.disturb_operation(operation, [away]).expect("an operation");
        let pool = client.pool().build();
        let anna = pool.start("anna", plan(&studio, "anna")).await.expect("started");
        let error = anna.outcome().await.expect_err("a panic");
        assert_eq!(error.kind(), ErrorKind::Stopped, "{error}");
        let ben = pool.start("ben", plan(&studio, "ben")).await.expect("started");
        ben.outcome().await.expect("an outcome").into_voice().expect("a voice");
        let again = pool.start("anna", plan(&studio, "anna")).await.expect("started");
        again.outcome().await.expect("an outcome").into_voice().expect("a voice");
        assert_eq!(studio.counts(), (2, 2, 2));
    }
}

#[tokio::test]
async fn refused_credentials_end_the_queued_trainings_before_wrong_signatures_lock_the_key() {
    let studio = Studio::open().await;
    let client = builder_with(&studio.simulator, "a-wrong-secret-key").build().await.expect("client");
    let pool = client.pool().build();
    let mut trainings = Vec::new();
    for n in 0..20 {
        trainings.push(pool.start(format!("{n}"), plan(&studio, &format!("{n}"))).await.expect("started"));
    }
    let mut refused = 0;
    for training in trainings {
        let error = training.outcome().await.expect_err("refused");
        assert!(error.is_auth() || error.kind() == ErrorKind::Credentials, "{error}");
        refused += usize::from(error.is_auth());
    }
    let sent = studio.simulator.requests().iter().filter(|request| request.server == Server::MetaStudio).count();
    assert!(sent == refused && sent < 5, "{sent} wrong signatures");
}

#[test]
fn a_training_whose_runtime_has_ended_is_stopped_and_no_other_can_be_started() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let lasting = runtime();
    let studio = lasting.block_on(Studio::open());
    let pool = lasting.block_on(studio.client()).pool().build();
    let short = runtime();
    let training = short.block_on(pool.start("order-17", studio.plan())).expect("started");
    drop(short);
    lasting.block_on(async {
        assert_eq!(training.outcome().await.expect_err("stopped").kind(), ErrorKind::Stopped);
        assert_eq!(pool.start("late", studio.plan()).await.expect_err("ended").kind(), ErrorKind::Stopped);
        pool.shutdown(LIMIT).await;
    });
}

/// With more than one job, the list shows that they still wait.
#[tokio::test(start_paused = true)]
async fn in_paused_time_trainings_of_days_take_a_moment() {
    let simulator = Simulator::builder().clock(Clock::Polled).start().await.expect("simulator");
    let folder = tempfile::tempdir().expect("folder");
    let client = builder_of(&simulator).build().await.expect("client");
    let pool = client.pool().build();
    for many in [1, 5] {
        let mut trainings = Vec::new();
        for n in 0..many {
            let recording = file(folder.path(), &format!("{many}-{n}.wav"), wav(96_000));
            let key = format!("{many}-{n}");
            trainings.push(pool.start(&*key, Plan::premium(&*key, recording)).await.expect("started"));
        }
        for training in trainings {
            training.outcome().await.expect("an outcome").into_voice().expect("a voice");
        }
    }
    pool.shutdown(LIMIT).await;
    assert!(simulator.carried_out("ListVoiceTrainingJob") > 6);
}

#[tokio::test]
async fn what_a_pool_prints_for_people_has_no_secret() {
    let studio = Studio::open().await;
    let pool = studio.client().await.pool().build();
    let plan = studio.plan().details(|job| job.phone("13500001111"));
    let training = pool.start("order-17", plan).await.expect("started");
    training.outcome().await.expect("an outcome");
    let printed = format!("{pool:?} {training:?} {:?}", studio.client().await.pool());
    assert!(printed.contains("order-17"), "{printed}");
    for secret in ["13500001111", studio.simulator.secret_key(), studio.simulator.access_key()] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

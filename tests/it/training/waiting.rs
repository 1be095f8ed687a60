//! What a training of days waits for, how long, and what it does not wait for. The rows are those of the list of faults
//! that these tests are against.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use metastudio_voice::auth::IamUser;
use metastudio_voice::retry::Clock;
use metastudio_voice::training::{Event, Plan};
use metastudio_voice::{Client, ErrorKind};
use metastudio_voice_simulator::{Disturbance, Simulator};

use crate::support::studio::{Studio, train};
use crate::support::{TestClock, builder_of, file, wav};

/// Row C5.
#[tokio::test]
async fn a_response_that_cannot_be_read_ends_no_training() {
    for unreadable in [Disturbance::WebPage, Disturbance::Malformed, Disturbance::Truncated] {
        let studio = Studio::open().await;
        let client = builder_of(&studio.simulator).retry_policy(metastudio_voice::retry::NoRetry);
        let client = client.build().await.expect("client");
        studio.simulator.disturb_operation("ShowVoiceTrainingJob", vec![unreadable.clone(); 5]);
        studio.simulator.disturb_operation("ListJobOperationLog", vec![unreadable.clone(); 3]);
        let (outcome, events) = train(&client, studio.plan()).await;
        outcome.expect("an outcome").into_voice().expect("a voice");
        let waited = events.iter().filter(|event| matches!(event, Event::Retrying { .. })).count();
        assert_eq!((waited, studio.simulator.credits_spent()), (8, 1), "{unreadable:?}");
    }
}

/// Rows C2 and C5: both at once, in the middle of the watching.
#[tokio::test]
async fn broken_connections_and_an_iam_that_is_away_when_the_token_has_expired_end_no_watching() {
    let (simulator, _folder, recording) = polled().await;
    let (simulator, clock) = (Arc::new(simulator), TestClock::new());
    let user = IamUser::new(simulator.domain(), simulator.user(), simulator.password());
    let client = Client::builder().region("cn-north-4").endpoint(simulator.endpoint());
    let client = client.iam_endpoint(simulator.iam_endpoint()).iam_user(user).clock(clock.clone());
    let client = client.retry_policy(metastudio_voice::retry::NoRetry).build().await.expect("client");
    // A token that is younger than a minute is not given up.
    clock.sleep(Duration::from_secs(61)).await;
    let (there, trouble) = (simulator.clone(), Arc::new(Mutex::new(Vec::new())));
    let told = trouble.clone();
    let training = client.train(Plan::premium("v", recording).poll_interval(Duration::from_secs(10)));
    let training = training.on_event(move |event| match event {
        Event::Submitted => {
            let away = metastudio_voice_simulator::ErrorResponse::text(503, "away");
            there.expire_tokens();
            there.disturb_operation("KeystoneCreateUserTokenByPassword", vec![Disturbance::Respond(away); 3]);
            there.disturb_operation("ShowVoiceTrainingJob", [Disturbance::ResetUnread, Disturbance::ResetUnread]);
        }
        Event::Retrying { error } => told.lock().expect("trouble").push(error),
        _ => {}
    });
    training.await.expect("an outcome").into_voice().expect("a voice");
    let trouble = trouble.lock().expect("trouble");
    let of_iam = trouble.iter().filter(|error| error.contains("KeystoneCreateUserTokenByPassword: 503")).count();
    let broken = trouble.iter().filter(|error| error.contains("the connection broke off")).count();
    assert_eq!((broken, of_iam, trouble.len()), (2, 3, 5), "{trouble:#?}");
    assert_eq!((simulator.jobs().len(), simulator.credits_spent()), (1, 1));
}

/// A clock whose time of day jumps ahead by 30 days with each pause, as a machine's may.
#[derive(Debug, Default)]
struct Jumping(Arc<TestClock>, AtomicU64);

impl Clock for Jumping {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_700_000_000 + self.1.load(Ordering::Relaxed) * 30 * 86_400)
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.1.fetch_add(1, Ordering::Relaxed);
        self.0.sleep(pause)
    }
}

/// A simulator that moves on with each time that a job is looked at, and a recording.
pub(super) async fn polled() -> (Simulator, tempfile::TempDir, std::path::PathBuf) {
    let simulator = Simulator::builder().clock(metastudio_voice_simulator::Clock::Polled).start().await.expect("it");
    let folder = tempfile::tempdir().expect("folder");
    let recording = file(folder.path(), "recording.wav", wav(96_000));
    (simulator, folder, recording)
}

/// Row C8.
#[tokio::test]
async fn a_clock_that_jumps_ahead_ends_no_watching() {
    let (simulator, _folder, recording) = polled().await;
    let client = builder_of(&simulator).clock(Arc::new(Jumping::default())).build().await.expect("client");
    client.train(Plan::premium("v", &recording)).await.expect("an outcome").into_voice().expect("a voice");
}

/// A job that stays where it is.
async fn stuck(client: &Client, folder: &tempfile::TempDir, deadline: Duration) -> metastudio_voice::Error {
    let recording = file(folder.path(), "recording.wav", wav(96_000));
    let plan = Plan::premium("v", recording).deadline(deadline).poll_interval(Duration::from_secs(60));
    client.train(plan).await.expect_err("too long")
}

/// Row G3.
#[tokio::test]
async fn a_deadline_that_has_passed_is_not_transient_and_tells_a_time_that_shows() {
    let folder = tempfile::tempdir().expect("folder");
    let simulator = Simulator::builder().clock(metastudio_voice_simulator::Clock::Manual).start().await.expect("it");
    let clock = TestClock::new();
    let client = builder_of(&simulator).clock(clock.clone()).build().await.expect("client");
    let deadline = Duration::from_secs(50);
    let error = stuck(&client, &folder, deadline).await;
    assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Timeout, false));
    let told = error.message().strip_prefix("the job is in SYSTEM_AUDITING, ").expect("the state");
    // The age by the service's dates is told in whole seconds, some of which may have passed while this test ran.
    let seconds: u64 = told.strip_suffix(" s after it was submitted").expect("seconds").parse().expect("a number");
    assert!((50..100).contains(&seconds), "{told}");
    // The poll interval of a minute does not keep it beyond the deadline. Seconds that pass at the service count, too.
    let pauses = clock.pauses();
    assert!(pauses.iter().all(|pause| *pause <= deadline), "{pauses:?}");
    // Once more, and it asks the service once more before it says so.
    let before = simulator.requests().len();
    let error = stuck(&client, &folder, Duration::ZERO).await;
    assert_eq!((error.kind(), simulator.requests().len() - before), (ErrorKind::Timeout, 1));
}

/// Makes a submission older than it is.
fn submitted_days_before(folder: &tempfile::TempDir, days: u64) {
    let path = folder.path().join("recording.wav.training.json");
    let text = std::fs::read_to_string(&path).expect("journal");
    let mut journal: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let date = journal["submission"]["submitted_date"].as_u64().expect("the service's date");
    journal["submission"]["submitted_date"] = (date - days * 86_400).into();
    std::fs::write(&path, journal.to_string()).expect("written");
}

#[tokio::test]
async fn the_deadline_is_thirty_days_unless_one_is_given_and_a_later_one_goes_on() {
    let folder = tempfile::tempdir().expect("folder");
    let recording = file(folder.path(), "recording.wav", wav(96_000));
    let simulator = Simulator::builder().clock(metastudio_voice_simulator::Clock::Manual).start().await.expect("it");
    let simulator = Arc::new(simulator);
    let client = builder_of(&simulator).clock(TestClock::new()).build().await.expect("client");
    let plan = Plan::premium("v", recording).poll_interval(Duration::from_secs(86_400));
    let error = client.train(plan.clone()).await.expect_err("too long");
    assert_eq!(error.message(), "the job is in SYSTEM_AUDITING, 30 days after it was submitted");
    let advice = error.advice().expect("advice");
    assert!(advice.contains("ask Huawei Cloud about the job") && advice.contains("Plan::deadline"), "{advice}");

    submitted_days_before(&folder, 31);
    let error = client.train(plan.clone()).await.expect_err("too long");
    assert_eq!(error.message(), "the job is in SYSTEM_AUDITING, 31 days after it was submitted");
    // The job ends well as soon as it has been looked at once more.
    let there = simulator.clone();
    let later = client.train(plan.deadline(Duration::from_secs(60 * 86_400))).on_event(move |event| {
        if matches!(event, Event::State { .. }) {
            (0..20).for_each(|_| there.advance());
        }
    });
    later.await.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((simulator.jobs().len(), simulator.credits_spent()), (1, 1));
}

/// The service's own times tell how old a submission is, also in a later run.
#[tokio::test]
async fn a_job_that_was_submitted_long_ago_by_the_services_clock_is_overdue_in_a_new_run() {
    let folder = tempfile::tempdir().expect("folder");
    let simulator = Simulator::builder().clock(metastudio_voice_simulator::Clock::Manual).start().await.expect("it");
    let client = builder_of(&simulator).clock(TestClock::new()).build().await.expect("client");
    stuck(&client, &folder, Duration::from_secs(3_600)).await;
    submitted_days_before(&folder, 40);
    let error = stuck(&client, &folder, Duration::from_secs(30 * 86_400)).await;
    assert_eq!(error.message(), "the job is in SYSTEM_AUDITING, 40 days after it was submitted");
}

/// Remembers the pauses that it was asked for, however long they are.
#[derive(Debug, Default)]
struct Pauses(Mutex<Vec<Duration>>);

impl Clock for Pauses {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.0.lock().expect("pauses").push(pause);
        Box::pin(tokio::task::yield_now())
    }
}

/// Row C7.
#[tokio::test]
async fn the_poll_interval_is_bounded_on_both_sides() {
    for (interval, expected) in
        [(Duration::ZERO, Duration::from_millis(1)), (Duration::MAX, Duration::from_secs(86_400))]
    {
        let (simulator, _folder, recording) = polled().await;
        let pauses = Arc::new(Pauses::default());
        let client = builder_of(&simulator).clock(pauses.clone()).build().await.expect("client");
        let plan = Plan::premium("v", &recording).poll_interval(interval).deadline(Duration::MAX);
        client.train(plan).await.expect("an outcome").into_voice().expect("a voice");
        let pauses = pauses.0.lock().expect("pauses").clone();
        assert!(!pauses.is_empty() && pauses.iter().all(|pause| *pause == expected), "{pauses:?}");
    }
}

/// Row C7: what is told last comes, too.
#[tokio::test]
async fn the_last_progress_of_reading_and_of_each_upload_is_told() {
    let studio = Studio::open().await;
    let (outcome, events) = train(&studio.client().await, studio.plan()).await;
    outcome.expect("an outcome");
    let read = events.iter().rev().find_map(|event| match event {
        Event::Reading { progress } => Some(*progress),
        _ => None,
    });
    let sent = events.iter().rev().find_map(|event| match event {
        Event::Uploading { progress, .. } => Some(*progress),
        _ => None,
    });
    for last in [read, sent] {
        let last = last.expect("progress");
        assert_eq!(last.done, last.total);
    }
}

/// A job that was created a moment ago may not be shown at once: it is looked for before it counts as deleted.
#[tokio::test]
async fn a_new_job_that_is_not_shown_at_once_is_waited_for() {
    let studio = Studio::open().await;
    let gone = metastudio_voice_simulator::ErrorResponse::new(404, "MSS.41000003", "The task does not exist.");
    studio.simulator.disturb_operation("ShowVoiceTrainingJob", vec![Disturbance::Respond(gone); 3]);
    train(&studio.client().await, studio.plan()).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(studio.simulator.credits_spent(), 1);
}

/// What may pass is waited out sixty times in a row, and whatever comes between begins the count anew.
#[tokio::test]
async fn a_failure_that_may_pass_is_waited_out_sixty_times_in_a_row() {
    for (failures, ends) in [(vec![60, 60], false), (vec![61], true)] {
        let (simulator, _folder, recording) = polled().await;
        let client = builder_of(&simulator).clock(TestClock::new()).retry_policy(metastudio_voice::retry::NoRetry);
        let client = client.build().await.expect("client");
        let away = metastudio_voice_simulator::ErrorResponse::text(503, "away");
        let script = failures.iter().flat_map(|failures| {
            vec![Disturbance::Respond(away.clone()); *failures].into_iter().chain([Disturbance::Pass])
        });
        simulator.disturb_operation("ShowVoiceTrainingJob", script.collect::<Vec<_>>());
        // A second each: the clock of the test stays near enough to the real one for signatures.
        let plan = Plan::premium("v", &recording).poll_interval(Duration::from_secs(1));
        let outcome = client.train(plan).await;
        match ends {
            false => drop(outcome.expect("an outcome").into_voice().expect("a voice")),
            true => {
                let error = outcome.expect_err("away");
                assert!(error.is_transient() && error.job_id().is_some(), "{error}");
            }
        }
        assert_eq!(simulator.credits_spent(), 1);
    }
}

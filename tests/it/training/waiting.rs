//! The waits of a training of days: transient errors, poll intervals and deadlines. The rows are those of the project's
//! list of faults.

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
async fn a_response_that_cannot_be_read_is_retried() {
    for unreadable in [Disturbance::WebPage, Disturbance::Malformed, Disturbance::Truncated] {
        let studio = Studio::open().await;
        let client = builder_of(&studio.simulator).retry_policy(metastudio_voice::retry::NoRetry);
        let client = client.build().await.expect("client");
        studio.simulator.disturb_operation("ShowVoiceTrainingJob", vec![unreadable.clone(); 5]).expect("an operation");
        studio.simulator.disturb_operation("ListJobOperationLog", vec![unreadable.clone(); 3]).expect("an operation");
        let (outcome, events) = train(&client, studio.plan()).await;
        outcome.expect("an outcome").into_voice().expect("a voice");
        let waited = events.iter().filter(|event| matches!(event, Event::Retrying { .. })).count();
        assert_eq!((waited, studio.simulator.credits_spent()), (8, 1), "{unreadable:?}");
    }
}

/// Rows C2 and C5 at once, while a job is watched.
#[tokio::test]
async fn a_broken_connection_and_an_unavailable_iam_while_watching_are_retried() {
    let (simulator, _folder, recording) = polled().await;
    let (simulator, clock) = (Arc::new(simulator), TestClock::new());
    let user = IamUser::new(simulator.domain(), simulator.user(), simulator.password());
    let client = Client::builder().project_id(simulator.project_id()).endpoint(simulator.endpoint());
    let client = client.iam_endpoint(simulator.iam_endpoint()).iam_user(user).clock(clock.clone());
    let client = client.retry_policy(metastudio_voice::retry::NoRetry).build().await.expect("client");
    // A token that is younger than a minute is not replaced.
    clock.sleep(Duration::from_secs(61)).await;
    let (server, errors) = (simulator.clone(), Arc::new(Mutex::new(Vec::new())));
    let keep = errors.clone();
    let training = client.train(Plan::premium("v", recording).poll_interval(Duration::from_secs(10)));
    let training = training.on_event(move |event| match event {
        Event::Submitted => {
            let away = metastudio_voice_simulator::ErrorResponse::text(503, "unavailable");
            server.expire_tokens();
            server
                .disturb_operation("KeystoneCreateUserTokenByPassword", vec![Disturbance::Respond(away); 3])
                .expect("an operation");
            server
                .disturb_operation("ShowVoiceTrainingJob", [Disturbance::ResetUnread, Disturbance::ResetUnread])
                .expect("an operation");
        }
        Event::Retrying { error } => keep.lock().expect("errors").push(error),
        _ => {}
    });
    training.await.expect("an outcome").into_voice().expect("a voice");
    let errors = errors.lock().expect("errors");
    let of_iam = errors.iter().filter(|error| error.contains("KeystoneCreateUserTokenByPassword: 503")).count();
    let broken = errors.iter().filter(|error| error.contains("the connection broke off")).count();
    assert_eq!((broken, of_iam, errors.len()), (2, 3, 5), "{errors:#?}");
    assert_eq!((simulator.jobs().len(), simulator.credits_spent()), (1, 1));
}

/// A clock whose time of day jumps ahead by 30 days with each pause.
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

/// Starts a simulator whose job changes its state with each query, and writes a recording.
pub(super) async fn polled() -> (Simulator, tempfile::TempDir, std::path::PathBuf) {
    let simulator = Simulator::builder().clock(metastudio_voice_simulator::Clock::Polled).start().await.expect("it");
    let folder = tempfile::tempdir().expect("folder");
    let recording = file(folder.path(), "recording.wav", wav(96_000));
    (simulator, folder, recording)
}

/// Row C8.
#[tokio::test]
async fn a_clock_that_jumps_ahead_does_not_reach_the_deadline() {
    let (simulator, _folder, recording) = polled().await;
    let client = builder_of(&simulator).clock(Arc::new(Jumping::default())).build().await.expect("client");
    client.train(Plan::premium("v", &recording)).await.expect("an outcome").into_voice().expect("a voice");
}

/// Trains with a job that stays in its state, until the deadline.
async fn stuck(client: &Client, folder: &tempfile::TempDir, deadline: Duration) -> metastudio_voice::Error {
    let recording = file(folder.path(), "recording.wav", wav(96_000));
    let plan = Plan::premium("v", recording).deadline(deadline).poll_interval(Duration::from_secs(60));
    client.train(plan).await.expect_err("too long")
}

/// Row G3.
#[tokio::test]
async fn a_passed_deadline_is_not_transient_and_its_error_has_the_time_since_the_submission() {
    let folder = tempfile::tempdir().expect("folder");
    let simulator = Simulator::builder().clock(metastudio_voice_simulator::Clock::Manual).start().await.expect("it");
    let clock = TestClock::new();
    let client = builder_of(&simulator).clock(clock.clone()).build().await.expect("client");
    let deadline = Duration::from_secs(50);
    let error = stuck(&client, &folder, deadline).await;
    assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Timeout, false));
    let text = error.message().strip_prefix("the job is in SYSTEM_AUDITING, ").expect("the state");
    // The service's dates have whole seconds, some of which may have passed while this test ran.
    let seconds: u64 = text.strip_suffix(" s after it was submitted").expect("seconds").parse().expect("a number");
    assert!((50..100).contains(&seconds), "{text}");
    // The poll interval of a minute does not exceed the deadline. Seconds that pass at the service count, too.
    let pauses = clock.pauses();
    assert!(pauses.iter().all(|pause| *pause <= deadline), "{pauses:?}");
    // The next run queries the job once before it fails.
    let before = simulator.requests().len();
    let error = stuck(&client, &folder, Duration::ZERO).await;
    assert_eq!((error.kind(), simulator.requests().len() - before), (ErrorKind::Timeout, 1));
}

/// Makes the submission older in the journal.
fn submitted_days_before(folder: &tempfile::TempDir, days: u64) {
    let path = folder.path().join("recording.wav.training.json");
    let text = std::fs::read_to_string(&path).expect("journal");
    let mut journal: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let date = journal["submission"]["submitted_date"].as_u64().expect("the service's date");
    journal["submission"]["submitted_date"] = (date - days * 86_400).into();
    std::fs::write(&path, journal.to_string()).expect("written");
}

#[tokio::test]
async fn the_default_deadline_is_thirty_days_and_a_later_one_resumes() {
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
    // The job succeeds after one more query.
    let server = simulator.clone();
    let later = client.train(plan.deadline(Duration::from_secs(60 * 86_400))).on_event(move |event| {
        if matches!(event, Event::State { .. }) {
            (0..20).for_each(|_| server.advance());
        }
    });
    later.await.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((simulator.jobs().len(), simulator.credits_spent()), (1, 1));
}

/// The service's own times give the age of a submission, also in a later run.
#[tokio::test]
async fn a_job_that_was_submitted_long_ago_by_the_services_clock_is_past_its_deadline_in_a_new_run() {
    let folder = tempfile::tempdir().expect("folder");
    let simulator = Simulator::builder().clock(metastudio_voice_simulator::Clock::Manual).start().await.expect("it");
    let client = builder_of(&simulator).clock(TestClock::new()).build().await.expect("client");
    stuck(&client, &folder, Duration::from_secs(3_600)).await;
    submitted_days_before(&folder, 40);
    let error = stuck(&client, &folder, Duration::from_secs(30 * 86_400)).await;
    assert_eq!(error.message(), "the job is in SYSTEM_AUDITING, 40 days after it was submitted");
}

/// A clock that records the pauses and takes no time.
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

/// Row C7: the last events.
#[tokio::test]
async fn the_last_progress_of_reading_and_of_each_upload_is_an_event() {
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

/// A job that was just created may not be shown at once; it is queried several times before it counts as deleted.
#[tokio::test]
async fn a_new_job_that_is_not_shown_at_once_is_waited_for() {
    let studio = Studio::open().await;
    let gone = metastudio_voice_simulator::ErrorResponse::new(404, "MSS.41000003", "The task does not exist.");
    studio
        .simulator
        .disturb_operation("ShowVoiceTrainingJob", vec![Disturbance::Respond(gone); 3])
        .expect("an operation");
    train(&studio.client().await, studio.plan()).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(studio.simulator.credits_spent(), 1);
}

/// A success between two transient errors resets the count.
#[tokio::test]
async fn a_transient_error_is_retried_sixty_times_in_a_row() {
    for (failures, ends) in [(vec![60, 60], false), (vec![61], true)] {
        let (simulator, _folder, recording) = polled().await;
        let client = builder_of(&simulator).clock(TestClock::new()).retry_policy(metastudio_voice::retry::NoRetry);
        let client = client.build().await.expect("client");
        let away = metastudio_voice_simulator::ErrorResponse::text(503, "unavailable");
        let script = failures.iter().flat_map(|failures| {
            vec![Disturbance::Respond(away.clone()); *failures].into_iter().chain([Disturbance::Pass])
        });
        simulator.disturb_operation("ShowVoiceTrainingJob", script.collect::<Vec<_>>()).expect("an operation");
        // With pauses of a second the test's clock stays near enough to the real one for signatures.
        let plan = Plan::premium("v", &recording).poll_interval(Duration::from_secs(1));
        let outcome = client.train(plan).await;
        match ends {
            false => drop(outcome.expect("an outcome").into_voice().expect("a voice")),
            true => {
                let error = outcome.expect_err("unavailable");
                assert!(error.is_transient() && error.job_id().is_some(), "{error}");
            }
        }
        assert_eq!(simulator.credits_spent(), 1);
    }
}

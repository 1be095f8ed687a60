//! The workflow when the service or the network fails: transient errors are retried, and nothing is done twice.

use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::retry::{Clock, NoRetry};
use metastudio_voice::training::{Event, Outcome, Plan};
use metastudio_voice::types::{JobTag, Sex};
use metastudio_voice::{Client, ClientBuilder, Error, ErrorKind};
use serde_json::json as value;

use crate::support::studio::fast;
use crate::support::{Received, Sink, TestClock, builder, file, json, response, wav};

/// Returns the name of a call, by its method and the end of its path.
fn operation(received: &Received) -> &'static str {
    let path = received.target.split('?').next().unwrap_or_default();
    match (received.method.as_str(), path.rsplit('/').next().unwrap_or_default()) {
        ("GET", "tenant-duration-cfg") => "limits",
        ("GET", "quotas") => "credits",
        ("POST", "advance-jobs") => "create",
        ("GET", "jobs") => "list",
        ("GET", "op-logs") => "log",
        ("GET", "audit-result") => "audit",
        ("GET", "uploading-address-url") => "refresh",
        ("PUT", _) => "upload",
        ("POST", _) => "submit",
        ("GET", _) => "show",
        other => panic!("{other:?}"),
    }
}

/// A service with a project of its own: a port may be reused while this process still has a create request in doubt at
/// the same port.
struct Service {
    sink: Sink,
    project: String,
}

impl Deref for Service {
    type Target = Sink;

    fn deref(&self) -> &Sink {
        &self.sink
    }
}

impl Service {
    /// A client that sends each call once.
    fn client(&self) -> ClientBuilder {
        builder(&self.url).project_id(&*self.project).retry_policy(NoRetry)
    }
}

static PROJECTS: AtomicUsize = AtomicUsize::new(0);

/// Starts a service with a script for the n-th response to each operation; `None` is the default response.
async fn service(script: impl Fn(&str, usize) -> Option<Response<Body>> + Send + Sync + 'static) -> Service {
    let names = ["limits", "credits", "list", "create", "refresh", "upload", "log", "submit", "show", "audit"];
    let counts = names.map(|name| (name, AtomicUsize::new(0)));
    let sink = Sink::start(move |received| {
        let name = operation(received);
        let count = counts.iter().find(|(known, _)| *known == name).expect("known");
        let n = count.1.fetch_add(1, Ordering::SeqCst);
        let url = format!("http://{}/bucket/data.zip?Signature=S", received.header("host").unwrap_or_default());
        script(name, n).unwrap_or_else(|| match name {
            "create" => json(200, &value!({"job_id": "job-1", "training_data_uploading_url": url})),
            "refresh" => json(200, &value!({"package_url": {"training_data_uploading_url": url}})),
            "show" => json(200, &value!({"job_id": "job-1", "state": "SUCCEED", "asset_id": "asset-1"})),
            "submit" | "upload" => response(200, "text/plain", ""),
            _ => json(200, &value!({})),
        })
    });
    let project = format!("{:032x}", PROJECTS.fetch_add(1, Ordering::Relaxed));
    Service { sink: sink.await, project }
}

async fn train(service: &Service) -> (Result<Outcome, Error>, Vec<Event>) {
    let folder = tempfile::tempdir().expect("folder");
    let recording = file(folder.path(), "recording.wav", wav(48_000));
    let plan = Plan::premium("v", recording).poll_interval(Duration::from_millis(5));
    let events = Arc::new(Mutex::new(Vec::new()));
    let keep = events.clone();
    let client = service.client().build().await.expect("client");
    let outcome = client.train(plan).on_event(move |event| keep.lock().expect("events").push(event)).await;
    let events = events.lock().expect("events").clone();
    (outcome, events)
}

/// Returns a client whose pauses take no time on this clock.
async fn client_by(clock: &Arc<TestClock>, service: &Service) -> Client {
    service.client().clock(clock.clone()).build().await.expect("client")
}

fn count(service: &Sink, name: &str) -> usize {
    service.received().iter().filter(|received| operation(received) == name).count()
}

fn state(state: &str) -> Option<Response<Body>> {
    Some(json(200, &value!({"job_id": "job-1", "state": state})))
}

fn fault(status: u16) -> Option<Response<Body>> {
    Some(response(status, "text/html", "<html>"))
}

#[tokio::test]
async fn a_transient_error_while_watching_is_retried() {
    let service = service(|name, n| match (name, n) {
        ("show", 0) => state("AUDITING"),
        ("show", 1) => fault(502),
        ("show", 2) => fault(429),
        _ => None,
    })
    .await;
    let (outcome, events) = train(&service).await;
    let voice = outcome.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((voice.asset_id.as_str(), count(&service, "show")), ("asset-1", 4));
    assert_eq!(events.iter().filter(|event| matches!(event, Event::Retrying { .. })).count(), 2);
}

#[tokio::test]
async fn a_permanent_error_while_watching_ends_the_training() {
    let service = service(|name, _| (name == "show").then(|| fault(403)).flatten()).await;
    let error = train(&service).await.0.expect_err("forbidden");
    assert_eq!((error.status(), error.job_id(), count(&service, "show")), (Some(403), Some("job-1"), 1));
}

#[tokio::test]
async fn an_unknown_state_of_a_job_is_waited_out() {
    let service = service(|name, n| match (name, n) {
        ("show", 0) => state("BRAND_NEW"),
        ("show", 1) => Some(json(200, &value!({"job_id": "job-1"}))),
        _ => None,
    })
    .await;
    train(&service).await.0.expect("an outcome").into_voice().expect("a voice");
}

#[tokio::test]
async fn a_submission_whose_response_is_lost_is_checked_and_not_repeated() {
    let lost = service(|name, n| match (name, n) {
        ("submit", _) => fault(504),
        ("show", 0) => state("SYSTEM_AUDITING"),
        _ => None,
    })
    .await;
    train(&lost).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((count(&lost, "submit"), count(&lost, "create")), (1, 1));

    // The job may be in its earlier state again, as a review can fail at once. The log tells.
    let logged = service(|name, n| match (name, n) {
        ("submit", _) => fault(504),
        ("show", n) if n < 3 => state("CREATING"),
        ("log", n) if n > 2 => Some(json(200, &value!({"count": 1, "operations": [{"action": "COMMIT_JOB"}]}))),
        _ => None,
    })
    .await;
    train(&logged).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(count(&logged, "submit"), 1);
}

#[tokio::test]
async fn a_submission_that_was_certainly_not_carried_out_is_retried() {
    let busy = service(|name, n| (name == "submit" && n < 3).then(|| fault(429)).flatten()).await;
    let (outcome, events) = train(&busy).await;
    outcome.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(count(&busy, "submit"), 4);
    assert_eq!(events.iter().filter(|event| matches!(event, Event::Retrying { .. })).count(), 3);
    let refused = service(|name, _| (name == "submit").then(|| fault(403)).flatten()).await;
    let error = train(&refused).await.0.expect_err("forbidden");
    assert_eq!((error.status(), count(&refused, "submit")), (Some(403), 1));
}

#[tokio::test]
async fn a_submission_without_an_effect_is_repeated() {
    let once = service(|name, n| match (name, n) {
        ("submit", 0) => fault(504),
        ("show", n) if n < 4 => state("CREATING"),
        _ => None,
    })
    .await;
    train(&once).await.0.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(count(&once, "submit"), 2);

    let refused = service(|name, _| match name {
        "submit" => fault(504),
        "show" => state("CREATING"),
        _ => None,
    })
    .await;
    let error = train(&refused).await.0.expect_err("not submitted");
    assert_eq!((error.status(), error.operation()), (Some(504), Some("CommitVoiceTrainingJob")));
    assert_eq!((error.job_id(), count(&refused, "submit")), (Some("job-1"), 3));
}

#[tokio::test]
async fn an_old_state_shortly_after_the_submission_is_not_taken_for_a_failure() {
    let settling = service(|name, n| (name == "show" && n < 3).then(|| state("CREATING")).flatten()).await;
    train(&settling).await.0.expect("an outcome").into_voice().expect("a voice");
    let stuck = service(|name, _| (name == "show").then(|| state("CREATING")).flatten()).await;
    let outcome = train(&stuck).await.0.expect("an outcome");
    assert_eq!(outcome.into_voice().expect_err("stuck").kind(), ErrorKind::ActionNeeded);
}

#[tokio::test]
async fn an_upload_with_a_transient_error_is_sent_again_from_the_start() {
    let service = service(|name, n| (name == "upload" && n == 0).then(|| fault(503)).flatten()).await;
    train(&service).await.0.expect("an outcome").into_voice().expect("a voice");
    let received = service.received();
    let uploads: Vec<_> = received.iter().filter(|received| operation(received) == "upload").collect();
    assert_eq!(uploads.len(), 2);
    assert!(uploads[0].body.is_some() && uploads[0].body == uploads[1].body);
}

#[tokio::test]
async fn an_upload_url_that_is_refused_after_its_refresh_is_an_error_with_the_job() {
    let service = service(|name, _| {
        let xml = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
        (name == "upload").then(|| response(403, "application/xml", xml))
    })
    .await;
    let error = train(&service).await.0.expect_err("refused");
    assert_eq!((error.code(), error.job_id()), (Some("AccessDenied"), Some("job-1")));
    assert_eq!((count(&service, "upload"), count(&service, "refresh"), count(&service, "submit")), (3, 2, 0));
}

/// Returns a list with one job of this id and a recent time.
fn listed(id: &str) -> Option<Response<Body>> {
    let job = value!({"job_id": id, "voice_name": "v", "job_type": "ADVANCE", "state": "CREATING", "create_time": 4e9 as i64});
    Some(json(200, &value!({"count": 1, "jobs": [job]})))
}

#[tokio::test]
async fn a_job_whose_create_response_is_lost_is_found_although_the_list_lags() {
    let service = service(|name, n| match (name, n) {
        ("create", _) => fault(502),
        // The first list is before the create request, and the second one lags behind.
        ("list", 2) => listed("job-1"),
        _ => None,
    })
    .await;
    let (outcome, events) = train(&service).await;
    outcome.expect("an outcome").into_voice().expect("a voice");
    assert!(events.iter().any(|event| matches!(event, Event::Recovered { job_id } if **job_id == "job-1")));
    assert_eq!((count(&service, "create"), count(&service, "list"), count(&service, "submit")), (1, 3, 1));
}

#[tokio::test]
async fn a_job_that_was_there_before_is_not_taken_for_the_new_one() {
    let service = service(|name, n| match (name, n) {
        ("create", 0) => fault(502),
        ("list", _) => listed("job-0"),
        _ => None,
    })
    .await;
    let (outcome, events) = train(&service).await;
    outcome.expect("an outcome").into_voice().expect("a voice");
    assert!(events.iter().any(|event| matches!(event, Event::Created { job_id } if **job_id == "job-1")));
    assert_eq!(count(&service, "create"), 2);
}

#[tokio::test]
async fn no_job_is_chosen_if_several_may_be_the_lost_one() {
    let service = service(|name, n| match (name, n) {
        ("create", _) => fault(502),
        ("list", n) if n > 0 => {
            let job = |id: &str| value!({"job_id": id, "voice_name": "v", "state": "CREATING"});
            let other = value!({"job_id": "other", "voice_name": "v and more", "state": "CREATING"});
            Some(json(200, &value!({"count": 3, "jobs": [job("job-1"), job("job-2"), other]})))
        }
        _ => None,
    })
    .await;
    let error = train(&service).await.0.expect_err("which one?");
    assert_eq!((error.kind(), count(&service, "create")), (ErrorKind::ActionNeeded, 1));
    assert!(error.message().ends_with("job-1, job-2"), "{error}");
}

#[tokio::test]
async fn a_job_that_its_owner_has_chosen_is_resumed_and_no_longer_searched_for() {
    let service = service(|name, n| match (name, n) {
        ("create", _) => fault(502),
        ("list", n) if n > 0 => {
            let job = |id: &str| value!({"job_id": id, "voice_name": "v", "state": "CREATING"});
            Some(json(200, &value!({"count": 2, "jobs": [job("job-1"), job("job-2")]})))
        }
        ("show", 0) => state("CREATING"),
        _ => None,
    })
    .await;
    let folder = tempfile::tempdir().expect("folder");
    let recording = file(folder.path(), "recording.wav", wav(48_000));
    let plan = || Plan::premium("v", &recording).poll_interval(Duration::from_millis(5));
    let client = service.client().build().await.expect("client");
    client.train(plan()).await.expect_err("which one?");
    client.train(plan().resume_job("job-1")).await.expect("an outcome").into_voice().expect("a voice");
    let journal = crate::training::journal_json(folder.path().join("recording.wav.training.json"));
    assert_eq!((&journal["job_id"], journal.get("pending_create")), (&"job-1".into(), None));
    assert_eq!((count(&service, "create"), count(&service, "upload"), count(&service, "submit")), (1, 1, 1));
}

/// The next run searches for the lost job first, too.
#[tokio::test]
async fn a_lost_create_request_is_searched_for_six_times_in_a_minute_and_sent_three_times_in_a_run() {
    let service = service(|name, _| (name == "create").then(|| fault(502)).flatten()).await;
    let clock = TestClock::new();
    let client = client_by(&clock, &service).await;
    let folder = tempfile::tempdir().expect("folder");
    let plan = Plan::premium("v", file(folder.path(), "recording.wav", wav(48_000)));
    let attempts = [["list", "create"].as_slice(), &["list"; 6]].concat().repeat(3);
    let (mut calls, mut pauses) = (Vec::new(), 0);
    for (searches_before, pauses_before) in [(0, 0), (6, 5)] {
        let error = client.train(plan.clone()).await.expect_err("lost");
        assert!(error.advice().is_some_and(|advice| advice.contains("may have been carried out")), "{error}");
        assert_eq!((error.operation(), error.is_in_doubt()), (Some("CreateTrainingAdvanceJob"), true));
        calls.extend(["list"].repeat(searches_before).into_iter().chain(attempts.iter().copied()));
        let received = service.received();
        let made: Vec<_> = received.iter().map(operation).filter(|name| ["list", "create"].contains(name)).collect();
        assert_eq!(made, calls);
        pauses += pauses_before + 3 * 5;
        assert_eq!(clock.pauses(), vec![Duration::from_secs(12); pauses]);
    }
}

#[tokio::test]
async fn a_job_is_queried_every_minute_by_default() {
    let service = service(|name, n| (name == "show" && n < 3).then(|| state("AUDITING")).flatten()).await;
    let clock = TestClock::new();
    let folder = tempfile::tempdir().expect("folder");
    let plan = Plan::premium("v", file(folder.path(), "recording.wav", wav(48_000)));
    let outcome = client_by(&clock, &service).await.train(plan).await;
    outcome.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((count(&service, "show"), clock.pauses()), (4, vec![Duration::from_secs(60); 3]));
}

/// The review has failed again, so only the log tells that the job was submitted again.
#[tokio::test]
async fn a_second_submission_in_doubt_is_repeated_only_if_the_log_lags_by_more_than_a_poll_interval() {
    for (lag, submissions) in [(60, 2), (61, 3)] {
        let clock = TestClock::new();
        let (time, logged_at) = (clock.clone(), Mutex::new(None));
        let service = service(move |name, n| match (name, n) {
            ("submit", 1) => {
                *logged_at.lock().expect("time") = Some(time.elapsed() + Duration::from_secs(lag));
                fault(504)
            }
            ("show", _) => state("AUDIT_FAILED"),
            ("log", _) => {
                let is_logged = logged_at.lock().expect("time").is_some_and(|at| time.elapsed() >= at);
                let entries = vec![value!({"action": "COMMIT_JOB"}); 1 + usize::from(is_logged)];
                Some(json(200, &value!({"count": entries.len(), "operations": entries})))
            }
            _ => None,
        })
        .await;
        let client = client_by(&clock, &service).await;
        let folder = tempfile::tempdir().expect("folder");
        for samples in [48_000, 48_100] {
            let plan = Plan::premium("v", file(folder.path(), "recording.wav", wav(samples)));
            let outcome = client.train(plan.resubmit()).await.expect("an outcome");
            assert!(matches!(outcome, Outcome::ActionNeeded(_)), "{outcome:?}");
        }
        assert_eq!((count(&service, "create"), count(&service, "submit")), (1, submissions), "{lag} s");
    }
}

/// The request is carried out only after the run that was refused; until then nothing shows its effect.
#[tokio::test]
async fn a_second_submission_in_doubt_stays_in_doubt_when_the_next_run_is_refused() {
    let logged = Arc::new(AtomicUsize::new(1));
    let entries = logged.clone();
    let service = service(move |name, n| match (name, n) {
        ("submit", 1..=3) => fault(504),
        ("submit", 4) => fault(403),
        ("show", _) => state("AUDIT_FAILED"),
        ("log", _) => {
            let entries = vec![value!({"action": "COMMIT_JOB"}); entries.load(Ordering::SeqCst)];
            Some(json(200, &value!({"count": entries.len(), "operations": entries})))
        }
        _ => None,
    })
    .await;
    let client = client_by(&TestClock::new(), &service).await;
    let folder = tempfile::tempdir().expect("folder");
    let plan = |samples| Plan::premium("v", file(folder.path(), "recording.wav", wav(samples))).resubmit();
    client.train(plan(48_000)).await.expect("an outcome");
    for submissions in [4, 5] {
        let error = client.train(plan(48_100)).await.expect_err("lost or refused");
        assert!(error.is_in_doubt() && count(&service, "submit") == submissions, "{error}");
    }
    logged.store(2, Ordering::SeqCst);
    let outcome = client.train(plan(48_100)).await.expect("an outcome");
    assert!(matches!(outcome, Outcome::ActionNeeded(_)) && count(&service, "submit") == 5, "{outcome:?}");
}

#[tokio::test]
async fn a_plan_without_a_credit_trains_once_there_is_one() {
    let none = value!({"resource_available_nums": {"advance": 0}});
    let service = service(move |name, n| ((name, n) == ("credits", 0)).then(|| json(200, &none))).await;
    let folder = tempfile::tempdir().expect("folder");
    let plan = fast(Plan::premium("v", file(folder.path(), "recording.wav", wav(48_000))));
    let client = service.client().build().await.expect("client");
    let error = client.train(plan.clone()).await.expect_err("no credit");
    assert_eq!((error.kind(), error.job_id(), count(&service, "create")), (ErrorKind::NoCredit, None, 0));
    client.train(plan).await.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((count(&service, "create"), count(&service, "submit")), (1, 1));
}

#[tokio::test]
async fn the_seven_details_that_can_be_corrected_before_the_submission_arrive_with_it() {
    let service = service(|name, n| match (name, n) {
        ("submit", 0) => fault(403),
        ("show", 0) => state("CREATING"),
        _ => None,
    })
    .await;
    let folder = tempfile::tempdir().expect("folder");
    let plan = fast(Plan::premium("v", file(folder.path(), "recording.wav", wav(48_000))));
    let client = service.client().build().await.expect("client");
    let first = plan.clone().details(|job| {
        let job = job.sex(Sex::Male).tag(JobTag::News).language("CN").description("a man").phone("13500001111");
        job.output_language("CN").custom_text("你好")
    });
    client.train(first).await.expect_err("refused");
    let second = plan.details(|job| {
        let job = job.sex(Sex::Female).tag(JobTag::Ecommerce).language("EN").description("a woman");
        job.phone("13500002222").output_language("EN").custom_text("Hello")
    });
    client.train(second).await.expect("an outcome").into_voice().expect("a voice");
    let received = service.received();
    let submissions = received.iter().filter(|received| operation(received) == "submit");
    let bodies = submissions.map(|submission| submission.body.as_deref().expect("a whole body"));
    let bodies: Vec<serde_json::Value> = bodies.map(|body| serde_json::from_slice(body).expect("JSON")).collect();
    let first = value!({
        "sex": "MALE", "tag": "NEWS", "language": "CN", "description": "a man", "phone": "13500001111",
        "output_language": "CN", "custom_text": "你好",
    });
    let second = value!({
        "sex": "FEMALE", "tag": "ECOMMERCE", "language": "EN", "description": "a woman", "phone": "13500002222",
        "output_language": "EN", "custom_text": "Hello",
    });
    assert_eq!(bodies, [first, second]);
}

#[tokio::test]
async fn a_service_without_limits_in_its_response_stops_no_training() {
    let service = service(|name, _| (name == "limits").then(|| fault(404)).flatten()).await;
    train(&service).await.0.expect("an outcome").into_voice().expect("a voice");
}

#[tokio::test]
async fn a_success_without_an_asset_or_a_job_with_an_invalid_id_is_an_error() {
    let no_asset = service(|name, _| (name == "show").then(|| state("SUCCEED")).flatten()).await;
    let error = train(&no_asset).await.0.expect_err("no asset");
    assert_eq!((error.kind(), error.job_id()), (ErrorKind::UnexpectedResponse, Some("job-1")));
    let bad_id = service(|name, _| (name == "create").then(|| json(200, &value!({"job_id": "../x"})))).await;
    let error = train(&bad_id).await.0.expect_err("a bad id");
    // The limits, the credits, the list and the create request.
    assert_eq!((error.kind(), bad_id.received().len()), (ErrorKind::UnexpectedResponse, 4));
}

/// A cache between the client and the service returns the response to another call.
#[tokio::test]
async fn a_response_about_another_job_is_not_taken_for_the_trainings_own() {
    let shown = service(|name, n| {
        let other = value!({"job_id": "job-9", "state": "SUCCEED", "asset_id": "asset-9"});
        (name == "show" && n < 3).then(|| json(200, &other))
    })
    .await;
    let (outcome, events) = train(&shown).await;
    assert_eq!(outcome.expect("an outcome").into_voice().expect("a voice").asset_id, "asset-1");
    assert_eq!(events.iter().filter(|event| matches!(event, Event::Retrying { .. })).count(), 3);

    let created = service(|name, _| match name {
        "list" => listed("job-0"),
        "create" => Some(json(200, &value!({"job_id": "job-0"}))),
        _ => None,
    })
    .await;
    let error = train(&created).await.0.expect_err("another job");
    assert_eq!((error.kind(), error.is_in_doubt()), (ErrorKind::ActionNeeded, true));
    assert_eq!((count(&created, "upload"), count(&created, "submit")), (0, 0));
}

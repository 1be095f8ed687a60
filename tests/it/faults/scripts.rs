//! Trainings with a service that follows a script: transient errors are retried, and nothing is done twice.

use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::http::Response;
use metastudio_voice::retry::{Clock, NoRetry};
use metastudio_voice::training::{Event, Outcome, Plan};
use metastudio_voice::types::{JobTag, Sex};
use metastudio_voice::{Client, ClientBuilder, ErrorKind};
use serde_json::json as value;

use crate::support::studio::fast;
use crate::support::{Received, Sink, TestClock, builder, file, json, response, side_by_side, wav};

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

/// Returns a list of jobs of these ids.
fn listed(ids: &[&str]) -> Option<Response<Body>> {
    let job = |id: &&str| value!({"job_id": id, "voice_name": "v", "state": "CREATING", "create_time": 4e9 as i64});
    Some(json(200, &value!({"count": ids.len(), "jobs": ids.iter().map(job).collect::<Vec<_>>()})))
}

/// Returns the log of a job that was submitted so often.
fn log(submissions: usize) -> Option<Response<Body>> {
    let operations = vec![value!({"action": "COMMIT_JOB"}); submissions];
    Some(json(200, &value!({"count": operations.len(), "operations": operations})))
}

/// The script of a service, and the outcome of a training with it.
struct Row {
    name: &'static str,
    script: fn(&str, usize) -> Option<Response<Body>>,
    /// A voice, or the kind of the error and words of it.
    ends: Result<(), (ErrorKind, &'static str)>,
    /// How often each of these calls was made, or each of these events told.
    counts: &'static [(&'static str, usize)],
}

impl Row {
    async fn check(self) {
        let Self { name, script, ends, counts } = self;
        let service = service(script).await;
        let folder = tempfile::tempdir().expect("folder");
        let plan = Plan::premium("v", file(folder.path(), "recording.wav", wav(48_000)));
        let told = Arc::new(Mutex::new(Vec::new()));
        let keep = told.clone();
        let training = client_by(&TestClock::new(), &service).await.train(plan).on_event(move |event| {
            let event = match event {
                Event::Recovered { .. } => "recovered",
                Event::Retrying { .. } => "retrying",
                _ => return,
            };
            keep.lock().expect("events").push(event);
        });
        match (training.await.and_then(Outcome::into_voice), ends) {
            (Ok(voice), Ok(())) => assert_eq!((&**voice.job_id, &*voice.asset_id), ("job-1", "asset-1"), "{name}"),
            (Err(error), Err((kind, words))) => {
                assert_eq!(error.kind(), kind, "{name}: {error}");
                assert!(error.to_string().contains(words), "{name}: {error}");
            }
            (outcome, _) => panic!("{name}: {outcome:?}"),
        }
        let told = told.lock().expect("events");
        for (what, times) in counts {
            let events = told.iter().filter(|event| *event == what).count();
            assert_eq!(count(&service, what) + events, *times, "{name}: {what}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_training_with_a_scripted_fault_has_the_outcome_of_its_row() {
    let row = |name, script, ends, counts| Row { name, script, ends, counts };
    let rows = [
        row(
            "a transient error while watching is retried",
            |name, n| match (name, n) {
                ("show", 0) => state("AUDITING"),
                ("show", 1) => fault(502),
                ("show", 2) => fault(429),
                _ => None,
            },
            Ok(()),
            &[("show", 4), ("retrying", 2)],
        ),
        row(
            "an unknown state of a job is waited out",
            |name, n| match (name, n) {
                ("show", 0) => state("BRAND_NEW"),
                ("show", 1) => Some(json(200, &value!({"job_id": "job-1"}))),
                _ => None,
            },
            Ok(()),
            &[("show", 3)],
        ),
        row(
            "a submission whose response is lost is not repeated if the state has changed",
            |name, n| match (name, n) {
                ("submit", _) => fault(504),
                ("show", 0) => state("SYSTEM_AUDITING"),
                _ => None,
            },
            Ok(()),
            &[("submit", 1), ("create", 1)],
        ),
        row(
            "a submission whose response is lost is not repeated if the log has it, as a review can fail at once",
            |name, n| match (name, n) {
                ("submit", _) => fault(504),
                ("show", n) if n < 3 => state("CREATING"),
                ("log", n) if n > 2 => log(1),
                _ => None,
            },
            Ok(()),
            &[("submit", 1)],
        ),
        row(
            "a submission that was certainly not carried out is retried",
            |name, n| if name == "submit" && n < 3 { fault(429) } else { None },
            Ok(()),
            &[("submit", 4), ("retrying", 3)],
        ),
        row(
            "a submission without an effect is repeated",
            |name, n| match (name, n) {
                ("submit", 0) => fault(504),
                ("show", n) if n < 4 => state("CREATING"),
                _ => None,
            },
            Ok(()),
            &[("submit", 2)],
        ),
        row(
            "a submission that never has an effect is an error",
            |name, _| match name {
                "submit" => fault(504),
                "show" => state("CREATING"),
                _ => None,
            },
            Err((ErrorKind::Refused, "CommitVoiceTrainingJob: 504: the response is a web page (job job-1")),
            &[("submit", 3)],
        ),
        row(
            "an old state shortly after the submission is not taken for a failure",
            |name, n| if name == "show" && n < 3 { state("CREATING") } else { None },
            Ok(()),
            &[("submit", 1)],
        ),
        row(
            "an old state long after the submission is a failure",
            |name, _| if name == "show" { state("CREATING") } else { None },
            Err((ErrorKind::ActionNeeded, "")),
            &[("submit", 1)],
        ),
        row(
            "a job whose create response is lost is found although the list lags",
            |name, n| match (name, n) {
                ("create", _) => fault(502),
                // The first list is before the create request, and the second one lags behind.
                ("list", 2) => listed(&["job-1"]),
                _ => None,
            },
            Ok(()),
            &[("recovered", 1), ("create", 1), ("list", 3), ("submit", 1)],
        ),
        row(
            "a job that was there before is not taken for the new one",
            |name, n| match (name, n) {
                ("create", 0) => fault(502),
                ("list", _) => listed(&["job-0"]),
                _ => None,
            },
            Ok(()),
            &[("recovered", 0), ("create", 2)],
        ),
        row(
            "no job is chosen if several may be the lost one",
            |name, n| match (name, n) {
                ("create", _) => fault(502),
                ("list", n) if n > 0 => listed(&["job-1", "job-2"]),
                _ => None,
            },
            Err((ErrorKind::ActionNeeded, "job-1, job-2")),
            &[("create", 1)],
        ),
        row(
            "a success without an asset is an error",
            |name, _| if name == "show" { state("SUCCEED") } else { None },
            Err((ErrorKind::UnexpectedResponse, "job job-1")),
            &[],
        ),
        row(
            "a job with an invalid id is an error",
            |name, _| if name == "create" { Some(json(200, &value!({"job_id": "../x"}))) } else { None },
            Err((ErrorKind::UnexpectedResponse, "")),
            &[("create", 1), ("upload", 0), ("submit", 0)],
        ),
        // A cache between the client and the service returns the response to another call.
        row(
            "a response about another job is not taken for the training's own",
            |name, n| {
                let other = value!({"job_id": "job-9", "state": "SUCCEED", "asset_id": "asset-9"});
                (name == "show" && n < 3).then(|| json(200, &other))
            },
            Ok(()),
            &[("retrying", 3)],
        ),
        row(
            "a job that was there before is not the created one",
            |name, _| match name {
                "list" => listed(&["job-0"]),
                "create" => Some(json(200, &value!({"job_id": "job-0"}))),
                _ => None,
            },
            Err((ErrorKind::ActionNeeded, "not certain whether job job-0")),
            &[("upload", 0), ("submit", 0)],
        ),
    ];
    side_by_side(rows.len(), rows.map(Row::check)).await;
}

#[tokio::test]
async fn a_job_that_its_owner_has_chosen_is_resumed_and_no_longer_searched_for() {
    let service = service(|name, n| match (name, n) {
        ("create", _) => fault(502),
        ("list", n) if n > 0 => listed(&["job-1", "job-2"]),
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
                log(1 + usize::from(is_logged))
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
        ("log", _) => log(entries.load(Ordering::SeqCst)),
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

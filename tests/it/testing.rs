//! What the guide promises those who test their own programs with the simulator.

use std::time::Duration;

use metastudio_voice::auth::IamUser;
use metastudio_voice::retry::NoRetry;
use metastudio_voice::training::preflight::Check;
use metastudio_voice::training::{Outcome, Plan, Segments};
use metastudio_voice::types::{JobState, ShortJobType};
use metastudio_voice::upload::{Body, ContentType};
use metastudio_voice::{Client, Error, ErrorKind};
use metastudio_voice_simulator::{Clock, ErrorResponse, ReviewFailure, Seed, Server, Simulator, Stub, fixtures};

const GUIDE: &str = include_str!("../../src/guide/testing.md");

async fn polled() -> (Simulator, Client) {
    let simulator = Simulator::builder().clock(Clock::Polled).start().await.expect("simulator");
    let client = simulator.client().await.expect("client");
    (simulator, client)
}

fn in_memory(name: &str) -> Plan {
    Plan::premium(name, fixtures::recording().source())
}

#[tokio::test(start_paused = true)]
async fn in_paused_time_a_training_that_polls_each_minute_ends_without_waiting() {
    let (simulator, client) = polled().await;
    let begun = tokio::time::Instant::now();
    client.train(in_memory("v")).await.expect("an outcome").into_voice().expect("a voice");
    // The pauses have passed by the clock of the runtime alone.
    assert!(begun.elapsed() >= Duration::from_secs(9 * 60), "{:?}", begun.elapsed());
    assert_eq!(simulator.credits_spent(), 1);
}

#[tokio::test(start_paused = true)]
async fn in_paused_time_a_failed_review_is_an_outcome_and_errors_that_pass_are_waited_out() {
    let (simulator, client) = polled().await;
    simulator.fail_review(None, ReviewFailure::admin("no"));
    let outcome = client.train(in_memory("v")).await.expect("an outcome");
    assert!(matches!(outcome, Outcome::ActionNeeded(_)), "{outcome:?}");
    simulator.disturb([ErrorResponse::throttled(10), ErrorResponse::gateway_page(), ErrorResponse::backend_timeout()]);
    simulator.disturb_operation("ShowVoiceTrainingJob", [ErrorResponse::internal_error()]).expect("an operation");
    simulator.disturb_upload(None, [ErrorResponse::obs_slow_down(), ErrorResponse::obs_unavailable()]);
    client.train(in_memory("w")).await.expect("an outcome").into_voice().expect("a voice");
}

#[tokio::test(start_paused = true)]
async fn in_paused_time_a_pool_ends_its_trainings_and_frees_its_leases() {
    let (simulator, client) = polled().await;
    let folder = tempfile::tempdir().expect("folder");
    let pool = client.pool().build();
    let mut trainings = Vec::new();
    for name in ["anna", "ben", "chen"] {
        let recording = fixtures::recording().named(format!("{name}.wav")).write_to(&folder).expect("recording");
        trainings.push(pool.start(name, Plan::premium(name, recording)).await.expect("started"));
    }
    for training in &trainings {
        training.outcome().await.expect("an outcome").into_voice().expect("a voice");
    }
    pool.shutdown(Duration::from_secs(5)).await;
    assert_eq!((simulator.jobs().len(), simulator.credits_spent()), (3, 3));
}

#[tokio::test]
async fn the_client_of_a_simulator_calls_and_uploads_with_each_kind_of_credentials() {
    let builder = || Simulator::builder().clock(Clock::Polled);
    for (simulator, user) in [(builder(), false), (builder().security_token("a-token"), false), (builder(), true)] {
        let simulator = simulator.start().await.expect("simulator");
        let mut client = simulator.client_builder().retry_policy(NoRetry);
        if user {
            client = client.iam_user(IamUser::new(simulator.domain(), simulator.user(), simulator.password()));
        }
        let client = client.build().await.expect("client");
        let plan = in_memory("v").poll_interval(Duration::from_millis(5));
        client.train(plan).await.expect("an outcome").into_voice().expect("a voice");
        assert_eq!(simulator.requests().iter().any(|request| request.server == Server::Iam), user);
        let judged = simulator.conformance();
        assert!(judged.conforms(), "{judged}");
    }
}

#[tokio::test]
async fn a_simulator_with_a_key_that_fits_no_header_has_no_client() {
    let simulator = Simulator::builder().access_key("a\nb", "s").start().await.expect("simulator");
    let error = simulator.client().await.expect_err("no key");
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(error.to_string().contains("the key that the simulator was built with"), "{error}");
}

#[tokio::test]
async fn the_preflight_refuses_no_fixture_and_advises_nothing_but_more_of_it() {
    let (_simulator, client) = polled().await;
    let folder = tempfile::tempdir().expect("folder");
    let letter = fixtures::letter().write_to(&folder).expect("letter");
    let half_a_minute = fixtures::recording_lasting(Duration::from_secs(31)).source();
    for plan in [
        in_memory("v"),
        Plan::premium("v", fixtures::recording().write_to(&folder).expect("recording")),
        Plan::third_party("v", half_a_minute),
        Plan::basic("v", fixtures::segments(20)),
        Plan::middle("v", fixtures::segments(100)).upload_as_segments(),
    ] {
        let report = client.preflight(plan.letter(&letter)).await.expect("a report");
        assert!(report.is_ready(), "{report}");
        let more = [Check::Duration, Check::Segments];
        assert!(report.advice().all(|finding| more.contains(&finding.check)), "{report}");
    }
}

#[tokio::test]
async fn segments_of_fixtures_are_trained_from_a_folder_and_from_memory() {
    let (_simulator, client) = polled().await;
    let folder = tempfile::tempdir().expect("folder");
    fixtures::write_segments(&folder, 20).expect("segments");
    let of_the_folder = Segments::folder(&folder).expect("segments");
    for (name, segments) in [("folder", of_the_folder), ("memory", fixtures::segments(20))] {
        let plan = Plan::basic(name, segments).without_journal().poll_interval(Duration::from_millis(5));
        client.train(plan).await.expect("an outcome").into_voice().expect("a voice");
    }
}

#[tokio::test]
async fn the_zip_of_a_fixture_is_accepted_by_a_short_job() {
    let (simulator, client) = polled().await;
    let job = client.create_short_job().body_map(|job| job.job_type(ShortJobType::VoiceAssess)).send().await;
    let job = job.expect("a job").into_inner();
    let zip = Body::bytes(fixtures::recording_zip().bytes().clone());
    let url = job.data_uploading_url.expect("a URL");
    client.uploader().put(url, zip).content_type(ContentType::ZIP).await.expect("uploaded");
    client.commit_short_job().job_id(&job.job_id).send().await.expect("submitted");
    assert_eq!(simulator.short_jobs()[0].state, JobState::Waiting);
}

#[tokio::test]
async fn each_named_error_is_what_the_client_takes_it_for() {
    let simulator = Simulator::start().await.expect("simulator");
    let client = simulator.client_builder().retry_policy(NoRetry).build().await.expect("client");
    type Predicate = fn(&Error) -> bool;
    let cases: [(ErrorResponse, Predicate); 9] = [
        (ErrorResponse::throttled(10), Error::is_throttled),
        (ErrorResponse::job_missing(), Error::is_not_found),
        (ErrorResponse::operation_missing(), Error::is_not_found),
        (ErrorResponse::signature_refused(), Error::is_auth),
        (ErrorResponse::token_refused(), Error::is_auth),
        (ErrorResponse::token_outdated(), Error::is_auth),
        (ErrorResponse::not_permitted(), Error::is_permission),
        (ErrorResponse::backend_timeout(), Error::is_transient),
        (ErrorResponse::gateway_page(), Error::is_transient),
    ];
    for (response, is_it) in cases {
        simulator.disturb([response.clone()]);
        let error = client.list_voice_training_job().send().await.expect_err("disturbed");
        assert!(is_it(&error), "{response:?}: {error}");
    }
}

#[tokio::test]
async fn a_state_that_is_new_is_read_from_a_seed_and_from_a_stub() {
    let (simulator, client) = polled().await;
    let new = JobState::Unknown("BRAND_NEW".to_owned());
    let id = simulator.seed(Seed::new(new.clone())).expect("a job");
    let shown = async || client.show_voice_training_job().job_id(&id).send().await.expect("a job").state.clone();
    assert_eq!(shown().await, Some(new));
    let stub = Stub::operation("ShowVoiceTrainingJob").json(serde_json::json!({ "state": "NEWER", "more": [] }));
    simulator.stub(stub).expect("a stub");
    assert_eq!(shown().await, Some(JobState::Unknown("NEWER".to_owned())));
}

#[tokio::test(start_paused = true)]
async fn a_seeded_job_is_watched_to_its_end_and_its_failure_is_told() {
    let (simulator, client) = polled().await;
    let id = simulator.seed(Seed::new(JobState::Processing).details(|job| job.voice_name("v"))).expect("a job");
    let voice = client.train(in_memory("v").resume_job(&id)).await.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((voice.job_id, simulator.credits_spent()), (id, 0));
    let seed = Seed::new(JobState::Failed).details(|job| job.voice_name("w")).failure("MSS.60020007", "no capacity");
    let id = simulator.seed(seed).expect("a job");
    let error = client.train(in_memory("w").resume_job(&id)).await.expect_err("it has failed");
    assert!(error.kind() == ErrorKind::JobFailed && error.to_string().contains("no capacity"), "{error}");
}

#[tokio::test]
async fn a_stub_of_100_mb_is_refused_by_the_client_and_not_by_its_memory() {
    let simulator = Simulator::start().await.expect("simulator");
    let client = simulator.client_builder().retry_policy(NoRetry).build().await.expect("client");
    simulator
        .stub(Stub::operation("ListVoiceTrainingJob").bytes("application/json", vec![b' '; 100 << 20]))
        .expect("it");
    let error = client.list_voice_training_job().send().await.expect_err("too large");
    assert_eq!((error.kind(), error.status()), (ErrorKind::UnexpectedResponse, Some(200)), "{error}");
}

#[test]
fn the_samples_in_the_guide_are_those_that_run() {
    for (language, sample) in [
        ("python", include_str!("../schema/testing/test_app.py")),
        ("typescript", include_str!("../schema/testing/app.test.ts")),
    ] {
        assert!(
            GUIDE.contains(&format!("\n```{language}\n{sample}```\n")),
            "the guide has another sample for {language}"
        );
    }
}

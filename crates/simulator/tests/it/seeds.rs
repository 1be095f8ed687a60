//! Jobs that a test seeds or puts into a state.

use std::time::Duration;

use metastudio_voice::types::{CreateType, JobState, JobType, Sex};
use metastudio_voice_simulator::{AuditError, Clock, ReviewFailure, Seed, ShortJobSeed, Simulator};
use serde_json::{Value, json};

use crate::common::{Bench, good_zip};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Every state of the API, and one that it does not have.
fn states() -> Vec<JobState> {
    JobState::KNOWN.iter().copied().chain(["BRAND_NEW"]).map(JobState::from).collect()
}

/// Returns the actions in a job's log, with their times.
async fn log(bench: &Bench, job_id: &str) -> Vec<(String, i64)> {
    let log = bench.get(&format!("/user/jobs/{job_id}/op-logs?limit=100")).await.expect_ok().json();
    let entry = |entry: &Value| (entry["action"].as_str().unwrap().to_owned(), entry["time"].as_i64().unwrap());
    log["operations"].as_array().unwrap().iter().map(entry).collect()
}

#[tokio::test]
async fn a_seeded_job_is_shown_and_listed_in_its_state_whichever_it_is() {
    let bench = Bench::start().await;
    for state in states() {
        let id = bench.simulator.seed(Seed::new(state.clone())).unwrap();
        let shown = bench.show(&id).await;
        assert_eq!(shown["state"], state.as_str());
        assert_eq!(shown["asset_id"].is_string(), state == JobState::Succeed, "{state}");
        assert_eq!(shown["job_failed_code"].is_string(), state == JobState::Failed, "{state}");
        assert_eq!(shown["allocated_resource"].is_object(), state != JobState::Creating, "{state}");
        let listed = bench.get(&format!("/user/jobs?job_id={id}")).await.expect_ok().json();
        assert_eq!(listed["jobs"][0], shown);
    }
    assert_eq!((bench.simulator.jobs().len(), bench.simulator.credits_spent()), (17, 0));
}

#[tokio::test]
async fn a_seeded_job_has_the_details_and_the_edition_of_its_seed() {
    let bench = Bench::start().await;
    let seed = Seed::new(JobState::Waiting).edition(JobType::Basic).app_user_id("user-7");
    let seed =
        seed.details(|job| job.voice_name("Calm").sex(Sex::Male).create_type(CreateType::Segment).language("EN"));
    let shown = bench.show(&bench.simulator.seed(seed).unwrap()).await;
    for (name, value) in [
        ("voice_name", "Calm"),
        ("sex", "MALE"),
        ("create_type", "SEGMENT"),
        ("language", "EN"),
        ("job_type", "BASIC"),
        ("app_user_id", "user-7"),
    ] {
        assert_eq!(shown[name], value, "{name}");
    }
    let job = &bench.simulator.jobs()[0];
    assert_eq!((&job.job_type, &job.create_type, job.submissions), (&JobType::Basic, &CreateType::Segment, 1));
}

#[tokio::test]
async fn a_seeded_job_has_the_times_and_the_log_of_its_age() {
    let bench = Bench::start().await;
    let now = bench.show(&bench.simulator.seed(Seed::new(JobState::Creating)).unwrap()).await["create_time"].clone();
    let seed = Seed::new(JobState::Waiting).created_ago(5 * DAY).submitted_ago(4 * DAY).updated_ago(2 * DAY);
    let id = bench.simulator.seed(seed).unwrap();
    let shown = bench.show(&id).await;
    let ago = |time: &Value| now.as_i64().unwrap() - time.as_i64().unwrap();
    let day = DAY.as_secs() as i64;
    // The second may have turned between the two.
    let near = |time: i64, days: i64| (days * day - 1..=days * day).contains(&time);
    assert!(near(ago(&shown["create_time"]), 5) && near(ago(&shown["lastupdate_time"]), 2), "{shown}");
    let log = log(&bench, &id).await;
    let actions: Vec<&str> = log.iter().map(|(action, _)| action.as_str()).collect();
    assert_eq!(actions, ["CREATE_JOB", "COMMIT_JOB", "SYSTEM_AUDIT_PASS", "ADMIN_AUDIT_PASS"]);
    let days = [5, 4, 2, 2];
    assert!(log.iter().zip(days).all(|((_, time), days)| near(ago(&json!(time)), days)), "{log:?}");
}

#[tokio::test]
async fn a_list_by_time_finds_a_seeded_job_by_its_age() {
    let bench = Bench::start().await;
    bench.created().await;
    let old = bench.simulator.seed(Seed::new(JobState::Creating).created_ago(30 * DAY)).unwrap();
    let client = bench.simulator.client().await.unwrap();
    let until = std::time::SystemTime::now() - 29 * DAY;
    let listed = client.list_voice_training_job().create_until(until).send().await.unwrap();
    let ids: Vec<_> = listed.jobs.iter().filter_map(|job| job.job_id.as_deref()).collect();
    assert_eq!(ids, [old.as_str()]);
    let all = client.list_voice_training_job().sort_dir("asc").send().await.unwrap();
    assert_eq!(all.jobs[0].job_id.as_deref(), Some(old.as_str()), "the oldest comes first");
}

#[tokio::test]
async fn a_seeded_state_lasts_from_the_moment_of_the_seeding_however_old_the_job_is() {
    let bench = Bench::with(Simulator::builder().clock(Clock::Real)).await;
    let id = bench.simulator.seed(Seed::new(JobState::SystemAuditing).created_ago(400 * DAY)).unwrap();
    assert_eq!(bench.show(&id).await["state"], "SYSTEM_AUDITING");
    assert_eq!(bench.simulator.advance_job(&id).unwrap(), JobState::Auditing);
}

#[tokio::test]
async fn a_seeded_failure_has_its_reasons() {
    let bench = Bench::start().await;
    let fault = AuditError::new("MSS.20020011", "the audio format is wrong").audio_name("recording.wav");
    for (failure, list, actions) in [
        (Some(ReviewFailure::system([fault])), "system_audit_result", 3),
        (Some(ReviewFailure::admin("Too noisy.")), "admin_audit_result", 4),
        (None, "admin_audit_result", 4),
    ] {
        let seed = Seed::new(JobState::AuditFailed);
        let seed = failure.into_iter().fold(seed, Seed::review_failure);
        let id = bench.simulator.seed(seed).unwrap();
        let result = bench.get(&format!("/user/jobs/{id}/audit-result")).await.expect_ok().json();
        assert!(result[list].is_object(), "{result}");
        let log = log(&bench, &id).await;
        assert_eq!((log.len(), log.last().unwrap().0.as_str()), (actions, "AUDIT_NOT_PASS"), "{log:?}");
    }
    let id = bench.simulator.seed(Seed::new(JobState::Failed).failure("MSS.60020007", "no capacity")).unwrap();
    let shown = bench.show(&id).await;
    assert_eq!(
        (&shown["job_failed_code"], &shown["job_failed_reason"]),
        (&"MSS.60020007".into(), &"no capacity".into())
    );
}

#[tokio::test]
async fn the_same_seed_makes_another_job_each_time_with_the_same_ids_in_every_run() {
    let run = async || {
        let seed = Seed::new(JobState::Processing);
        let bench = Bench::with(Simulator::builder().clock(Clock::Manual).seed(seed.clone()).seed(seed.clone())).await;
        bench.simulator.seed(seed.clone()).unwrap();
        // A seed that is refused takes no id.
        bench.simulator.seed(seed.clone().submitted_ago(DAY)).unwrap_err();
        bench.simulator.seed(seed).unwrap();
        bench.simulator.jobs().into_iter().map(|job| job.id).collect::<Vec<_>>()
    };
    let (mut first, again) = (run().await, run().await);
    assert_eq!(first, again);
    first.dedup();
    assert_eq!(first.len(), 4);
}

#[tokio::test]
async fn a_seed_that_contradicts_itself_or_the_api_is_refused() {
    let bench = Bench::start().await;
    let waiting = || Seed::new(JobState::Waiting);
    for (seed, words) in [
        (waiting().created_ago(Duration::MAX), "before 1970"),
        (waiting().created_ago(60 * 366 * DAY), "before 1970"),
        (waiting().created_ago(DAY).submitted_ago(2 * DAY), "submitted before it was created"),
        (waiting().created_ago(DAY).updated_ago(2 * DAY), "before the submission"),
        (Seed::new(JobState::Creating).created_ago(DAY).submitted_ago(DAY), "has not been submitted"),
        (waiting().edition(JobType::Flexus), "FLEXUS"),
        (waiting().edition("BRAND_NEW".into()), "BRAND_NEW"),
        (waiting().details(|job| job.voice_name("x".repeat(65))), "voice_name"),
        (waiting().details(|job| job.create_type(CreateType::Segment)), "PACKAGE for ADVANCE"),
        (waiting().details(|job| job.is_ondemand_resource(true)), "MIDDLE"),
        (waiting().app_user_id(""), "app_user_id"),
        (waiting().review_failure(ReviewFailure::admin("no")), "the state is WAITING"),
        (waiting().failure("c", "r"), "the state is WAITING"),
    ] {
        let error = bench.simulator.seed(seed.clone()).expect_err(words).to_string();
        assert!(error.starts_with("the seed cannot be used: ") && error.contains(words), "{words}: {error}");
        let error = Simulator::builder().seed(seed).start().await.expect_err(words);
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
        assert!(error.to_string().contains(words), "{words}: {error}");
    }
    assert!(bench.simulator.jobs().is_empty());
}

#[tokio::test]
async fn advance_job_moves_one_job_and_no_other() {
    let bench = Bench::start().await;
    let (one, other) = (bench.submitted().await, bench.submitted().await);
    assert_eq!(bench.simulator.advance_job(&one.id).unwrap(), JobState::Auditing);
    bench.simulator.fail_review(Some(&one.id), ReviewFailure::admin("no"));
    assert_eq!(bench.simulator.advance_job(&one.id).unwrap(), JobState::AuditFailed);
    assert_eq!(bench.simulator.advance_job(&one.id).unwrap(), JobState::AuditFailed, "it waits for its owner");
    assert_eq!(bench.state(&other.id), "SYSTEM_AUDITING");
    let error = bench.simulator.advance_job("no\nbody").unwrap_err();
    assert_eq!(error.to_string(), "the simulator has no job no\\nbody");
}

#[tokio::test]
async fn advance_job_moves_a_short_job() {
    let bench = Bench::start().await;
    let created = bench.post("/user/short-jobs", json!({ "job_type": "VOICE_ASSESS" })).await.expect_ok().json();
    let (id, url) = (created["job_id"].as_str().unwrap(), created["data_uploading_url"].as_str().unwrap());
    bench.put(url, "application/zip", good_zip()).await.expect_ok();
    assert_eq!(bench.simulator.advance_job(id).unwrap(), JobState::Creating);
    bench.post(&format!("/user/short-jobs/{id}"), json!({})).await.expect_ok();
    assert_eq!(bench.simulator.advance_job(id).unwrap(), JobState::Processing);
}

#[tokio::test]
async fn a_job_can_be_put_into_any_state_and_out_of_it_again() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    for state in states().iter().chain(states().iter().rev()) {
        bench.simulator.set_job_state(&job.id, state.clone()).unwrap();
        let shown = bench.show(&job.id).await;
        assert_eq!(shown["state"], state.as_str());
        assert_eq!(shown["asset_id"].is_string(), *state == JobState::Succeed, "{state}");
        assert_eq!(shown["job_failed_code"].is_string(), *state == JobState::Failed, "{state}");
    }
    assert_eq!((bench.simulator.jobs()[0].submissions, bench.simulator.credits_spent()), (1, 0));
    assert!(bench.simulator.set_job_state("nobody", JobState::Waiting).is_err());
}

#[tokio::test]
async fn a_job_that_is_put_into_a_state_goes_on_from_there() {
    let bench = Bench::with(Simulator::builder().clock(Clock::Polled)).await;
    let job = bench.created().await;
    bench.simulator.set_job_state(&job.id, JobState::ResultReview).unwrap();
    for state in ["RESULT_REVIEW", "UPLOADING", "SUCCEED", "SUCCEED"] {
        assert_eq!(bench.show(&job.id).await["state"], state);
    }
}

#[tokio::test]
async fn a_seeded_job_whose_review_failed_is_submitted_again_for_no_credit() {
    let bench = Bench::with(Simulator::builder().clock(Clock::Manual).credits(0)).await;
    let id = bench.simulator.seed(Seed::new(JobState::AuditFailed)).unwrap();
    let urls = bench.get(&format!("/user/jobs/{id}/uploading-address-url")).await.expect_ok().json();
    let url = urls["package_url"]["training_data_uploading_url"].as_str().unwrap();
    bench.put(url, "application/zip", good_zip()).await.expect_ok();
    bench.commit(&id).await.expect_ok();
    assert_eq!((bench.state(&id).as_str(), bench.simulator.credits_spent()), ("SYSTEM_AUDITING", 0));
}

#[tokio::test]
async fn a_seeded_job_counts_in_the_judgement_only_once_the_client_has_submitted_it() {
    let bench = Bench::start().await;
    for state in [JobState::Succeed, JobState::Creating] {
        bench.simulator.seed(Seed::new(state)).unwrap();
    }
    assert_eq!(bench.simulator.conformance().voices, 0);
    let voice = bench.submitted().await;
    bench.simulator.set_job_state(&voice.id, JobState::Succeed).unwrap();
    let judged = bench.simulator.conformance();
    assert!(judged.conforms() && judged.voices == 1, "{judged}");
}

#[tokio::test]
async fn an_unknown_value_with_a_known_name_is_the_known_value() {
    let bench = Bench::start().await;
    let waiting = JobState::Unknown("WAITING".to_owned());
    let seed = Seed::new(waiting.clone()).edition(JobType::Unknown("BASIC".to_owned()));
    let seed = seed.details(|job| job.create_type(CreateType::Unknown("SEGMENT".to_owned())));
    let id = bench.simulator.seed(seed).unwrap();
    let job = &bench.simulator.jobs()[0];
    assert_eq!(
        (&job.state, &job.job_type, &job.create_type),
        (&JobState::Waiting, &JobType::Basic, &CreateType::Segment)
    );
    bench.simulator.set_job_state(&id, JobState::Unknown("AUDITING".to_owned())).unwrap();
    assert_eq!(bench.simulator.advance_job(&id).unwrap(), JobState::Waiting);
}

async fn show_short(bench: &Bench, id: &str) -> Value {
    bench.get(&format!("/user/short-jobs/{id}")).await.expect_ok().json()
}

#[tokio::test]
async fn a_seeded_short_job_is_shown_in_its_state_whichever_it_is() {
    // With this clock, every state that ends by itself is on the schedule.
    let bench = Bench::with(Simulator::builder().clock(Clock::Real)).await;
    for state in states() {
        let id = bench.simulator.seed_short_job(ShortJobSeed::new(state.clone())).unwrap();
        let shown = show_short(&bench, &id).await;
        assert_eq!((&shown["state"], &shown["job_type"]), (&json!(state.as_str()), &json!("VOICE_ASSESS")));
        assert_eq!(shown["assess_result"].is_object(), state == JobState::Succeed, "{state}");
        let code = (state == JobState::Failed).then_some("MSS.00000000");
        assert_eq!(shown["job_failed_code"].as_str(), code, "{state}");
    }
    assert_eq!(bench.simulator.short_jobs().len(), states().len());
}

#[tokio::test]
async fn a_seeded_short_job_has_the_times_and_the_failure_of_its_seed() {
    let bench = Bench::start().await;
    let seed = ShortJobSeed::new(JobState::Failed).created_ago(5 * DAY).updated_ago(2 * DAY);
    let id = bench.simulator.seed_short_job(seed.failure("MSS.60020007", "no capacity")).unwrap();
    let shown = show_short(&bench, &id).await;
    assert_eq!(
        (&shown["job_failed_code"], &shown["job_failed_reason"]),
        (&"MSS.60020007".into(), &"no capacity".into())
    );
    let age = shown["lastupdate_time"].as_i64().unwrap() - shown["create_time"].as_i64().unwrap();
    assert_eq!(age, 3 * DAY.as_secs() as i64);
}

#[tokio::test]
async fn a_seeded_short_job_goes_on_from_its_state_and_stays_in_one_that_short_jobs_do_not_leave() {
    let bench = Bench::with(Simulator::builder().clock(Clock::Polled)).await;
    for (state, then) in [
        ("WAITING", ["WAITING", "PROCESSING", "SUCCEED", "SUCCEED"]),
        ("AUDITING", ["AUDITING"; 4]),
        ("BRAND_NEW", ["BRAND_NEW"; 4]),
    ] {
        let id = bench.simulator.seed_short_job(ShortJobSeed::new(state.into())).unwrap();
        for state in then {
            assert_eq!(show_short(&bench, &id).await["state"], state);
        }
    }
    bench.simulator.advance();
}

#[tokio::test]
async fn a_seeded_short_job_leaves_its_state_by_the_clock_and_no_other_state() {
    let bench = Bench::with(Simulator::builder().clock(Clock::Fast)).await;
    let auditing = bench.simulator.seed_short_job(ShortJobSeed::new(JobState::Auditing)).unwrap();
    let waiting = bench.simulator.seed_short_job(ShortJobSeed::new(JobState::Waiting)).unwrap();
    while show_short(&bench, &waiting).await["state"] != "SUCCEED" {}
    assert_eq!(show_short(&bench, &auditing).await["state"], "AUDITING");
}

#[tokio::test]
async fn a_seed_of_a_short_job_that_contradicts_itself_is_refused() {
    let bench = Bench::start().await;
    let waiting = || ShortJobSeed::new(JobState::Waiting);
    for (seed, words) in [
        (waiting().created_ago(Duration::MAX), "before 1970"),
        (waiting().created_ago(DAY).updated_ago(2 * DAY), "before the creation"),
        (waiting().failure("c", "r"), "the state is WAITING"),
    ] {
        let error = bench.simulator.seed_short_job(seed).expect_err(words).to_string();
        assert!(error.starts_with("the seed cannot be used: ") && error.contains(words), "{words}: {error}");
    }
    assert!(bench.simulator.short_jobs().is_empty());
    // A seed that is refused takes no id.
    let id = bench.simulator.seed(Seed::new(JobState::Waiting)).unwrap();
    assert!(id.as_str().ends_with("000000000001"), "{id:?}");
}

#[test]
fn debug_of_a_seed_has_no_phone_number() {
    let seed = Seed::new(JobState::Waiting).details(|job| job.phone("13500001111"));
    assert!(!format!("{seed:?}").contains("13500001111"));
}

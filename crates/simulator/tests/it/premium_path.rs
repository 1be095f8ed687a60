//! The life of a premium job, by raw HTTP.

use metastudio_voice_simulator::{AuditError, Clock, ObjectKind, ReviewFailure, Simulator};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::common::{Bench, STATES, good_zip, stored, wav_at};

async fn actions(bench: &Bench, job_id: &str) -> Vec<String> {
    let log = bench.get(&format!("/user/jobs/{job_id}/op-logs?limit=100")).await.expect_ok().json();
    let text = |entry: &Value, name: &str| entry[name].as_str().unwrap().to_owned();
    let operations = log["operations"].as_array().unwrap();
    assert_eq!(log["count"], operations.len());
    operations.iter().map(|entry| format!("{} {}", text(entry, "operator"), text(entry, "action"))).collect()
}

#[tokio::test]
async fn a_premium_job_goes_through_all_states_to_a_voice() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    assert_eq!(bench.show(&job.id).await["state"], STATES[0]);
    let etag = bench.put(&job.recording_url, "application/zip", good_zip()).await.expect_ok();
    assert_eq!(etag.header("etag").len(), 34);
    bench.put(&job.letter_url, "application/octet-stream", "letter").await.expect_ok();
    let committed = bench.commit(&job.id).await.expect_ok();
    assert_eq!(committed.text, "");
    for state in &STATES[1..] {
        let shown = bench.show(&job.id).await;
        assert_eq!(shown["state"], *state);
        assert_eq!(shown.get("asset_id").is_some(), *state == "SUCCEED");
        bench.simulator.advance();
    }
    let shown = bench.show(&job.id).await;
    assert_eq!(shown["state"], "SUCCEED", "SUCCEED is final");
    assert_eq!(shown["asset_id"].as_str().unwrap().len(), 32);
    assert_eq!(
        actions(&bench, &job.id).await,
        [
            "USER CREATE_JOB",
            "USER COMMIT_JOB",
            "SYSTEM SYSTEM_AUDIT_PASS",
            "ADMIN ADMIN_AUDIT_PASS",
            "SYSTEM TRAINING_FINISH",
            "SYSTEM UPLOADING_MODEL",
            "SYSTEM COMPLETE_JOB",
        ]
    );
    assert_eq!(bench.simulator.credits_spent(), 1);
}

#[tokio::test]
async fn the_fields_of_create_and_commit_are_shown() {
    let bench = Bench::start().await;
    let all = json!({
        "voice_name": "温柔女声", "tag": "ECOMMERCE", "description": "d", "sex": "MALE", "language": "EN",
        "create_type": "PACKAGE", "phone": "13500001111", "dhtms_job_id": "abcdefg", "batch_name": "123qwe",
        "output_language": "CN", "custom_text": "t", "is_ondemand_resource": false, "supported_service": ["VIDEO_2D"],
    });
    let created = bench.create(all).await;
    let id = created["job_id"].as_str().unwrap();
    assert!(created.get("segment_uploading_url").is_none());
    let url = created["training_data_uploading_url"].as_str().unwrap();
    assert!(url.starts_with(&format!("{}/", bench.simulator.obs_endpoint())), "{url}");
    bench.put(url, "application/zip", good_zip()).await.expect_ok();
    bench.post(&format!("/user/jobs/{id}"), json!({ "voice_name": "new", "tag": "NEWS" })).await.expect_ok();
    let shown = bench.show(id).await;
    for (name, value) in [
        ("job_id", id),
        ("job_type", "ADVANCE"),
        ("create_type", "PACKAGE"),
        ("voice_name", "new"),
        ("tag", "NEWS"),
        ("sex", "MALE"),
        ("language", "EN"),
        ("phone", "13500001111"),
        ("dhtms_job_id", "abcdefg"),
        ("batch_name", "123qwe"),
        ("output_language", "CN"),
    ] {
        assert_eq!(shown[name], value, "{name}");
    }
    assert_eq!(shown["is_ondemand_resource"], false);
    assert_eq!(shown["reject_times"], 1);
    assert_eq!(shown["allocated_resource"]["charge_mode"], "ONE_TIME");
    assert_eq!(shown["allocated_resource"]["expire_time"].as_str().unwrap().len(), 20);
    let created = shown["create_time"].as_i64().unwrap();
    assert!((1_700_000_000..2_147_483_647).contains(&created), "seconds: {created}");
    assert!(shown["lastupdate_time"].as_i64().unwrap() >= created);
}

#[tokio::test]
async fn absent_fields_get_their_documented_defaults() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    let shown = bench.show(&job.id).await;
    assert_eq!((&shown["sex"], &shown["language"]), (&json!("FEMALE"), &json!("CN")));
    for absent in ["tag", "phone", "asset_id", "allocated_resource", "job_failed_code", "training_input_source_url"] {
        assert!(shown.get(absent).is_none(), "{absent}");
    }
}

#[tokio::test]
async fn a_failed_system_review_gives_reasons_and_accepts_a_new_recording() {
    let bench = Bench::start().await;
    let job = bench.submitted().await;
    let error = AuditError::new("MSS.20020011", "too much noise").audio_name("voice.wav");
    bench.simulator.fail_review(Some(&job.id), ReviewFailure::system([error]));
    bench.simulator.advance();
    assert_eq!(bench.show(&job.id).await["state"], "AUDIT_FAILED");
    bench.simulator.advance();
    assert_eq!(bench.state(&job.id), "AUDIT_FAILED", "the job waits for its owner");
    let result = bench.get(&format!("/user/jobs/{}/audit-result", job.id)).await.expect_ok().json();
    let found = &result["system_audit_result"]["errors"][0];
    assert_eq!(found["error_code"], "MSS.20020011");
    assert_eq!(found["error_message"], "too much noise");
    assert_eq!(found["audio_name"], "voice.wav");
    assert!(result.get("admin_audit_result").is_none());

    let fresh = bench.get(&format!("/user/jobs/{}/uploading-address-url", job.id)).await.expect_ok().json();
    let url = fresh["package_url"]["training_data_uploading_url"].as_str().unwrap();
    let better = stored(&[("better.wav", &wav_at(8000, 3))]);
    bench.put(url, "application/zip", better.clone()).await.expect_ok();
    bench.commit(&job.id).await.expect_ok();
    bench.simulator.advance();
    assert_eq!(bench.state(&job.id), "AUDITING");
    assert_eq!(bench.simulator.object(&job.id, ObjectKind::Recording).unwrap().bytes().unwrap(), better);
    let snapshot = &bench.simulator.jobs()[0];
    assert_eq!((snapshot.submissions, snapshot.recording_uploads), (2, 2));
    assert_eq!(bench.simulator.credits_spent(), 1, "the second submission is free");
}

#[tokio::test]
async fn a_failed_manual_review_shows_the_reviewers_message() {
    let bench = Bench::start().await;
    bench.simulator.fail_review(None, ReviewFailure::admin("the letter is not signed"));
    let job = bench.submitted().await;
    bench.simulator.advance();
    assert_eq!(bench.state(&job.id), "AUDITING");
    bench.simulator.advance();
    assert_eq!(bench.state(&job.id), "AUDIT_FAILED");
    let result = bench.get(&format!("/user/jobs/{}/audit-result", job.id)).await.expect_ok().json();
    assert_eq!(result["admin_audit_result"]["message"], "the letter is not signed");
    assert!(result["system_audit_result"].get("errors").is_none(), "the system found nothing");
    assert_eq!(actions(&bench, &job.id).await.last().unwrap(), "ADMIN AUDIT_NOT_PASS");
    let log = bench.get(&format!("/user/jobs/{}/op-logs", job.id)).await.json();
    let info = &log["operations"].as_array().unwrap().last().unwrap()["external_info"];
    assert_eq!(info["admin_audit_failure_reason"], "the letter is not signed");
}

#[tokio::test]
async fn reject_times_counts_how_often_the_state_was_entered() {
    let bench = Bench::start().await;
    let job = bench.submitted().await;
    for times in 1..=2 {
        bench.simulator.fail_review(Some(&job.id), ReviewFailure::system([]));
        bench.simulator.advance();
        assert_eq!(bench.show(&job.id).await["reject_times"], times);
        bench.commit(&job.id).await.expect_ok();
    }
}

#[tokio::test]
async fn a_failure_scripted_for_one_job_does_not_affect_others() {
    let bench = Bench::start().await;
    let (first, second) = (bench.submitted().await, bench.submitted().await);
    bench.simulator.fail_review(Some(&second.id), ReviewFailure::system([]));
    bench.simulator.advance();
    assert_eq!((bench.state(&first.id).as_str(), bench.state(&second.id).as_str()), ("AUDITING", "AUDIT_FAILED"));
}

#[tokio::test]
async fn a_failed_training_shows_code_and_reason_and_is_final() {
    let bench = Bench::start().await;
    let job = bench.submitted().await;
    bench.simulator.fail_training(Some(&job.id), "MSS.00000004", "no luck");
    for _ in 0..20 {
        bench.simulator.advance();
    }
    let shown = bench.show(&job.id).await;
    assert_eq!(shown["state"], "FAILED");
    assert_eq!(shown["job_failed_code"], "MSS.00000004");
    assert_eq!(shown["job_failed_reason"], "no luck");
    assert_eq!(bench.commit(&job.id).await.fault(), (400, "MSS.00000003".to_owned()));
}

#[tokio::test]
async fn a_submitted_job_cannot_be_submitted_again() {
    let bench = Bench::start().await;
    let job = bench.submitted().await;
    let again = bench.commit(&job.id).await;
    assert_eq!(again.fault(), (400, "MSS.00000003".to_owned()));
    assert!(again.text.contains("SYSTEM_AUDITING"), "{}", again.text);
    assert_eq!(bench.simulator.jobs()[0].submissions, 1);
}

#[tokio::test]
async fn only_one_of_two_simultaneous_submissions_succeeds() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    bench.put(&job.recording_url, "application/zip", good_zip()).await.expect_ok();
    let (one, two) = tokio::join!(bench.commit(&job.id), bench.commit(&job.id));
    let mut statuses = [one.status, two.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::OK, StatusCode::BAD_REQUEST]);
    assert_eq!((bench.simulator.credits_spent(), bench.simulator.jobs()[0].submissions), (1, 1));
}

#[tokio::test]
async fn a_refused_submission_changes_nothing() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    let path = format!("/user/jobs/{}", job.id);
    assert_eq!(bench.post(&path, json!({ "voice_name": "new" })).await.status, 400, "nothing is uploaded");
    let snapshot = &bench.simulator.jobs()[0];
    assert_eq!((snapshot.state.as_str(), snapshot.submissions), ("CREATING", 0));
    assert_eq!(snapshot.name, "Gentle female voice");
    assert_eq!(bench.simulator.credits_spent(), 0);
}

#[tokio::test]
async fn a_deleted_job_and_its_files_are_gone() {
    let bench = Bench::start().await;
    let job = bench.submitted().await;
    let object = bench.simulator.object(&job.id, ObjectKind::Recording).unwrap();
    assert!(object.path.exists());
    let path = format!("/user/jobs/{}", job.id);
    let deleted = bench.call(Method::DELETE, &bench.path(&path), None).await.expect_ok();
    assert_eq!(deleted.text, "");
    assert!(!object.path.exists());
    assert_eq!(bench.get(&path).await.fault(), (404, "MSS.41000003".to_owned()));
    assert_eq!(bench.get("/user/jobs").await.json(), json!({ "count": 0, "jobs": [] }));
    let late = bench.put(&job.recording_url, "application/zip", good_zip()).await;
    assert_eq!(late.status, 403);
    bench.simulator.advance();
}

#[tokio::test]
async fn operations_on_an_unknown_job_respond_with_not_found() {
    let bench = Bench::start().await;
    let not_found = (404, "MSS.41000003".to_owned());
    for rest in ["", "/uploading-address-url", "/audit-result", "/op-logs"] {
        assert_eq!(bench.get(&format!("/user/jobs/nobody{rest}")).await.fault(), not_found, "{rest}");
    }
    assert_eq!(bench.commit("nobody").await.fault(), not_found);
    assert_eq!(bench.call(Method::DELETE, &bench.path("/user/jobs/nobody"), None).await.fault(), not_found);
}

#[tokio::test]
async fn the_links_of_a_job_return_its_uploaded_files() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    bench.put(&job.recording_url, "application/zip", good_zip()).await.expect_ok();
    bench.put(&job.letter_url, "application/octet-stream", "signed by hand").await.expect_ok();
    let shown = bench.show(&job.id).await;
    let link = |name: &str| shown[name].as_str().unwrap().to_owned();
    let recording = bench.client.get(link("training_input_source_url")).send().await.unwrap();
    assert_eq!(recording.headers()["content-type"], "application/zip");
    assert_eq!(recording.bytes().await.unwrap(), good_zip());
    let letter = bench.client.get(link("voice_authorization_url")).send().await.unwrap();
    assert_eq!(letter.text().await.unwrap(), "signed by hand");
}

#[tokio::test]
async fn a_submission_is_held_to_the_tenants_duration_limits() {
    let bench = Bench::start().await;
    let limits = bench.get("/user/tenant-duration-cfg").await.expect_ok().json();
    assert_eq!((&limits["advance_min"], &limits["advance_max"]), (&json!(1), &json!(10_800)));
    let job = bench.created().await;
    for (seconds, accepted) in [(0, false), (10_801, false), (10_800, true)] {
        bench.put(&job.recording_url, "application/zip", stored(&[("v.wav", &wav_at(100, seconds))])).await.expect_ok();
        assert_eq!(bench.commit(&job.id).await.status.is_success(), accepted, "{seconds} s");
    }
}

#[tokio::test]
async fn the_fast_clock_moves_jobs_by_itself() {
    let bench = Bench::with(Simulator::builder().clock(Clock::Fast)).await;
    let job = bench.submitted().await;
    while bench.show(&job.id).await["state"] == "SYSTEM_AUDITING" {}
    assert_eq!(actions(&bench, &job.id).await[2], "SYSTEM SYSTEM_AUDIT_PASS");
}

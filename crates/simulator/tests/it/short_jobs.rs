//! Short jobs, which score an uploaded recording.

use metastudio_voice::types::JobState;
use reqwest::Method;
use serde_json::{Value, json};

use crate::common::{Bench, Response, good_zip, stored, wav};

/// Creates a short job, and returns its id and the URL for its zip.
async fn create(bench: &Bench) -> (String, String) {
    let body = json!({ "job_type": "VOICE_ASSESS", "language": "CN" });
    let response = bench.post("/user/short-jobs", body).await.expect_ok().json();
    let text = |name: &str| response[name].as_str().unwrap().to_owned();
    (text("job_id"), text("data_uploading_url"))
}

async fn commit(bench: &Bench, id: &str) -> Response {
    bench.call(Method::POST, &bench.path(&format!("/user/short-jobs/{id}")), None).await
}

async fn show(bench: &Bench, id: &str) -> Value {
    bench.get(&format!("/user/short-jobs/{id}")).await.expect_ok().json()
}

#[tokio::test]
async fn a_short_job_scores_a_recording_and_spends_no_credit() {
    let bench = Bench::start().await;
    let (id, url) = create(&bench).await;
    assert_eq!(show(&bench, &id).await["state"], "CREATING");
    bench.put(&url, "application/zip", good_zip()).await.expect_ok();
    assert_eq!(commit(&bench, &id).await.expect_ok().text, "");
    for state in ["WAITING", "PROCESSING"] {
        let shown = show(&bench, &id).await;
        assert_eq!(shown["state"], state);
        assert!(shown.get("assess_result").is_none());
        bench.simulator.advance();
    }
    let shown = show(&bench, &id).await;
    assert_eq!((&shown["state"], &shown["job_type"]), (&json!("SUCCEED"), &json!("VOICE_ASSESS")));
    assert!(shown["lastupdate_time"].as_i64() >= shown["create_time"].as_i64());
    for name in ["speed", "sound", "snr", "reverb", "dnsmos_ovrl", "dnsmos_bak"] {
        let score = &shown["assess_result"][name];
        assert_eq!(score["status"], 0, "{name}");
        for text in ["expected", "actual", "suggestion", "suggestion_en"] {
            assert!(!score[text].as_str().unwrap().is_empty(), "{name} {text}");
        }
    }
    bench.simulator.advance();
    assert_eq!(show(&bench, &id).await["state"], "SUCCEED");
    assert_eq!(bench.simulator.credits_spent(), 0);
}

#[tokio::test]
async fn a_scripted_assessment_failure_does_not_affect_a_training() {
    let bench = Bench::start().await;
    let (id, url) = create(&bench).await;
    bench.put(&url, "application/zip", good_zip()).await.expect_ok();
    let training = bench.submitted().await;
    commit(&bench, &id).await.expect_ok();
    bench.simulator.fail_assessment(None, "MSS.00000004", "no luck");
    for _ in 0..20 {
        bench.simulator.advance();
    }
    let shown = show(&bench, &id).await;
    assert_eq!((&shown["state"], &shown["job_failed_code"]), (&json!("FAILED"), &json!("MSS.00000004")));
    assert_eq!(shown["job_failed_reason"], "no luck");
    assert!(shown.get("assess_result").is_none());
    assert_eq!(bench.state(&training.id), "SUCCEED");
}

#[tokio::test]
async fn a_scripted_training_failure_does_not_affect_a_short_job() {
    let bench = Bench::start().await;
    let (id, url) = create(&bench).await;
    bench.put(&url, "application/zip", good_zip()).await.expect_ok();
    commit(&bench, &id).await.expect_ok();
    bench.simulator.fail_training(None, "c", "r");
    for _ in 0..20 {
        bench.simulator.advance();
    }
    assert_eq!(bench.simulator.short_jobs()[0].state, JobState::Succeed);
}

#[tokio::test]
async fn the_recording_of_a_short_job_is_checked_when_the_job_starts() {
    let bench = Bench::start().await;
    let (id, url) = create(&bench).await;
    assert_eq!(commit(&bench, &id).await.fault(), (400, "MSS.00000003".to_owned()));
    assert_eq!(bench.put(&url, "audio/wav", wav(1)).await.status, 403);
    for (archive, code) in [
        (wav(1), "MSS.00000003"),
        (stored(&[("v.txt", b"x")]), "MSS.20020012"),
        (stored(&[]), "MSS.20020016"),
        (stored(&[("v.wav", b"x")]), "MSS.20020011"),
    ] {
        bench.put(&url, "application/zip", archive).await.expect_ok();
        assert_eq!(commit(&bench, &id).await.fault(), (400, code.to_owned()));
    }
    bench.put(&url, "application/zip", good_zip()).await.expect_ok();
    commit(&bench, &id).await.expect_ok();
    assert_eq!(commit(&bench, &id).await.fault(), (400, "MSS.00000003".to_owned()), "once");
    assert_eq!(bench.simulator.short_jobs()[0].uploads, 5);
}

#[tokio::test]
async fn a_short_job_of_an_unknown_type_is_refused() {
    let bench = Bench::start().await;
    for (body, code) in [
        (json!({}), "MSS.00000003"),
        (json!({ "job_type": "VOICE" }), "MSS.00000003"),
        (json!({ "job_type": "VOICE_ASSESS", "language": "" }), "MSS.00000003"),
        (json!({ "job_type": "VOICE_ASSESS", "language": "x".repeat(65) }), "MSS.00000003"),
        (json!({ "job_type": ["VOICE_ASSESS"] }), "MSS.00000002"),
        (json!("VOICE_ASSESS"), "MSS.00000002"),
    ] {
        assert_eq!(bench.post("/user/short-jobs", body).await.fault(), (400, code.to_owned()));
    }
    assert!(bench.simulator.short_jobs().is_empty());
}

#[tokio::test]
async fn short_jobs_and_training_jobs_do_not_find_each_other() {
    let bench = Bench::start().await;
    let (id, _) = create(&bench).await;
    let training = bench.created().await;
    let not_found = (404, "MSS.41000003".to_owned());
    assert_eq!(bench.get(&format!("/user/jobs/{id}")).await.fault(), not_found);
    assert_eq!(bench.commit(&id).await.fault(), not_found);
    assert_eq!(bench.get(&format!("/user/short-jobs/{}", training.id)).await.fault(), not_found);
    assert_eq!(commit(&bench, &training.id).await.fault(), not_found);
    assert_eq!(bench.get("/user/jobs").await.json()["count"], 1);
}

//! The polled clock, by which a job moves with each poll.

use metastudio_voice_simulator::{Clock, ReviewFailure, Simulator};
use serde_json::json;

use crate::common::{Bench, good_zip};

async fn state(bench: &Bench, path: &str) -> String {
    bench.get(path).await.expect_ok().json()["state"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn each_poll_shows_a_state_and_moves_the_job_into_the_next() {
    let bench = Bench::with(Simulator::builder().clock(Clock::Polled)).await;
    let (job, other) = (bench.submitted().await, bench.submitted().await);
    let path = format!("/user/jobs/{}", job.id);
    let mut states = Vec::new();
    while states.last().is_none_or(|state| state != "SUCCEED") {
        states.push(state(&bench, &path).await);
        bench.get("/user/jobs").await.expect_ok();
    }
    let expected = [
        "SYSTEM_AUDITING",
        "AUDITING",
        "WAITING_SPLIT",
        "SPLITTING",
        "ANNOTATING",
        "WAITING",
        "PROCESSING",
        "RESULT_REVIEW",
        "UPLOADING",
        "SUCCEED",
    ];
    assert_eq!(states, expected);
    assert_eq!(bench.state(&other.id), "SYSTEM_AUDITING", "no client polled this job");
    assert_eq!(state(&bench, &path).await, "SUCCEED");
}

#[tokio::test]
async fn a_scripted_failure_applies_with_the_polled_clock_and_a_waiting_job_stays() {
    let bench = Bench::with(Simulator::builder().clock(Clock::Polled)).await;
    let job = bench.submitted().await;
    bench.simulator.fail_review(None, ReviewFailure::admin("no"));
    let path = format!("/user/jobs/{}", job.id);
    let mut states = Vec::new();
    for _ in 0..4 {
        states.push(state(&bench, &path).await);
    }
    assert_eq!(states, ["SYSTEM_AUDITING", "AUDITING", "AUDIT_FAILED", "AUDIT_FAILED"]);
}

#[tokio::test]
async fn a_short_job_moves_with_each_poll() {
    let bench = Bench::with(Simulator::builder().clock(Clock::Polled)).await;
    let created = bench.post("/user/short-jobs", json!({ "job_type": "VOICE_ASSESS" })).await.expect_ok().json();
    let (id, url) = (created["job_id"].as_str().unwrap(), created["data_uploading_url"].as_str().unwrap());
    bench.put(url, "application/zip", good_zip()).await.expect_ok();
    let path = format!("/user/short-jobs/{id}");
    assert_eq!(state(&bench, &path).await, "CREATING");
    bench.post(&path, json!({})).await.expect_ok();
    let mut states = Vec::new();
    for _ in 0..4 {
        states.push(state(&bench, &path).await);
    }
    assert_eq!(states, ["WAITING", "PROCESSING", "SUCCEED", "SUCCEED"]);
}

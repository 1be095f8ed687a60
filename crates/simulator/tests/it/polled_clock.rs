//! The polled clock, by which a job moves with each poll.

use metastudio_voice_simulator::{Clock, ReviewFailure, Simulator};
use serde_json::json;

use crate::common::{Bench, STATES, good_zip};

#[tokio::test]
async fn each_poll_shows_a_state_and_moves_the_job_into_the_next() {
    let bench = Bench::with(Simulator::builder().clock(Clock::Polled)).await;
    let (job, other) = (bench.submitted().await, bench.submitted().await);
    for state in &STATES[1..] {
        assert_eq!(bench.show(&job.id).await["state"], *state);
        bench.get("/user/jobs").await.expect_ok();
    }
    assert_eq!(bench.state(&other.id), "SYSTEM_AUDITING", "no client polled this job");
    assert_eq!(bench.show(&job.id).await["state"], "SUCCEED");
}

#[tokio::test]
async fn a_list_by_state_is_a_poll_of_the_jobs_that_it_returns() {
    let bench = Bench::with(Simulator::builder().clock(Clock::Polled)).await;
    let job = bench.submitted().await;
    for state in ["SYSTEM_AUDITING", "AUDITING"] {
        let listed = bench.get("/user/jobs?state=SYSTEM_AUDITING,AUDITING").await.expect_ok().json();
        assert_eq!(listed["jobs"][0]["state"], state);
    }
    let moved = bench.state(&job.id);
    bench.get("/user/jobs?state=CREATING").await.expect_ok();
    assert_eq!(bench.state(&job.id), moved);
    assert!(!["SYSTEM_AUDITING", "AUDITING"].contains(&&*moved), "{moved}");
}

#[tokio::test]
async fn a_scripted_failure_applies_with_the_polled_clock_and_a_waiting_job_stays() {
    let bench = Bench::with(Simulator::builder().clock(Clock::Polled)).await;
    let job = bench.submitted().await;
    bench.simulator.fail_review(None, ReviewFailure::admin("no"));
    for state in ["SYSTEM_AUDITING", "AUDITING", "AUDIT_FAILED", "AUDIT_FAILED"] {
        assert_eq!(bench.show(&job.id).await["state"], state);
    }
}

#[tokio::test]
async fn a_short_job_moves_with_each_poll() {
    let bench = Bench::with(Simulator::builder().clock(Clock::Polled)).await;
    let created = bench.post("/user/short-jobs", json!({ "job_type": "VOICE_ASSESS" })).await.expect_ok().json();
    let (id, url) = (created["job_id"].as_str().unwrap(), created["data_uploading_url"].as_str().unwrap());
    bench.put(url, "application/zip", good_zip()).await.expect_ok();
    let path = format!("/user/short-jobs/{id}");
    assert_eq!(bench.get(&path).await.expect_ok().json()["state"], "CREATING");
    bench.post(&path, json!({})).await.expect_ok();
    for state in ["WAITING", "PROCESSING", "SUCCEED", "SUCCEED"] {
        assert_eq!(bench.get(&path).await.expect_ok().json()["state"], state);
    }
}

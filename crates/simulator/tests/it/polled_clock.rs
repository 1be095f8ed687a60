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
async fn a_list_by_state_polls_the_jobs_that_it_returns_and_no_other_job() {
    let bench = Bench::with(Simulator::builder().clock(Clock::Polled)).await;
    let (first, second) = (bench.submitted().await, bench.submitted().await);
    let states = async |query: &str| {
        let listed = bench.get(&format!("/user/jobs?state=SYSTEM_AUDITING,AUDITING&sort_dir=asc{query}")).await;
        let jobs = listed.expect_ok().json()["jobs"].as_array().unwrap().clone();
        jobs.iter().map(|job| job["state"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(states("&limit=1").await, ["SYSTEM_AUDITING"]);
    assert_eq!((bench.state(&first.id).as_str(), bench.state(&second.id).as_str()), ("AUDITING", "SYSTEM_AUDITING"));
    assert_eq!(states("").await, ["AUDITING", "SYSTEM_AUDITING"]);
    assert_eq!(states("").await, ["AUDITING"]);
    assert_eq!(states("").await, [""; 0]);
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

//! Batches of jobs.

use reqwest::Method;
use serde_json::{Value, json};

use crate::common::{Bench, Response};

async fn set(bench: &Bench, body: Value) -> Response {
    bench.call(Method::PUT, &bench.path("/user/batch"), Some(&body)).await
}

/// Returns the number of jobs that the list finds in a batch.
async fn found(bench: &Bench, batch_name: &str) -> u64 {
    bench.get(&format!("/user/jobs?batch_name={batch_name}")).await.expect_ok().json()["count"].as_u64().unwrap()
}

#[tokio::test]
async fn the_list_finds_jobs_by_their_batch() {
    let bench = Bench::start().await;
    let jobs = [bench.created().await, bench.created().await, bench.created().await];
    let response = set(&bench, json!({ "batch_name": "one", "job_ids": [jobs[0].id, jobs[1].id, jobs[1].id] })).await;
    assert_eq!(response.expect_ok().text, "");
    assert_eq!(found(&bench, "one").await, 2);
    set(&bench, json!({ "batch_name": "two", "job_ids": [jobs[1].id] })).await.expect_ok();
    assert_eq!((found(&bench, "one").await, found(&bench, "two").await), (1, 1));
    let shown = bench.show(&jobs[1].id).await;
    assert_eq!(shown["batch_name"], "two");
}

#[tokio::test]
async fn a_batch_call_with_an_unknown_job_changes_no_job() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    let response = set(&bench, json!({ "batch_name": "one", "job_ids": [job.id, "nobody"] })).await;
    assert_eq!(response.fault(), (404, "MSS.41000003".to_owned()));
    assert_eq!(found(&bench, "one").await, 0);
}

#[tokio::test]
async fn batch_names_and_numbers_of_jobs_are_limited() {
    let bench = Bench::start().await;
    let id = bench.created().await.id;
    for (body, code) in [
        (json!({}), "MSS.00000003"),
        (json!({ "batch_name": "one" }), "MSS.00000003"),
        (json!({ "job_ids": [id] }), "MSS.00000003"),
        (json!({ "batch_name": "", "job_ids": [id] }), "MSS.00000003"),
        (json!({ "batch_name": "x".repeat(257), "job_ids": [id] }), "MSS.00000003"),
        (json!({ "batch_name": "one", "job_ids": [] }), "MSS.00000003"),
        (json!({ "batch_name": "one", "job_ids": vec![&id; 1001] }), "MSS.00000003"),
        (json!({ "batch_name": "one", "job_ids": ["x".repeat(65)] }), "MSS.00000003"),
        (json!({ "batch_name": "one", "job_ids": [""] }), "MSS.00000003"),
        (json!({ "batch_name": "one", "job_ids": id }), "MSS.00000002"),
        (json!({ "batch_name": "one", "job_ids": [1] }), "MSS.00000002"),
        (json!({ "batch_name": 1, "job_ids": [id] }), "MSS.00000002"),
        (json!([]), "MSS.00000002"),
    ] {
        assert_eq!(set(&bench, body.clone()).await.fault(), (400, code.to_owned()), "{body}");
    }
    set(&bench, json!({ "batch_name": "x".repeat(256), "job_ids": vec![&id; 1000] })).await.expect_ok();
}

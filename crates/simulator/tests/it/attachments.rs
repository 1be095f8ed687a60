//! The attachments of a user's review.

use metastudio_voice_simulator::ObjectKind;
use serde_json::Value;

use crate::common::{Bench, Response};

async fn addresses(bench: &Bench, job_id: &str, query: &str) -> Response {
    bench.get(&format!("/user/jobs/{job_id}/review-attachment-uploading-address-url?{query}")).await
}

fn numbers(response: &Value) -> Vec<u64> {
    response["addresses"].as_array().unwrap().iter().map(|address| address["number"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn each_requested_attachment_gets_a_url_and_the_last_number_is_excluded() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    for (query, expected) in [
        ("start_number=2&end_number=5", 2..5),
        ("end_number=1", 0..1),
        ("start_number=99", 99..100),
        ("start_number=99&end_number=100", 99..100),
        ("", 0..100),
    ] {
        let response = addresses(&bench, &job.id, query).await.expect_ok().json();
        assert_eq!(numbers(&response), expected.collect::<Vec<u64>>(), "{query}");
    }
}

#[tokio::test]
async fn attachment_numbers_out_of_bounds_or_out_of_order_are_refused() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    for query in [
        "start_number=-1",
        "start_number=100",
        "end_number=0",
        "end_number=101",
        "start_number=5&end_number=5",
        "start_number=5&end_number=4",
        "start_number=one",
        "start_number=1.5",
    ] {
        assert_eq!(addresses(&bench, &job.id, query).await.fault(), (400, "MSS.00000003".to_owned()), "{query}");
    }
    assert_eq!(addresses(&bench, "nobody", "").await.fault(), (404, "MSS.41000003".to_owned()));
}

#[tokio::test]
async fn an_attachment_is_uploaded_without_a_content_type() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    let response = addresses(&bench, &job.id, "start_number=7&end_number=8").await.expect_ok().json();
    let url = response["addresses"][0]["uploading_url"].as_str().unwrap();
    assert_eq!(bench.put(url, "application/octet-stream", "x").await.status, 403);
    let response = bench.client.put(url).body("an attachment").send().await.unwrap();
    Response::read(response).await.expect_ok();
    let object = bench.simulator.object(&job.id, ObjectKind::ReviewAttachment(7)).unwrap();
    assert_eq!(object.bytes().unwrap(), b"an attachment");
    assert_eq!(bench.simulator.jobs()[0].uploads, 1);
}

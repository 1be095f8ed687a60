//! Files for download tokens, each valid once.

use reqwest::Method;

use crate::common::{Bench, Response};

async fn fetch(bench: &Bench, tenant_id: &str, job_id: &str, token: &str) -> Response {
    let query = format!("tenant_id={tenant_id}&job_id={job_id}&once_token={token}");
    let path = format!("/v1/voice-training-manage/common/encrypt-file-download?{query}");
    bench.call(Method::GET, &path, None).await
}

#[tokio::test]
async fn a_download_token_fetches_its_file_once() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    let token = bench.simulator.offer_file(&job.id, "the bytes");
    assert_eq!(token.len(), 64);
    let tenant = bench.simulator.project_id();
    let response = fetch(&bench, tenant, &job.id, &token).await.expect_ok();
    assert_eq!((response.header("content-type"), response.text.as_str()), ("application/octet-stream", "the bytes"));
    assert_eq!(fetch(&bench, tenant, &job.id, &token).await.fault(), (400, "MSS.00000003".to_owned()));
}

#[tokio::test]
async fn a_download_token_is_for_one_job_and_tenant_and_a_wrong_guess_does_not_use_it_up() {
    let bench = Bench::start().await;
    let (job, other) = (bench.created().await, bench.created().await);
    let token = bench.simulator.offer_file(&job.id, "the bytes");
    let tenant = bench.simulator.project_id();
    for (tenant_id, job_id, token, status, code) in [
        ("another", job.id.as_str(), token.as_str(), 400, "MSS.00010009"),
        (tenant, &other.id, &token, 400, "MSS.00000003"),
        (tenant, "nobody", &token, 404, "MSS.41000003"),
        (tenant, &job.id, &"f".repeat(64), 400, "MSS.00000003"),
        (tenant, &job.id, &token[1..], 400, "MSS.00000003"),
        (tenant, &job.id, "", 400, "MSS.00000003"),
        ("", &job.id, &token, 400, "MSS.00000003"),
        (tenant, "", &token, 400, "MSS.00000003"),
        (&"x".repeat(65), &job.id, &token, 400, "MSS.00000003"),
    ] {
        let response = fetch(&bench, tenant_id, job_id, token).await;
        assert_eq!(response.fault(), (status, code.to_owned()), "{tenant_id} {job_id} {token}");
    }
    fetch(&bench, tenant, &job.id, &token).await.expect_ok();
}

#[tokio::test]
async fn show_encrypt_file_requires_credentials_and_all_parameters() {
    let bench = Bench::start().await;
    let path = "/v1/voice-training-manage/common/encrypt-file-download";
    let response = bench.client.get(format!("{}{path}", bench.simulator.endpoint())).send().await.unwrap();
    assert_eq!(Response::read(response).await.fault(), (401, "APIGW.0301".to_owned()));
    assert_eq!(bench.call(Method::GET, path, None).await.fault(), (400, "MSS.00000003".to_owned()));
}

#[tokio::test]
async fn the_download_tokens_of_a_deleted_job_are_invalid() {
    let bench = Bench::start().await;
    let job = bench.created().await;
    let token = bench.simulator.offer_file(&job.id, "the bytes");
    bench.call(Method::DELETE, &bench.path(&format!("/user/jobs/{}", job.id)), None).await.expect_ok();
    let tenant = bench.simulator.project_id();
    assert_eq!(fetch(&bench, tenant, &job.id, &token).await.fault(), (404, "MSS.41000003".to_owned()));
}

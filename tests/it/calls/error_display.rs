//! The line that a user reads if something fails, to the letter: operation, status, code, message, request id,
//! attempts, time, and what to do next.

use std::sync::Arc;
use std::time::Duration;

use metastudio_voice::retry::TokenBucket;
use metastudio_voice::upload::{Body, ContentType};
use metastudio_voice::{Client, Credentials, Error};
use metastudio_voice_simulator::Simulator;
use serde_json::json as value;

use crate::support::{PROJECT, Sink, TestClock, builder, json, response};

/// Returns the line, with all times alike.
fn line(error: &Error) -> String {
    let shown = format!("{error:#}");
    assert!(!shown.contains('\n'), "{shown}");
    let mut words: Vec<String> = shown.split(' ').map(ToOwned::to_owned).collect();
    for n in 1..words.len() {
        let number = words[n - 1].trim_start_matches('(').parse::<f64>().is_ok();
        if number && words[n].starts_with("s)") | words[n].starts_with("s,") {
            words[n - 1] = if words[n - 1].starts_with('(') { "(T".to_owned() } else { "T".to_owned() };
        }
    }
    words.join(" ")
}

async fn quick(endpoint: &str) -> Client {
    builder(endpoint).clock(TestClock::new()).build().await.expect("client")
}

async fn list(client: &Client) -> String {
    line(&client.list_voice_training_job().send().await.expect_err("an error"))
}

async fn create(client: &Client) -> String {
    let call = client.create_training_advance_job().body_map(|job| job.voice_name("v"));
    line(&call.send().await.expect_err("an error"))
}

/// Returns the line for a list call to a service that always responds like this.
async fn listed(status: u16, content_type: &'static str, body: &'static str) -> String {
    let sink = Sink::start(move |_| response(status, content_type, body)).await;
    list(&quick(&sink.url).await).await
}

#[tokio::test]
async fn the_line_of_a_request_that_breaks_a_rule_of_the_api() {
    let client = quick("http://127.0.0.1:9").await;
    let call = client.create_training_advance_job().body_map(|job| job.voice_name("x".repeat(400)));
    assert_eq!(
        line(&call.send().await.expect_err("too long")),
        "CreateTrainingAdvanceJob: voice_name is longer than 64 characters; nothing was sent"
    );
}

#[tokio::test]
async fn the_line_of_an_endpoint_where_nobody_listens() {
    assert_eq!(
        create(&quick("http://127.0.0.1:9").await).await,
        "CreateTrainingAdvanceJob: no connection: error sending request: client error (Connect): tcp connect error: \
         Connection refused (os error 111) (4 attempts, T s); check the endpoint and the network; nothing was sent"
    );
}

#[tokio::test]
async fn the_line_of_a_creation_without_a_response() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback");
    let endpoint = format!("http://{}", silent.local_addr().expect("address"));
    let client = builder(&endpoint).timeout(Duration::from_millis(300)).build().await.expect("client");
    assert_eq!(
        create(&client).await,
        "CreateTrainingAdvanceJob: no response within 0.3 s (1 attempt, T s); it may have been carried out: look at the \
         job, or list the jobs, before you repeat it"
    );
}

#[tokio::test]
async fn the_line_of_too_many_requests() {
    let body = r#"{"error_code":"APIGW.0308","error_msg":"policy user over ratelimit,limit:10,time:1 second"}"#;
    assert_eq!(
        listed(429, "application/json", body).await,
        "ListVoiceTrainingJob: 429 APIGW.0308: policy user over ratelimit,limit:10,time:1 second (request req-1, 4 \
         attempts, T s); too many requests: wait a few seconds and send it again"
    );
}

#[tokio::test]
async fn the_line_of_a_wrong_secret_key() {
    let simulator = Simulator::start().await.expect("simulator");
    let keys = Credentials::access_key(simulator.access_key(), "wrong").expect("keys");
    let client = Client::builder().endpoint(simulator.endpoint()).project_id(simulator.project_id()).credentials(keys);
    assert_eq!(
        list(&client.build().await.expect("client")).await,
        "ListVoiceTrainingJob: 401 APIGW.0301: Incorrect IAM authentication information: verify aksk signature fail \
         (request 00000000000000000000000000000001, 1 attempt, T s, credentials given in code); the request arrived exactly as it was signed: the \
         secret key is not that of the access key; do not repeat it blindly: more than five wrong signatures in a row \
         lock the key for 5 minutes"
    );
}

#[tokio::test]
async fn the_line_of_an_expired_token() {
    let body = r#"{"error_code":"MSS.00010008","error_msg":"Invalid token in the header"}"#;
    assert_eq!(
        listed(400, "application/json", body).await,
        "ListVoiceTrainingJob: 400 MSS.00010008: Invalid token in the header (request req-1, 1 attempt, T s, credentials \
         given in code); get a new token, and one that is scoped to this region's project"
    );
}

#[tokio::test]
async fn the_line_of_a_missing_permission_in_iams_form() {
    let body = r#"{"error":{"code":403,"message":"You are not authorized to perform the requested action."}}"#;
    assert_eq!(
        listed(403, "application/json", body).await,
        "ListVoiceTrainingJob: 403 403: You are not authorized to perform the requested action. (request req-1, 1 \
         attempt, T s, credentials given in code); the IAM user needs a permission such as MetaStudio FullAccess"
    );
}

#[tokio::test]
async fn the_line_of_a_gateway_in_trouble() {
    assert_eq!(
        listed(502, "text/html", "<html><head><title>502 Bad Gateway</title></head></html>").await,
        "ListVoiceTrainingJob: 502: the response is a web page: 502 Bad Gateway (request req-1, 4 attempts, T s); try \
         again later: repeating it does no harm"
    );
}

#[tokio::test]
async fn the_line_of_a_creation_whose_response_cannot_be_read() {
    let sink = Sink::start(|_| json(200, &value!({"job_id": {"id": "j"}}))).await;
    assert_eq!(
        create(&quick(&sink.url).await).await,
        "CreateTrainingAdvanceJob: 200: the response is not what the API describes, at line 1, column 10 (request req-1, 1 \
         attempt, T s); it was probably carried out: its response is kept (Error::response); look at it, and at the job, \
         before you repeat it"
    );
}

#[tokio::test]
async fn the_line_of_a_deletion_that_is_repeated_after_a_lost_response() {
    let first = std::sync::atomic::AtomicBool::new(true);
    let sink = Sink::start(move |_| match first.swap(false, std::sync::atomic::Ordering::SeqCst) {
        true => response(504, "text/plain", "Gateway Timeout"),
        false => json(404, &value!({"error_code": "MSS.41000003", "error_msg": "The task does not exist."})),
    })
    .await;
    let client = quick(&sink.url).await;
    let error = client.delete_voice_training_job().job_id("j").send().await.expect_err("gone");
    assert_eq!(
        line(&error),
        "DeleteVoiceTrainingJob: 404 MSS.41000003: The task does not exist. (request req-1, 2 attempts, T s); check the \
         id, the region and the endpoint; an earlier attempt got no response and may have been carried out"
    );
}

#[tokio::test]
async fn the_line_of_an_outage_that_has_used_up_the_retries() {
    let sink = Sink::start(|_| response(503, "text/plain", "Service Unavailable")).await;
    let budget = Arc::new(TokenBucket::new(0));
    let client = builder(&sink.url).retry_budget(budget).build().await.expect("client");
    assert_eq!(
        list(&client).await,
        "ListVoiceTrainingJob: 503: Service Unavailable (request req-1, 1 attempt, T s, no retry: the client's retry \
         budget is used up); try again later: repeating it does no harm"
    );
}

#[tokio::test]
async fn the_line_of_an_endpoint_that_redirects() {
    assert_eq!(
        listed(302, "text/html", "").await,
        "ListVoiceTrainingJob: 302: the endpoint redirects (request req-1, 1 attempt, T s); check the endpoint; \
         redirects are never followed: they could take credentials elsewhere"
    );
}

#[tokio::test]
async fn the_line_of_an_upload_with_the_wrong_content_type() {
    let simulator = Simulator::start().await.expect("simulator");
    let keys = Credentials::access_key(simulator.access_key(), simulator.secret_key()).expect("keys");
    let client = Client::builder().endpoint(simulator.endpoint()).project_id(simulator.project_id()).credentials(keys);
    let client = client.build().await.expect("client");
    let job = client.create_training_advance_job().body_map(|job| job.voice_name("v")).send().await.expect("job");
    let url = job.into_inner().training_data_uploading_url.expect("a URL");
    let error =
        client.uploader().put(url, Body::bytes("PK")).content_type(ContentType::WAV).await.expect_err("refused");
    let shown = line(&error);
    assert!(
        shown.starts_with("upload: 403 SignatureDoesNotMatch: ")
            && shown.ends_with("; the Content-Type sent was audio/wav; the URL was signed for another"),
        "{shown}"
    );
}

#[tokio::test]
async fn the_line_of_a_client_that_cannot_be_built() {
    let keys = Credentials::access_key("AK", "SK").expect("keys");
    let builder = Client::builder().project_id(PROJECT).credentials(keys).endpoint("http://metastudio.example");
    assert_eq!(
        line(&builder.build().await.expect_err("no https")),
        "the endpoint is not https: credentials could be read on the way; use https, or call allow_plain_http() if that \
         is what you want"
    );
}

//! Calls of paths that the spec does not have, and parts of a response that the spec does not know.

use metastudio_voice::operations::Idempotency;
use metastudio_voice::reqwest::Method;
use metastudio_voice::{Client, Error, ErrorKind};
use serde_json::{Value, json as value};

use crate::support::{PROJECT, Sink, TestClock, builder, client, json, response};

#[tokio::test]
async fn any_path_is_called_with_the_same_credentials() {
    let sink = Sink::start(|_| json(200, &value!({"asset_id": "a", "undocumented": [1, 2]}))).await;
    let client = client(&sink.url).await;
    let call = client.request(Method::PUT, "/v1/{project_id}/digital-assets/{asset_id}");
    let call = call.path_param("asset_id", "a b/ü").query("limit", 5).query("name", "声 音").query("limit", 6);
    let response = call.header("X-App-UserId", "u1").json(&value!({"tags": ["x"]})).send().await.expect("a response");
    assert_eq!((response.status(), response.request_id()), (200, Some("req-1")));
    assert_eq!(response.json::<Value>().expect("JSON")["undocumented"][1], 2);

    let received = &sink.received()[0];
    let path = format!("/v1/{PROJECT}/digital-assets/a%20b%2F%C3%BC");
    assert_eq!(received.target, format!("{path}?limit=5&name=%E5%A3%B0%20%E9%9F%B3&limit=6"));
    assert_eq!((received.method.as_str(), received.header("x-app-userid")), ("PUT", Some("u1")));
    assert_eq!(received.header("x-project-id"), Some(PROJECT));
    assert!(received.header("authorization").is_some_and(|value| value.starts_with("SDK-HMAC-SHA256 Access=AKID")));
    assert_eq!(received.body.as_deref(), Some(&br#"{"tags":["x"]}"#[..]));
}

#[tokio::test]
async fn a_request_of_any_path_has_a_signature_that_the_simulator_accepts() {
    let simulator = metastudio_voice_simulator::Simulator::start().await.expect("simulator");
    let keys = metastudio_voice::Credentials::access_key(simulator.access_key(), simulator.secret_key()).expect("keys");
    let client = Client::builder().endpoint(simulator.endpoint()).project_id(simulator.project_id()).credentials(keys);
    let client = client.build().await.expect("client");
    let path = "/v1/{project_id}/voice-training-manage/user/jobs";
    let jobs =
        client.request(Method::GET, path).query("limit", 2).query("voice_name", "声 音+").send().await.expect("jobs");
    assert_eq!(jobs.json::<Value>().expect("JSON")["jobs"], value!([]));
}

async fn fault(call: impl AsyncFnOnce(&Client) -> Result<(), Error>) -> String {
    let sink = Sink::start(|_| response(200, "text/plain", "")).await;
    let error = call(&client(&sink.url).await).await.expect_err("a fault");
    assert_eq!((error.kind(), error.attempts(), sink.received().len()), (ErrorKind::InvalidRequest, 0, 0), "{error}");
    assert_eq!(error.advice(), Some("nothing was sent"));
    error.message().to_owned()
}

#[tokio::test]
async fn a_request_that_leads_elsewhere_is_not_sent() {
    let path = async |path: &str, id: &str| {
        let (path, id) = (path.to_owned(), id.to_owned());
        fault(async move |client| client.request(Method::GET, &path).path_param("id", id).send().await.map(drop)).await
    };
    assert_eq!(path("/v1/{id}", "..").await, "a segment of the path cannot be \"..\"");
    assert_eq!(path("/v1/{id}", "").await, "a segment of the path cannot be \"\"");
    assert_eq!(path("/v1/../{id}", "x").await, "a segment of the path cannot be \"..\"");
    assert_eq!(path("//evil.example/{id}", "x").await, "a segment of the path cannot be \"\"");
    assert_eq!(path("@evil.example/{id}", "x").await, "the path does not begin with a slash");
    assert_eq!(path("/v1/{other}", "x").await, "there is no value for {other} in the path: set it with path_param()");
    assert_eq!(path("/v1/jobs", "x").await, "the path has no place for id");
    let header = async |name: &'static str, value: &'static str| {
        fault(async move |client| client.request(Method::GET, "/v1").header(name, value).send().await.map(drop)).await
    };
    assert_eq!(header("Authorization", "Basic x").await, "the header authorization is set by the client");
    assert_eq!(header("a b", "x").await, "\"a b\" is not the name of a header");
    assert_eq!(header("x-a", "a\r\nb").await, "no header can carry the value of x-a");
}

#[tokio::test]
async fn a_request_is_repeated_as_its_method_allows_or_as_the_caller_says() {
    let path = "/v1/{project_id}/voice-training-manage/user/advance-jobs";
    let cases = [
        (Method::GET, "/v1/new", None, 4),
        (Method::DELETE, "/v1/new", None, 4),
        (Method::POST, "/v1/new", None, 1),
        (Method::POST, "/v1/new", Some(Idempotency::Idempotent), 4),
        (Method::GET, "/v1/new", Some(Idempotency::Never), 1),
        // The spec has this one, and decides.
        (Method::POST, path, Some(Idempotency::Safe), 1),
    ];
    for (method, path, idempotency, attempts) in cases {
        let sink = Sink::start(|_| response(503, "text/plain", "busy")).await;
        let client = builder(&sink.url).clock(TestClock::new()).build().await.expect("client");
        let mut call = client.request(method.clone(), path);
        if let Some(idempotency) = idempotency {
            call = call.idempotency(idempotency);
        }
        let error = call.send().await.expect_err("busy");
        assert_eq!((error.attempts() as usize, sink.received().len()), (attempts, attempts), "{method} {path}");
        let name =
            if path.ends_with("advance-jobs") { "CreateTrainingAdvanceJob" } else { &format!("{method} {path}") };
        assert_eq!(error.operation(), Some(name));
    }
}

#[tokio::test]
async fn a_response_that_is_not_a_success_is_an_error_that_keeps_it() {
    for (status, kind) in [(404, ErrorKind::Refused), (302, ErrorKind::UnexpectedResponse)] {
        let sink = Sink::start(move |_| response(status, "application/json", r#"{"why":"because"}"#)).await;
        let error = client(&sink.url).await.request(Method::GET, "/v1/new").send().await.expect_err("no success");
        assert_eq!((error.kind(), error.status()), (kind, Some(status)));
        let kept = error.response().expect("the response").json::<Value>().expect("JSON");
        assert_eq!(kept["why"], "because");
    }
}

#[tokio::test]
async fn a_typed_response_keeps_fields_that_the_spec_does_not_know() {
    let sink = Sink::start(|_| json(200, &value!({"job_id": "j", "brand_new": {"deep": true}}))).await;
    let client = client(&sink.url).await;
    let job = client.show_voice_training_job().job_id("j").send().await.expect("job");
    assert_eq!(job.job_id.as_deref(), Some("j"));
    assert_eq!(job.raw().json::<Value>().expect("JSON")["brand_new"]["deep"], true);
    assert_eq!((job.status(), job.request_id(), job.attempts()), (200, Some("req-1"), 1));
    assert_eq!(job.headers()["content-type"], "application/json");
}

#[tokio::test]
async fn a_response_can_be_read_as_a_type_of_the_callers() {
    #[derive(serde::Deserialize)]
    struct Mine {
        brand_new: u32,
    }
    let sink = Sink::start(|_| json(200, &value!({"brand_new": 7, "url": "https://b/k?Signature=CANARY"}))).await;
    let response = client(&sink.url).await.request(Method::GET, "/v1/new").send().await.expect("a response");
    assert_eq!(response.json::<Mine>().expect("mine").brand_new, 7);
    let wrong = response.json::<Vec<Value>>().expect_err("no list");
    assert!(!format!("{response:?} {wrong:#} {wrong:?}").contains("CANARY"));
    assert_eq!((wrong.kind(), wrong.response().map(|kept| kept.status())), (ErrorKind::UnexpectedResponse, Some(200)));
}

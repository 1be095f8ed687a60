//! HTTP clients that the caller has built: those that are refused, and the rules that still hold.

use std::time::Duration;

use metastudio_voice::upload::Body;
use metastudio_voice::{ClientBuilder, ErrorKind};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;

use super::{builder, call_and_upload, no_jobs};
use crate::support::Sink;

/// Returns the settings that every accepted client needs.
fn start() -> reqwest::ClientBuilder {
    reqwest::Client::builder().redirect(Policy::none()).no_proxy()
}

fn headers(pairs: &[(HeaderName, &'static str)]) -> HeaderMap {
    pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
}

async fn refusal(builder: ClientBuilder) -> String {
    let error = builder.endpoint("http://127.0.0.1:1").build().await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    error.to_string()
}

#[tokio::test]
async fn a_client_that_may_follow_redirects_is_refused() {
    let imitation = "redirect_policy: \"Policy(None)\",";
    let followers = [
        reqwest::Client::builder().no_proxy(),
        start().redirect(Policy::limited(3)),
        start().redirect(Policy::limited(10)),
        start().redirect(Policy::custom(|attempt| attempt.stop())),
        start().redirect(Policy::default()).default_headers(headers(&[(AUTHORIZATION, imitation)])),
    ];
    for follower in followers {
        let client = follower.build().expect("client");
        let shown = refusal(builder().http_client(client.clone())).await;
        assert!(shown.starts_with("the client given to http_client() may follow redirects"), "{shown}");
        assert!(shown.ends_with("; make it with .redirect(reqwest::redirect::Policy::none())"), "{shown}");
        let shown = refusal(builder().upload_http_client(client)).await;
        assert!(shown.starts_with("the client given to upload_http_client() may follow redirects"), "{shown}");
    }
}

#[tokio::test]
async fn a_client_for_calls_makes_the_calls_and_no_upload() {
    let sink = Sink::start(no_jobs).await;
    let extra = headers(&[(HeaderName::from_static("x-mine"), "CANARY")]);
    let calls = start().user_agent("other").default_headers(extra).build().expect("client");
    let builder = builder().endpoint(&sink.url).user_agent("my-studio/1.2").http_client(calls);
    assert!(!format!("{builder:?}").contains("CANARY"));
    call_and_upload(&builder.build().await.expect("client"), &sink).await;
    let received = sink.received();
    let mine: Vec<_> = received.iter().map(|request| request.header("x-mine")).collect();
    assert_eq!(mine, [Some("CANARY"), None]);
    for request in received {
        assert!(request.header("user-agent").is_some_and(|agent| agent.ends_with(" my-studio/1.2")), "{request:?}");
    }
}

#[tokio::test]
async fn a_client_for_uploads_makes_the_uploads_alone() {
    let sink = Sink::start(no_jobs).await;
    let extra = headers(&[(HeaderName::from_static("x-mine"), "1")]);
    let uploads = start().default_headers(extra).build().expect("client");
    let builder = builder().endpoint(&sink.url).user_agent("my-studio/1.2").upload_http_client(uploads);
    call_and_upload(&builder.build().await.expect("client"), &sink).await;
    let received = sink.received();
    let mine: Vec<_> = received.iter().map(|request| request.header("x-mine")).collect();
    assert_eq!(mine, [None, Some("1")]);
    assert!(received[1].header("user-agent").is_some_and(|agent| agent.ends_with(" my-studio/1.2")));
}

#[tokio::test]
async fn no_default_header_that_is_a_credential_or_is_signed_reaches_an_upload() {
    let cases = [
        (AUTHORIZATION, "Basic CANARY"),
        (CONTENT_TYPE, "text/plain"),
        (HeaderName::from_static("x-auth-token"), "CANARY"),
        (HeaderName::from_static("x-obs-acl"), "public-read"),
    ];
    for (name, value) in cases {
        let extra = headers(&[(HeaderName::from_static("x-mine"), "1"), (name.clone(), value)]);
        let uploads = start().default_headers(extra.clone()).build().expect("client");
        let shown = refusal(builder().upload_http_client(uploads)).await;
        let expected = format!("upload_http_client() puts the header {name} on uploads, where it must not be");
        assert!(shown.starts_with(&expected) && !shown.contains("CANARY"), "{shown}");
        let shown = refusal(builder().configure_http(move |http| http.default_headers(extra.clone()))).await;
        assert!(shown.starts_with(&format!("configure_http() puts the header {name} on uploads")), "{shown}");
    }
}

#[tokio::test]
async fn configure_http_cannot_allow_redirects_or_limit_the_time_of_uploads() {
    let sink = Sink::start(|_| {
        let response = axum::http::Response::builder().status(303).header("location", "/elsewhere");
        response.body(axum::body::Body::empty()).expect("response")
    })
    .await;
    let builder = builder()
        .endpoint(&sink.url)
        .configure_http(|http| http.redirect(Policy::limited(5)).timeout(Duration::ZERO).http1_only());
    let client = builder.build().await.expect("client");
    let put = client.uploader().put(format!("{}/key", sink.url), Body::bytes("letter"));
    assert_eq!(put.await.expect_err("a redirect").status(), Some(303));
    let error = client.list_voice_training_job().send().await.expect_err("a redirect");
    assert_eq!((error.status(), error.message()), (Some(303), "the endpoint redirects"));
    assert_eq!(sink.received().len(), 2);
}

#[tokio::test]
async fn uploads_have_no_time_limit_and_use_http_1_whatever_configure_http_sets() {
    let sink = Sink::start(no_jobs).await;
    let builder = builder()
        .endpoint(&sink.url)
        .configure_http(|http| http.timeout(Duration::ZERO).read_timeout(Duration::ZERO).http2_prior_knowledge());
    let client = builder.build().await.expect("client");
    client.uploader().put(format!("{}/key", sink.url), Body::bytes("letter")).await.expect("uploaded");
}

#[tokio::test]
async fn the_builders_time_limit_applies_to_a_callers_client() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback");
    let endpoint = format!("http://{}", listener.local_addr().expect("address"));
    let builder = builder().endpoint(endpoint).timeout(Duration::from_millis(200));
    let builder = builder.http_client(start().timeout(Duration::from_secs(3600)).build().expect("client"));
    let client = builder.build().await.expect("client");
    let error = client.list_voice_training_job().send().await.expect_err("no response");
    assert!(error.is_timeout() && error.elapsed() < Some(Duration::from_secs(30)), "{error:?}");
}

#[tokio::test]
async fn an_http_client_that_cannot_be_built_is_an_error_of_the_configuration() {
    let shown = refusal(builder().configure_http(|http| http.user_agent("a\nb"))).await;
    assert!(shown.starts_with("the HTTP client cannot be built; check what configure_http() sets"), "{shown}");
}

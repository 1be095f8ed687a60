//! The caller's changes to the HTTP clients, and the rules that hold whatever they are.

use std::time::Duration;

use metastudio_voice::ErrorKind;
use metastudio_voice::upload::{Body, ContentType};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;

use super::{builder, call_and_upload, no_jobs};
use crate::support::Sink;

#[tokio::test]
async fn configure_http_changes_the_client_of_the_calls_and_that_of_the_uploads() {
    let sink = Sink::start(no_jobs).await;
    let mine = HeaderMap::from_iter([(HeaderName::from_static("x-mine"), HeaderValue::from_static("1"))]);
    let builder = builder().endpoint(&sink.url).configure_http(move |http| http.default_headers(mine.clone()));
    call_and_upload(&builder.build().await.expect("client"), &sink).await;
    let received = sink.received();
    let mine: Vec<_> = received.iter().map(|request| request.header("x-mine")).collect();
    assert_eq!(mine, [Some("1"); 2]);
}

#[tokio::test]
async fn a_default_header_replaces_neither_the_credentials_of_a_call_nor_the_content_type_of_an_upload() {
    let sink = Sink::start(no_jobs).await;
    let other = [(AUTHORIZATION, "Basic other"), (CONTENT_TYPE, "text/html")];
    let other: HeaderMap = other.map(|(name, value)| (name, HeaderValue::from_static(value))).into_iter().collect();
    let builder = builder().endpoint(&sink.url).configure_http(move |http| http.default_headers(other.clone()));
    let client = builder.build().await.expect("client");
    client.list_voice_training_job().send().await.expect("a list");
    let put = client.uploader().put(format!("{}/key", sink.url), Body::bytes("letter"));
    put.content_type(ContentType::PDF).await.expect("uploaded");
    let received = sink.received();
    let credentials = received[0].header("authorization").expect("credentials");
    assert!(credentials.starts_with("SDK-HMAC-SHA256 Access=AK,"), "{credentials}");
    assert_eq!(received[1].header("content-type"), Some("application/pdf"));
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
async fn the_builders_time_limit_holds_whatever_configure_http_sets() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback");
    let endpoint = format!("http://{}", listener.local_addr().expect("address"));
    let builder = builder().endpoint(endpoint).timeout(Duration::from_millis(200));
    let builder = builder.configure_http(|http| http.timeout(Duration::from_secs(3600)));
    let client = builder.build().await.expect("client");
    let error = client.list_voice_training_job().send().await.expect_err("no response");
    assert!(error.is_timeout() && error.elapsed() < Some(Duration::from_secs(30)), "{error:?}");
}

#[tokio::test]
async fn an_http_client_that_cannot_be_built_is_an_error_of_the_configuration() {
    let builder = builder().endpoint("http://127.0.0.1:1").configure_http(|http| http.user_agent("a\nb"));
    let error = builder.build().await.expect_err("refused");
    let shown = error.to_string();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(shown.starts_with("the HTTP client cannot be built; check what configure_http() sets"), "{shown}");
}

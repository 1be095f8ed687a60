//! Errors of every sort of response: each has what a support engineer needs, and no secret.

use std::time::Duration;

use metastudio_voice::auth::{CredentialsProvider, Providing};
use metastudio_voice::{Client, ClientBuilder, Credentials, Error, ErrorKind};

use crate::support::{PROJECT, Sink, client, response};

async fn error_for(status: u16, content_type: &'static str, body: &'static str) -> Error {
    let sink = Sink::start(move |_| response(status, content_type, body)).await;
    let client = client(&sink.url).await;
    client.list_voice_training_job().send().await.expect_err("an error")
}

#[tokio::test]
async fn every_shape_of_error_body_keeps_status_code_message_and_request_id() {
    let json = "application/json";
    let cases = [
        (
            400,
            json,
            r#"{"error_code":"MSS.00000003","error_msg":"Invalid parameter"}"#,
            Some("MSS.00000003"),
            "Invalid parameter",
        ),
        (400, json, r#"{"errorCode":"X.1","errorMsg":"camel"}"#, Some("X.1"), "camel"),
        (500, json, r#"{"code":"X.2","message":"short"}"#, Some("X.2"), "short"),
        (401, json, r#"{"error":{"code":401,"message":"nested","title":"Unauthorized"}}"#, Some("401"), "nested"),
        (400, json, r#"{"error_msg":"no code"}"#, None, "no code"),
        (400, json, r#"{"something":"else"}"#, None, r#"{"something":"else"}"#),
        (403, "text/plain", "plain\n text ", None, "plain text"),
        (
            502,
            "text/html",
            "<html><head><title>502 Bad Gateway</title></head></html>",
            None,
            "the response is a web page: 502 Bad Gateway",
        ),
        (503, "text/html", "<!DOCTYPE html>", None, "the response is a web page"),
        (404, json, "", None, "the response has no body"),
        (429, json, "{\"error_code\":", None, "{\"error_code\":"),
    ];
    for (status, content_type, body, code, message) in cases {
        let error = error_for(status, content_type, body).await;
        assert_eq!(error.kind(), ErrorKind::Refused, "{body}");
        assert_eq!((error.status(), error.code(), error.message()), (Some(status), code, message), "{body}");
        assert_eq!((error.request_id(), error.attempts()), (Some("req-1"), 1), "{body}");
        assert_eq!(error.operation(), Some("ListVoiceTrainingJob"));
    }
}

#[tokio::test]
async fn an_error_is_one_line_with_ids_attempts_time_credentials_and_advice() {
    let body = r#"{"error_code":"MSS.00010008","error_msg":"Invalid token in the header"}"#;
    let error = error_for(400, "application/json", body).await;
    let shown = error.to_string();
    let (start, end) = shown.split_once(" 1 attempt, ").expect("attempts");
    assert_eq!(start, "ListVoiceTrainingJob: 400 MSS.00010008: Invalid token in the header (request req-1,");
    assert!(
        end.ends_with(
            " s, credentials given in code); get a new token, and one that is scoped to this region's project"
        ),
        "{shown}"
    );
    assert!(error.is_auth() && !error.is_transient() && !shown.contains('\n'));
}

#[tokio::test]
async fn failures_are_classified_by_code_and_not_only_by_status() {
    let throttled =
        error_for(429, "application/json", r#"{"error_code":"APIG.0308","error_msg":"over ratelimit"}"#).await;
    assert!(throttled.is_throttled() && throttled.is_transient() && !throttled.is_auth());
    let token = error_for(500, "application/json", r#"{"error_code":"MSS.00021016","error_msg":"check"}"#).await;
    assert!(token.is_auth() && !token.is_transient());
    let fault = error_for(503, "text/plain", "busy").await;
    assert!(fault.is_transient() && !fault.is_auth());
    let body = r#"{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information: verify aksk signature fail"}"#;
    let signature = error_for(401, "application/json", body).await;
    assert!(signature.is_auth() && signature.advice().is_some_and(|advice| advice.contains("lock the key")));
}

#[tokio::test]
async fn a_success_that_is_not_the_services_is_an_unexpected_response() {
    let page = error_for(200, "text/html", " <html><title>Sign in</title>").await;
    assert_eq!((page.kind(), page.status()), (ErrorKind::UnexpectedResponse, Some(200)));
    assert_eq!(page.message(), "the response is a web page");
    assert_eq!(page.advice(), Some("check the endpoint and the network: this is not the service"));
    assert_eq!(page.request_id(), Some("req-1"));
    let wrong = error_for(200, "application/json", r#"{"jobs":"many","secret":"CANARY"}"#).await;
    assert_eq!(wrong.kind(), ErrorKind::UnexpectedResponse);
    assert!(!format!("{wrong:#} {wrong:?}").contains("CANARY"));
    let redirect = error_for(307, "application/json", "{}").await;
    assert_eq!((redirect.kind(), redirect.message()), (ErrorKind::UnexpectedResponse, "the endpoint redirects"));
}

#[tokio::test]
async fn every_2xx_is_a_success() {
    for status in [200, 201, 202, 299] {
        let sink = Sink::start(move |_| response(status, "application/json", r#"{"count":7,"jobs":[]}"#)).await;
        let client = client(&sink.url).await;
        let jobs = client.list_voice_training_job().send().await.expect("jobs");
        assert_eq!((jobs.count, jobs.status()), (Some(7), status));
        client.delete_voice_training_job().job_id("j").send().await.expect("deleted");
    }
    let sink = Sink::start(|_| axum::http::Response::builder().status(204).body("".into()).expect("response")).await;
    client(&sink.url).await.delete_voice_training_job().job_id("j").send().await.expect("deleted");
}

#[tokio::test]
async fn a_secret_that_a_response_repeats_is_not_printed() {
    let sink = Sink::start(|received| {
        let token = received.header("x-security-token").unwrap_or_default();
        let echo = format!("verify aksk signature fail,canonicalRequest:GET|/v1/||x-security-token:{token}||h|0");
        let known = format!("token {token} is unknown");
        let message = if received.target.ends_with("op-logs") { known } else { echo };
        crate::support::json(401, &serde_json::json!({"error_code": "APIGW.0301", "error_msg": message}))
    })
    .await;
    let keys = Credentials::temporary_access_key("AK", "SK", "CANARY").expect("keys");
    let builder = Client::builder().endpoint(&sink.url).project_id(PROJECT).credentials(keys);
    let client = builder.build().await.expect("client");
    let echoed = client.list_voice_training_job().send().await.expect_err("refused");
    assert_eq!(echoed.message(), "verify aksk signature fail");
    let repeated = client.list_job_operation_log().job_id("j").send().await.expect_err("refused");
    assert_eq!(repeated.message(), "token *** is unknown");
    assert!(!format!("{echoed:?} {repeated:?} {client:?}").contains("CANARY"));
}

#[tokio::test]
async fn a_response_that_cannot_be_read_is_kept_but_not_quoted() {
    let sink = Sink::start(|_| {
        let body = serde_json::json!({"job_id": "j", "segment_uploading_url": "https://b/k?Signature=CANARY"});
        crate::support::json(200, &body)
    })
    .await;
    let client = client(&sink.url).await;
    let call = client.create_training_advance_job().body_map(|job| job.voice_name("v"));
    let error = call.send().await.expect_err("a text where an object belongs");
    assert!(error.message().starts_with("the response is not what the API describes, at line 1"), "{error}");
    assert!(error.advice().is_some_and(|advice| advice.contains("was probably carried out")), "{error}");
    assert!(error.is_in_doubt());
    assert!(!format!("{error:#} {error:?}").contains("CANARY"));
    let kept = error.response().expect("the response").json::<serde_json::Value>().expect("JSON");
    assert_eq!(kept["job_id"], "j", "nothing is lost");
}

#[tokio::test]
async fn an_unreachable_endpoint_is_an_error_with_its_cause() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback");
    let address = listener.local_addr().expect("address");
    drop(listener);
    let client = client(&format!("http://{address}")).await;
    let error = client.list_voice_training_job().send().await.expect_err("nobody there");
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert!(error.is_connect() && error.is_transient());
    assert!(format!("{error:#}").contains("refused"), "{error:#}");
}

#[tokio::test]
async fn the_chain_of_causes_repeats_no_text() {
    let client = client("http://127.0.0.1:9").await;
    let error = client.list_voice_training_job().send().await.expect_err("nobody there");
    let mut texts = vec![error.message().to_owned()];
    let mut cause = std::error::Error::source(&error);
    while let Some(error) = cause {
        texts.push(error.to_string());
        cause = error.source();
    }
    assert!(texts.len() >= 3, "{texts:?}");
    for (n, text) in texts.iter().enumerate() {
        let elsewhere = texts.iter().enumerate().filter(|(other, _)| *other != n);
        assert!(elsewhere.clone().all(|(_, other)| !other.contains(text.as_str())), "{text:?} in {texts:?}");
    }
    assert!(texts.iter().all(|text| !text.contains("http://")), "{texts:?}");
}

#[tokio::test]
async fn an_endpoint_that_never_responds_times_out() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback");
    let endpoint = format!("http://{}", listener.local_addr().expect("address"));
    let keys = Credentials::access_key("AK", "SK").expect("keys");
    let builder = Client::builder().endpoint(endpoint).project_id(PROJECT).credentials(keys);
    let client = builder.timeout(Duration::from_millis(200)).build().await.expect("client");
    let error = client.list_voice_training_job().send().await.expect_err("no response");
    assert!(error.is_timeout() && !error.is_connect(), "{error:?}");
    assert_eq!(error.advice(), Some("try again later: repeating it does no harm"));
    let call = client.create_training_advance_job().body_map(|job| job.voice_name("v"));
    let error = call.send().await.expect_err("no response");
    assert!(error.advice().is_some_and(|advice| advice.contains("may have been carried out")), "{error}");
}

#[tokio::test]
async fn settings_that_cannot_work_are_refused_when_the_client_is_built() {
    let keys = || Credentials::access_key("AK", "SK").expect("keys");
    let start = || Client::builder().project_id(PROJECT).credentials(keys());
    let cases: Vec<(&str, ClientBuilder, &str)> = vec![
        ("nothing", start(), "there is no region and no endpoint"),
        ("region", start().region("../x"), "the region is not a name such as cn-north-4"),
        ("no url", start().endpoint("metastudio"), "the endpoint is not a URL"),
        ("scheme", start().endpoint("ftp://127.0.0.1"), "the endpoint is not https"),
        ("password", start().endpoint("https://user:CANARY@host"), "the endpoint must be a plain address"),
        ("query", start().endpoint("https://host/?a=CANARY"), "the endpoint must be a plain address"),
        ("plain http", start().endpoint("http://192.0.2.1"), "the endpoint is not https"),
        ("project", start().region("cn-north-4").project_id(".."), "the project id cannot be used"),
        ("empty project", start().region("cn-north-4").project_id(""), "the project id cannot be used"),
    ];
    for (name, builder, expected) in cases {
        let error = builder.build().await.expect_err(name);
        assert_eq!(error.kind(), ErrorKind::Configuration, "{name}");
        assert!(error.to_string().starts_with(expected), "{name}: {error}");
        assert!(error.advice().is_some(), "{name}");
        assert!(!format!("{error:#} {error:?}").contains("CANARY"), "{name}");
    }
    assert!(start().endpoint("http://192.0.2.1").allow_plain_http().build().await.is_ok());
}

#[test]
fn credentials_that_no_header_can_carry_are_refused() {
    for bad in ["", "a b", "a\r\nX-Evil: 1", "é"] {
        assert!(Credentials::access_key(bad, "SK").is_err(), "{bad:?}");
        assert!(Credentials::access_key("AK", bad).is_err(), "{bad:?}");
        assert!(Credentials::temporary_access_key("AK", "SK", bad).is_err(), "{bad:?}");
        assert!(Credentials::token(bad).is_err(), "{bad:?}");
    }
}

/// P1: it is what `unwrap()` and a `main` that returns the error print.
#[tokio::test]
async fn debug_writes_the_line_with_its_causes_and_the_alternate_form_writes_the_fields() {
    let refused =
        error_for(400, "application/json", r#"{"error_code":"MSS.00000003","error_msg":"CANARY\nline"}"#).await;
    let keys = Credentials::access_key("AK", "SK").expect("keys");
    let client = Client::builder().endpoint("http://127.0.0.1:9").project_id(PROJECT).credentials(keys);
    let unreachable = client.timeout(Duration::from_secs(1)).build().await.expect("client");
    let unreachable = unreachable.list_voice_training_job().send().await.expect_err("nobody there");
    for error in [refused, unreachable] {
        assert_eq!(format!("{error:?}"), format!("{error:#}"));
        let fields = format!("{error:#?}");
        let kind = format!("kind: {:?},", error.kind());
        assert!(fields.contains(&kind) && fields.contains("operation: Some"), "{fields}");
        assert!(!fields.contains("CANARY\nline"), "a text from outside cannot begin a line: {fields}");
    }
}

/// P10: a provider of the caller's gives the cause.
#[tokio::test]
async fn the_cause_of_a_providers_error_is_kept_and_its_constructor_says_whether_it_is_transient() {
    #[derive(Debug)]
    struct Vault(fn() -> Error);
    impl CredentialsProvider for Vault {
        fn name(&self) -> &str {
            "the vault"
        }
        fn provide(&self) -> Providing<'_> {
            Box::pin(async { Err((self.0)().caused_by(std::io::Error::other("connection reset"))) })
        }
    }
    let sink = Sink::start(|_| response(200, "application/json", "{}")).await;
    let cases: [(fn() -> Error, bool); 2] = [
        (|| Error::credentials_unavailable("the vault is away"), true),
        (|| Error::invalid_credentials("the vault has a key without a secret"), false),
    ];
    for (failure, is_transient) in cases {
        let builder = Client::builder().endpoint(&sink.url).project_id(PROJECT).credentials_provider(Vault(failure));
        let error = builder.build().await.expect_err("no credentials");
        assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Credentials, is_transient));
        let source = std::error::Error::source(&error).expect("the cause");
        assert_eq!(source.to_string(), "connection reset");
        assert!(format!("{error:#}").contains(": connection reset"), "{error:#}");
    }
    assert_eq!(sink.received().len(), 0);
}

#[test]
fn the_error_is_small_and_can_be_sent_to_other_threads() {
    fn travels<T: Send + Sync + 'static + std::error::Error>() {}
    travels::<Error>();
    assert!(size_of::<Error>() < 128);
}

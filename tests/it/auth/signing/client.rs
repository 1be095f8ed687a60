//! A client sends exactly the request that it has signed: the tests compute the signature again from the one that
//! arrived.

use std::time::SystemTime;

use metastudio_voice::reqwest::Method;
use metastudio_voice::retry::Backoff;
use metastudio_voice::{Client, Credentials};
use metastudio_voice_simulator::Simulator;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::json;

use super::{TestRequest, config, naive};
use crate::support::{Received, Sink, TestClock, response};

/// The secret of `crate::support::builder`.
const SECRET: &str = "SkExample/0123456789+abc";

/// Returns the names of the signed headers, and the signature.
fn authorization(value: &str) -> (Vec<&str>, &str) {
    let (names, signature) = value.split_once(", Signature=").expect("a signature");
    (names.split_once(", SignedHeaders=").expect("names").1.split(';').collect(), signature)
}

/// Fails unless the signature is that of the request that arrived.
fn check(received: &Received) {
    let (names, signature) = authorization(received.header("authorization").expect("signed"));
    let (path, query) = received.target.split_once('?').unwrap_or((&received.target, ""));
    let header = |name: &str| received.header(name).unwrap_or_else(|| panic!("{name} is not there")).to_owned();
    let request = TestRequest {
        method: received.method.clone(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers: names.iter().map(|name| ((*name).to_owned(), header(name))).collect(),
        body: received.body.as_deref().expect("a body").to_vec(),
        date: header("x-sdk-date"),
        secret: SECRET.to_owned(),
    };
    assert!(names.contains(&"host"), "{names:?}");
    assert_eq!(signature, naive::signature(&request), "{received:?}\n{}", naive::canonical_request(&request));
    let pairs = |query: &str| query.split('&').map(ToOwned::to_owned).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(pairs(query), pairs(&naive::query(query)), "the client sends another encoding than the canonical one");
}

#[test]
fn random_requests_arrive_as_they_were_signed() {
    requests_arrive_as_signed(64);
}

#[test]
#[ignore = "slow: a thousand random requests"]
fn a_thousand_random_requests_arrive_as_they_were_signed() {
    requests_arrive_as_signed(1_000);
}

fn requests_arrive_as_signed(requests: u32) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("runtime");
    let sink = runtime.block_on(Sink::start(|_| response(200, "application/json", "{}")));
    let client = runtime.block_on(crate::support::client(&sink.url));
    // The client refuses a dot alone, because it leads to another path.
    let calls = (
        prop_oneof![Just(Method::GET), Just(Method::PUT), Just(Method::POST), Just(Method::DELETE)],
        any::<String>().prop_filter("leads elsewhere", |text| !matches!(&**text, "" | "." | "..")),
        proptest::collection::vec(any::<(String, String)>(), 0..4),
        any::<Option<Vec<String>>>(),
    );
    let outcome = TestRunner::new(ProptestConfig { cases: requests, ..config() }).run(
        &calls,
        |(method, segment, parameters, body)| {
            let mut call = client.request(method, "/v1/{project_id}/x/{segment}/y").path_param("segment", segment);
            for (name, value) in parameters {
                call = call.query(&name, value);
            }
            if let Some(body) = &body {
                call = call.json(body);
            }
            runtime.block_on(call.send()).expect("a response");
            let received = sink.received().pop().expect("a request");
            check(&received);
            prop_assert_eq!(
                received.body.as_deref(),
                Some(&*body.map_or_else(String::new, |body| json!(body).to_string()).into_bytes())
            );
            Ok(())
        },
    );
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[tokio::test]
async fn each_attempt_is_signed_with_its_body() {
    let sink = Sink::start(|_| response(503, "text/plain", "busy")).await;
    let client = crate::support::builder(&sink.url).clock(TestClock::new()).retry_policy(Backoff::new()).build().await;
    let client = client.expect("client");
    client.request(Method::PUT, "/v1/x").json(&json!({ "name": "声 音" })).send().await.expect_err("busy");
    let received = sink.received();
    assert!(received.len() > 1);
    for attempt in &received {
        check(attempt);
        assert_eq!(attempt.body.as_deref(), Some(r#"{"name":"声 音"}"#.as_bytes()));
    }
}

#[tokio::test]
async fn a_port_is_signed_with_the_host_unless_it_is_the_default_one() {
    let sink = Sink::start(|_| response(200, "application/json", "{}")).await;
    let proxy = sink.url.clone();
    for (endpoint, host) in [
        ("http://metastudio.test:8080", "metastudio.test:8080"),
        ("http://metastudio.test:443", "metastudio.test:443"),
        ("http://metastudio.test:80", "metastudio.test"),
        ("http://metastudio.test", "metastudio.test"),
    ] {
        let proxy = reqwest::Proxy::http(&proxy).expect("proxy");
        let builder = crate::support::builder(endpoint).allow_plain_http();
        let client = builder.configure_http(move |http| http.proxy(proxy.clone())).build().await.expect("client");
        client.list_voice_training_job().send().await.expect("jobs");
        let received = sink.received().pop().expect("a request");
        assert_eq!(received.header("host"), Some(host), "{endpoint}");
        check(&received);
    }
    let client = crate::support::client(&sink.url).await;
    client.list_voice_training_job().send().await.expect("jobs");
    let received = sink.received().pop().expect("a request");
    assert_eq!(received.header("host"), sink.url.strip_prefix("http://"));
    check(&received);
}

#[tokio::test]
async fn the_security_token_of_a_temporary_key_is_signed() {
    let simulator = Simulator::builder().security_token("TOKEN/+=").start().await.expect("simulator");
    let (id, secret) = (simulator.access_key(), simulator.secret_key());
    let call = async |keys: Result<Credentials, _>| {
        let builder = Client::builder().endpoint(simulator.endpoint()).project_id(simulator.project_id());
        let client = builder.credentials(keys.expect("keys")).build().await.expect("client");
        client.list_voice_training_job().send().await.map(drop)
    };
    call(Credentials::temporary_access_key(id, secret, "TOKEN/+=")).await.expect("jobs");
    let received = simulator.requests().pop().expect("a request");
    assert_eq!(received.header("x-security-token"), Some("TOKEN/+="));
    let (names, signature) = authorization(received.header("authorization").expect("signed"));
    let header = |name: &&str| ((*name).to_owned(), received.header(name).expect("there").to_owned());
    let request = TestRequest {
        method: received.method.clone(),
        path: received.path.clone(),
        query: String::new(),
        headers: names.iter().map(header).collect(),
        body: Vec::new(),
        date: received.header("x-sdk-date").expect("a date").to_owned(),
        secret: secret.to_owned(),
    };
    assert!(names.contains(&"x-security-token"), "{names:?}");
    assert_eq!(signature, naive::signature(&request));
    for keys in [Credentials::temporary_access_key(id, secret, "another"), Credentials::access_key(id, secret)] {
        assert_eq!(call(keys).await.expect_err("refused").status(), Some(401));
    }
}

/// A proxy may change such headers.
#[tokio::test]
async fn a_header_of_the_caller_is_sent_and_not_signed() {
    let sink = Sink::start(|_| response(200, "application/json", "{}")).await;
    let clock = TestClock::at(SystemTime::UNIX_EPOCH);
    let mut signed = Vec::new();
    for user in ["one", "two"] {
        let builder = crate::support::builder(&sink.url).clock(clock.clone()).user_agent(format!("agent-{user}"));
        let client = builder.build().await.expect("client");
        client.request(Method::GET, "/v1/x").header("X-App-UserId", user).send().await.expect("a response");
        let received = sink.received().pop().expect("a request");
        assert_eq!(received.header("x-app-userid"), Some(user));
        check(&received);
        signed.push(received.header("authorization").expect("signed").to_owned());
    }
    assert_eq!(signed[0], signed[1]);
}

//! The diagnosis of a refused signature, and the correction of a wrong clock.

use metastudio_voice::auth::IamUser;
use metastudio_voice::retry::NoRetry;
use metastudio_voice::{Client, ClientBuilder, Credentials, Error};
use metastudio_voice_simulator::Simulator;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{at, list, requests, simulator, started};

fn signed(simulator: &Simulator, secret: &str) -> ClientBuilder {
    let keys = Credentials::access_key(simulator.access_key(), secret).expect("keys");
    at(simulator).credentials(keys).project_id(simulator.project_id()).retry_policy(NoRetry)
}

async fn create(client: &Client) -> Result<u32, Error> {
    let job = client.create_training_advance_job().body_map(|job| job.voice_name("v")).send().await?;
    Ok(job.attempts())
}

/// Starts a proxy that replaces a text in every request by another of the same length.
async fn proxy(to: &Simulator, from: &'static str, into: &'static str) -> String {
    assert_eq!(from.len(), into.len());
    let server = to.endpoint().trim_start_matches("http://").to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let endpoint = format!("http://{}", listener.local_addr().expect("address"));
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let mut server = TcpStream::connect(&server).await.expect("the simulator");
            tokio::spawn(async move {
                let (mut from_client, mut to_client) = client.split();
                let (mut from_server, mut to_server) = server.split();
                let there = async {
                    let mut bytes = vec![0; 64 * 1024];
                    while let Ok(length @ 1..) = from_client.read(&mut bytes).await {
                        // The client writes a request of this size at once.
                        let text = String::from_utf8_lossy(&bytes[..length]).replace(from, into);
                        to_server.write_all(text.as_bytes()).await.expect("sent");
                    }
                };
                let back = tokio::io::copy(&mut from_server, &mut to_client);
                tokio::select! { () = there => {}, _ = back => {} }
            });
        }
    });
    endpoint
}

/// Returns the advice of a call through such a proxy.
async fn through_proxy(from: &'static str, into: &'static str) -> String {
    let simulator = simulator().await;
    let endpoint = proxy(&simulator, from, into).await;
    let client = signed(&simulator, simulator.secret_key()).endpoint(endpoint).build().await.expect("client");
    let error = create(&client).await.expect_err("changed on the way");
    assert_eq!((error.code(), error.attempts()), (Some("APIGW.0301"), 1), "{error}");
    let advice = error.advice().expect("advice");
    assert!(advice.contains("do not repeat it blindly") && !error.message().contains("canonicalRequest"), "{error}");
    advice.split("; ").next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_wrong_secret_key_is_diagnosed() {
    let simulator = simulator().await;
    let client = signed(&simulator, "wrong").build().await.expect("client");
    let error = create(&client).await.expect_err("wrong");
    let wrong_key = "the request arrived exactly as it was signed: the secret key is not that of the access key";
    assert!(error.advice().is_some_and(|advice| advice.starts_with(wrong_key)), "{error}");
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_part_that_a_proxy_has_changed_is_named() {
    for (from, into, cause) in [
        (
            "content-type: application/json",
            "content-type: application/yaml",
            "a proxy changed the signed header content-type on the way",
        ),
        (r#""voice_name":"v""#, r#""voice_name":"w""#, "the body was changed on the way"),
        ("/user/advance-jobs", "/user/middle--jobs", "the path was changed on the way"),
    ] {
        let advice = through_proxy(from, into).await;
        assert_eq!(advice, cause);
    }
}

#[tokio::test]
async fn a_wrong_clock_is_corrected_once_for_all_calls() {
    for seconds in [17 * 60, -17 * 60, 3 * 24 * 60 * 60, -5 * 60 * 60] {
        let simulator = started(Simulator::builder().clock_offset(seconds).key_lock(true)).await;
        let client = signed(&simulator, simulator.secret_key()).build().await.expect("client");
        assert_eq!(create(&client).await.expect("corrected"), 2, "{seconds}");
        assert_eq!(create(&client.clone()).await.expect("still"), 1, "{seconds}");
        assert_eq!(simulator.jobs().len(), 2);
    }
}

#[tokio::test]
async fn concurrent_calls_with_a_wrong_clock_correct_it_once() {
    let simulator = started(Simulator::builder().clock_offset(60 * 60).key_lock(true)).await;
    let client = signed(&simulator, simulator.secret_key()).build().await.expect("client");
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..30 {
        let client = client.clone();
        calls.spawn(async move { create(&client).await });
    }
    calls.join_all().await.into_iter().for_each(|call| assert!(call.expect("corrected") <= 2));
    assert_eq!(create(&client).await.expect("still right"), 1);
}

#[tokio::test]
async fn a_clock_inside_the_window_is_not_corrected() {
    for seconds in [14 * 60, -14 * 60] {
        let simulator = started(Simulator::builder().clock_offset(seconds)).await;
        let client = signed(&simulator, simulator.secret_key()).build().await.expect("client");
        assert_eq!(create(&client).await.expect("in time"), 1);
    }
}

#[tokio::test]
async fn a_wrong_secret_key_with_a_wrong_clock_is_diagnosed_after_one_correction() {
    let simulator = started(Simulator::builder().clock_offset(60 * 60).key_lock(true)).await;
    let client = signed(&simulator, "wrong").build().await.expect("client");
    let error = create(&client).await.expect_err("wrong");
    assert_eq!(error.attempts(), 2);
    assert!(error.advice().is_some_and(|advice| advice.contains("the secret key is not that")), "{error}");
    assert_eq!(create(&client).await.expect_err("wrong").attempts(), 1);
}

#[tokio::test]
async fn a_service_with_another_time_in_each_response_gets_one_correction() {
    let sink = crate::support::Sink::start(|received| {
        let signed_at = received.header("x-sdk-date").unwrap_or_default();
        let year = signed_at.get(..4).and_then(|year| year.parse().ok()).unwrap_or(2000) + 1;
        let rest = signed_at.get(4..).unwrap_or_default();
        let message = format!("signature expired, signature time:{signed_at},server time:{year}{rest}");
        crate::support::json(401, &serde_json::json!({ "error_code": "APIGW.0301", "error_msg": message }))
    })
    .await;
    let client = crate::support::client(&sink.url).await;
    let error = list(&client).await.expect_err("never right");
    assert_eq!(error.attempts(), 2);
    assert!(error.advice().is_some_and(|advice| advice.starts_with("this machine's clock is 36")), "{error}");
}

#[tokio::test]
async fn a_token_of_another_region_is_replaced_at_most_once_and_then_an_error_with_advice() {
    let projects = [("cn-north-4", "0123456789abcdef0123456789abcdef"), ("cn-east-3", "e")];
    let simulator = started(Simulator::builder().projects(projects)).await;
    let user = IamUser::new(simulator.domain(), simulator.user(), simulator.password());
    let client = at(&simulator).region("cn-east-3").iam_user(user).build().await.expect("client");
    let error = list(&client).await.expect_err("another region");
    assert_eq!(error.code(), Some("APIGW.0307"));
    assert!(error.advice().is_some_and(|advice| advice.contains("scoped to this region's project")), "{error}");
    assert!(requests(&simulator, "KeystoneCreateUserTokenByPassword") <= 2);
}

//! IAM users with a password.

use metastudio_voice::auth::IamUser;
use metastudio_voice::{ClientBuilder, ErrorKind};
use metastudio_voice_simulator::{Simulator, SimulatorBuilder};

use super::{at, list, requests, simulator, started};

const TOKENS: &str = "KeystoneCreateUserTokenByPassword";

fn user(simulator: &Simulator) -> IamUser {
    IamUser::new(simulator.domain(), simulator.user(), simulator.password())
}

async fn calls_succeed(simulator: SimulatorBuilder, change: impl FnOnce(ClientBuilder) -> ClientBuilder) {
    let simulator = started(simulator).await;
    let client = change(at(&simulator).iam_user(user(&simulator))).build().await.expect("client");
    list(&client).await.expect("jobs");
    list(&client).await.expect("jobs");
    assert_eq!((requests(&simulator, TOKENS), requests(&simulator, "KeystoneListProjects")), (1, 0));
}

#[tokio::test]
async fn a_user_calls_with_a_token_for_the_project_that_it_names() {
    calls_succeed(Simulator::builder(), |client| client).await;
}

#[tokio::test]
async fn a_user_calls_with_a_token_for_a_project_id() {
    let simulator = simulator().await;
    let client = at(&simulator).iam_user(user(&simulator)).project_id(simulator.project_id()).build().await;
    list(&client.expect("client")).await.expect("jobs");
}

#[tokio::test]
async fn tokens_of_70_000_bytes_are_received_and_sent() {
    calls_succeed(Simulator::builder().token_bytes(70_000), |client| client).await;
}

#[tokio::test]
async fn tokens_of_70_000_bytes_are_received_and_sent_over_http_2() {
    let http_2 = |client: ClientBuilder| client.configure_http(|http| http.http2_prior_knowledge());
    calls_succeed(Simulator::builder().token_bytes(70_000), http_2).await;
}

#[tokio::test]
async fn the_code_of_an_mfa_device_is_sent_for_a_token() {
    let simulator = started(Simulator::builder().totp("123456")).await;
    let user_id = simulator.user_id();
    let with_code = user(&simulator).totp(user_id, || "123456".to_owned());
    let client = at(&simulator).iam_user(with_code).build().await.expect("client");
    list(&client).await.expect("jobs");
    let error = at(&simulator).iam_user(user(&simulator)).build().await.expect_err("no code");
    assert_eq!((error.kind(), error.status()), (ErrorKind::Refused, Some(401)));
}

#[tokio::test]
async fn a_wrong_password_is_tried_once() {
    let simulator = simulator().await;
    let wrong = IamUser::new(simulator.domain(), simulator.user(), "CANARY-password");
    let error = at(&simulator).iam_user(wrong).build().await.expect_err("wrong");
    assert_eq!(requests(&simulator, TOKENS), 1);
    assert_eq!((error.kind(), error.status(), error.operation()), (ErrorKind::Refused, Some(401), Some(TOKENS)));
    assert_eq!(error.message(), "The username or password is wrong.");
    assert!(error.request_id().is_some() && !format!("{error:#} {error:?}").contains("CANARY"), "{error}");
}

#[tokio::test]
async fn a_changed_password_is_rejected_once_and_the_login_never_repeated() {
    let simulator = simulator().await;
    let clock = crate::support::TestClock::new();
    let client = at(&simulator).iam_user(user(&simulator)).clock(clock.clone()).build().await.expect("client");
    simulator.change_password("another");
    super::refresh::wait(&clock, 120).await;
    for _ in 0..5 {
        assert!(list(&client).await.expect_err("no token").is_auth());
        super::refresh::wait(&clock, 60).await;
    }
    assert_eq!(requests(&simulator, TOKENS), 2);
}

#[tokio::test]
async fn a_user_without_a_region_or_a_project_is_an_error() {
    let simulator = simulator().await;
    let client = crate::support::builder_without_project().endpoint(simulator.endpoint()).iam_user(user(&simulator));
    let error = client.build().await.expect_err("no scope");
    assert!(error.to_string().starts_with("a token needs a project"), "{error}");
}

//! The project of the calls.

use metastudio_voice::{ClientBuilder, Credentials, ErrorKind};
use metastudio_voice_simulator::{Disturbance, ErrorResponse, Simulator};

use super::{at, list, requests, simulator, started};

fn with_keys(simulator: &Simulator) -> ClientBuilder {
    at(simulator).credentials(Credentials::access_key(simulator.access_key(), simulator.secret_key()).expect("keys"))
}

#[tokio::test]
async fn the_project_of_the_region_is_looked_up_in_iam_once() {
    let simulator = simulator().await;
    let client = with_keys(&simulator).build().await.expect("client");
    list(&client).await.expect("jobs");
    list(&client).await.expect("jobs");
    assert_eq!(requests(&simulator, "KeystoneListProjects"), 1);
}

#[tokio::test]
async fn the_builder_s_project_takes_precedence_over_that_of_the_credentials_and_over_iam() {
    let simulator = simulator().await;
    let keys = Credentials::access_key(simulator.access_key(), simulator.secret_key()).expect("keys");
    let keys = keys.for_project("ffffffffffffffffffffffffffffffff");
    let client = at(&simulator).credentials(keys.clone()).project_id(simulator.project_id()).build().await;
    list(&client.expect("client")).await.expect("jobs");
    let client = at(&simulator).credentials(keys).build().await.expect("client");
    assert_eq!(list(&client).await.expect_err("another project").code(), Some("MSS.00010009"));
    assert_eq!(requests(&simulator, "KeystoneListProjects"), 0);
}

#[tokio::test]
async fn a_region_with_no_project_or_several_is_an_error() {
    let none = started(Simulator::builder().projects([("cn-east-3", "e")])).await;
    let error = with_keys(&none).build().await.expect_err("none");
    assert!(error.to_string().starts_with("IAM has no project of the region cn-north-4"), "{error}");
    assert!(error.request_id().is_some() && error.advice().is_some());

    let several = started(Simulator::builder().projects([("cn-north-4", "one"), ("cn-north-4", "two")])).await;
    let error = with_keys(&several).build().await.expect_err("several");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.message() == "the region cn-north-4 has several projects: one, two", "{error}");
}
#[tokio::test]
async fn a_web_page_in_place_of_the_projects_is_retried_and_a_page_of_a_proxy_is_transient() {
    const PROJECTS: &str = "KeystoneListProjects";
    let simulator = simulator().await;
    simulator.disturb_operation(PROJECTS, [Disturbance::WebPage, Disturbance::Malformed]).expect("an operation");
    let client = with_keys(&simulator).clock(crate::support::TestClock::new()).build().await.expect("client");
    list(&client).await.expect("jobs");
    assert_eq!(requests(&simulator, PROJECTS), 3);
    simulator
        .disturb_operation(PROJECTS, [Disturbance::Respond(ErrorResponse::text(403, "<html>Blocked</html>"))])
        .expect("an operation");
    let error = with_keys(&simulator).build().await.expect_err("blocked");
    assert!(error.is_transient() && error.operation() == Some(PROJECTS), "{error}");
}
#[tokio::test]
async fn an_error_prints_the_ids_of_projects_on_one_line() {
    let ids = [("cn-north-4", "one\n\u{1b}[2J".to_owned()), ("cn-north-4", "x".repeat(10_000))];
    let simulator = started(Simulator::builder().projects(ids)).await;
    let message = with_keys(&simulator).build().await.expect_err("several").message().to_owned();
    assert!(message.len() < 1_000 && !message.chars().any(char::is_control), "{message}");
}

#[tokio::test]
async fn keys_that_iam_refuses_are_an_error_of_the_project_lookup() {
    let simulator = simulator().await;
    let keys = Credentials::access_key(simulator.access_key(), "wrong").expect("keys");
    let error = at(&simulator).credentials(keys).build().await.expect_err("wrong");
    assert_eq!((error.operation(), error.status(), error.attempts()), (Some("KeystoneListProjects"), Some(401), 1));
}

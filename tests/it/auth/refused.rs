//! Credentials that the service refuses before they expire: the client fetches new ones once, and never after a wrong
//! signature.

use std::sync::Arc;

use metastudio_voice::auth::{Credentials, CredentialsProvider, IamUser, Providing};
use metastudio_voice::retry::NoRetry;
use metastudio_voice::{Client, Error};
use metastudio_voice_simulator::{Disturbance, ErrorResponse, Simulator};

use super::refresh::wait;
use super::{at, list, requests, simulator, started};
use crate::support::TestClock;

const TOKENS: &str = "KeystoneCreateUserTokenByPassword";

async fn user(simulator: &Simulator, clock: &Arc<TestClock>) -> Client {
    let user = IamUser::new(simulator.domain(), simulator.user(), simulator.password());
    at(simulator).iam_user(user).clock(clock.clone()).retry_policy(NoRetry).build().await.expect("client")
}

#[tokio::test]
async fn a_revoked_token_is_replaced_and_the_call_repeated() {
    let simulator = simulator().await;
    let clock = TestClock::new();
    let client = user(&simulator, &clock).await;
    wait(&clock, 61).await;
    simulator.revoke_tokens();
    let jobs = client.list_voice_training_job().send().await.expect("jobs");
    assert_eq!((jobs.attempts(), requests(&simulator, TOKENS)), (2, 2));
}

#[tokio::test]
async fn every_error_code_for_a_bad_token_replaces_it_and_a_job_is_created_once() {
    for (status, code) in [(401, "APIGW.0307"), (401, "APIGW.0301"), (400, "MSS.00010008"), (500, "MSS.00021016")] {
        let simulator = simulator().await;
        let clock = TestClock::new();
        let client = user(&simulator, &clock).await;
        wait(&clock, 61).await;
        let refusal = Disturbance::Respond(ErrorResponse::new(status, code, "decrypt token fail"));
        simulator.disturb_operation("CreateTrainingAdvanceJob", [refusal]).expect("an operation");
        let job = client.create_training_advance_job().body_map(|job| job.voice_name("v")).send().await;
        assert_eq!(job.map(|job| job.attempts()).expect(code), 2);
        assert_eq!((simulator.jobs().len(), requests(&simulator, TOKENS)), (1, 2), "{code}");
    }
}

#[tokio::test]
async fn a_token_is_replaced_once_a_call_and_not_in_its_first_minute() {
    let simulator = simulator().await;
    let clock = TestClock::new();
    let client = user(&simulator, &clock).await;
    let refusals = || (0..2).map(|_| Disturbance::Respond(ErrorResponse::new(401, "APIGW.0307", "m")));
    wait(&clock, 30).await;
    simulator.disturb(refusals().take(1));
    assert_eq!(list(&client).await.expect_err("it is young").attempts(), 1);
    assert_eq!(requests(&simulator, TOKENS), 1);
    wait(&clock, 31).await;
    simulator.disturb(refusals());
    assert_eq!(list(&client).await.expect_err("twice").attempts(), 2);
    assert_eq!(requests(&simulator, TOKENS), 2);
}

/// A provider of a token, which takes a minute.
#[derive(Debug)]
struct Slow(String, Arc<TestClock>);

impl CredentialsProvider for Slow {
    fn name(&self) -> &str {
        "slow"
    }

    fn provide(&self) -> Providing<'_> {
        Box::pin(async {
            wait(&self.1, 61).await;
            Credentials::token(&self.0)
        })
    }
}

#[tokio::test]
async fn a_call_with_a_refused_token_is_repeated_once_however_old_the_new_token_is() {
    let simulator = simulator().await;
    let clock = TestClock::new();
    let slow = Slow(simulator.token().to_owned(), clock.clone());
    let client = at(&simulator).credentials_provider(slow).project_id(simulator.project_id()).clock(clock);
    let client = client.retry_policy(NoRetry).build().await.expect("client");
    let refusals = (0..5).map(|_| Disturbance::Respond(ErrorResponse::new(401, "APIGW.0307", "m")));
    simulator.disturb(refusals);
    assert_eq!(list(&client).await.expect_err("refused").attempts(), 2);
}

/// A provider of a token, which responds once and then never.
#[derive(Debug)]
struct Once(String, std::sync::atomic::AtomicBool);

impl CredentialsProvider for Once {
    fn name(&self) -> &str {
        "once"
    }

    fn provide(&self) -> Providing<'_> {
        match self.1.swap(true, std::sync::atomic::Ordering::SeqCst) {
            false => Box::pin(std::future::ready(Credentials::token(&self.0))),
            true => Box::pin(std::future::pending()),
        }
    }
}

#[tokio::test]
async fn a_provider_that_does_not_respond_after_a_refused_token_does_not_delay_the_call() {
    let simulator = simulator().await;
    let clock = TestClock::new();
    let once = Once(simulator.token().to_owned(), false.into());
    let client = at(&simulator).credentials_provider(once).project_id(simulator.project_id()).clock(clock.clone());
    let client = client.timeout(std::time::Duration::from_millis(200)).build().await.expect("client");
    wait(&clock, 61).await;
    simulator.disturb([Disturbance::Respond(ErrorResponse::new(401, "APIGW.0307", "m"))]);
    let error = list(&client).await.expect_err("refused");
    assert_eq!((error.code(), error.attempts()), (Some("APIGW.0307"), 1));
}

#[tokio::test]
async fn many_calls_with_a_revoked_token_share_one_refresh() {
    let simulator = simulator().await;
    let clock = TestClock::new();
    let client = user(&simulator, &clock).await;
    wait(&clock, 61).await;
    simulator.revoke_tokens();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..30 {
        let client = client.clone();
        calls.spawn(async move { list(&client).await });
    }
    calls.join_all().await.into_iter().for_each(|outcome| outcome.expect("jobs"));
    assert_eq!(requests(&simulator, TOKENS), 2);
}

/// A provider of keys with a wrong secret.
#[derive(Debug)]
struct Wrong(String, bool);

impl CredentialsProvider for Wrong {
    fn name(&self) -> &str {
        "wrong"
    }

    fn provide(&self) -> Providing<'_> {
        let keys = match self.1 {
            true => Credentials::temporary_access_key(&self.0, "wrong", "token"),
            false => Credentials::access_key(&self.0, "wrong"),
        };
        Box::pin(std::future::ready(keys))
    }
}

#[tokio::test]
async fn a_call_with_a_wrong_secret_key_is_sent_once_and_the_key_is_not_locked() {
    for temporary in [false, true] {
        let mut builder = Simulator::builder().key_lock(true);
        if temporary {
            builder = builder.security_token("token");
        }
        let simulator = started(builder).await;
        let wrong = Wrong(simulator.access_key().to_owned(), temporary);
        let clock = TestClock::new();
        let client = at(&simulator).project_id(simulator.project_id()).credentials_provider(wrong);
        let client = client.clock(clock.clone()).build().await.expect("client");
        for _ in 0..4 {
            wait(&clock, 61).await;
            let error: Error = list(&client).await.expect_err("wrong");
            assert_eq!((error.attempts(), error.code()), (1, Some("APIGW.0301")), "{error}");
        }
    }
}

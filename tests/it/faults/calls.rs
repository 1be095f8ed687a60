//! Every operation with every fault. No request is executed twice that must not be, and no error claims that nothing
//! was executed if something was.

use std::time::Duration;

use metastudio_voice::Error;
use metastudio_voice::operations::{ALL, Idempotency, Operation};
use metastudio_voice::retry::{Failure, RetryPolicy, TokenBucket};
use metastudio_voice_simulator::{Disturbance, ErrorResponse, Simulator};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::refusals::Refusals;
use super::{Done, KINDS, PAGE, PATIENCE, STREAM, Step, Verdict, kind, of_calls};
use crate::support::operations::Ready;
use crate::support::{TestClock, side_by_side};

const ATTEMPTS: u32 = 4;

/// A policy that retries as often as the default, without its pauses.
#[derive(Debug)]
struct AtOnce;

impl RetryPolicy for AtOnce {
    fn pause(&self, failure: &Failure<'_>) -> Option<Duration> {
        (failure.attempt < ATTEMPTS).then_some(Duration::ZERO)
    }
}

/// Calls an operation with these disturbances, attempt by attempt.
async fn disturbed(operation: &Operation, script: Vec<Step>, patience: Duration) -> (Done, Result<u32, Error>) {
    let ready = Ready::for_operation(operation.id).await;
    let refusals = Refusals::new(script.iter().map(|step| *step == Step::Refused));
    let client = refusals.before(&ready.simulator).retry_policy(AtOnce).clock(TestClock::new());
    let silent = script.iter().any(Step::is_silent);
    let disturbances: Vec<_> = script.into_iter().filter_map(Step::server).collect();
    let patience = if silent { patience } else { Duration::from_secs(60) };
    let client = client.timeout(patience).attempt_timeout(patience).build().await.expect("client");
    let sent = |simulator: &Simulator| {
        simulator.requests().iter().filter(|request| request.operation == Some(operation.id)).count()
    };
    let before = (sent(&ready.simulator), ready.simulator.carried_out(operation.id));
    ready.simulator.disturb_operation(operation.id, disturbances).expect("an operation");
    let outcome = ready.call(&client, operation.id).await;
    let verdict = match &outcome {
        Ok(_) => Verdict::Success,
        Err(error) if error.is_in_doubt() => Verdict::InDoubt,
        Err(_) => Verdict::NothingDone,
    };
    let done = Done {
        sent: sent(&ready.simulator) - before.0,
        carried_out: ready.simulator.carried_out(operation.id) - before.1,
        verdict,
    };
    (done, outcome)
}

/// Checks an outcome against the contract of the operation.
fn check(operation: &Operation, done: &Done, outcome: &Result<u32, Error>) {
    let story = || format!("{}: {done:?}, {outcome:?}", operation.id);
    let attempts = match outcome {
        Ok(attempts) => *attempts,
        Err(error) => error.attempts(),
    };
    assert!((1..=ATTEMPTS).contains(&attempts), "{}", story());
    assert!(done.sent <= attempts as usize, "every request is one of the attempts: {}", story());
    match operation.idempotency {
        Idempotency::Safe => assert_ne!(done.verdict, Verdict::InDoubt, "{}", story()),
        Idempotency::Idempotent => {}
        _ => assert!(done.carried_out <= 1, "done twice: {}", story()),
    }
    if done.verdict == Verdict::Success {
        assert!(done.carried_out >= 1, "a success that was none: {}", story());
    }
    if done.verdict == Verdict::NothingDone && operation.idempotency != Idempotency::Safe {
        assert_eq!(done.carried_out, 0, "it was done: {}", story());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_of_a_call_has_the_outcome_of_its_row() {
    let mut rows = of_calls();
    // The cases that only wait go first and all at once, so that the others do not keep them waiting longer.
    rows.sort_by_key(|row| !row.step.is_silent());
    let silent = rows.iter().filter(|row| row.step.is_silent()).count() * ALL.len();
    let calls = rows.into_iter().flat_map(|row| {
        ALL.iter().map(move |operation| {
            let row = row.clone();
            async move {
                let (done, outcome) = disturbed(operation, vec![row.step.clone()], PATIENCE).await;
                let column = kind(operation);
                let name = format!("{}, {}, a {}: {outcome:?}", row.name, operation.id, KINDS[column]);
                assert_eq!(done, row.calls[column], "{name}");
                if done != PAGE {
                    check(operation, &done, &outcome);
                }
            }
        })
    });
    side_by_side(silent, calls).await;
}

fn any_step() -> impl Strategy<Value = Step> {
    let all: Vec<Step> = of_calls().into_iter().map(|row| row.step).collect();
    proptest::sample::select(all)
}

/// Returns a disturbance of an outage.
fn down() -> impl Strategy<Value = Step> {
    proptest::sample::select(vec![
        Step::Refused,
        Step::Server(Disturbance::ResetUnread),
        Step::Server(Disturbance::ResetBefore),
        Step::Server(Disturbance::Respond(ErrorResponse::text(503, "busy"))),
        Step::Server(Disturbance::Respond(ErrorResponse::new(429, "APIGW.0308", "m"))),
    ])
}

/// Runs a property on this many random cases, each with a runtime of its own.
fn check_random<S: Strategy>(cases: u32, values: S, property: impl AsyncFn(S::Value)) {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let outcome = TestRunner::new(config).run(&values, |value| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("runtime");
        runtime.block_on(property(value));
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn no_operation_breaks_its_contract_in_forty_random_scripts() {
    no_contract_is_broken(40);
}

#[test]
#[ignore = "slow: three hundred random scripts"]
fn no_operation_breaks_its_contract_in_three_hundred_random_scripts() {
    no_contract_is_broken(300);
}

/// Checks that with any disturbances, in any order, the server has only done what the contract of the operation allows.
fn no_contract_is_broken(cases: u32) {
    let values = (proptest::sample::select(ALL), proptest::collection::vec(any_step(), 0..7));
    check_random(cases, values, async |(operation, script): (Operation, Vec<Step>)| {
        let page = script.contains(&Step::Server(Disturbance::WebPage));
        let (done, outcome) = disturbed(&operation, script, Duration::from_millis(150)).await;
        // The caller of a stream sees that it is a web page.
        if !(page && kind(&operation) == STREAM) {
            check(&operation, &done, &outcome);
        }
    });
}

/// While the service is down, all calls of a client together cost no more than one attempt each and its budget.
#[test]
fn an_outage_costs_one_attempt_for_each_call_and_the_budget() {
    let called = proptest::collection::vec(proptest::sample::select(ALL), 1..30);
    let values = (called, proptest::collection::vec(down(), 120), 0_u32..12);
    check_random(15, values, async |(called, outage, retries): (Vec<Operation>, Vec<Step>, u32)| {
        let ready = Ready::for_operation("ListVoiceTrainingJob").await;
        let refusals = Refusals::new(outage.iter().map(|step| *step == Step::Refused));
        let client = refusals.before(&ready.simulator).retry_policy(AtOnce).clock(TestClock::new());
        let client = client.retry_budget(TokenBucket::new(retries)).build().await.expect("client");
        ready.simulator.disturb(outage.iter().cloned().filter_map(Step::server));
        for operation in &called {
            ready.call(&client, operation.id).await.expect_err("nothing works");
        }
        let (attempts, calls) = (refusals.attempts(), called.len());
        assert!(attempts >= calls && attempts <= calls + retries as usize, "{attempts} for {calls}, {retries}");
        assert!(called.iter().all(|operation| ready.simulator.carried_out(operation.id) <= 1));
    });
}

//! Every disturbance against every operation: how often the request is sent, how often it is executed, and what the
//! caller learns. No request is executed twice that must not be, and no error claims that nothing was executed if
//! something was.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::Duration;

use metastudio_voice::Error;
use metastudio_voice::operations::{ALL, Idempotency, Operation};
use metastudio_voice::retry::{Failure, RetryPolicy, TokenBucket};
use metastudio_voice_simulator::{Disturbance, ErrorResponse, Simulator};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::refusals::Refusals;
use crate::support::operations::Ready;
use crate::support::{TestClock, side_by_side};

/// The number of times that an operation was sent and executed, and the outcome of the call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Done {
    sent: usize,
    carried_out: usize,
    verdict: Verdict,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Success,
    NothingDone,
    InDoubt,
}

const ATTEMPTS: u32 = 4;
/// The time limit for responses that may never come: many times what a response takes otherwise.
const PATIENCE: Duration = Duration::from_secs(3);

/// The fate of one attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// Nobody listens.
    Refused,
    /// The server accepts the connection.
    Server(Disturbance),
}

impl Step {
    fn server(self) -> Option<Disturbance> {
        match self {
            Self::Refused => None,
            Self::Server(disturbance) => Some(disturbance),
        }
    }
}

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
    let silent = script.iter().any(is_silent);
    let disturbances: Vec<_> = script.into_iter().filter_map(Step::server).collect();
    let patience = if silent { patience } else { Duration::from_secs(60) };
    let client = client.timeout(patience).attempt_timeout(patience).build().await.expect("client");
    let sent = |simulator: &Simulator| {
        simulator.requests().iter().filter(|request| request.operation == Some(operation.id)).count()
    };
    let before = (sent(&ready.simulator), ready.simulator.carried_out(operation.id));
    ready.simulator.disturb_operation(operation.id, disturbances);
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

/// Returns each disturbance once, after which everything works.
fn steps() -> Vec<(&'static str, Step)> {
    let response = |status, code: &str| Disturbance::Respond(ErrorResponse::new(status, code, "m"));
    let of_server = vec![
        ("none", Disturbance::Pass),
        ("429 throttled", response(429, "APIGW.0308")),
        ("503 instead", Disturbance::Respond(ErrorResponse::text(503, "busy"))),
        ("500 instead", response(500, "MSS.00000004")),
        ("500 bad token", response(500, "MSS.00021016")),
        ("400 instead", response(400, "MSS.00000003")),
        ("401 instead", response(401, "APIGW.0301")),
        ("504 although done", Disturbance::RespondAfter(ErrorResponse::text(504, "late"))),
        ("reset, unread", Disturbance::ResetUnread),
        ("reset, not done", Disturbance::ResetBefore),
        ("reset, done", Disturbance::ResetAfter),
        ("silence, not done", Disturbance::HangBefore),
        ("silence, done", Disturbance::HangAfter),
        ("response cut off", Disturbance::Truncated),
        ("response drips", Disturbance::Drip { pause: 2 * PATIENCE }),
        ("response malformed", Disturbance::Malformed),
        ("web page", Disturbance::WebPage),
    ];
    let of_server = of_server.into_iter().map(|(name, disturbance)| (name, Step::Server(disturbance)));
    [("refused", Step::Refused)].into_iter().chain(of_server).collect()
}

/// Returns the media types of the response of a success.
fn content(operation: &Operation) -> &'static Value {
    static SPEC: LazyLock<Value> = LazyLock::new(|| serde_yaml::from_str(metastudio_voice::SPEC).expect("YAML"));
    &SPEC["paths"][operation.path][operation.method.to_lowercase()]["responses"]["200"]["content"]
}

/// Returns whether the caller gets the response as a stream, and so its faults only when reading it.
fn is_stream(operation: &Operation) -> bool {
    let content = content(operation);
    !content.is_null() && content["application/json"].is_null()
}

/// Returns the expected outcome of an operation that a disturbance meets once.
fn expected(name: &str, operation: &Operation) -> (usize, usize, Verdict) {
    let again = matches!(operation.idempotency, Idempotency::Safe | Idempotency::Idempotent);
    let reads = operation.idempotency == Idempotency::Safe;
    let doubt = if operation.idempotency == Idempotency::Safe { Verdict::NothingDone } else { Verdict::InDoubt };
    let (no_body, stream) = (content(operation).is_null(), is_stream(operation));
    let delete = operation.id == "DeleteVoiceTrainingJob";
    match name {
        "none" | "refused" => (1, 1, Verdict::Success),
        "429 throttled" => (2, 1, Verdict::Success),
        "500 bad token" | "400 instead" | "401 instead" => (1, 0, Verdict::NothingDone),
        "503 instead" | "500 instead" | "reset, unread" | "reset, not done" | "silence, not done" => match again {
            true => (2, 1, Verdict::Success),
            false => (1, 0, doubt),
        },
        // The caller reads the stream, and sees how it ends.
        "response cut off" | "response drips" | "response malformed" | "web page" if stream => {
            (1, usize::from(name != "web page"), Verdict::Success)
        }
        // Nothing drips where there is no body.
        "response drips" if no_body => (1, 1, Verdict::Success),
        // A deletion finds nothing the second time, and says that the first attempt may have deleted the job.
        "504 although done" | "reset, done" | "silence, done" | "response cut off" | "response drips" => match again {
            true if delete => (2, 1, Verdict::InDoubt),
            true => (2, 2, Verdict::Success),
            false => (1, 1, doubt),
        },
        "response malformed" if no_body => (1, 1, Verdict::Success),
        // C5: a read whose response cannot be read is repeated, and nothing else is for the sake of its response.
        "response malformed" if reads => (2, 2, Verdict::Success),
        "web page" if reads => (2, 1, Verdict::Success),
        "response malformed" => (1, 1, doubt),
        "web page" => (1, 0, doubt),
        other => panic!("{other}"),
    }
}

/// Returns whether an attempt that meets this disturbance ends by its time limit.
fn is_silent(step: &Step) -> bool {
    matches!(step, Step::Server(Disturbance::HangBefore | Disturbance::HangAfter | Disturbance::Drip { .. }))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_meets_every_disturbance_as_its_contract_says() {
    let mut cases: Vec<_> = steps().into_iter().enumerate().collect();
    // The cases that only wait go first and all at once, so that the others do not keep them waiting longer.
    cases.sort_by_key(|(_, (_, step))| !is_silent(step));
    let silent = cases.iter().filter(|(_, (_, step))| is_silent(step)).count() * ALL.len();
    let calls = cases.into_iter().flat_map(|(number, (name, step))| {
        ALL.iter().map(move |operation| {
            let script = vec![step.clone()];
            async move { (number, name, operation, disturbed(operation, script, PATIENCE).await) }
        })
    });
    let mut counts: BTreeMap<(usize, &str, String), BTreeMap<Done, usize>> = BTreeMap::new();
    for (number, name, operation, (done, outcome)) in side_by_side(silent, calls).await {
        if !(is_stream(operation) && name == "web page") {
            check(operation, &done, &outcome);
        }
        let (sent, carried_out, verdict) = expected(name, operation);
        assert_eq!(done, Done { sent, carried_out, verdict }, "{name}: {}: {outcome:?}", operation.id);
        let class = format!("{:?}", operation.idempotency);
        *counts.entry((number, name, class)).or_default().entry(done).or_default() += 1;
    }
    println!("{:<20}{:<12}  operations: sent, carried out, verdict", "", "");
    for ((_, name, class), outcomes) in counts {
        let shown =
            |(done, n): (&Done, &usize)| format!("{n}: {}, {}, {:?}", done.sent, done.carried_out, done.verdict);
        let outcomes: Vec<_> = outcomes.iter().map(shown).collect();
        println!("{name:<20}{class:<12}  {}", outcomes.join(" | "));
    }
}

fn any_step() -> impl Strategy<Value = Step> {
    let all: Vec<Step> = steps().into_iter().map(|(_, step)| step).collect();
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
        if !(page && is_stream(&operation)) {
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

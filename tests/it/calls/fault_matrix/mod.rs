//! What goes wrong on the way, against every operation: how often it is sent, how often it is carried out, and what the
//! caller is told. Nothing is done twice that must not be, and no error claims that nothing was done when it was.

mod refusals;

use std::collections::BTreeMap;
use std::time::Duration;

use metastudio_voice::Error;
use metastudio_voice::operations::{ALL, Idempotency, Operation};
use metastudio_voice::retry::{Failure, RetryPolicy, TokenBucket};
use metastudio_voice_simulator::{Disturbance, ErrorResponse, Simulator};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use refusals::Refusals;

use crate::support::operations::Ready;
use crate::support::{TestClock, side_by_side};

/// How often the operation was sent and carried out, and what came of the call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Done {
    sent: usize,
    carried_out: usize,
    told: Told,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    Success,
    NothingDone,
    InDoubt,
}

const ATTEMPTS: u32 = 4;
/// For answers that may never come: many times what one takes that comes.
const PATIENCE: Duration = Duration::from_millis(1000);

/// What becomes of one attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// Nobody listens.
    Refused,
    /// The server takes the connection.
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

/// As often as the usual policy, without its pauses.
#[derive(Debug)]
struct AtOnce;

impl RetryPolicy for AtOnce {
    fn pause(&self, failure: &Failure<'_>) -> Option<Duration> {
        (failure.attempt < ATTEMPTS).then_some(Duration::ZERO)
    }
}

/// Calls an operation while this goes wrong with it, attempt by attempt.
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
    let told = match &outcome {
        Ok(_) => Told::Success,
        Err(error) if error.is_in_doubt() => Told::InDoubt,
        Err(_) => Told::NothingDone,
    };
    let done = Done {
        sent: sent(&ready.simulator) - before.0,
        carried_out: ready.simulator.carried_out(operation.id) - before.1,
        told,
    };
    (done, outcome)
}

/// What the contract of the operation says.
fn check(operation: &Operation, done: &Done, outcome: &Result<u32, Error>) {
    let story = || format!("{}: {done:?}, {outcome:?}", operation.id);
    let attempts = match outcome {
        Ok(attempts) => *attempts,
        Err(error) => error.attempts(),
    };
    assert!((1..=ATTEMPTS).contains(&attempts), "{}", story());
    assert!(done.sent <= attempts as usize, "every request is one of the attempts: {}", story());
    match operation.idempotency {
        Idempotency::Safe => assert_ne!(done.told, Told::InDoubt, "{}", story()),
        Idempotency::Idempotent => {}
        _ => assert!(done.carried_out <= 1, "done twice: {}", story()),
    }
    if done.told == Told::Success {
        assert!(done.carried_out >= 1, "a success that was none: {}", story());
    }
    if done.told == Told::NothingDone && operation.idempotency != Idempotency::Safe {
        assert_eq!(done.carried_out, 0, "it was done: {}", story());
    }
}

/// Each disturbance once, after which everything is well.
fn steps() -> Vec<(&'static str, Step)> {
    let answer = |status, code: &str| Disturbance::Respond(ErrorResponse::new(status, code, "m"));
    let of_server = vec![
        ("none", Disturbance::Pass),
        ("429 throttled", answer(429, "APIGW.0308")),
        ("503 instead", Disturbance::Respond(ErrorResponse::text(503, "busy"))),
        ("500 instead", answer(500, "MSS.00000004")),
        ("500 bad token", answer(500, "MSS.00021016")),
        ("400 instead", answer(400, "MSS.00000003")),
        ("401 instead", answer(401, "APIGW.0301")),
        ("504 although done", Disturbance::RespondAfter(ErrorResponse::text(504, "late"))),
        ("reset, unread", Disturbance::ResetUnread),
        ("reset, not done", Disturbance::ResetBefore),
        ("reset, done", Disturbance::ResetAfter),
        ("silence, not done", Disturbance::HangBefore),
        ("silence, done", Disturbance::HangAfter),
        ("answer cut off", Disturbance::Truncated),
        ("answer drips", Disturbance::Drip { pause: 2 * PATIENCE }),
        ("answer malformed", Disturbance::Malformed),
        ("web page", Disturbance::WebPage),
    ];
    let of_server = of_server.into_iter().map(|(name, disturbance)| (name, Step::Server(disturbance)));
    [("refused", Step::Refused)].into_iter().chain(of_server).collect()
}

/// What is expected of an operation that a disturbance meets once.
fn expected(name: &str, operation: &Operation) -> (usize, usize, Told) {
    let again = matches!(operation.idempotency, Idempotency::Safe | Idempotency::Idempotent);
    let reads = operation.idempotency == Idempotency::Safe;
    let doubt = if operation.idempotency == Idempotency::Safe { Told::NothingDone } else { Told::InDoubt };
    let (no_body, stream, delete) = (
        ["CommitVoiceTrainingJob", "DeleteVoiceTrainingJob", "SetJobBatchName", "CommitShortJob"]
            .contains(&operation.id),
        operation.id == "ShowEncryptFile",
        operation.id == "DeleteVoiceTrainingJob",
    );
    match name {
        "none" | "refused" => (1, 1, Told::Success),
        "429 throttled" => (2, 1, Told::Success),
        "500 bad token" | "400 instead" | "401 instead" => (1, 0, Told::NothingDone),
        "503 instead" | "500 instead" | "reset, unread" | "reset, not done" | "silence, not done" => match again {
            true => (2, 1, Told::Success),
            false => (1, 0, doubt),
        },
        // The caller reads it, and sees how it ends.
        "answer cut off" | "answer drips" | "answer malformed" | "web page" if stream => {
            (1, usize::from(name != "web page"), Told::Success)
        }
        // Nothing drips where there is no body.
        "answer drips" if no_body => (1, 1, Told::Success),
        // A deletion finds nothing the second time, and says that the first may have done it.
        "504 although done" | "reset, done" | "silence, done" | "answer cut off" | "answer drips" => match again {
            true if delete => (2, 1, Told::InDoubt),
            true => (2, 2, Told::Success),
            false => (1, 1, doubt),
        },
        "answer malformed" if no_body => (1, 1, Told::Success),
        // C5: what cannot be read is read again, and nothing is done again for the sake of its answer.
        "answer malformed" if reads => (2, 2, Told::Success),
        "web page" if reads => (2, 1, Told::Success),
        "answer malformed" => (1, 1, doubt),
        "web page" => (1, 0, doubt),
        other => panic!("{other}"),
    }
}

/// Whether an attempt that this meets has to be given up.
fn is_silent(step: &Step) -> bool {
    matches!(step, Step::Server(Disturbance::HangBefore | Disturbance::HangAfter | Disturbance::Drip { .. }))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_disturbance_against_every_operation() {
    let mut cases: Vec<_> = steps().into_iter().enumerate().collect();
    // Those that only wait go first and all at once, so that the others do not keep them waiting longer.
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
        if !(operation.id == "ShowEncryptFile" && name == "web page") {
            check(operation, &done, &outcome);
        }
        let (sent, carried_out, told) = expected(name, operation);
        assert_eq!(done, Done { sent, carried_out, told }, "{name}: {}: {outcome:?}", operation.id);
        let class = format!("{:?}", operation.idempotency);
        *counts.entry((number, name, class)).or_default().entry(done).or_default() += 1;
    }
    println!("{:<20}{:<12}  operations: sent, carried out, told", "", "");
    for ((_, name, class), outcomes) in counts {
        let shown = |(done, n): (&Done, &usize)| format!("{n}: {}, {}, {:?}", done.sent, done.carried_out, done.told);
        let outcomes: Vec<_> = outcomes.iter().map(shown).collect();
        println!("{name:<20}{class:<12}  {}", outcomes.join(" | "));
    }
}

fn any_step() -> impl Strategy<Value = Step> {
    let all: Vec<Step> = steps().into_iter().map(|(_, step)| step).collect();
    proptest::sample::select(all)
}

/// What an outage is like.
fn down() -> impl Strategy<Value = Step> {
    proptest::sample::select(vec![
        Step::Refused,
        Step::Server(Disturbance::ResetUnread),
        Step::Server(Disturbance::ResetBefore),
        Step::Server(Disturbance::Respond(ErrorResponse::text(503, "busy"))),
        Step::Server(Disturbance::Respond(ErrorResponse::new(429, "APIGW.0308", "m"))),
    ])
}

/// Runs a property on so many random cases, each with a runtime of its own.
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
fn whatever_goes_wrong_nothing_is_done_that_must_not_be() {
    nothing_is_done_that_must_not_be(40);
}

#[test]
#[ignore = "slow: three hundred random scripts"]
fn whatever_goes_wrong_nothing_is_done_that_must_not_be_in_three_hundred_scripts() {
    nothing_is_done_that_must_not_be(300);
}

/// Whatever goes wrong, in any order, the server has done what the operation's contract allows.
fn nothing_is_done_that_must_not_be(cases: u32) {
    let values = (proptest::sample::select(ALL), proptest::collection::vec(any_step(), 0..7));
    check_random(cases, values, async |(operation, script): (Operation, Vec<Step>)| {
        let page = script.contains(&Step::Server(Disturbance::WebPage));
        let (done, outcome) = disturbed(&operation, script, Duration::from_millis(150)).await;
        // The caller of a stream sees for himself what it is.
        if !(page && operation.id == "ShowEncryptFile") {
            check(&operation, &done, &outcome);
        }
    });
}

/// While nothing works, all calls of a client together cost no more than one attempt each and its budget.
#[test]
fn an_outage_costs_one_attempt_a_call_and_the_budget() {
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

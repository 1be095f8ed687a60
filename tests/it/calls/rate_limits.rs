//! The documented rate limits, enforced on the client's side.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use metastudio_voice::operations::{LIST_VOICE_TRAINING_JOB, SHOW_VOICE_TRAINING_JOB};
use metastudio_voice::{Client, Error};
use metastudio_voice_simulator::Simulator;
use tokio::task::JoinSet;

use crate::support::{Sink, TestClock, builder, builder_of, client_of, json};

async fn lists(client: &Client, number: usize) -> Vec<Result<u32, Error>> {
    let mut calls = JoinSet::new();
    for _ in 0..number {
        let client = client.clone();
        calls.spawn(async move { client.list_voice_training_job().send().await.map(|jobs| jobs.attempts()) });
    }
    calls.join_all().await
}

/// In real time: the region allows twenty calls in a second.
#[tokio::test]
async fn fifty_calls_at_once_meet_no_429_with_enforced_limits() {
    let simulator = Simulator::builder().rate_limits(true).start().await.expect("simulator");
    let client = builder_of(&simulator).region(simulator.region()).enforce_rate_limits();
    let client = client.build().await.expect("client");
    assert!(lists(&client, 50).await.iter().all(|attempts| matches!(attempts, Ok(1))));
    let refused = simulator.requests().iter().filter(|request| request.status == Some(429)).count();
    assert_eq!((refused, simulator.carried_out("ListVoiceTrainingJob")), (0, 50));
}

#[tokio::test]
async fn fifty_calls_at_once_are_throttled_without_enforced_limits() {
    let simulator = Simulator::builder().rate_limits(true).start().await.expect("simulator");
    let client = client_of(&simulator).await;
    let throttled = |outcome: &Result<u32, Error>| outcome.as_ref().is_err_and(Error::is_throttled);
    assert!(lists(&client, 50).await.iter().any(throttled));
}

/// Starts a service that notes when requests arrive.
async fn watched() -> (Sink, Arc<Mutex<Vec<Instant>>>) {
    let arrivals = Arc::new(Mutex::new(Vec::new()));
    let noted = arrivals.clone();
    let sink = Sink::start(move |_| {
        noted.lock().expect("arrivals").push(Instant::now());
        json(200, &serde_json::json!({"jobs": []}))
    });
    (sink.await, arrivals)
}

/// Returns the most requests that arrived within any second.
fn most(arrivals: &[Instant]) -> usize {
    let second = Duration::from_secs(1);
    let within = |from: &Instant| arrivals.iter().filter(|at| *at >= from && at.duration_since(*from) < second).count();
    arrivals.iter().map(within).max().unwrap_or_default()
}

/// In real time: the region allows ten calls in a second.
#[tokio::test]
async fn no_second_sees_more_requests_than_are_allowed() {
    let (sink, arrivals) = watched().await;
    let client = builder(&sink.url).region("cn-east-3").enforce_rate_limits().build().await.expect("client");
    assert!(lists(&client, 25).await.iter().all(|attempts| matches!(attempts, Ok(1))));
    let arrivals = arrivals.lock().expect("arrivals");
    let allowed = LIST_VOICE_TRAINING_JOB.rate_limits.iter().find(|(region, _)| *region == "cn-east-3").expect("one").1;
    assert_eq!(arrivals.len(), 25);
    assert!(most(&arrivals) <= allowed as usize, "{}", most(&arrivals));
}

#[tokio::test]
async fn rate_limits_are_not_enforced_by_default() {
    let (sink, clock) = (watched().await.0, TestClock::new());
    let client = builder(&sink.url).region("cn-east-3").clock(clock.clone()).build().await.expect("client");
    lists(&client, 45).await;
    assert_eq!((sink.received().len(), clock.pauses().len()), (45, 0));
}

#[tokio::test]
async fn the_limit_is_that_of_the_region_or_the_smallest_if_none_is_known() {
    for (region, at_once) in [(Some("cn-north-4"), 20), (Some("eu-west-101"), 10), (None, 10)] {
        let (sink, clock) = (watched().await.0, TestClock::new());
        let mut builder = builder(&sink.url).enforce_rate_limits().clock(clock.clone());
        if let Some(region) = region {
            builder = builder.region(region);
        }
        let client = builder.build().await.expect("client");
        for _ in 0..at_once {
            client.list_voice_training_job().send().await.expect("jobs");
        }
        assert!(clock.pauses().is_empty(), "{region:?}");
        client.list_voice_training_job().send().await.expect("jobs");
        assert_eq!(clock.pauses(), [Duration::from_secs(1)], "{region:?}");
        // Each operation has a limit of its own, and some have none.
        for pauses in [1, 2] {
            for _ in 0..if pauses == 1 { at_once } else { 1 } {
                client.show_voice_training_job().job_id("j").send().await.expect("job");
            }
            assert_eq!(clock.pauses(), vec![Duration::from_secs(1); pauses], "{region:?}");
        }
        client.show_tenant_duration_cfg().send().await.expect("limits");
        assert_eq!(clock.pauses().len(), 2, "{region:?}");
    }
    for (region, limit) in SHOW_VOICE_TRAINING_JOB.rate_limits {
        assert_eq!(*limit, if *region == "cn-north-4" { 20 } else { 10 }, "{region}");
    }
}

/// C6: a queue has a limit of time, like everything that waits.
#[tokio::test]
async fn a_call_whose_turn_does_not_come_within_its_time_limit_is_not_sent() {
    let (sink, clock) = (watched().await.0, TestClock::new());
    let builder = builder(&sink.url).enforce_rate_limits().clock(clock.clone()).timeout(Duration::from_millis(2_500));
    let client = builder.build().await.expect("client");
    let outcomes = lists(&client, 60).await;
    let errors: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).collect();
    assert!(sink.received().len() >= 20 && errors.len() + sink.received().len() == 60, "{}", sink.received().len());
    for error in errors {
        assert!(error.is_timeout() && error.is_transient() && !error.is_in_doubt(), "{error}");
        assert_eq!(
            (error.attempts(), error.message()),
            (0, "the call's turn did not come within the 2.5 s of the call")
        );
    }
    let more = client.with_timeout(Duration::from_secs(90));
    assert!(lists(&more, 60).await.iter().all(Result::is_ok));
}

/// C6: a creation that is sent with too little time left would be in doubt.
#[tokio::test]
async fn a_creation_that_has_waited_in_the_queue_has_time_left_or_is_not_sent() {
    let (sink, clock) = (watched().await.0, TestClock::new());
    let builder = builder(&sink.url).enforce_rate_limits().clock(clock.clone()).timeout(Duration::from_millis(1_900));
    let client = builder.build().await.expect("client");
    let mut calls = JoinSet::new();
    for _ in 0..9 {
        let client = client.clone();
        calls.spawn(async move {
            client.create_training_advance_job().body_map(|job| job.voice_name("v")).send().await.map(drop)
        });
    }
    let errors: Vec<_> = calls.join_all().await.into_iter().filter_map(Result::err).collect();
    let refused = errors.iter().filter(|error| error.is_timeout()).collect::<Vec<_>>();
    assert_eq!((sink.received().len(), refused.len()), (3, 6), "three are allowed in a second");
    assert!(refused.iter().all(|error| !error.is_in_doubt() && error.attempts() == 0), "{refused:?}");
}

#[tokio::test]
async fn a_call_that_is_dropped_in_the_queue_gives_its_turn_back() {
    let (sink, arrivals) = watched().await;
    let client = builder(&sink.url).region("cn-east-3").enforce_rate_limits().build().await.expect("client");
    lists(&client, 10).await;
    // Ten calls wait for a slot, ten more wait for one of those; none of them is ever sent.
    let mut waiting = JoinSet::new();
    for _ in 0..20 {
        let client = client.clone();
        waiting.spawn(async move { client.list_voice_training_job().send().await.map(drop) });
    }
    tokio::task::yield_now().await;
    waiting.shutdown().await;
    assert!(lists(&client, 10).await.iter().all(Result::is_ok), "all ten slots are there");
    let arrivals = arrivals.lock().expect("arrivals");
    assert!(arrivals.len() == 20 && most(&arrivals) <= 10, "{}", most(&arrivals));
}

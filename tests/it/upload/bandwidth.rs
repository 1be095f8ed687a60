//! How fast bytes are handed over, and what is told of it. The clock goes on only by the pauses that are asked for.

use std::time::Duration;

use metastudio_voice::upload::Body;

use super::{Log, client, uploader};
use crate::support::obs::{obs, refusal, taken};
use crate::support::{Sink, TestClock};

#[tokio::test]
async fn no_second_sees_more_than_the_limit_and_the_bytes_flow_evenly() {
    let (sink, clock) = (obs(vec![]).await, TestClock::new());
    let client = client(&sink.url, &clock, |client| client).await;
    let log = Log::new();
    let told = log.clone();
    let put = client.uploader().put(format!("{}/k", sink.url), Body::bytes(vec![7; 1_000_000]));
    let put = put.bandwidth_limit(100_000).on_progress(move |progress| told.add(progress));
    put.await.expect("uploaded");
    assert_eq!(sink.received()[0].body.as_ref().map(|body| body.len()), Some(1_000_000));
    let (pauses, told) = (clock.pauses(), log.all());
    assert!(pauses.iter().all(|pause| *pause < Duration::from_millis(130)), "{pauses:?}");
    // All but the last slice have had their time.
    let last = told[told.len() - 1].done - told[told.len() - 2].done;
    let expected = Duration::from_secs_f64((1_000_000 - last) as f64 / 100_000.0);
    let all: Duration = pauses.iter().sum();
    assert!(all.abs_diff(expected) < Duration::from_millis(1), "{all:?} {expected:?}");
}

#[tokio::test]
async fn rate_and_time_left_are_told_with_the_bytes() {
    let (sink, clock) = (obs(vec![]).await, TestClock::new());
    let client = client(&sink.url, &clock, |client| client).await;
    let log = Log::new();
    let told = log.clone();
    let put = client.uploader().put(format!("{}/k", sink.url), Body::bytes(vec![7; 1_000_000]));
    let put = put.bandwidth_limit(100_000).on_progress(move |progress| told.add(progress));
    let watched = put.progress();
    assert_eq!((watched.borrow().done, watched.borrow().total, watched.borrow().rate), (0, 1_000_000, None));
    put.await.expect("uploaded");
    let told = log.all();
    assert_eq!((told[0].rate, told[0].eta), (None, None), "one piece has no rate");
    for progress in &told[1..] {
        let (rate, eta) = (progress.rate.expect("a rate"), progress.eta.expect("a time"));
        assert!((rate - 100_000.0).abs() < 1.0, "{progress:?}");
        let left = (progress.total - progress.done) as f64 / 100_000.0;
        assert!((eta.as_secs_f64() - left).abs() < 0.01, "{progress:?}");
    }
    assert_eq!(told[told.len() - 1].to_string(), "1.0 of 1.0 MB, 0.1 MB/s, 0:00 min left");
    assert_eq!(*watched.borrow(), told[told.len() - 1], "the last is kept for whoever looks later");
}

#[tokio::test]
async fn progress_can_be_watched_and_the_watch_ends_with_the_upload() {
    let sink = obs(vec![refusal(503, "SlowDown"), taken()]).await;
    let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes(vec![0; 3_000_000]));
    let mut watched = put.progress();
    // A thread of its own, as a GUI has it.
    let (sender, shown) = std::sync::mpsc::channel();
    let gui = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("runtime");
        runtime.block_on(async {
            while watched.changed().await.is_ok() {
                sender.send(watched.borrow_and_update().done).expect("shown");
            }
        });
    });
    put.await.expect("uploaded");
    gui.join().expect("the watch has ended");
    assert_eq!(shown.into_iter().last(), Some(3_000_000));
}

#[tokio::test]
async fn an_uploaders_limit_holds_for_all_its_uploads_together_and_a_puts_own_besides() {
    let (sink, clock) = (obs(vec![]).await, TestClock::new());
    let client = client(&sink.url, &clock, |client| client).await;
    let uploader = client.uploader().bandwidth_limit(100_000);
    let put = |limit: Option<u64>| {
        let put = uploader.clone().put(format!("{}/k", sink.url), Body::bytes(vec![7; 500_000]));
        match limit {
            Some(limit) => put.bandwidth_limit(limit),
            None => put,
        }
    };
    put(None).await.expect("uploaded");
    put(None).await.expect("uploaded");
    let both: Duration = clock.pauses().iter().sum();
    assert!(both >= Duration::from_millis(9_700), "{both:?}");
    put(Some(50_000)).await.expect("uploaded");
    let slower = clock.pauses().iter().sum::<Duration>() - both;
    assert!(slower >= Duration::from_millis(9_700), "{slower:?}");
}

#[tokio::test]
async fn a_limit_of_nothing_is_no_panic_and_no_limit_asks_for_no_pause() {
    let (sink, clock) = (Sink::start(|_| taken()).await, TestClock::new());
    let client = client(&sink.url, &clock, |client| client).await;
    client.uploader().put(format!("{}/k", sink.url), Body::bytes(vec![0; 3_000_000])).await.expect("uploaded");
    assert!(clock.pauses().is_empty());
    for limit in [0, u64::MAX] {
        let put = client.uploader().put(format!("{}/k", sink.url), Body::bytes("ab")).bandwidth_limit(limit);
        put.await.expect("uploaded");
    }
}

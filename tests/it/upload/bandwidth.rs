//! Bandwidth limits and progress. The clock advances only by the pauses that the client asks for.

use std::sync::Arc;
use std::time::Duration;

use metastudio_voice::upload::{Body, Progress, Put};

use super::{Log, client, uploader};
use crate::support::obs::{obs, refusal, taken};
use crate::support::{Sink, TestClock};

/// Returns an upload of a megabyte, a tenth of it in each second, and its reports.
async fn limited(sink: &Sink, clock: &Arc<TestClock>) -> (Put, Log<Progress>) {
    let client = client(&sink.url, clock, |client| client).await;
    let log = Log::new();
    let reports = log.clone();
    let put = client.uploader().put(format!("{}/k", sink.url), Body::bytes(vec![7; 1_000_000]));
    (put.bandwidth_limit(100_000).on_progress(move |progress| reports.add(progress)), log)
}

#[tokio::test]
async fn a_bandwidth_limit_holds_in_every_second_and_the_bytes_flow_evenly() {
    let (sink, clock) = (obs(vec![]).await, TestClock::new());
    let (put, log) = limited(&sink, &clock).await;
    put.await.expect("uploaded");
    assert_eq!(sink.received()[0].body.as_ref().map(|body| body.len()), Some(1_000_000));
    let (pauses, reports) = (clock.pauses(), log.all());
    assert!(pauses.iter().all(|pause| *pause < Duration::from_millis(130)), "{pauses:?}");
    // Every slice but the last has had its time.
    let last = reports[reports.len() - 1].done - reports[reports.len() - 2].done;
    let expected = Duration::from_secs_f64((1_000_000 - last) as f64 / 100_000.0);
    let all: Duration = pauses.iter().sum();
    assert!(all.abs_diff(expected) < Duration::from_millis(1), "{all:?} {expected:?}");
}

#[tokio::test]
async fn the_progress_has_a_rate_and_the_remaining_time() {
    let sink = obs(vec![]).await;
    let (put, log) = limited(&sink, &TestClock::new()).await;
    let watched = put.progress();
    assert_eq!((watched.borrow().done, watched.borrow().total, watched.borrow().rate), (0, 1_000_000, None));
    put.await.expect("uploaded");
    let reports = log.all();
    assert_eq!((reports[0].rate, reports[0].eta), (None, None), "one piece has no rate");
    for progress in &reports[1..] {
        let (rate, eta) = (progress.rate.expect("a rate"), progress.eta.expect("a time"));
        assert!((rate - 100_000.0).abs() < 1.0, "{progress:?}");
        let remaining = (progress.total - progress.done) as f64 / 100_000.0;
        assert!((eta.as_secs_f64() - remaining).abs() < 0.01, "{progress:?}");
    }
    assert_eq!(reports[reports.len() - 1].to_string(), "1.0 of 1.0 MB, 0.1 MB/s, 0:00 min left");
    assert_eq!(*watched.borrow(), reports[reports.len() - 1], "the last report stays in the channel");
}

#[tokio::test]
async fn the_progress_can_be_watched_and_the_watch_ends_with_the_upload() {
    let sink = obs(vec![refusal(503, "SlowDown"), taken()]).await;
    let put = uploader(&sink.url).await.put(format!("{}/k", sink.url), Body::bytes(vec![0; 3_000_000]));
    let mut watched = put.progress();
    // A GUI has a thread of its own, too.
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
async fn the_bandwidth_limit_of_an_uploader_holds_for_all_its_uploads_together_and_that_of_a_put_as_well() {
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
async fn a_bandwidth_limit_of_zero_does_not_panic_and_an_upload_without_a_limit_does_not_pause() {
    let (sink, clock) = (Sink::start(|_| taken()).await, TestClock::new());
    let client = client(&sink.url, &clock, |client| client).await;
    client.uploader().put(format!("{}/k", sink.url), Body::bytes(vec![0; 3_000_000])).await.expect("uploaded");
    assert!(clock.pauses().is_empty());
    for limit in [0, u64::MAX] {
        let put = client.uploader().put(format!("{}/k", sink.url), Body::bytes("ab")).bandwidth_limit(limit);
        put.await.expect("uploaded");
    }
}

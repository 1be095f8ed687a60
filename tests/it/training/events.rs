//! Events by callback and as a stream.

use std::pin::Pin;
use std::sync::{Arc, Mutex};

use futures_core::Stream;
use metastudio_voice::training::{Event, Events, Plan};

use crate::support::studio::{Studio, fast};
use crate::support::{file, wav};

/// Reads a stream to its end in a task of its own.
fn lines(mut events: Events) -> tokio::task::JoinHandle<Vec<String>> {
    tokio::spawn(async move {
        let mut lines = Vec::new();
        while let Some(event) = events.next().await {
            lines.push(event.to_string());
        }
        lines
    })
}

fn without_progress(lines: Vec<String>) -> Vec<String> {
    lines.into_iter().filter(|line| !line.contains(" MB")).collect()
}

#[tokio::test]
async fn a_stream_has_every_event_that_the_callback_gets_except_replaced_progress() {
    let studio = Studio::open().await;
    let called = Arc::new(Mutex::new(Vec::new()));
    let keep = called.clone();
    let training = studio.client().await.train(studio.plan());
    let (training, events) =
        training.on_event(move |event| keep.lock().expect("called").push(event.to_string())).events();
    let lines = lines(events);
    training.await.expect("an outcome").into_voice().expect("a voice");
    let lines = without_progress(lines.await.expect("the stream ends with the training"));
    assert_eq!(lines.last().map(String::as_str), Some("SUCCEED"));
    let called = called.lock().expect("called").clone();
    assert_eq!(lines, without_progress(called));
}

#[tokio::test]
async fn an_unread_or_dropped_stream_stops_no_training() {
    let studio = Studio::open().await;
    let (training, unread) = studio.client().await.train(studio.plan()).events();
    let (training, dropped) = training.events();
    drop(dropped);
    training.await.expect("an outcome").into_voice().expect("a voice");
    let lines = lines(unread).await.expect("it ends");
    assert!(lines.iter().filter(|line| line.contains(" MB")).count() <= 2, "{lines:#?}");
    assert_eq!(lines.last().map(String::as_str), Some("SUCCEED"));
}

#[tokio::test]
async fn a_stream_of_events_is_static_and_ends_when_the_training_is_dropped() {
    let studio = Studio::open().await;
    let (training, events) = studio.client().await.train(studio.plan()).events();
    let mut events: Pin<Box<dyn Stream<Item = Event> + Send + 'static>> = Box::pin(events);
    drop(training);
    let next = std::future::poll_fn(|context| events.as_mut().poll_next(context)).await;
    assert!(next.is_none());
}

#[tokio::test]
async fn a_batch_and_a_watch_give_streams_too() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let plans = ["anna", "ben"].map(|name| {
        fast(Plan::premium(name, file(studio.folder.path(), &format!("{name}.wav"), wav(96_000 + name.len() as u32))))
    });
    let (trainings, mut events) = client.train_all(plans).events();
    let reading = tokio::spawn(async move {
        let mut ends = Vec::new();
        while let Some((position, event)) = events.next().await {
            if event.to_string() == "SUCCEED" {
                ends.push(position);
            }
        }
        ends.sort_unstable();
        ends
    });
    assert!(trainings.await.iter().all(Result::is_ok));
    assert_eq!(reading.await.expect("it ends"), [0, 1]);

    let (watch, events) = client.watch(studio.folder.path().join("anna.wav.training.json")).events();
    watch.await.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(lines(events).await.expect("it ends"), ["SUCCEED"]);
}

//! Trainings that are followed on the replica that carries them on, and on others.

use std::pin::Pin;
use std::time::Duration;

use futures_core::Stream;
use metastudio_voice::training::store::{Acquired, JournalStore, Lease};
use metastudio_voice::training::{Event, Follow, Followed, Journal, JournalStatus, Plan, Pool};
use metastudio_voice::{Client, Error, ErrorKind};
use metastudio_voice_simulator::{Clock, MemoryStore, ReviewFailure, Simulator};
use serde_json::json;

use super::pool::{plan, until_submitted};
use super::pool_store::LIMIT;
use crate::support::studio::{Studio, fast};
use crate::support::{builder, builder_of, file, wav};

const KEY: &str = "order-17";
const MINUTE: Duration = Duration::from_secs(60);

fn replica(client: &Client, store: &MemoryStore) -> Pool {
    client.pool().store(store.clone()).lease(Duration::from_millis(300)).build()
}

fn follow(pool: &Pool) -> Follow {
    pool.follow(KEY).poll_interval(Duration::from_millis(5))
}

/// Returns an item in one line.
fn line(followed: &Followed) -> String {
    match followed {
        Followed::Event(event) => event.to_string(),
        Followed::Journal(journal) => format!("journal {}", journal.status()),
        other => panic!("{other:?}"),
    }
}

/// Reads on until an item has this beginning; returns all lines.
async fn until(news: &mut Follow, beginning: &str) -> Vec<String> {
    let mut lines = Vec::new();
    loop {
        let item = tokio::time::timeout(LIMIT, news.next()).await.unwrap_or_else(|_| panic!("no end: {lines:?}"));
        lines.push(line(&item.expect("not the end").expect("no error")));
        if lines.last().is_some_and(|line| line.starts_with(beginning)) {
            return lines;
        }
    }
}

async fn error(news: &mut Follow) -> Error {
    let error = loop {
        if let Err(error) = tokio::time::timeout(LIMIT, news.next()).await.expect("in time").expect("not the end") {
            break error;
        }
    };
    assert!(news.next().await.is_none());
    error
}

#[tokio::test]
async fn a_training_is_followed_by_its_events_where_it_is_under_way_and_by_its_journal_elsewhere() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let store = MemoryStore::new();
    let (here, elsewhere) = (replica(&client, &store), replica(&client, &store));
    here.start(KEY, plan(&studio, KEY)).await.expect("started");
    let (mut events, mut journals) = (follow(&here), follow(&elsewhere));
    let (events, journals) =
        tokio::join!(async { (until(&mut events, "journal trained").await, events.next().await.is_none()) }, async {
            (until(&mut journals, "journal trained").await, journals.next().await.is_none())
        },);
    let ((lines, has_ended), (other_lines, other_has_ended)) = (events, journals);
    assert!(has_ended && other_has_ended);
    assert_eq!(lines[0], "journal new");
    assert!(lines.contains(&"submitted".to_owned()) && lines.contains(&"SUCCEED".to_owned()), "{lines:?}");
    assert_eq!(lines.iter().filter(|line| line.starts_with("journal")).count(), 2, "{lines:?}");
    assert!(other_lines.iter().all(|line| line.starts_with("journal")), "{other_lines:?}");
    assert_eq!(other_lines[0], "journal new");
    assert!(other_lines.contains(&"journal submitted".to_owned()), "{other_lines:?}");
    // One that is finished is its journal.
    assert_eq!(until(&mut follow(&elsewhere), "journal").await, ["journal trained"]);
}

/// The jobs move on when the test says so.
#[tokio::test]
async fn a_follower_goes_over_when_a_replica_lets_go_of_the_training_and_another_takes_it_over() {
    let simulator = Simulator::builder().clock(Clock::Manual).start().await.expect("simulator");
    let client = builder_of(&simulator).build().await.expect("client");
    let folder = tempfile::tempdir().expect("folder");
    let plan = fast(Plan::premium(KEY, file(folder.path(), "recording.wav", wav(96_000))));
    let store = MemoryStore::new();
    let (first, second) = (replica(&client, &store), replica(&client, &store));
    let training = first.start(KEY, plan.clone()).await.expect("started");
    let (mut at_first, mut at_second) = (follow(&first), follow(&second));
    until(&mut at_first, "submitted").await;
    until(&mut at_second, "journal submitted").await;
    training.stop().await;
    until(&mut at_first, "journal submitted").await;
    second.resume_all().await.expect("resumed");
    while matches!(at_second.next().await.expect("not the end").expect("no error"), Followed::Journal(_)) {}
    second.shutdown(LIMIT).await;
    assert_eq!(error(&mut at_second).await.kind(), ErrorKind::Stopped);
    // The training is back where it was.
    let training = first.start(KEY, plan).await.expect("started");
    while !training.has_ended() {
        simulator.advance();
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    until(&mut at_first, "journal trained").await;
    assert!(at_first.next().await.is_none());
    assert_eq!(simulator.jobs().len(), 1);
}

#[tokio::test]
async fn a_follower_learns_that_there_is_no_training_or_none_any_more() {
    let studio = Studio::open().await;
    let client = studio.client().await;
    let store = MemoryStore::new();
    let (here, elsewhere) = (replica(&client, &store), replica(&client, &store));
    let missing = error(&mut follow(&here)).await;
    assert_eq!((missing.kind(), missing.is_transient()), (ErrorKind::JournalUnavailable, false));
    assert!(missing.to_string().contains("does not exist"), "{missing}");
    assert_eq!(error(&mut here.follow("a/b")).await.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error(&mut client.pool().build().follow(KEY)).await.kind(), ErrorKind::InvalidRequest);
    let slow = plan(&studio, KEY).poll_interval(Duration::from_secs(3_600));
    until_submitted(&here.start(KEY, slow).await.expect("started")).await;
    let (mut at_holder, mut at_other) = (follow(&here), follow(&elsewhere));
    until(&mut at_holder, "journal submitted").await;
    until(&mut at_other, "journal submitted").await;
    elsewhere.delete(KEY).await.expect("deleted");
    for news in [&mut at_holder, &mut at_other] {
        let deleted = error(news).await;
        assert_eq!(deleted.kind(), ErrorKind::JournalUnavailable, "{deleted}");
    }
}

/// A store with a journal of a training that is under way elsewhere.
async fn stored() -> (MemoryStore, Lease) {
    let store = MemoryStore::new();
    let Ok(Acquired::Lease(lease)) = store.acquire(KEY, "the test", Duration::MAX).await else { panic!("a lease") };
    write(&store, &lease, 0, JournalStatus::Created).await;
    (store, lease)
}

async fn write(store: &MemoryStore, lease: &Lease, version: u64, status: JournalStatus) {
    let state = match status {
        JournalStatus::Created => None,
        _ => Some("SUCCEED"),
    };
    let journal: Journal = serde_json::from_value(json!({
        "version": 1,
        "service": { "host": "h", "project_id": "p" },
        "edition": "PREMIUM",
        "voice_name": "v",
        "job_id": "26f06524-4f75-4b3a-a853-b649a21aaf66",
        "submission": { "number": 1, "state": state },
    }))
    .expect("a journal");
    assert_eq!(journal.status(), status);
    store.compare_and_swap(lease, version, &journal).await.expect("stored");
}

#[tokio::test(start_paused = true)]
async fn a_follower_waits_for_a_store_that_is_away_and_gives_up_after_an_hour() {
    let (store, lease) = stored().await;
    let pool = builder("http://127.0.0.1:1").build().await.expect("client").pool().store(store.clone()).build();
    let mut news = pool.follow(KEY);
    assert_eq!(until(&mut news, "journal").await, ["journal created"]);
    for _ in 0..2 {
        store.set_available(false);
        assert!(tokio::time::timeout(50 * MINUTE, news.next()).await.is_err(), "an item while the store is away");
        store.set_available(true);
        assert!(tokio::time::timeout(MINUTE, news.next()).await.is_err(), "an item without a change");
    }
    let mut other = pool.follow(KEY);
    until(&mut other, "journal").await;
    store.set_available(false);
    let given_up = tokio::time::timeout(62 * MINUTE, other.next()).await.expect("an hour").expect("an item");
    assert!(given_up.expect_err("away").is_transient());
    assert!(other.next().await.is_none());
    store.set_available(true);
    write(&store, &lease, 1, JournalStatus::Trained).await;
    let last =
        tokio::time::timeout(2 * MINUTE, news.next()).await.expect("in time").expect("an item").expect("no error");
    assert_eq!(line(&last), "journal trained");
    assert!(news.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_follower_that_is_dropped_leaves_no_task_and_keeps_no_pool() {
    let (store, _) = stored().await;
    let pool = builder("http://127.0.0.1:1").build().await.expect("client").pool().store(store).build();
    let tasks = || tokio::runtime::Handle::current().metrics().num_alive_tasks();
    let before = tasks();
    let mut news = pool.follow(KEY);
    until(&mut news, "journal").await;
    assert!(tokio::time::timeout(MINUTE, news.next()).await.is_err());
    assert_eq!(tasks(), before);
    drop(news);
    assert_eq!(tasks(), before);
    let mut news: Pin<Box<dyn Stream<Item = Result<Followed, Error>> + Send + 'static>> = Box::pin(pool.follow(KEY));
    let mut next = async || std::future::poll_fn(|context| news.as_mut().poll_next(context)).await;
    assert!(matches!(next().await, Some(Ok(Followed::Journal(_)))));
    drop(pool);
    assert_eq!(next().await.expect("an item").expect_err("dropped").kind(), ErrorKind::Stopped);
}

#[tokio::test]
async fn a_training_that_is_submitted_again_is_followed_beyond_its_failed_review() {
    let studio = Studio::open().await;
    studio.simulator.fail_review(None, ReviewFailure::admin("Too noisy."));
    let pool = replica(&studio.client().await, &MemoryStore::new());
    pool.start(KEY, plan(&studio, KEY)).await.expect("started");
    let mut news = follow(&pool);
    until(&mut news, "journal action_needed").await;
    assert!(news.next().await.is_none());
    let better = fast(Plan::premium(KEY, studio.file(&format!("{KEY}.wav"), wav(96_001))));
    pool.start(KEY, better.resubmit()).await.expect("started");
    let mut news = follow(&pool);
    let lines = until(&mut news, "journal trained").await;
    assert_eq!(lines.iter().filter(|line| line.starts_with("journal")).count(), 1, "{lines:?}");
    assert!(lines.contains(&Event::Submitted.to_string()), "{lines:?}");
}

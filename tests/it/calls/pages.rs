//! Lists that come in pages are read to their end: every entry once, whatever happens to the list meanwhile.

use std::sync::{Arc, Mutex};

use futures_core::Stream;
use metastudio_voice::types::TrainingJobInfo;
use metastudio_voice::{Client, Credentials, Error, ErrorKind};
use metastudio_voice_simulator::Simulator;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json as value};

use crate::support::{Received, Sink, client, json, response};

type Then = dyn FnMut(usize, &mut Vec<u32>) + Send;

/// A list of jobs on the server, and a change to it after each response.
struct List {
    ids: Vec<u32>,
    total: bool,
    /// After the request of this number.
    then: Box<Then>,
    asked: usize,
}

impl List {
    fn of(ids: impl IntoIterator<Item = u32>) -> Self {
        Self { ids: ids.into_iter().collect(), total: true, then: Box::new(|_, _| {}), asked: 0 }
    }

    fn then(self, then: impl FnMut(usize, &mut Vec<u32>) + Send + 'static) -> Self {
        Self { then: Box::new(then), ..self }
    }

    fn without_total(self) -> Self {
        Self { total: false, ..self }
    }

    fn page(&mut self, offset: usize, limit: usize) -> Value {
        let page = self.ids.iter().skip(offset).take(limit);
        let jobs: Vec<Value> = page.map(|id| value!({"job_id": format!("job-{id}")})).collect();
        let total = self.ids.len();
        self.asked += 1;
        (self.then)(self.asked, &mut self.ids);
        if self.total { value!({"count": total, "jobs": jobs}) } else { value!({"jobs": jobs}) }
    }

    async fn serve(self) -> Sink {
        let list = Mutex::new(self);
        Sink::start(move |received| {
            let page = list.lock().expect("list").page(number(received, "offset"), number(received, "limit"));
            json(200, &page)
        })
        .await
    }
}

fn number(received: &Received, name: &str) -> usize {
    let url = url::Url::parse(&format!("http://h{}", received.target)).expect("a URL");
    let found = url.query_pairs().find(|(key, _)| key == name).and_then(|(_, value)| value.parse().ok());
    found.unwrap_or_else(|| panic!("no {name} in {}", received.target))
}

/// Offset and limit of each request.
fn asked(sink: &Sink) -> Vec<(usize, usize)> {
    sink.received().iter().map(|received| (number(received, "offset"), number(received, "limit"))).collect()
}

fn ids(jobs: &[TrainingJobInfo]) -> Vec<u32> {
    let id = |job: &TrainingJobInfo| job.job_id.as_ref()?.strip_prefix("job-")?.parse().ok();
    jobs.iter().map(|job| id(job).expect("an id")).collect()
}

/// All jobs, so many at a time.
async fn all(sink: &Sink, limit: u32) -> Vec<u32> {
    ids(&client(&sink.url).await.list_voice_training_job().limit(limit).stream().try_collect().await.expect("jobs"))
}

#[tokio::test]
async fn every_entry_comes_once_and_no_request_is_sent_in_vain() {
    for total in [0, 1, 99, 100] {
        let sink = List::of(0..total).serve().await;
        let client = client(&sink.url).await;
        let jobs = client.list_voice_training_job().stream().try_collect().await.expect("jobs");
        assert_eq!(ids(&jobs), (0..total).collect::<Vec<_>>());
        assert_eq!(asked(&sink), [(0, 100)], "the most that the service gives at a time");
    }
    let sink = List::of(0..10).serve().await;
    assert_eq!(all(&sink, 4).await, (0..10).collect::<Vec<_>>());
    assert_eq!(asked(&sink), [(0, 4), (3, 4), (6, 4)], "each page begins with the last entry of the one before");
}

#[tokio::test]
async fn nothing_is_skipped_when_entries_that_were_read_are_deleted() {
    let sink = List::of(0..12).then(|n, ids| ids.retain(|id| n > 1 || *id >= 3)).serve().await;
    assert_eq!(all(&sink, 4).await, (0..12).collect::<Vec<_>>());
    assert_eq!(asked(&sink)[1..3], [(3, 4), (0, 4)], "a page that does not begin with a known entry leads back");
    // All that was read, so that the next page is past the end of the list.
    let sink = List::of(0..6).then(|n, ids| ids.retain(|id| n > 1 || *id >= 4)).serve().await;
    assert_eq!(all(&sink, 4).await, (0..6).collect::<Vec<_>>());
}

#[tokio::test]
async fn the_entry_that_was_read_last_may_be_deleted() {
    let sink = List::of(0..9).then(|n, ids| ids.retain(|id| n > 1 || *id != 3)).serve().await;
    assert_eq!(all(&sink, 4).await, (0..9).collect::<Vec<_>>());
}

#[tokio::test]
async fn nothing_comes_twice_when_entries_are_added_at_the_top() {
    for added in [1, 2, 3, 5, 9] {
        let top = move |n: usize, ids: &mut Vec<u32>| {
            if n < 4 {
                (0..added).for_each(|k| ids.insert(0, 1000 + 10 * n as u32 + k));
            }
        };
        let sink = List::of(0..10).then(top).serve().await;
        let read = all(&sink, 4).await;
        assert!(read.iter().enumerate().all(|(n, id)| !read[..n].contains(id)), "{read:?}");
        let old: Vec<u32> = read.into_iter().filter(|id| *id < 1000).collect();
        assert_eq!(old, (0..10).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_list_without_a_total_is_read_until_nothing_new_comes() {
    for total in [0, 1, 4, 8, 9] {
        let sink = List::of(0..total).without_total().serve().await;
        assert_eq!(all(&sink, 4).await, (0..total).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn entries_that_are_added_at_the_top_do_not_end_a_list_without_a_total() {
    // As many as a page holds, so that the next one brings nothing new.
    let list = List::of(0..30).without_total().then(|asked, ids| {
        if asked == 1 {
            ids.splice(0..0, 100..109);
        }
    });
    let sink = list.serve().await;
    let found = all(&sink, 10).await;
    assert_eq!(found.into_iter().filter(|id| *id < 100).collect::<Vec<_>>(), (0..30).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_server_that_does_not_read_the_offset_comes_to_an_end() {
    for total in [value!(null), value!(1000), value!(i64::MAX), value!(-1)] {
        let page: Vec<Value> = (0..3).map(|id| value!({"job_id": format!("job-{id}"), "time": id})).collect();
        let body = value!({"count": total, "jobs": page, "operations": page});
        let sink = Sink::start(move |_| json(200, &body)).await;
        assert_eq!(all(&sink, 3).await, [0, 1, 2], "{total}");
        let log =
            client(&sink.url).await.list_job_operation_log().job_id("j").stream().try_collect().await.expect("log");
        assert!(log.len() >= 3 && sink.received().len() < 20, "{total}: {}", sink.received().len());
    }
}

#[tokio::test]
async fn pages_that_are_never_the_same_come_to_an_end() {
    let turn = Mutex::new(0);
    let sink = Sink::start(move |_| {
        let mut turn = turn.lock().expect("turn");
        *turn += 1;
        let jobs: Vec<Value> = (0..5).map(|n| value!({"job_id": format!("job-{}", (n * *turn) % 7)})).collect();
        json(200, &value!({"count": i64::MAX, "jobs": jobs}))
    })
    .await;
    let jobs = all(&sink, 5).await;
    assert!(jobs.len() <= 7 && sink.received().len() < 1000);
}

#[tokio::test]
async fn after_an_error_the_same_page_is_asked_for_again() {
    let list = Mutex::new((0, List::of(0..10)));
    let sink = Sink::start(move |received| {
        let mut list = list.lock().expect("list");
        list.0 += 1;
        match list.0 {
            2 | 3 => response(503, "text/plain", "busy"),
            _ => json(200, &list.1.page(number(received, "offset"), number(received, "limit"))),
        }
    })
    .await;
    let client = client(&sink.url).await;
    let mut jobs = client.list_voice_training_job().limit(4).stream();
    let (mut read, mut errors) = (Vec::new(), 0);
    while let Some(job) = jobs.next().await {
        match job {
            Ok(job) => read.push(job),
            Err(error) => {
                assert_eq!((error.status(), read.len()), (Some(503), 4));
                errors += 1;
            }
        }
    }
    assert_eq!((ids(&read), errors), ((0..10).collect(), 2));
    assert_eq!(asked(&sink), [(0, 4), (3, 4), (3, 4), (3, 4), (6, 4)]);
    assert!(jobs.next().await.is_none(), "the end is the end");
    let cut: Result<Vec<_>, Error> = {
        let sink = Sink::start(|_| response(403, "text/plain", "no")).await;
        crate::support::client(&sink.url).await.list_voice_training_job().stream().try_collect().await
    };
    assert!(cut.expect_err("refused").is_permission());
}

#[tokio::test]
async fn the_caller_sets_the_start_and_the_size_of_the_pages() {
    let sink = List::of(0..10).serve().await;
    let client = client(&sink.url).await;
    let call = client.list_voice_training_job().offset(5).limit(3).state("WAITING");
    assert_eq!(ids(&call.stream().try_collect().await.expect("jobs")), [5, 6, 7, 8, 9]);
    assert_eq!(asked(&sink), [(5, 3), (7, 3)]);
    assert!(sink.received().iter().all(|received| received.target.contains("state=WAITING")));
    let past = client.list_voice_training_job().offset(50).stream().try_collect().await.expect("nothing");
    assert!(past.is_empty());
    // A page of one has no room for the entry that overlaps.
    assert_eq!(all(&sink, 1).await, (0..10).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_parameter_that_is_not_allowed_makes_the_first_page_an_error() {
    let client = client("http://127.0.0.1:9").await;
    for call in [
        client.list_voice_training_job().limit(0),
        client.list_voice_training_job().voice_name("x".repeat(400)),
        client.list_voice_training_job().offset(1_i64 << 40),
        client.list_voice_training_job().offset(-5),
    ] {
        let mut jobs = call.stream();
        for _ in 0..2 {
            let error = jobs.next().await.expect("an error").expect_err("not allowed");
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidRequest, 0), "{error}");
        }
    }
}

#[tokio::test]
async fn a_log_without_ids_is_read_by_counting() {
    let sink = Sink::start(|received| {
        // Two entries that are alike are two entries.
        let log = [7, 7, 7, 8, 9].map(|time| value!({"time": time, "action": "CREATE_JOB"}));
        let page = log.iter().skip(number(received, "offset")).take(number(received, "limit"));
        json(200, &value!({"count": log.len(), "operations": page.collect::<Vec<_>>()}))
    })
    .await;
    let client = client(&sink.url).await;
    for limit in [1_u32, 2, 5] {
        let log = client.list_job_operation_log().job_id("j").limit(limit).stream().try_collect().await.expect("log");
        assert_eq!(log.iter().filter_map(|entry| entry.time).collect::<Vec<_>>(), [7, 7, 7, 8, 9]);
    }
    assert_eq!(asked(&sink)[5..8], [(0, 2), (2, 2), (4, 2)]);
}

#[tokio::test]
async fn an_entry_whose_id_is_missing_is_identified_by_its_text() {
    let sink = Sink::start(|received| {
        let jobs =
            [value!({"voice_name": "a"}), value!({"job_id": "", "voice_name": "b"}), value!({"voice_name": "c"})];
        let page = jobs.iter().skip(number(received, "offset")).take(number(received, "limit"));
        json(200, &value!({"count": jobs.len(), "jobs": page.collect::<Vec<_>>()}))
    })
    .await;
    let jobs = client(&sink.url).await.list_voice_training_job().limit(2).stream().try_collect().await.expect("jobs");
    assert_eq!(jobs.iter().filter_map(|job| job.voice_name.as_deref()).collect::<Vec<_>>(), ["a", "b", "c"]);
}

#[tokio::test]
async fn a_stream_goes_to_another_task_and_may_be_dropped_at_any_time() {
    let sink = List::of(0..500).serve().await;
    let client = client(&sink.url).await;
    let unused = client.list_voice_training_job().stream();
    assert_eq!(format!("{unused:?}"), "Paged { next: Some(0), ready: 0, underway: false, .. }");
    drop(unused);
    assert!(sink.received().is_empty(), "nothing is sent before it is asked for");
    let task = tokio::spawn(async move {
        let mut jobs = client.list_voice_training_job().stream();
        // Given up while the request is under way: nothing is lost.
        let early = tokio::time::timeout(std::time::Duration::ZERO, jobs.next()).await;
        let mut read: Vec<TrainingJobInfo> = early.ok().flatten().into_iter().collect::<Result<_, _>>().expect("a job");
        while read.len() < 250 {
            read.push(jobs.next().await.expect("a job").expect("a job"));
        }
        ids(&read)
    });
    assert_eq!(task.await.expect("joined"), (0..250).collect::<Vec<_>>());
    assert_eq!(sink.received().len(), 3);
}

#[tokio::test]
async fn a_stream_borrows_nothing_and_may_outlive_its_client() {
    let sink = List::of(0..250).serve().await;
    let jobs = {
        let client = client(&sink.url).await;
        client.list_voice_training_job().stream()
    };
    let task = tokio::spawn(async move { ids(&jobs.try_collect().await.expect("jobs")) });
    assert_eq!(task.await.expect("joined"), (0..250).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_stream_may_be_boxed_as_a_body_of_a_response_is() {
    let sink = List::of(0..10).serve().await;
    let jobs = client(&sink.url).await.list_voice_training_job().limit(4).stream();
    let mut boxed: Box<dyn Stream<Item = Result<TrainingJobInfo, Error>> + Send + Unpin + 'static> = Box::new(jobs);
    let mut read = Vec::new();
    while let Some(job) = std::future::poll_fn(|context| std::pin::Pin::new(&mut boxed).poll_next(context)).await {
        read.push(job.expect("a job"));
    }
    assert_eq!(ids(&read), (0..10).collect::<Vec<_>>());
}

#[tokio::test]
async fn the_jobs_of_a_simulator_are_all_there() {
    let simulator = Simulator::start().await.expect("simulator");
    let keys = Credentials::access_key(simulator.access_key(), simulator.secret_key()).expect("keys");
    let builder = Client::builder().endpoint(simulator.endpoint()).project_id(simulator.project_id()).credentials(keys);
    let client = builder.build().await.expect("client");
    let mut created = std::collections::BTreeSet::new();
    for n in 0..7 {
        let call = client.create_training_advance_job().body_map(|job| job.voice_name(format!("voice {n}")));
        created.insert(call.send().await.expect("job").into_inner().job_id);
    }
    let mut jobs = client.list_voice_training_job().limit(3).stream();
    let mut read = Vec::new();
    while let Some(job) = jobs.next().await {
        let id = job.expect("a job").job_id.expect("an id");
        // Each job is deleted as soon as it is read.
        client.delete_voice_training_job().job_id(&id).send().await.expect("deleted");
        read.push(id);
    }
    assert_eq!(read.len(), 7);
    assert_eq!(read.into_iter().collect::<std::collections::BTreeSet<_>>(), created);
}

/// What happens between two requests.
#[derive(Clone, Debug)]
enum Change {
    Delete(prop::sample::Index),
    Insert(prop::sample::Index),
    Top,
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        any::<prop::sample::Index>().prop_map(Change::Delete),
        any::<prop::sample::Index>().prop_map(Change::Insert),
        Just(Change::Top),
    ]
}

#[test]
fn an_entry_that_is_there_all_the_time_comes_exactly_once() {
    comes_exactly_once(64);
}

#[test]
#[ignore = "slow: a thousand lists that change while they are read"]
fn an_entry_that_is_there_all_the_time_comes_exactly_once_in_a_thousand_lists() {
    comes_exactly_once(1_000);
}

fn comes_exactly_once(lists: u32) {
    let runtime = tokio::runtime::Runtime::new().expect("runtime");
    let list = Arc::new(Mutex::new(List::of([])));
    let served = list.clone();
    let response = move |received: &Received| {
        let page = served.lock().expect("list").page(number(received, "offset"), number(received, "limit"));
        json(200, &page)
    };
    let (sink, client) = runtime.block_on(async {
        let sink = Sink::start(response).await;
        let client = client(&sink.url).await;
        (sink, client)
    });
    let changes = prop::collection::vec(prop::collection::vec(change(), 0..6), 0..12);
    let mut runner =
        TestRunner::new(ProptestConfig { cases: lists, failure_persistence: None, ..ProptestConfig::default() });
    let outcome = runner.run(&(0_u32..40, 1_u32..9, changes), |(length, limit, changes)| {
        let kept = Arc::new(Mutex::new((0..length).collect()));
        *list.lock().expect("list") = changing(length, changes, kept.clone());
        let call = client.list_voice_training_job().limit(limit);
        let mut read = ids(&runtime.block_on(call.stream().try_collect()).expect("jobs"));
        for id in &*kept.lock().expect("kept") {
            prop_assert!(read.contains(id), "{} is missing: {:?}", id, &read);
        }
        read.sort_unstable();
        prop_assert!(read.is_sorted_by(|one, next| one < next), "twice: {:?}", &read);
        Ok(())
    });
    outcome.expect("once each");
    drop(sink);
}

/// A list with these changes between requests, and which of its first entries are left.
fn changing(length: u32, changes: Vec<Vec<Change>>, left: Arc<Mutex<Vec<u32>>>) -> List {
    let (mut changes, mut added) = (changes.into_iter(), 1000);
    List::of(0..length).then(move |_, ids| {
        for change in changes.next().into_iter().flatten() {
            added += 1;
            match change {
                Change::Delete(at) if !ids.is_empty() => {
                    let gone = ids.remove(at.index(ids.len()));
                    left.lock().expect("kept").retain(|id| *id != gone);
                }
                Change::Insert(at) => ids.insert(at.index(ids.len() + 1), added),
                Change::Top => ids.insert(0, added),
                Change::Delete(_) => {}
            }
        }
    })
}

//! The spans of trainings as JSON lines, as a service writes them.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, LazyLock, Mutex};

use metastudio_voice::training::Plan;
use metastudio_voice::training::store::FileStore;
use metastudio_voice::upload::Source;
use serde_json::Value;
use tracing::instrument::WithSubscriber;
use tracing::{Dispatch, Instrument};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::support::{Condition, Store, wav};
use crate::training::{Studio, fast};

/// A second subscriber, for as long as the process lives. While a process has only one, tracing-core asks the thread
/// that reaches a span or an event first whether anybody listens, and keeps the reply for all threads.
static ANOTHER: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(tracing_subscriber::registry()));

/// A log in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn subscriber(&self) -> Dispatch {
        LazyLock::force(&ANOTHER);
        let lines = tracing_subscriber::fmt().json().with_max_level(tracing::Level::DEBUG);
        Dispatch::new(lines.with_span_events(FmtSpan::CLOSE).with_writer(self.clone()).finish())
    }

    /// Returns the lines of this crate and of the store.
    fn lines(&self) -> Vec<Value> {
        let text = String::from_utf8(self.0.lock().expect("log").clone()).expect("UTF-8");
        let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        lines
            .filter(|line| ["metastudio_voice", "store"].contains(&line["target"].as_str().unwrap_or_default()))
            .collect()
    }

    /// Returns the lines of each training, by its number. Every line must be of one training, but for the list with which
    /// a pool watches all of its jobs.
    fn by_training(&self) -> BTreeMap<u64, Vec<Value>> {
        let mut trainings: BTreeMap<u64, Vec<Value>> = BTreeMap::new();
        for line in self.lines() {
            let spans = line["spans"].as_array().cloned().unwrap_or_default();
            let own = (line["span"]["name"] == "training").then(|| line["span"].clone());
            let all = spans.iter().chain(&own).filter(|span| span["name"] == "training");
            let numbers: BTreeSet<u64> = all.filter_map(|span| span["huaweicloud.training"].as_u64()).collect();
            if numbers.is_empty() && line.to_string().contains("ListVoiceTrainingJob") {
                continue;
            }
            assert_eq!(numbers.len(), 1, "{line}");
            trainings.entry(numbers.into_iter().next().expect("one")).or_default().push(line);
        }
        trainings
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("log").extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// Returns the span of the training, from the line that its end writes.
fn training(lines: &[Value]) -> &Value {
    let mut ended =
        lines.iter().filter(|line| line["span"]["name"] == "training" && line["fields"]["message"] == "close");
    &ended.next_back().expect("the end of the training")["span"]
}

#[tokio::test]
async fn two_trainings_at_once_are_told_apart_in_every_line_of_json_also_of_tasks_and_threads() {
    let studio = Studio::open().await;
    let folder = tempfile::tempdir().expect("folder");
    let log = Log::default();
    let store = Store::with(wav(1_500_000), Condition::ETag).await;
    let object = Source::object(Arc::new(store), "voices/long.wav").await.expect("a source");
    // The reader speaks on the thread that reads.
    let reader = Source::reader("r", wav(96_000).len() as u64, || {
        tracing::info!(target: "store", "opened");
        Ok(Box::new(io::Cursor::new(wav(96_000))))
    });
    let journals = Arc::new(FileStore::folder(folder.path()));
    let plans = [
        Plan::premium("Anna Müller", object).journal(folder.path().join("order-17.json")),
        Plan::premium("Ben", reader).journal_in(journals, "order-18"),
    ];
    let trainings = studio.client.train_all(plans.map(fast)).into_future().with_subscriber(log.subscriber());
    for outcome in trainings.await {
        outcome.expect("an outcome").into_voice().expect("a voice");
    }
    let trainings = log.by_training();
    assert_eq!(trainings.len(), 2);
    let jobs: BTreeSet<String> = studio.simulator.jobs().into_iter().map(|job| job.id).collect();
    let ended: Vec<&Value> = trainings.values().map(|lines| training(lines)).collect();
    let of_lines: BTreeSet<String> =
        ended.iter().filter_map(|span| Some(span["huaweicloud.job_id"].as_str()?.to_owned())).collect();
    assert_eq!(of_lines, jobs);
    let journals: BTreeSet<Option<&str>> = ended.iter().map(|span| span["huaweicloud.journal"].as_str()).collect();
    assert_eq!(journals, BTreeSet::from([Some("order-17.json"), Some("order-18")]));
    for (lines, span) in trainings.values().zip(ended) {
        assert_eq!(
            (&span["huaweicloud.edition"], &span["huaweicloud.outcome"]),
            (&"ADVANCE".into(), &"trained".into())
        );
        let spans: BTreeSet<&str> = lines.iter().filter_map(|line| line["span"]["name"].as_str()).collect();
        assert!(["call", "attempt", "upload", "training"].iter().all(|name| spans.contains(name)), "{spans:?}");
        assert!(lines.iter().any(|line| line["target"] == "store"), "no line of the thread that reads");
    }
    let text = String::from_utf8(log.0.lock().expect("log").clone()).expect("UTF-8");
    assert!(!text.contains("Anna") && !text.contains("\"Ben\""), "a voice is named");
}

#[tokio::test]
async fn the_name_of_a_voice_is_in_the_span_only_when_the_client_was_asked_for_it() {
    let studio = Studio::open().await;
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("Anna.wav");
    std::fs::write(&path, wav(96_000)).expect("written");
    let keys = metastudio_voice::Credentials::access_key(studio.simulator.access_key(), studio.simulator.secret_key());
    let client = metastudio_voice::Client::builder().endpoint(studio.simulator.endpoint());
    let client = client.project_id(studio.simulator.project_id()).credentials(keys.expect("keys")).trace_voice_names();
    let named = client.build().await.expect("client");
    for (client, expected) in [(&studio.client, None), (&named, Some("Anna"))] {
        let plan = fast(Plan::premium("Anna", &path));
        let log = Log::default();
        client.train(plan).into_future().with_subscriber(log.subscriber()).await.expect("trained");
        let watch = client.watch(folder.path().join("Anna.wav.training.json"));
        watch.into_future().with_subscriber(log.subscriber()).await.expect("trained");
        let trainings = log.by_training();
        assert_eq!(trainings.len(), 2);
        for lines in trainings.values() {
            let span = training(lines);
            assert_eq!(span["huaweicloud.voice_name"].as_str(), expected, "{span}");
            assert_eq!(span["huaweicloud.edition"].as_str(), Some("ADVANCE"));
            assert_eq!(span["huaweicloud.job_id"].as_str(), Some(&*studio.simulator.jobs()[0].id));
        }
        // The default name of the journal tells the name of the recording.
        let told = String::from_utf8(log.0.lock().expect("log").clone()).expect("UTF-8");
        assert_eq!(told.contains("Anna"), expected.is_some());
    }
}

#[tokio::test]
async fn trainings_of_a_pool_are_told_apart_and_are_not_inside_the_request_that_has_started_them() {
    let studio = Studio::open().await;
    let folder = tempfile::tempdir().expect("folder");
    let log = Log::default();
    let path = |name: &str| folder.path().join(name);
    let run = async {
        let pool = studio.client.pool().build();
        let mut trainings = Vec::new();
        for (key, samples) in [("order-17", 96_000), ("order-18", 96_001)] {
            let source = Source::bytes("b", wav(samples));
            let plan = fast(Plan::premium("Anna", source).journal(path(&format!("{key}.json"))));
            trainings
                .push(pool.start(key, plan).instrument(tracing::info_span!("request", key)).await.expect("started"));
        }
        for training in trainings {
            training.outcome().await.expect("an outcome").into_voice().expect("a voice");
        }
    };
    run.with_subscriber(log.subscriber()).await;
    let trainings = log.by_training();
    assert_eq!(trainings.len(), 2);
    let jobs: BTreeSet<String> = studio.simulator.jobs().into_iter().map(|job| job.id).collect();
    let (mut of_lines, mut journals) = (BTreeSet::new(), BTreeSet::new());
    for lines in trainings.values() {
        let span = training(lines);
        journals.extend(span["huaweicloud.journal"].as_str());
        assert_eq!(span["huaweicloud.outcome"].as_str(), Some("trained"));
        of_lines.extend(span["huaweicloud.job_id"].as_str().map(ToOwned::to_owned));
        let calls: BTreeSet<&str> = lines.iter().filter_map(|line| line["span"]["otel.name"].as_str()).collect();
        assert!(calls.contains("CreateTrainingAdvanceJob") && calls.contains("ShowVoiceTrainingJob"), "{calls:?}");
        assert!(lines.iter().all(|line| !line.to_string().contains("\"request\"")), "{lines:?}");
    }
    assert_eq!((of_lines, journals), (jobs, BTreeSet::from(["order-17.json", "order-18.json"])));
}

#[tokio::test]
async fn a_training_that_fails_has_the_kind_of_its_error_in_its_span() {
    let studio = Studio::open().await;
    let log = Log::default();
    let plan = Plan::premium("v", Source::bytes("b", "no recording")).without_journal();
    let training_future = studio.client.train(plan).into_future().with_subscriber(log.subscriber());
    training_future.await.expect_err("no recording");
    let trainings = log.by_training();
    let span = training(trainings.values().next().expect("the training"));
    assert_eq!((span["error.type"].as_str(), span["otel.status_code"].as_str()), (Some("file"), Some("ERROR")));
    assert_eq!(span.get("huaweicloud.job_id"), None);
}

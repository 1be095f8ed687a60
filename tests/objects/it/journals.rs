//! Trainings that go on in another process: their journals alone tell where the objects are.

use std::sync::Arc;
use std::time::Duration;

use metastudio_voice::training::store::JournalStore;
use metastudio_voice::training::{Event, Journal, JournalStatus, Plan, Pool, Segment, Training};
use metastudio_voice::types::JobState;
use metastudio_voice::upload::Source;
use metastudio_voice::{Client, Error, ErrorKind};
use metastudio_voice_simulator::{Disturbance, MemoryStore, ObjectKind, UploadDisturbance};
use object_store::memory::InMemory;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt};

use crate::support::{Condition, Fault, LOCATION, S3, Store, archive_of, wav};
use crate::training::{Studio, fast};

const KEY: &str = "order-17";
const LIMIT: Duration = Duration::from_secs(10);

/// Returns an error if it takes too long.
async fn in_time<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(LIMIT, work).await.expect("in time")
}

/// Returns the journal of a training that was accepted, and of which nothing was done.
async fn accepted(client: &Client, plan: Plan) -> Journal {
    let journals = MemoryStore::new();
    // The pool ends before its task has run.
    client.pool().store(journals.clone()).build().start(KEY, plan).await.expect("accepted");
    stored(&journals).await
}

async fn stored(journals: &MemoryStore) -> Journal {
    journals.load(KEY).await.expect("a store").expect("a journal").journal
}

/// Trains by a journal, with an object store.
async fn train(client: &Client, journal: &Journal, store: Arc<dyn ObjectStore>) -> Result<String, Error> {
    let plan = Plan::from_journal(journal)?.object_store(store).without_journal();
    Ok(client.train(plan).await?.into_voice()?.job_id.to_string())
}

async fn until(training: &Training, is_so: impl Fn(&Event) -> bool) {
    let mut events = training.events();
    while !is_so(&in_time(events.next()).await.expect("an event")) {}
}

/// Brings a training to its job, and stops the pool before the recording is uploaded.
async fn begun(studio: &Studio, plan: Plan) -> MemoryStore {
    let journals = MemoryStore::new();
    studio.simulator.disturb_upload(Some(ObjectKind::Recording), [UploadDisturbance::HangBefore]);
    let pool = studio.client.pool().store(journals.clone()).build();
    until(&pool.start(KEY, plan).await.expect("started"), |event| matches!(event, Event::Created { .. })).await;
    pool.shutdown(LIMIT).await;
    studio.simulator.clear_disturbances();
    journals
}

async fn resume(pool: &Pool) -> Training {
    in_time(async {
        loop {
            let mut resumed = pool.resume_all().await.expect("resumed");
            assert!(resumed.failed.is_empty(), "{resumed:?}");
            if let Some(training) = resumed.trainings.pop() {
                return training;
            }
            assert_eq!(resumed.in_use, [KEY]);
            // The lease of a process that was killed ends by itself.
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await
}

#[tokio::test]
async fn another_process_goes_on_by_the_journal_alone_when_one_is_killed_before_its_upload() {
    for is_created in [false, true] {
        let studio = Studio::open().await;
        let recording = wav(600_000);
        let s3 = S3::start(recording.clone()).await;
        let letters = Store::with(b"%PDF-1.4 signed".to_vec(), Condition::ETag).await;
        let source = Source::object(Arc::new(s3.store()), "anna/day 1% [a].wav").await.expect("a source");
        let letter = Source::object(Arc::new(letters.clone()), LOCATION).await.expect("a letter");
        let plan = fast(Plan::premium("v", source).letter(letter));
        let journals = MemoryStore::new();
        match is_created {
            true => studio.simulator.disturb_upload(Some(ObjectKind::Recording), [UploadDisturbance::HangBefore]),
            false => studio
                .simulator
                .disturb_operation("ShowTenantDurationCfg", [Disturbance::HangBefore])
                .expect("an operation"),
        }
        let killed = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let killed = killed.expect("a runtime");
        let client = studio.simulator.client_builder().build().await.expect("client");
        let pool = client.pool().store(journals.clone()).lease(Duration::from_millis(100)).build();
        let begun = killed.spawn(async move {
            let training = pool.start(KEY, plan).await.expect("started");
            if is_created {
                until(&training, |event| matches!(event, Event::Created { .. })).await;
            }
            pool
        });
        let pool = in_time(begun).await.expect("begun");
        killed.shutdown_background();
        studio.simulator.clear_disturbances();

        let journal = stored(&journals).await;
        assert_eq!(journal.status(), if is_created { JournalStatus::Created } else { JournalStatus::New });
        let text = serde_json::to_string(&journal).expect("JSON");
        assert!(text.contains("\"AmazonS3(voices)\"") && text.contains("\"Faulty(https://store/)\""), "{text}");
        for secret in ["AKSECRET", "SKSECRET", "SIGNED", "Signature"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }

        let pool_of_another = studio.client.pool().store(journals.clone());
        let another = pool_of_another.object_store(Arc::new(s3.store())).object_store(Arc::new(letters)).build();
        let training = resume(&another).await;
        let voice = in_time(training.outcome()).await.expect("an outcome").into_voice().expect("a voice");
        let object = |kind| studio.simulator.object(&voice.job_id, kind).expect("an object").bytes().expect("bytes");
        assert!(object(ObjectKind::Recording) == archive_of(recording).await);
        assert_eq!(object(ObjectKind::Letter), b"%PDF-1.4 signed");
        assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1));
        drop(pool);
    }
}

#[tokio::test]
async fn an_object_that_was_replaced_before_it_was_read_is_refused_before_a_job_exists() {
    let studio = Studio::open().await;
    for (condition, samples, reason) in [
        (Condition::ETag, 96_000, "it has another ETag now"),
        (Condition::WeakETag, 96_000, "it has another ETag now"),
        (Condition::Version, 96_000, "it has another version now"),
        (Condition::Nothing, 96_001, "it had 192044 bytes, now it has 192046"),
    ] {
        let store = Store::with(wav(96_000), condition).await;
        let source = Source::object(Arc::new(store.clone()), LOCATION).await.expect("a source");
        let journal = accepted(&studio.client, fast(Plan::premium("v", source))).await;
        store.replace(wav(samples)).await;
        let error = train(&studio.client, &journal, Arc::new(store)).await.expect_err("another object");
        let expected =
            format!("voices/long.wav in Faulty(https://store/) was replaced after the training was accepted: {reason}");
        assert_eq!((error.kind(), error.message()), (ErrorKind::File, &*expected));
    }
    assert!(studio.simulator.jobs().is_empty());
}

#[tokio::test]
async fn a_training_that_ended_because_its_object_was_replaced_can_be_started_again_with_the_new_one() {
    let studio = Studio::open().await;
    let store = Arc::new(InMemory::new());
    let source = async || {
        store.put(&"a.wav".into(), wav(96_000).into()).await.expect("stored");
        Source::object(store.clone(), "a.wav").await.expect("a source")
    };
    let journals = MemoryStore::new();
    let pool = || studio.client.pool().store(journals.clone()).object_store(store.clone()).build();
    studio.simulator.disturb_operation("ShowTenantDurationCfg", [Disturbance::HangBefore]).expect("an operation");
    let first = pool();
    first.start(KEY, fast(Plan::premium("v", source().await))).await.expect("started");
    first.shutdown(LIMIT).await;
    studio.simulator.clear_disturbances();
    let better = source().await;
    let second = pool();
    let error = in_time(resume(&second).await.outcome()).await.expect_err("another object");
    assert!(error.to_string().contains("start the training again with the new one"), "{error}");
    assert_eq!(stored(&journals).await.status(), JournalStatus::Stopped);
    let again = second.start(KEY, fast(Plan::premium("v", better))).await.expect("started");
    in_time(again.outcome()).await.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(studio.simulator.jobs().len(), 1);
}

#[tokio::test]
async fn once_an_object_was_read_its_bytes_decide_and_not_its_etag() {
    for (samples, is_same) in [(96_000, true), (96_001, false)] {
        let studio = Studio::open().await;
        let store = Arc::new(InMemory::new());
        store.put(&"a.wav".into(), wav(96_000).into()).await.expect("stored");
        let source = Source::object(store.clone(), "a.wav").await.expect("a source");
        let journals = begun(&studio, fast(Plan::premium("v", source))).await;
        // Its ETag is another one now, whatever its bytes are.
        store.put(&"a.wav".into(), wav(samples).into()).await.expect("stored");
        let pool = studio.client.pool().store(journals).object_store(store).build();
        let outcome = in_time(resume(&pool).await.outcome()).await;
        match is_same {
            true => drop(outcome.expect("an outcome").into_voice().expect("a voice")),
            false => {
                let error = outcome.expect_err("another recording");
                assert!(error.to_string().contains("is not the one that this training began with"), "{error}");
            }
        }
        assert_eq!(studio.simulator.jobs().len(), 1);
    }
}

#[tokio::test]
async fn a_process_without_the_right_object_store_says_so_and_leaves_the_training_to_another() {
    let studio = Studio::open().await;
    let store = Arc::new(InMemory::new());
    store.put(&"a.wav".into(), wav(96_000).into()).await.expect("stored");
    let source = Source::object(store.clone(), "a.wav").await.expect("a source");
    let journals = begun(&studio, fast(Plan::premium("v", source))).await;
    let pool = || studio.client.pool().store(journals.clone());
    let other = || Arc::new(InMemory::new());
    let prefixed = Arc::new(PrefixStore::new(other(), "b"));
    for (pool, reason, advice) in [
        (pool(), "no object store of this name was given", "PoolBuilder::object_store"),
        (pool().object_store(prefixed), "no object store of this name was given", "PoolBuilder::object_store"),
        (
            pool().object_store(store.clone()).object_store(other()),
            "two of the object stores have this name",
            "let them have different names",
        ),
    ] {
        let pool = pool.build();
        let training = resume(&pool).await;
        let error = in_time(training.outcome()).await.expect_err("no store");
        assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Configuration, false));
        assert_eq!(error.message(), format!("a.wav in InMemory cannot be read: {reason}"));
        assert!(error.advice().is_some_and(|it| it.contains(advice)), "{error}");
        assert_eq!(
            (training.status(), stored(&journals).await.status()),
            (JournalStatus::Created, JournalStatus::Created)
        );
    }
    // The same store, given twice, is one.
    let pool = pool().object_store(store.clone()).object_store(store).build();
    in_time(resume(&pool).await.outcome()).await.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1));
}

#[tokio::test]
async fn a_submitted_job_is_resumed_without_its_object_and_without_any_object_store() {
    let studio = Studio::open().await;
    let journals = MemoryStore::new();
    let s3 = S3::start(wav(96_000)).await;
    let source = Source::object(Arc::new(s3.store()), "a.wav").await.expect("a source");
    let pool = studio.client.pool().store(journals.clone()).build();
    let plan = Plan::premium("v", source).poll_interval(Duration::from_secs(3_600));
    let training = pool.start(KEY, plan).await.expect("started");
    until(&training, |event| matches!(event, Event::Submitted)).await;
    pool.shutdown(LIMIT).await;
    s3.replace(None);
    let text = |journal: &Journal| serde_json::to_value(journal).expect("JSON")["plan"].clone();
    let plan = text(&stored(&journals).await);
    while !studio.simulator.jobs().iter().all(|job| job.state == JobState::Succeed) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(stored(&journals).await.status(), JournalStatus::Submitted);
    let pool = studio.client.pool().store(journals.clone()).build();
    let training = resume(&pool).await;
    in_time(training.outcome()).await.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(text(&stored(&journals).await), plan);
    let plan = Plan::from_journal(&stored(&journals).await).expect("a plan").journal_in(Arc::new(journals), KEY);
    pool.shutdown(LIMIT).await;
    in_time(studio.client.train(plan).into_future()).await.expect("an outcome").into_voice().expect("a voice");
}

#[tokio::test(start_paused = true)]
async fn an_object_store_that_is_away_when_an_object_is_opened_again_is_waited_for() {
    let simulator = metastudio_voice_simulator::Simulator::builder().clock(metastudio_voice_simulator::Clock::Polled);
    let simulator = simulator.start().await.expect("simulator");
    let client = simulator.client_builder().build().await.expect("client");
    let store = Store::with(wav(96_000), Condition::ETag).await;
    let source = Source::object(Arc::new(store.clone()), LOCATION).await.expect("a source");
    let journal = accepted(&client, Plan::premium("v", source)).await;
    // Two times as often as a request is repeated.
    store.fail_heads([[Fault::Fails; 4], [Fault::Hangs; 4]].concat());
    let plan = Plan::from_journal(&journal).expect("a plan").object_store(Arc::new(store)).without_journal();
    let (training, mut events) = client.train(plan).events();
    training.await.expect("an outcome").into_voice().expect("a voice");
    let mut reasons = Vec::new();
    while let Some(event) = events.next().await {
        if let Event::Retrying { error } = event {
            reasons.push(error);
        }
    }
    assert_eq!(reasons.len(), 2);
    assert!(reasons[0].contains("the request to the store failed"), "{reasons:?}");
    assert!(reasons[1].contains("the store gave nothing for 60.0 s"), "{reasons:?}");
}

#[tokio::test]
async fn a_store_that_refuses_its_keys_ends_a_training_that_can_be_resumed() {
    let studio = Studio::open().await;
    let journals = MemoryStore::new();
    let s3 = S3::start(wav(96_000)).await;
    let pool = studio.client.pool().store(journals.clone()).object_store(Arc::new(s3.store())).build();
    let source = Source::object(Arc::new(s3.store()), "a.wav").await.expect("a source");
    for (status, reason) in [(403, "may not be read"), (401, "did not accept the credentials")] {
        s3.fail([status]);
        let training = match stored_status(&journals).await {
            None => pool.start(KEY, fast(Plan::premium("v", source.clone()))).await.expect("started"),
            Some(_) => resume(&pool).await,
        };
        let error = in_time(training.outcome()).await.expect_err("refused");
        assert!(error.to_string().contains(reason) && error.is_permission() && !error.is_auth(), "{error}");
        assert_eq!(stored_status(&journals).await, Some(JournalStatus::New));
    }
    in_time(resume(&pool).await.outcome()).await.expect("an outcome").into_voice().expect("a voice");
}

async fn stored_status(journals: &MemoryStore) -> Option<JournalStatus> {
    journals.load(KEY).await.expect("a store").map(|stored| stored.journal.status())
}

#[tokio::test]
async fn segments_that_are_objects_and_files_are_gone_on_with_by_the_journal() {
    let studio = Studio::open().await;
    let folder = tempfile::tempdir().expect("folder");
    let store = Arc::new(InMemory::new());
    let mut segments = Vec::new();
    for n in 0..20_u32 {
        let audio = match n {
            7 => {
                let path = folder.path().join("7.wav");
                std::fs::write(&path, wav(48_000 + n)).expect("written");
                Source::open(path).expect("a source")
            }
            _ => {
                let location = object_store::path::Path::from(format!("{n}.wav"));
                store.put(&location, wav(48_000 + n).into()).await.expect("stored");
                Source::object(store.clone(), location).await.expect("a source")
            }
        };
        segments.push(Segment::from_source(audio, format!("这是第{n}句话。")));
    }
    let plan = || fast(Plan::basic("v", segments.iter().cloned().collect()).without_journal());
    let voice = studio.client.train(plan()).await.expect("an outcome").into_voice().expect("a voice");
    let recording = |id: &str| studio.simulator.object(id, ObjectKind::Recording).map(|it| it.bytes().expect("bytes"));
    let expected = recording(&voice.job_id).expect("an archive");

    let journal = accepted(&studio.client, plan()).await;
    let again = train(&studio.client, &journal, store.clone()).await.expect("trained");
    assert!(recording(&again) == Some(expected));
    let journal = accepted(&studio.client, plan().upload_as_segments()).await;
    train(&studio.client, &journal, store.clone()).await.expect("trained");
    assert_eq!(studio.simulator.jobs().len(), 3);

    store.delete(&"9.wav".into()).await.expect("deleted");
    let error = train(&studio.client, &journal, store).await.expect_err("no object");
    assert_eq!((error.kind(), error.message()), (ErrorKind::File, "9.wav in InMemory does not exist"));
}

#[tokio::test]
async fn the_preflight_of_a_plan_from_a_journal_reads_its_objects_or_reports_why_it_cannot() {
    let studio = Studio::open().await;
    let store = Arc::new(InMemory::new());
    for location in ["a.wav", "letter"] {
        let bytes = if location == "letter" { b"%PDF-1.4 signed".to_vec() } else { wav(1_500_000) };
        store.put(&location.into(), bytes.into()).await.expect("stored");
    }
    let source = async |location| Source::object(store.clone(), location).await.expect("a source");
    let plan = Plan::premium("v", source("a.wav").await).letter(source("letter").await);
    let journal = accepted(&studio.client, plan).await;
    let preflight = async |plan: Plan| studio.client.preflight(plan).await.expect("a report");
    let plan = || Plan::from_journal(&journal).expect("a plan");
    let report = preflight(plan().object_store(store.clone())).await;
    assert!(report.is_ready(), "{report}");
    let report = preflight(plan()).await.to_string();
    for name in ["a.wav", "letter"] {
        assert!(
            report.contains(&format!("{name} in InMemory cannot be read: no object store of this name")),
            "{report}"
        );
    }
    store.delete(&"letter".into()).await.expect("deleted");
    let report = preflight(plan().object_store(store.clone())).await;
    assert!(!report.is_ready() && report.to_string().contains("letter in InMemory does not exist"), "{report}");
}

#[test]
fn a_plan_shows_the_names_of_its_object_stores_and_no_key() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let s3 = runtime.block_on(S3::start(Vec::new()));
    let plan = format!("{:?}", Plan::premium("v", "a.wav").object_store(Arc::new(s3.store())));
    assert!(plan.contains("[\"AmazonS3(voices)\"]") && !plan.contains("SECRET"), "{plan}");
}

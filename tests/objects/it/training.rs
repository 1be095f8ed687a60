//! Whole trainings from objects, against the simulator.

use std::sync::Arc;
use std::time::Duration;

use metastudio_voice::training::{Plan, Segment};
use metastudio_voice::upload::Source;
use metastudio_voice::{Client, Credentials, ErrorKind};
use metastudio_voice_simulator::{Clock, ObjectKind, Simulator};
use object_store::ObjectStoreExt;
use object_store::memory::InMemory;

use crate::support::{Condition, Fault, S3, Store, archive_of, wav};

/// A simulator whose jobs move on, and a client of it.
pub(crate) struct Studio {
    pub(crate) simulator: Arc<Simulator>,
    pub(crate) client: Client,
    time: tokio::task::JoinHandle<()>,
}

impl Studio {
    pub(crate) async fn open() -> Self {
        let simulator = Arc::new(Simulator::builder().clock(Clock::Manual).start().await.expect("simulator"));
        let moving = simulator.clone();
        let time = tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_millis(10)).await;
                moving.advance();
            }
        });
        let keys = Credentials::access_key(simulator.access_key(), simulator.secret_key()).expect("keys");
        let client = Client::builder().endpoint(simulator.endpoint()).project_id(simulator.project_id());
        let client = client.credentials(keys).build().await.expect("client");
        Self { simulator, client, time }
    }
}

impl Drop for Studio {
    fn drop(&mut self) {
        self.time.abort();
    }
}

pub(crate) fn fast(plan: Plan) -> Plan {
    plan.poll_interval(Duration::from_millis(5))
}

/// Trains from an object of S3 that fails at times, and checks the bytes that arrive.
async fn train_from_s3() {
    let studio = Studio::open().await;
    let recording = wav(1_500_000);
    let s3 = S3::start(recording.clone()).await;
    let source = Source::object(Arc::new(s3.store()), "anna/day 1.wav").stall_timeout(Duration::from_secs(5));
    let source = source.await.expect("a source");
    s3.fail([503, 500]);
    let letters = InMemory::new();
    letters.put(&"letter".into(), "%PDF-1.4 signed".into()).await.expect("stored");
    let letter = Source::object(Arc::new(letters), "letter").await.expect("a letter");
    let plan = fast(Plan::premium("v", source).letter(letter).without_journal());
    let report = studio.client.preflight(plan.clone()).await.expect("a report");
    assert!(report.is_ready(), "{report}");
    s3.fail([429]);
    let voice = studio.client.train(plan).await.expect("an outcome").into_voice().expect("a voice");
    let stored = studio.simulator.object(&voice.job_id, ObjectKind::Recording).expect("the recording");
    assert!(stored.bytes().expect("bytes") == archive_of(recording).await);
    let letter = studio.simulator.object(&voice.job_id, ObjectKind::Letter).expect("the letter");
    assert_eq!(letter.bytes().expect("bytes"), b"%PDF-1.4 signed");
    assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1));
}

#[tokio::test(flavor = "current_thread")]
async fn an_object_of_s3_becomes_a_voice_in_a_runtime_of_one_thread() {
    train_from_s3().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_object_of_s3_becomes_a_voice_in_a_runtime_of_several_threads() {
    train_from_s3().await;
}

#[tokio::test(start_paused = true)]
async fn an_object_becomes_a_voice_in_paused_time() {
    let simulator = Simulator::builder().clock(Clock::Polled).start().await.expect("simulator");
    let keys = Credentials::access_key(simulator.access_key(), simulator.secret_key()).expect("keys");
    let client = Client::builder().endpoint(simulator.endpoint()).project_id(simulator.project_id());
    let client = client.credentials(keys).build().await.expect("client");
    let folder = tempfile::tempdir().expect("folder");
    let local = object_store::local::LocalFileSystem::new_with_prefix(folder.path()).expect("a folder");
    let memory = InMemory::new();
    for store in [&local as &dyn object_store::ObjectStore, &memory] {
        store.put(&"a.wav".into(), wav(1_500_000).into()).await.expect("stored");
    }
    let stores: [Arc<dyn object_store::ObjectStore>; 2] = [Arc::new(local), Arc::new(memory)];
    for store in stores {
        let source = Source::object(store, "a.wav").await.expect("a source");
        let plan = Plan::premium("v", source).without_journal();
        client.train(plan).await.expect("an outcome").into_voice().expect("a voice");
    }
}

#[tokio::test]
async fn an_outage_of_the_store_during_the_upload_is_waited_out() {
    let studio = Studio::open().await;
    let store = Store::with(wav(1_500_000), Condition::ETag).await;
    let source = Source::object(Arc::new(store.clone()), "voices/long.wav").stall_timeout(Duration::from_millis(240));
    let source = source.await.expect("a source");
    let plan = fast(Plan::premium("v", source).without_journal());
    let (of_events, mut retries) = (store.clone(), 0);
    let training = studio.client.train(plan).on_event(move |event| match event {
        metastudio_voice::training::Event::Created { .. } => of_events.fail_always(Some(Fault::Fails)),
        metastudio_voice::training::Event::Retrying { error } => {
            assert!(error.contains("the request to the store failed"), "{error}");
            retries += 1;
            if retries == 6 {
                of_events.fail_always(None);
            }
        }
        _ => {}
    });
    training.await.expect("an outcome").into_voice().expect("a voice");
    assert_eq!(studio.simulator.credits_spent(), 1);
}

#[tokio::test]
async fn a_training_goes_on_after_its_object_was_stored_again_and_refuses_another_recording() {
    let studio = Studio::open().await;
    let folder = tempfile::tempdir().expect("folder");
    let store = Arc::new(InMemory::new());
    let plan = async |samples| {
        store.put(&"a.wav".into(), wav(samples).into()).await.expect("stored");
        let source = Source::object(store.clone(), "a.wav").await.expect("a source");
        fast(Plan::premium("v", source).journal(folder.path().join("order-17.json")))
    };
    let training = studio.client.train(plan(96_000).await);
    let (stopped, mut is_stopped) = tokio::sync::mpsc::unbounded_channel();
    let training = training.on_event(move |event| {
        if matches!(event, metastudio_voice::training::Event::Created { .. }) {
            stopped.send(()).expect("a receiver");
        }
    });
    tokio::select! {
        biased;
        _ = is_stopped.recv() => {}
        _ = training.into_future() => panic!("it has ended"),
    }
    let error = studio.client.train(plan(96_001).await).await.expect_err("another recording");
    assert!(error.kind() == ErrorKind::File && error.to_string().contains("is not the one"), "{error}");
    // The same bytes have another ETag now, as after a copy.
    studio.client.train(plan(96_000).await).await.expect("an outcome").into_voice().expect("a voice");
    assert_eq!((studio.simulator.jobs().len(), studio.simulator.credits_spent()), (1, 1));
}

#[tokio::test]
async fn segments_can_be_objects_in_an_archive_and_one_by_one() {
    let studio = Studio::open().await;
    let store = Arc::new(InMemory::new());
    let mut segments = Vec::new();
    for n in 0..20_u32 {
        let location = object_store::path::Path::from(format!("{n}.wav"));
        store.put(&location, wav(48_000 + n).into()).await.expect("stored");
        let source = Source::object(store.clone(), location).await.expect("a source");
        segments.push(Segment::from_source(source, format!("这是第{n}句话。")));
    }
    for plan in [
        Plan::basic("v", segments.iter().cloned().collect()),
        Plan::basic("w", segments.iter().cloned().collect()).upload_as_segments(),
    ] {
        let plan = fast(plan.without_journal());
        studio.client.train(plan).await.expect("an outcome").into_voice().expect("a voice");
    }
    assert_eq!(studio.simulator.jobs().len(), 2);
}

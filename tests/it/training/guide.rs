//! The journal as the guide describes it: the sample, and the moments at which it is written.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use metastudio_voice::Client;
use metastudio_voice::training::{Event, Item, Journal, Plan};
use metastudio_voice::types::{JobState, Sex};
use metastudio_voice_simulator::{Clock, Moment, ObjectKind, Simulator};
use serde_json::Value;

use crate::support::{TestClock, builder_of, file, wav};

const GUIDE: &str = include_str!("../../../src/guide/training.md");

/// A simulator whose job changes its state with each query, a client whose pauses take no time, and the files of the
/// guide's first example.
struct Scene {
    simulator: Simulator,
    client: Client,
    folder: tempfile::TempDir,
}

impl Scene {
    async fn new() -> Self {
        let simulator = Simulator::builder().clock(Clock::Polled).start().await.expect("simulator");
        let client = builder_of(&simulator).clock(TestClock::new()).build().await.expect("client");
        Self { simulator, client, folder: tempfile::tempdir().expect("folder") }
    }

    fn plan(&self) -> Plan {
        let plan = Plan::premium("Gentle female voice", file(self.folder.path(), "recording.wav", wav(48_000)));
        plan.letter(file(self.folder.path(), "letter.pdf", "%PDF-1.4 signed")).details(|job| job.sex(Sex::Female))
    }

    fn journal(&self) -> PathBuf {
        self.folder.path().join("recording.wav.training.json")
    }
}

/// Returns the paths of all fields.
fn fields(value: &Value, within: &str) -> BTreeSet<String> {
    let fields = value.as_object().into_iter().flatten();
    fields
        .flat_map(|(name, value)| {
            let name = format!("{within}/{name}");
            let mut inner = self::fields(value, &name);
            inner.insert(name);
            inner
        })
        .collect()
}

#[tokio::test]
async fn the_guides_sample_of_a_journal_can_be_read_and_has_the_fields_of_a_real_one() {
    let (_, sample) = GUIDE.split_once("```json\n").expect("a sample");
    let (sample, _) = sample.split_once("```").expect("its end");
    let scene = Scene::new().await;
    let path = file(scene.folder.path(), "sample.json", sample);
    let read = Journal::read(path).expect("a journal");
    let sample: Value = serde_json::from_str(sample).expect("JSON");

    let (path, real) = (scene.journal(), Arc::new(Mutex::new(None)));
    let keep = real.clone();
    let training = scene.client.train(scene.plan()).on_event(move |event| {
        if matches!(event, Event::State { state: JobState::Processing }) {
            *keep.lock().expect("real") = Some(std::fs::read_to_string(&path).expect("text"));
        }
    });
    training.await.expect("an outcome").into_voice().expect("a voice");
    let real = real.lock().expect("real").take().expect("it was in this state");
    let real: Value = serde_json::from_str(&real).expect("JSON");
    assert_eq!(fields(&sample, ""), fields(&real, ""));
    for constant in [
        "/version",
        "/edition",
        "/voice_name",
        "/details",
        "/submission/number",
        "/submission/uploaded",
        "/submission/state",
    ] {
        assert_eq!(sample.pointer(constant), real.pointer(constant), "{constant}");
    }
    // No field of the sample is ignored.
    assert_eq!(serde_json::to_value(read).expect("JSON"), sample);
}

#[tokio::test]
async fn a_journal_has_the_crc_32_of_each_detail_as_json_and_0_for_a_phone_number() {
    let scene = Scene::new().await;
    let plan = scene.plan().details(|job| job.phone("13500001111"));
    scene.client.train(plan).await.expect("an outcome").into_voice().expect("a voice");
    let details = super::journal_json(scene.journal())["details"].clone();
    let [create_type, sex] = [r#""PACKAGE""#, r#""FEMALE""#].map(|value| crc32fast::hash(value.as_bytes()));
    let expected = [("create_type", create_type), ("sex", sex), ("phone", 0)];
    assert_eq!(details, Value::Object(expected.map(|(name, crc)| (name.to_owned(), crc.into())).into_iter().collect()));
}

#[tokio::test]
async fn the_journal_is_written_before_and_after_a_create_or_submit_request_and_after_each_upload() {
    let scene = Scene::new().await;
    let (path, observed) = (scene.journal(), Arc::new(Mutex::new(Vec::new())));
    let keep = observed.clone();
    scene.simulator.on_event(move |event| {
        let step = match (event.operation, event.object, event.moment) {
            (Some("CreateTrainingAdvanceJob"), _, Moment::Arrived) => "create",
            (_, Some(ObjectKind::Letter), Moment::Begun) => "letter",
            (_, Some(ObjectKind::Recording), Moment::Begun) => "recording",
            (Some("ListJobOperationLog"), _, Moment::Arrived) => "log",
            (Some("CommitVoiceTrainingJob"), _, Moment::Arrived) => "submit",
            (Some("ShowVoiceTrainingJob"), _, Moment::Arrived) => "watch",
            _ => return,
        };
        keep.lock().expect("steps").push((step, super::journal_json(&path)));
    });
    let voice = scene.client.train(scene.plan()).await.expect("an outcome").into_voice().expect("a voice");
    let observed: Vec<_> = observed.lock().expect("steps").drain(..).take(6).collect();
    let steps = observed.iter().map(|(step, journal)| {
        let has = |pointer: &str| journal.pointer(pointer).is_some();
        let uploaded: Vec<Item> = serde_json::from_value(journal["submission"]["uploaded"].clone()).expect("items");
        let pending = (has("/pending_create"), has("/submission/pending_submit"));
        (*step, pending, has("/job_id"), uploaded, has("/submission/submitted_at"))
    });
    let (letter, both) = (vec![Item::Letter], vec![Item::Letter, Item::Recording]);
    let expected = [
        ("create", (true, false), false, vec![], false),
        ("letter", (false, false), true, vec![], false),
        ("recording", (false, false), true, letter, false),
        ("log", (false, false), true, both.clone(), false),
        ("submit", (false, true), true, both.clone(), false),
        ("watch", (false, false), true, both, true),
    ];
    assert_eq!(steps.collect::<Vec<_>>(), expected);
    assert!(observed[1..].iter().all(|(_, journal)| journal["job_id"] == **voice.job_id));
}

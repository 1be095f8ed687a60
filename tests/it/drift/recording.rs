//! A recording of responses: it holds nothing that is sensitive, and the same differences are found in it.

use metastudio_voice::drift::{Detector, Exchange, Recorder};
use metastudio_voice_simulator::{Simulator, Stub};
use serde_json::json;

use super::Told;
use crate::support::builder_of;

const CANARY: &str = "CANARY";

#[tokio::test]
async fn a_recording_has_the_same_differences_and_no_text_of_anybody() {
    let simulator = Simulator::builder().drift(7).start().await.expect("a simulator");
    let job = json!({
        "job_id": "26f06524", "state": "SLEEPING", "phone": CANARY, "voice_name": CANARY, "mood": CANARY,
        "deep": { "list": [CANARY, 7, 1.5, null, { "name": CANARY }] }, "sex": "FEMALE", "create_time": 1_714_000_000,
        "training_input_source_url": CANARY, "asset_id": CANARY, "allocated_resource": { "resource_id": CANARY },
    });
    simulator.stub(Stub::operation("ShowVoiceTrainingJob").json(job).header("Warning", CANARY)).expect("a stub");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("responses.jsonl");
    let recorder = Recorder::open(&path).expect("a file");
    let told = Told::default();
    let client = told.by(builder_of(&simulator)).record(&recorder).build().await.expect("a client");
    client.show_voice_training_job().job_id("j").send().await.expect("a job");
    client.list_voice_training_job().send().await.expect("a list");
    client.show_voice_training_quotas().send().await.expect("quotas");
    recorder.finish().expect("written");

    let text = std::fs::read_to_string(&path).expect("a recording");
    assert!(!text.contains(CANARY) && !text.contains(simulator.project_id()), "{text}");
    for kept in ["26f06524", "SLEEPING", "FEMALE", "1714000000", "\"<string of 6>\"", "x-request-id"] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    let mut lines = text.lines();
    assert!(lines.next().is_some_and(|first| first.contains("\"recorder\"")));
    let detector = Detector::new();
    let exchanges: Vec<Exchange> = lines.map(|line| Exchange::read(line).expect("a response")).collect();
    let found: Vec<_> = exchanges.iter().flat_map(|exchange| detector.compare(exchange)).collect();
    assert!(found.len() > 3);
    assert_eq!(found, told.all());
    assert!(!format!("{exchanges:?}").contains("SLEEPING"));
}

#[tokio::test]
async fn a_recording_goes_on_where_another_was_cut_off_and_no_other_file_is_touched() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("responses.jsonl");
    for mine in ["mine", "{\"recording\": true}\n"] {
        std::fs::write(&path, mine).expect("written");
        Recorder::open(&path).expect_err("there is a file");
        assert_eq!(std::fs::read_to_string(&path).expect("a file"), mine);
    }
    std::fs::remove_file(&path).expect("removed");
    Recorder::open(&path).expect("a file").finish().expect("written");
    let cut = std::fs::read_to_string(&path).expect("a recording") + "{\"at\": \"20";
    std::fs::write(&path, &cut).expect("written");
    Recorder::open(&path).expect("a recording").finish().expect("written");
    let text = std::fs::read_to_string(&path).expect("a recording");
    assert!(text.starts_with(&cut) && text.lines().last().is_some_and(|line| line.contains("\"recorder\"")), "{text}");
}

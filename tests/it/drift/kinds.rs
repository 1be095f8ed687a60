//! One response of each kind.

use metastudio_voice::drift::{Drift, DriftKind, apply};
use metastudio_voice::{Client, SPEC};
use metastudio_voice_simulator::{ErrorResponse, Simulator, Stub};
use serde_json::{Value, json};

use super::Told;
use crate::support::{builder_of, client_of};

/// The text in every value that nobody may see.
const CANARY: &str = "CANARY";

/// Returns the differences of one response to `ShowVoiceTrainingJob`.
async fn drifts(stub: impl FnOnce(Stub) -> Stub) -> Vec<Drift> {
    let simulator = Simulator::start().await.expect("a simulator");
    simulator.stub(stub(Stub::operation("ShowVoiceTrainingJob"))).expect("a stub");
    let told = Told::default();
    let client =
        told.by(builder_of(&simulator)).retry_policy(metastudio_voice::retry::NoRetry).build().await.expect("a client");
    for _ in 0..2 {
        // It may fail; the difference is told all the same.
        let _ = client.show_voice_training_job().job_id("j").send().await;
    }
    told.all()
}

async fn drifts_of(job: Value) -> Vec<Drift> {
    drifts(|stub| stub.json(job)).await
}

fn keys(drifts: &[Drift]) -> Vec<&str> {
    drifts.iter().map(Drift::key).collect()
}

/// Returns the line of the spec with a text, from 1.
fn line(text: &str) -> usize {
    SPEC.lines().position(|line| line.contains(text)).unwrap_or_else(|| panic!("{text}")) + 1
}

#[tokio::test]
async fn a_documented_response_has_no_drift() {
    let job = json!({ "job_id": "j", "state": "WAITING", "reject_times": 1, "is_remake": false,
        "allocated_resource": { "charge_mode": "ONE_TIME" } });
    assert_eq!(drifts_of(job).await, []);
    let simulator = Simulator::start().await.expect("a simulator");
    let told = Told::default();
    let client = told.by(builder_of(&simulator)).build().await.expect("a client");
    client.show_voice_training_job().job_id("none").send().await.expect_err("there is no such job");
    client.list_voice_training_job().send().await.expect("a list");
    assert_eq!(told.keys(), [""; 0]);
}

#[tokio::test]
async fn an_unknown_field_is_told_once_with_the_yaml_that_describes_it() {
    let found = drifts_of(json!({ "mood": CANARY, "state": "WAITING" })).await;
    let [drift] = &found[..] else { panic!("{found:?}") };
    assert_eq!((drift.kind(), drift.key()), (DriftKind::UnknownField, "unknown-field TrainingJobInfo.mood"));
    assert_eq!((drift.operation(), drift.status(), drift.pointer()), ("ShowVoiceTrainingJob", 200, "/mood"));
    let [edit] = drift.edits() else { panic!("{found:?}") };
    assert!(edit.replaced().is_empty());
    assert_eq!((drift.line(), edit.line()), (line("    VoiceTrainingAllocatedResource:"), drift.line()));
    let yaml: Vec<&str> = edit.yaml().lines().collect();
    assert_eq!(yaml[..2], ["        mood:", "          type: string"]);
    assert!(yaml.contains(&"          x-sensitive: true"), "{yaml:?}");
    let shown = format!("{drift} {drift:?} {edit}");
    assert!(!shown.contains(CANARY), "{shown}");
    let message = "TrainingJobInfo.mood (string) is not documented; in a response 200 of ShowVoiceTrainingJob at /mood; \
                   openapi/metastudio-voice.yaml:";
    assert!(drift.to_string().starts_with(message), "{drift}");
}

#[tokio::test]
async fn an_unknown_value_is_told_with_everything_that_the_spec_keeps_for_a_value() {
    let found = drifts_of(json!({ "state": "SLEEPING" })).await;
    let [drift] = &found[..] else { panic!("{found:?}") };
    assert_eq!((drift.kind(), drift.key()), (DriftKind::UnknownValue, "unknown-value JobState SLEEPING"));
    let yaml: Vec<&str> = drift.edits().iter().flat_map(|edit| edit.yaml().lines()).map(str::trim).collect();
    let meaning = "SLEEPING: 'Not documented, and seen in a response.'";
    assert_eq!(yaml, ["- SLEEPING", "- Sleeping", meaning, "SLEEPING: waiting"]);
    let spec = apply(SPEC, drift.edits());
    assert_eq!(spec.lines().count(), SPEC.lines().count() + 4);
}

#[tokio::test]
async fn two_values_of_one_enum_are_two_drifts_whose_edits_go_together() {
    let jobs = json!({ "count": 2, "jobs": [{ "sex": "NONE" }, { "sex": "OTHER" }, { "sex": "NONE" }] });
    let simulator = Simulator::start().await.expect("a simulator");
    simulator.stub(Stub::operation("ListVoiceTrainingJob").json(jobs)).expect("a stub");
    let told = Told::default();
    let client = told.by(builder_of(&simulator)).build().await.expect("a client");
    client.list_voice_training_job().send().await.expect("a list");
    assert_eq!(told.keys(), ["unknown-value Sex NONE", "unknown-value Sex OTHER"]);
    assert_eq!(told.all()[0].pointer(), "/jobs/0/sex");
    let spec = apply(SPEC, told.all().iter().flat_map(Drift::edits));
    let enums = spec.replace(['\n', ' '], "");
    assert!(
        enums.contains("-FEMALE-MALE-NONE-OTHER") || enums.contains("[FEMALE,MALE,NONE,OTHER]"),
        "{:?}",
        told.all()
    );
}

#[tokio::test]
async fn another_type_a_null_and_a_missing_field_are_told() {
    let found = drifts_of(json!({ "reject_times": CANARY, "voice_name": null, "is_remake": 1 })).await;
    let mut found_keys = keys(&found);
    found_keys.sort_unstable();
    let expected = [
        "null TrainingJobInfo.voice_name",
        "type TrainingJobInfo.is_remake integer",
        "type TrainingJobInfo.reject_times string",
    ];
    assert_eq!(found_keys, expected);
    assert!(!format!("{found:?}").contains(CANARY));

    let simulator = Simulator::start().await.expect("a simulator");
    simulator.stub(Stub::operation("CreateTrainingAdvanceJob").json(json!({}))).expect("a stub");
    let told = Told::default();
    let client = told.by(builder_of(&simulator)).build().await.expect("a client");
    let created = client.create_training_advance_job().body_map(|job| job.voice_name("v")).send().await;
    created.expect_err("without an id, the response cannot be read");
    assert_eq!(told.keys(), ["missing-field CreateTrainingJobRsp.job_id"]);
}

#[tokio::test]
async fn a_status_a_code_and_a_header_are_told() {
    let found = drifts(|stub| stub.status(202).json(json!({ "state": "WAITING" }))).await;
    assert_eq!(keys(&found), ["status ShowVoiceTrainingJob 202"]);
    assert!(found[0].edits()[0].yaml().contains("'202':"), "{}", found[0].edits()[0]);

    let refused = |status, code: &str| {
        let error = ErrorResponse::new(status, code, CANARY);
        drifts(move |stub| stub.error(error))
    };
    let found = refused(409, "MSS.77777777").await;
    assert_eq!(keys(&found), ["code MSS.77777777"]);
    assert!(found[0].edits()[0].yaml().contains("class: conflict"), "{}", found[0].edits()[0]);
    assert!(!format!("{found:?}").contains(CANARY));
    assert_eq!(keys(&refused(404, "APIG.0101").await), [""; 0]);
    let found = refused(500, "MSS.00000003").await;
    assert_eq!(keys(&found), ["code-status MSS.00000003 500"]);
    assert!(found[0].edits()[0].yaml().contains("status: [400, 500]"), "{}", found[0].edits()[0]);

    let found = drifts(|stub| stub.json(json!({})).header("Sunset", CANARY)).await;
    let [drift] = &found[..] else { panic!("{found:?}") };
    assert!(drift.kind() == DriftKind::Header && drift.key().ends_with("/get/responses/200 sunset"), "{drift:?}");
    assert!(drift.edits()[0].yaml().contains("headers:") && !format!("{drift:?}").contains(CANARY));
}

#[tokio::test]
async fn a_body_of_another_kind_is_told_and_a_page_of_a_proxy_in_a_failure_is_not() {
    assert_eq!(keys(&drifts(|stub| stub.bytes("text/plain", "OK")).await), ["body ShowVoiceTrainingJob 200"]);
    assert_eq!(keys(&drifts(|stub| stub.status(200)).await), ["body ShowVoiceTrainingJob 200"]);
    assert_eq!(keys(&drifts(|stub| stub.error(ErrorResponse::text(502, "<html>"))).await), [""; 0]);
}

#[tokio::test]
async fn names_and_values_of_the_service_are_escaped_and_cut() {
    let long = "x".repeat(10_000);
    let found =
        drifts_of(json!({ "a\u{1b}[2J\nb": 1, long.as_str(): 1, "state": format!("\n{long}"), "sex": "a\u{7}" })).await;
    assert_eq!(found.len(), 4);
    for drift in &found {
        let line = drift.to_string();
        assert!(line.chars().count() < 600 && !line.contains(char::is_control), "{line:?}");
        assert_eq!(drift.edits(), [], "nobody would write such a name");
    }
}

#[tokio::test]
async fn a_panic_of_the_function_leaves_the_call_as_it_is() {
    let simulator = Simulator::start().await.expect("a simulator");
    simulator.stub(Stub::operation("ShowVoiceTrainingJob").json(json!({ "mood": 1, "state": "NEW" }))).expect("a stub");
    let ask = async |client: Client| {
        let job = client.show_voice_training_job().job_id("j").send().await.expect("a job");
        (job.raw().body().clone(), format!("{:?}", job.into_inner()))
    };
    let with = builder_of(&simulator).on_drift(|drift| panic!("{drift}")).build().await.expect("a client");
    assert_eq!(ask(with).await, ask(client_of(&simulator).await).await);
}

#[tokio::test]
async fn a_request_by_its_path_is_compared_like_the_operation_and_another_path_is_not() {
    let simulator = Simulator::start().await.expect("a simulator");
    let path = "/v1/{project_id}/voice-training-manage/user/things";
    simulator.stub(Stub::path("GET", path).json(json!({ "mood": 1 }))).expect("a stub");
    simulator.stub(Stub::operation("ListVoiceTrainingJob").json(json!({ "mood": 1 }))).expect("a stub");
    let told = Told::default();
    let client = told.by(builder_of(&simulator)).build().await.expect("a client");
    client.request(metastudio_voice::reqwest::Method::GET, path).send().await.expect("a thing");
    assert_eq!(told.keys(), [""; 0]);
    let listed = "/v1/{project_id}/voice-training-manage/user/jobs";
    client.request(metastudio_voice::reqwest::Method::GET, listed).send().await.expect("a list");
    assert_eq!(told.keys(), ["unknown-field ListTrainingJobsInfo.mood"]);
}

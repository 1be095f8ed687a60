//! `doctor`: differences from a recording and from calls, and edits that make them go away.

use std::path::{Path, PathBuf};

use metastudio_voice::drift::{Detector, Exchange, Recorder};
use metastudio_voice_codegen::{Contract, Source, check};
use metastudio_voice_simulator::{Clock, Simulator};
use serde_json::Value;

use crate::support::{program, root, run};

const SPEC: &str = "openapi/metastudio-voice.yaml";

/// Records some calls of a simulator that drifts, and returns the file and the keys of what was sent.
fn recording(folder: &Path, seed: u64) -> (String, Vec<String>) {
    let path = folder.join(format!("{seed}.jsonl"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let keys = runtime.block_on(async {
        let simulator = Simulator::builder().clock(Clock::Manual).drift(seed).start().await.expect("a simulator");
        let recorder = Recorder::open(&path).expect("a file");
        let client = simulator.client_builder().record(&recorder).build().await.expect("a client");
        let job = client.create_training_advance_job().body_map(|job| job.voice_name("v")).send().await.expect("a job");
        let job = job.into_inner().job_id;
        client.list_voice_training_job().send().await.expect("a list");
        client.show_voice_training_job().job_id(&*job).send().await.expect("a job");
        client.show_job_uploading_address().job_id(&*job).send().await.expect("URLs");
        client.show_voice_training_quotas().send().await.expect("quotas");
        client.show_tenant_duration_cfg().send().await.expect("lengths");
        client.list_job_operation_log().job_id(&*job).send().await.expect("a log");
        client.show_voice_training_job().job_id("none").send().await.expect_err("no such job");
        client.delete_voice_training_job().job_id(&*job).send().await.expect("deleted");
        recorder.finish().expect("written");
        simulator.drift().into_iter().filter(|drift| drift.sent > 0).map(|drift| drift.key).collect()
    });
    (text(path), keys)
}

fn text(path: PathBuf) -> String {
    path.to_str().expect("UTF-8").to_owned()
}

/// Returns the values of JSON that a run has printed.
fn values(printed: &str) -> Vec<Value> {
    printed.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn keys(printed: &str) -> Vec<String> {
    let values = values(printed);
    let keys = values.iter().filter_map(|value| value["difference"]["key"].as_str().map(str::to_owned));
    let mut keys: Vec<String> = keys.collect();
    keys.sort();
    keys
}

#[test]
fn the_edits_that_are_proposed_for_a_recording_pass_the_check_and_leave_no_difference() {
    let folder = tempfile::tempdir().expect("a folder");
    for seed in 0..3 {
        let (recording, sent) = recording(folder.path(), seed);
        let (status, printed, told) = run(&["doctor", &recording, "--output", "json"]);
        assert_eq!((status, keys(&printed)), (1, sent), "seed {seed}: {told}");

        let edited = text(folder.path().join(format!("{seed}.yaml")));
        std::fs::copy(root().join(SPEC), &edited).expect("a copy");
        let (status, _, told) = run(&["doctor", &recording, "--edit", &edited]);
        assert_eq!(status, 1, "{told}");
        let (status, printed, told) = run(&["spec", "check", &edited]);
        assert_eq!(status, 0, "seed {seed}: {printed}{told}");
        let (status, printed, told) = run(&["doctor", &recording, "--spec", &edited]);
        assert_eq!(status, 0, "seed {seed}: {printed}{told}");
    }
}

#[test]
fn the_edits_of_a_spec_in_json_are_json() {
    let folder = tempfile::tempdir().expect("a folder");
    for seed in 8..10 {
        let (recording, sent) = recording(folder.path(), seed);
        let spec = text(folder.path().join(format!("{seed}.json")));
        std::fs::copy(root().join("openapi/dist/metastudio-voice.json"), &spec).expect("a copy");
        let (status, printed, told) =
            run(&["doctor", &recording, "--spec", &spec, "--edit", &spec, "--output", "json"]);
        assert_eq!((status, keys(&printed)), (1, sent), "seed {seed}: {told}");
        serde_json::from_str::<Value>(&std::fs::read_to_string(&spec).expect("a spec")).expect("JSON");
        let (status, printed, told) = run(&["spec", "check", &spec]);
        assert_eq!(status, 0, "seed {seed}: {printed}{told}");
        let (status, printed, told) = run(&["doctor", &recording, "--spec", &spec]);
        assert_eq!(status, 0, "seed {seed}: {printed}{told}");
    }
}

#[test]
fn a_difference_is_shown_with_its_place_and_the_yaml_to_put_there_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("responses.jsonl");
    let lines = "{\"recorder\": \"0.1.0\", \"spec\": \"0.0.1\"}\n{\"left_out\": 2}\n\
        {\"at\": \"2026-11-30T10:00:00Z\", \"operation\": \"ShowVoiceTrainingJob\", \"status\": 200, \"headers\": {}, \
        \"body\": {\"json\": {\"mood\": 0}}}\n{\"at\": \"2026-11-30T10:00:00Z\", \"oper";
    std::fs::write(&path, lines).expect("written");
    let path = text(path);
    let (status, printed, told) = run(&["doctor", &path, "--lang", "en"]);
    assert_eq!(status, 1, "{told}");
    assert!(printed.contains("TrainingJobInfo.mood (integer) is not documented"), "{printed}");
    assert!(printed.contains("openapi/metastudio-voice.yaml:") && printed.contains("\n+        mood:\n"), "{printed}");
    assert!(printed.contains("date: '2026-11-30'"), "{printed}");
    for words in ["the spec 0.0.1", "2 responses are missing", "responses.jsonl:4 is not a response"] {
        assert!(told.contains(words), "{told}");
    }
    let (status, printed, _) = run(&["doctor", &path, "--lang", "zh"]);
    assert!(status == 1 && printed.contains("未知字段：TrainingJobInfo.mood"), "{printed}");

    // A line that no recorder writes ends the reading: it may go on for ever.
    let long = folder.path().join("long.jsonl");
    let lines: Vec<&str> = lines.lines().collect();
    std::fs::write(&long, format!("{}\n{}\n{}\n{}\n", lines[0], lines[2], "x".repeat(9 << 20), "y")).expect("written");
    let (status, printed, told) = run(&["doctor", &text(long), "--lang", "en"]);
    assert!(status == 1 && printed.contains("TrainingJobInfo.mood"), "{printed}{told}");
    assert!(told.contains("long.jsonl:3 is longer than a response") && !told.contains(":4"), "{told}");
    if cfg!(unix) {
        let (status, _, told) = run(&["doctor", "/dev/zero"]);
        assert!(status == 2 && told.contains("is not a recording"), "{told}");
    }

    std::fs::write(folder.path().join("other"), "a text\n").expect("written");
    let (status, _, told) = run(&["doctor", &text(folder.path().join("other"))]);
    assert!(status == 2 && told.contains("is not a recording"), "{told}");
    let (status, ..) = run(&["doctor", &text(folder.path().join("none"))]);
    assert_eq!(status, 2);
}

#[test]
fn what_a_spec_marks_as_sensitive_is_neither_told_nor_recorded_whatever_its_type() {
    let own = std::fs::read_to_string(root().join(SPEC)).expect("a spec");
    // A job also has a list of the enum.
    let number = "        reject_times:\n          type: integer\n";
    let list =
        "        moods:\n          type: array\n          items:\n            $ref: '#/components/schemas/Sex'\n";
    let spec = own.replace(number, &format!("{list}{number}"));
    // The enum says so itself, or a property that has it; and a property of a number.
    let text_of = "    Sex:\n      type: string\n";
    let by_schema = spec.replace(text_of, &format!("{text_of}      x-sensitive: true\n"));
    let property = "        sex:\n          allOf:\n            - $ref: '#/components/schemas/Sex'\n";
    let by_property = spec.replace(property, &format!("{property}          x-sensitive: true\n"));
    let of_number = spec.replace(number, &format!("{number}          x-sensitive: true\n"));
    assert!([&by_schema, &by_property, &of_number].iter().all(|marked| **marked != spec));

    let sent = |body: Value| {
        serde_json::json!({
            "at": "2026-11-30T10:00:00Z", "operation": "ShowVoiceTrainingJob", "status": 200, "headers": {},
            "body": {"json": body},
        })
        .to_string()
    };
    let folder = tempfile::tempdir().expect("a folder");
    let told = |spec: &str, line: &str| {
        let [path, recording] = ["spec.yaml", "responses.jsonl"].map(|name| folder.path().join(name));
        std::fs::write(&path, spec).expect("written");
        let head = "{\"recorder\": \"0.1.0\", \"spec\": \"0.0.1\"}\n";
        std::fs::write(&recording, format!("{head}{line}\n")).expect("written");
        let (path, recording) = (text(path), text(recording));
        ["json", "table"].map(|output| {
            let (status, printed, told) = run(&["doctor", &recording, "--spec", &path, "--output", output]);
            assert_eq!(status, 1, "{printed}{told}");
            printed + &told
        })
    };
    let kept = |spec: &str, line: &str| {
        let table = check(Source::new("spec.yaml", spec), Contract::NONE).response_table().expect("a table");
        let detector = Detector::of_spec(spec, &table).expect("a detector");
        serde_json::to_string(&detector.redact(&Exchange::read(line).expect("a response"))).expect("JSON")
    };
    for (marked, body) in [
        (&by_schema, serde_json::json!({"sex": "NEVER_TOLD"})),
        (&by_schema, serde_json::json!({"moods": ["NEVER_TOLD"]})),
        (&by_property, serde_json::json!({"sex": "NEVER_TOLD"})),
    ] {
        let line = sent(body);
        assert!(told(&spec, &line).iter().all(|told| told.contains("NEVER_TOLD")), "not sensitive, it is told");
        for told in told(marked, &line) {
            assert!(told.contains("<string of 10>") && !told.contains("NEVER_TOLD"), "{line}: {told}");
        }
        assert!(kept(&spec, &line).contains("NEVER_TOLD"), "not sensitive, it stays");
        assert!(!kept(marked, &line).contains("NEVER_TOLD"), "{line}");
    }
    let line = sent(serde_json::json!({"reject_times": 4711}));
    assert!(kept(&spec, &line).contains("4711") && !kept(&of_number, &line).contains("4711"));
}

#[test]
fn a_file_that_is_not_the_compared_spec_is_not_edited() {
    let folder = tempfile::tempdir().expect("a folder");
    let (recording, _) = recording(folder.path(), 1);
    let other = folder.path().join("other.yaml");
    std::fs::write(&other, "openapi: 3.0.3\n").expect("written");
    let (status, _, told) = run(&["doctor", &recording, "--edit", &text(other.clone())]);
    assert!(status == 2 && told.contains("is not the spec that was compared"), "{told}");
    assert_eq!(std::fs::read_to_string(&other).expect("a file"), "openapi: 3.0.3\n");
}

#[test]
fn without_live_the_checks_run_against_a_simulator_and_find_nothing() {
    let (status, printed, told) = run(&["doctor", "--lang", "en"]);
    assert_eq!(status, 0, "{printed}{told}");
    for line in ["DNS: ok: ", "TLS: ok: ", "clock: ok: ", "credentials: ok: ", "project: ok: ", "permissions: ok: "] {
        assert!(printed.lines().any(|printed| printed.starts_with(line)), "{line}: {printed}");
    }
    assert!(told.contains("Simulated") && printed.contains("  CommitVoiceTrainingJob"), "{printed}");
}

#[test]
fn live_checks_only_read_and_find_the_drift_of_the_service() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let simulator = runtime.block_on(Simulator::builder().drift(3).start()).expect("a simulator");
    let doctor = |secret_key: &str| {
        let mut doctor = program(&["doctor", "--live", "--output", "json", "--endpoint", simulator.endpoint()]);
        doctor.args(["--project", simulator.project_id()]);
        doctor.env("HUAWEICLOUD_SDK_AK", simulator.access_key()).env("HUAWEICLOUD_SDK_SK", secret_key);
        doctor.output().expect("the program runs")
    };
    let found = doctor(simulator.secret_key());
    let printed = String::from_utf8(found.stdout).expect("UTF-8");
    let sent = simulator.drift().into_iter().filter(|drift| drift.sent > 0).map(|drift| drift.key);
    assert_eq!(keys(&printed), sent.collect::<Vec<_>>());
    assert!(simulator.requests().iter().all(|request| request.method == "GET"));
    assert!(!printed.contains(simulator.secret_key()) && !printed.contains(simulator.access_key()));

    let refused = doctor("another-secret-key-0123456789abcdefghijk");
    assert_eq!(refused.status.code(), Some(1));
    let printed = String::from_utf8(refused.stdout).expect("UTF-8");
    let state = |name| values(&printed).iter().find(|value| value["check"] == name).map(|value| value["state"].clone());
    assert_eq!(state("permissions"), Some("wrong".into()), "{printed}");
    assert_eq!(state("credentials"), Some("ok".into()), "the program has some");
    // More wrong signatures would lock the key.
    assert_eq!(state("quotas"), Some("skipped".into()));
}

#[test]
fn without_credentials_the_network_is_checked_and_the_calls_are_skipped() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut doctor = program(&["doctor", "--live", "--output", "json", "--endpoint", "http://127.0.0.1:9"]);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("HUAWEICLOUD_SDK_")) {
        doctor.env_remove(name);
    }
    // No profile, and no server that has others.
    doctor.env("HOME", folder.path()).env("METASTUDIO_VOICE_METADATA_ENDPOINT", "http://127.0.0.1:9");
    let output = doctor.output().expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    let state = |name| values(&printed).iter().find(|value| value["check"] == name).map(|value| value["state"].clone());
    assert_eq!(state("credentials"), Some("wrong".into()));
    assert_eq!((state("DNS"), state("TLS")), (Some("ok".into()), Some("wrong".into())));
    assert_eq!(state("permissions"), Some("skipped".into()));
}

/// This takes some seconds: the simulator inside the program goes through the states of a training.
#[test]
fn a_recorded_training_has_its_responses_and_no_difference() {
    let folder = tempfile::tempdir().expect("a folder");
    let [wav, recording] = ["voice.wav", "responses.jsonl"].map(|name| text(folder.path().join(name)));
    std::fs::write(&wav, metastudio_voice_simulator::fixtures::recording().bytes()).expect("written");
    let (status, _, told) = run(&["train", &wav, "--phone", "13500001111", "--record", &recording]);
    assert_eq!(status, 0, "{told}");
    let lines = std::fs::read_to_string(&recording).expect("a recording");
    for operation in ["CreateTrainingAdvanceJob", "CommitVoiceTrainingJob", "ShowVoiceTrainingJob"] {
        assert!(lines.contains(operation), "{operation}: {lines}");
    }
    assert!(!lines.contains("13500001111") && !lines.contains("Signature") && !lines.contains("voice.wav"), "{lines}");
    let (status, printed, told) = run(&["doctor", &recording, "--lang", "en"]);
    assert_eq!(status, 0, "{printed}{told}");
    assert!(printed.starts_with("no difference from the spec in "), "{printed}");

    // A file that is no recording is not touched.
    let (status, _, told) = run(&["train", &wav, "--dry-run", "--record", &wav]);
    assert!(status == 2 && told.contains("is not a recording"), "{told}");
}

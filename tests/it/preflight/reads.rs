//! Counts the bytes that a process reads: a recording is read once for a preflight, and once before a job is created.
#![cfg(target_os = "linux")]

use metastudio_voice::training::Plan;

use crate::support::{Sink, child, client, file, json, wav};

/// The variable that is set for [`a_recording_is_read_once_by_a_preflight_and_once_before_a_job_is_created`] in the
/// process of its own.
const ALONE: &str = "METASTUDIO_VOICE_TEST_ALONE";

/// Returns the number of bytes that this process has read from files.
fn read() -> u64 {
    let counts = std::fs::read_to_string("/proc/self/io").expect("counts");
    let line = counts.lines().find_map(|line| line.strip_prefix("rchar: "));
    line.expect("rchar").trim().parse().expect("a number")
}

/// The kernel counts for a whole process, so this test runs again in a process of its own.
#[tokio::test]
async fn a_recording_is_read_once_by_a_preflight_and_once_before_a_job_is_created() {
    if std::env::var_os(ALONE).is_none() {
        let name = "a_recording_is_read_once_by_a_preflight_and_once_before_a_job_is_created";
        let ended = child(module_path!(), name).env(ALONE, "1").output().expect("it runs");
        let printed = String::from_utf8_lossy(&ended.stdout);
        assert!(ended.status.success() && printed.contains("read twice in all"), "{printed}");
        return;
    }
    let service = Sink::start(|received| match received.method.as_str() {
        "GET" => json(200, &serde_json::json!({"resource_available_nums": {"advance": 1}})),
        _ => json(400, &serde_json::json!({"error_code": "MSS.00000003", "error_msg": "no"})),
    })
    .await;
    let folder = tempfile::tempdir().expect("folder");
    let sound = wav(48_000 * 30);
    let recording = file(folder.path(), "recording.wav", &sound);
    let length = sound.len() as u64;
    let client = client(&service.url).await;

    let before = read();
    let report = client.preflight(Plan::premium("v", &recording)).await.expect("a report");
    let once = read() - before;
    assert!(report.files[0].measurement.is_some());
    assert!((length..length + length / 10).contains(&once), "{once} bytes of {length}");

    let before = read();
    let error = client.train(Plan::premium("v", &recording)).await.expect_err("refused");
    let once = read() - before;
    assert_eq!(error.operation(), Some("CreateTrainingAdvanceJob"));
    assert!((length..length + length / 10).contains(&once), "{once} bytes of {length}");
    println!("read twice in all");
}

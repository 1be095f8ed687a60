//! The checks add no reading: this process reads a recording once for a preflight, and once before a job is created.
//! Alone in its process, because the kernel counts for all of it.
#![cfg(target_os = "linux")]
#![allow(missing_docs)]

mod common;

use common::{Sink, client, file, json, wav};
use metastudio_voice::training::Plan;

/// The bytes that this process has read from files.
fn read() -> u64 {
    let counts = std::fs::read_to_string("/proc/self/io").expect("counts");
    let line = counts.lines().find_map(|line| line.strip_prefix("rchar: "));
    line.expect("rchar").trim().parse().expect("a number")
}

#[tokio::test]
async fn the_recording_is_read_once() {
    let service = Sink::start(|received| match received.method.as_str() {
        "GET" => json(200, &serde_json::json!({"resource_available_nums": {"advance": 1}})),
        _ => json(400, &serde_json::json!({"error_code": "MSS.00000003", "error_msg": "no"})),
    })
    .await;
    let folder = tempfile::tempdir().expect("folder");
    let sound = wav(48_000 * 120);
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
}

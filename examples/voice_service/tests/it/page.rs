//! The page of the service in a headless browser, which `page.mjs` drives.

use std::env::var_os;
use std::process::Stdio;
use std::time::Duration;

use metastudio_voice_simulator::{Clock, ReviewFailure, Simulator, fixtures};
use tokio::process::Command;

use crate::replica::Service;

/// The time in which the browser must be done.
const LIMIT: Duration = Duration::from_secs(300);

#[tokio::test(flavor = "multi_thread")]
async fn the_page_uploads_recordings_and_shows_events_voices_and_reasons_without_a_reload() {
    let (Some(modules), Some(chromium)) = (var_os("NODE_MODULES"), var_os("CHROMIUM")) else {
        eprintln!("the page is SKIPPED: NODE_MODULES names no folder with playwright-core, or CHROMIUM no browser");
        return;
    };
    let simulator = Simulator::builder().clock(Clock::Manual).start().await.expect("a simulator");
    simulator.fail_review(None, ReviewFailure::admin("Too noisy."));
    let folder = tempfile::tempdir().expect("a folder");
    let service = Service::start(&simulator, &folder, "log", &[]).await;
    let recording = |name: &str, seconds| {
        let recording = fixtures::recording_lasting(Duration::from_secs(seconds)).named(name);
        recording.write_to(&folder).expect("a recording")
    };
    let bad = folder.path().join("bad.wav");
    std::fs::write(&bad, "This is no recording.").expect("a file");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/page.mjs");
    let driven = Command::new("node")
        .args([script, &service.url, simulator.endpoint()])
        .args([recording("good.wav", 5), bad, recording("rejected.wav", 4)])
        .env("NODE_MODULES", modules)
        .env("CHROMIUM", chromium)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    let output = tokio::time::timeout(LIMIT, driven).await.expect("it ends in time").expect("node");
    let [said, failed] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text).into_owned());
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap_or_default();
    assert!(output.status.success(), "{said}{failed}\nthe service:\n{log}");
    print!("{said}");
}

//! Huawei's own SDK for Python trains a premium voice against the simulator, which shows that the simulator expects and
//! returns what that SDK sends and reads. It needs `.ci/tools`; without it the test is skipped with a message.

use std::path::Path;
use std::process::Command;

use metastudio_voice_simulator::Simulator;

use crate::support::{file, wav};

#[tokio::test(flavor = "multi_thread")]
async fn huaweis_own_python_sdk_trains_a_voice() {
    let tools = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tools/bin/python");
    let python = if tools.exists() { tools } else { "python3".into() };
    let installed = Command::new(&python).args(["-c", "import huaweicloudsdkmetastudio, requests"]).output();
    if !installed.is_ok_and(|output| output.status.success()) {
        println!("skipped: Huawei's SDK for Python is not installed; run .ci/tools");
        return;
    }
    let simulator = Simulator::start().await.expect("simulator");
    let folder = tempfile::tempdir().expect("folder");
    let recording = file(folder.path(), "recording.wav", wav(96_000));
    let mut command = Command::new(python);
    command
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/official_sdk.py"))
        .arg(recording)
        .env("HOME", folder.path())
        .env("NO_PROXY", "127.0.0.1")
        .env("ENDPOINT", simulator.endpoint())
        .env("ACCESS_KEY", simulator.access_key())
        .env("SECRET_KEY", simulator.secret_key())
        .env("PROJECT_ID", simulator.project_id());
    let output = tokio::task::spawn_blocking(move || command.output()).await.expect("run").expect("output");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    assert!(!String::from_utf8_lossy(&output.stdout).trim().is_empty(), "no asset");
    assert_eq!(simulator.credits_spent(), 1);
}

//! The output of a training at the level TRACE has no key, password, token, phone number or upload URL, and neither
//! has any file that they leave.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use metastudio_voice::training::Journal;
use metastudio_voice_simulator::{Disturbance, ErrorResponse, ReviewFailure, Server, Simulator, fixtures};

const SECRET: &str = "CANARY-SECRET-KEY";
const SECURITY: &str = "CANARY-SECURITY-TOKEN";
const PHONE: &str = "CANARY-13500001";

/// Returns a command for the program in this folder that sees only this simulator.
fn program(simulator: &Simulator, folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_metastudio-voice"));
    command
        .env_clear()
        .current_dir(folder)
        .env("HOME", folder)
        .env("TMPDIR", folder)
        .env("RUST_LOG", "trace")
        .env("HUAWEICLOUD_SDK_REGION_METASTUDIO_CN_NORTH_4", simulator.endpoint())
        .env("HUAWEICLOUD_SDK_IAM_ENDPOINT", simulator.iam_endpoint())
        .env("METASTUDIO_VOICE_METADATA_ENDPOINT", simulator.metadata_endpoint())
        .stdin(Stdio::null());
    command
}

fn with_keys(mut command: Command, secret: &str) -> Command {
    command.env("HUAWEICLOUD_SDK_AK", "AK").env("HUAWEICLOUD_SDK_SK", secret);
    command.env("HUAWEICLOUD_SDK_SECURITY_TOKEN", SECURITY);
    command
}

/// Runs a command to its end, and returns whether it succeeded and all of its output.
async fn run(mut command: Command) -> (bool, String) {
    let Output { status, stdout, stderr } =
        tokio::task::spawn_blocking(move || command.output()).await.expect("no panic").expect("it runs");
    (status.success(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

/// Returns the contents of all files in a folder, without those that the test has written with secrets.
fn files(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() && path.ends_with(".huaweicloud") {
            continue;
        }
        text += &path.display().to_string();
        text += &if path.is_dir() {
            files(&path)
        } else {
            String::from_utf8_lossy(&std::fs::read(&path).expect("file")).into_owned()
        };
    }
    text
}

fn expect_no_secret(printed: &str, simulator: &Simulator) {
    let sent = simulator.requests();
    let secret = ["x-auth-token", "x-security-token", "x-metadata-token", "authorization"];
    let headers = sent.iter().flat_map(|request| request.headers()).filter(|(name, _)| secret.contains(name));
    let tokens = headers.map(|(_, value)| value.rsplit('=').next().unwrap_or(value));
    for secret in tokens.chain(["CANARY", "Signature=", "AccessKeyId="]) {
        let line = printed.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret}: {line:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_training_prints_and_leaves_no_secret() {
    let folder = tempfile::tempdir().expect("folder");
    let (recording, letter) = ("recording.wav", "letter.pdf");
    fixtures::recording().write_to(&folder).expect("a recording");
    fixtures::letter().write_to(&folder).expect("a letter");
    let simulator = Simulator::builder().access_key("AK", SECRET).security_token(SECURITY).start().await.expect("it");
    let train = |secret: &str| {
        let mut command = with_keys(program(&simulator, folder.path()), secret);
        command.args(["train", recording, letter, "--live", "--yes", "--poll-interval", "0.05", "--phone", PHONE]);
        command.env("HUAWEICLOUD_SDK_PROJECT_ID", simulator.project_id());
        command
    };
    let mut printed = String::new();
    let mut expect = |(success, output): (bool, String), expected: bool, text: &str| {
        let end = output.lines().rev().take(3).collect::<Vec<_>>();
        assert!(success == expected && output.contains(text), "{text}: {end:?}");
        printed += &output;
    };
    expect(run(train("CANARY-WRONG-SECRET")).await, false, "APIGW.0301");
    simulator.disturb_operation("CreateTrainingAdvanceJob", [Disturbance::ResetAfter]).expect("an operation");
    simulator.disturb([Disturbance::Pass, Disturbance::Respond(ErrorResponse::text(500, "no"))]);
    simulator.fail_review(None, ReviewFailure::admin("Too noisy."));
    expect(run(train(SECRET)).await, false, "Too noisy.");
    fixtures::recording_lasting(Duration::from_secs(6)).write_to(&folder).expect("a recording");
    let mut better = train(SECRET);
    better.arg("--resubmit");
    expect(run(better).await, true, "asset_id: ");

    assert!(printed.contains("TRACE") && printed.contains("starting new connection"), "the output has the level TRACE");
    expect_no_secret(&printed, &simulator);
    let journal = Journal::read(folder.path().join("recording.wav.training.json")).expect("a journal");
    assert!(journal.asset_id().is_some());
    expect_no_secret(&files(folder.path()), &simulator);
    let obs = simulator.requests().iter().filter(|request| request.server == Server::Obs).count();
    assert!(obs >= 3, "{obs} uploads");
}

//! The output of a training at the level TRACE has no key, password, token, phone number or upload URL, and neither
//! has any file that they leave.

use std::path::Path;
use std::time::Duration;

use metastudio_voice::training::Journal;
use metastudio_voice_simulator::{Disturbance, ErrorResponse, ReviewFailure, Server, Simulator, fixtures};

use crate::canaries::{SECRET, SECURITY, expect_no_secret, files, program, run, with_keys};

const PHONE: &str = "CANARY-13500001";

#[tokio::test(flavor = "multi_thread")]
async fn a_training_prints_and_leaves_no_secret() {
    let folder = tempfile::tempdir().expect("folder");
    let (recording, letter) = ("recording.wav", "letter.pdf");
    fixtures::recording().write_to(&folder).expect("a recording");
    fixtures::letter().write_to(&folder).expect("a letter");
    let simulator = Simulator::builder().access_key("AK", SECRET).security_token(SECURITY).start().await.expect("it");
    let train = |secret: &str| {
        let mut command =
            with_keys(program(Path::new(env!("CARGO_BIN_EXE_metastudio-voice")), &simulator, folder.path()), secret);
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

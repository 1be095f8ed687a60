//! The output of the examples at the level TRACE has no key, password, token, phone number or upload URL, and neither
//! has any file that they leave.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use metastudio_voice_simulator::Simulator;

use crate::example::example;
use crate::files::file;

const PASSWORD: &str = "CANARY-PASSWORD";
const SECRET: &str = "CANARY-SECRET-KEY";
const SECURITY: &str = "CANARY-SECURITY-TOKEN";

/// Returns a command for a program in this folder that sees only this simulator.
fn program(path: &Path, simulator: &Simulator, folder: &Path) -> Command {
    let mut command = Command::new(path);
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
async fn the_credentials_example_prints_and_leaves_no_secret() {
    let path = example("credentials");
    let folder = tempfile::tempdir().expect("folder");
    let simulator = Simulator::builder().user("trainer", PASSWORD).access_key("AK", SECRET).security_token(SECURITY);
    let simulator = simulator.start().await.expect("simulator");
    let plain = || program(&path, &simulator, folder.path());
    let user = |password: &str| {
        let mut command = plain();
        command.env("IAM_ACCOUNT", simulator.domain()).env("IAM_USER", simulator.user()).env("IAM_PASSWORD", password);
        command
    };
    let mut printed = String::new();
    let mut expect = |(success, text): (bool, String), expected: bool| {
        assert_eq!(success, expected, "{:?}", text.lines().next_back());
        printed += &text;
    };
    expect(run(with_keys(plain(), SECRET)).await, true);
    expect(run(with_keys(plain(), "CANARY-WRONG-SECRET")).await, false);
    let mut temporary = with_keys(plain(), SECRET);
    temporary.env("HUAWEICLOUD_SDK_SECURITY_TOKEN", "CANARY-WRONG-TOKEN");
    expect(run(temporary).await, false);
    expect(run(user(PASSWORD)).await, true);
    expect(run(user("CANARY-WRONG-PASSWORD")).await, false);
    // The metadata of a cloud server.
    expect(run(plain()).await, true);
    let profile = folder.path().join(".huaweicloud");
    std::fs::create_dir(&profile).expect("folder");
    file(&profile, "credentials", format!("[basic]\nak = AK\nsk = {SECRET}\nsecurity_token = {SECURITY}\n"));
    expect(run(plain()).await, true);
    let keys = file(&profile, "keys", format!("#!/bin/sh\necho AK\necho {SECRET}\n"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&keys, std::fs::Permissions::from_mode(0o700)).expect("executable");
        let mut command = plain();
        command.env("KEYS_COMMAND", &keys);
        // It prints no security token, without which the key is refused.
        expect(run(command).await, false);
    }
    assert!(printed.contains("TRACE"), "the output has the level TRACE");
    expect_no_secret(&printed, &simulator);
    expect_no_secret(&files(folder.path()), &simulator);
}

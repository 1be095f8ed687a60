//! Runs programs with secrets that can be recognized, and finds them in what the programs print and leave.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use metastudio_voice_simulator::Simulator;

/// The secret key.
pub(crate) const SECRET: &str = "CANARY-SECRET-KEY";
/// The security token.
pub(crate) const SECURITY: &str = "CANARY-SECURITY-TOKEN";

/// Returns a command for a program in this folder that sees only this simulator.
pub(crate) fn program(path: &Path, simulator: &Simulator, folder: &Path) -> Command {
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

/// Adds the access key, with this secret key.
pub(crate) fn with_keys(mut command: Command, secret: &str) -> Command {
    command.env("HUAWEICLOUD_SDK_AK", "AK").env("HUAWEICLOUD_SDK_SK", secret);
    command.env("HUAWEICLOUD_SDK_SECURITY_TOKEN", SECURITY);
    command
}

/// Runs a command to its end, and returns whether it succeeded and all of its output.
pub(crate) async fn run(mut command: Command) -> (bool, String) {
    let Output { status, stdout, stderr } =
        tokio::task::spawn_blocking(move || command.output()).await.expect("no panic").expect("it runs");
    (status.success(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

/// Returns the contents of all files in a folder, without those that the test has written with secrets.
pub(crate) fn files(folder: &Path) -> String {
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

/// Fails if a text has a secret, or a token or signature of a request that the simulator has received.
pub(crate) fn expect_no_secret(printed: &str, simulator: &Simulator) {
    let sent = simulator.requests();
    let secret = ["x-auth-token", "x-security-token", "x-metadata-token", "authorization"];
    let headers = sent.iter().flat_map(|request| request.headers()).filter(|(name, _)| secret.contains(name));
    let tokens = headers.map(|(_, value)| value.rsplit('=').next().unwrap_or(value));
    for secret in tokens.chain(["CANARY", "Signature=", "AccessKeyId="]) {
        let line = printed.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret}: {line:?}");
    }
}

//! The output of the examples at the level TRACE has no key, password, token, phone number or upload URL, and neither
//! has any file that they leave.

use metastudio_voice_simulator::Simulator;

use crate::canaries::{SECRET, SECURITY, expect_no_secret, files, program, run, with_keys};
use crate::example::example;
use crate::files::file;

const PASSWORD: &str = "CANARY-PASSWORD";

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

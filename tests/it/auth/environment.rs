//! Credentials from the environment. A process with threads cannot change its environment, so each test runs this
//! program again, as another program that makes one call.

use std::path::Path;

use metastudio_voice::Client;
use metastudio_voice_simulator::Simulator;

use super::{requests, simulator};
use crate::support::child;

/// The variable without which [`program`] does nothing.
const PROGRAM: &str = "METASTUDIO_VOICE_TEST_PROGRAM";

/// Prints the outcome of a program that sets nothing but a region. The other tests run it.
#[tokio::test]
async fn program() {
    if std::env::var_os(PROGRAM).is_none() {
        return;
    }
    let client = Client::builder().region("cn-north-4").build().await;
    let printed = match client {
        Ok(client) => match client.list_voice_training_job().send().await {
            Ok(jobs) => format!("jobs: {}", jobs.count.unwrap_or_default()),
            Err(error) => format!("call: {error}"),
        },
        Err(error) => format!("build: {error}"),
    };
    println!("<{printed}>");
}

/// Runs the program with these variables only. `home` is its user's home folder.
async fn run(simulator: &Simulator, home: &Path, variables: &[(&str, &str)]) -> String {
    let mut command = tokio::process::Command::from(child(module_path!(), "program"));
    command.env_clear().env(PROGRAM, "1");
    command.env("HOME", home).env("USERPROFILE", home);
    command.env("HUAWEICLOUD_SDK_REGION_METASTUDIO_CN_NORTH_4", format!("{},https://second", simulator.endpoint()));
    command.env("HUAWEICLOUD_SDK_IAM_ENDPOINT", simulator.iam_endpoint());
    command.env("METASTUDIO_VOICE_METADATA_ENDPOINT", "http://127.0.0.1:9");
    command.envs(variables.iter().copied());
    let output = command.output().await.expect("output");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let printed = text.split_once('<').and_then(|(_, rest)| rest.rsplit_once('>')).map(|(printed, _)| printed);
    printed.unwrap_or_else(|| panic!("{text}")).to_owned()
}

fn profile(home: &Path, text: &str) {
    std::fs::create_dir_all(home.join(".huaweicloud")).expect("folder");
    std::fs::write(home.join(".huaweicloud/credentials"), text).expect("profile");
}

#[tokio::test]
async fn the_environment_precedes_the_profile_and_the_profile_the_metadata() {
    let simulator = simulator().await;
    let home = tempfile::tempdir().expect("folder");
    let (ak, sk) = (simulator.access_key(), simulator.secret_key());
    let metadata = ("METASTUDIO_VOICE_METADATA_ENDPOINT", simulator.metadata_endpoint());
    let metadata_requests = || metadata_requests(&simulator);

    assert_eq!(run(&simulator, home.path(), &[metadata]).await, "jobs: 0");
    assert_eq!(metadata_requests(), 1);
    profile(home.path(), &format!("[basic]\nak = {ak}\nsk = {sk}\n"));
    assert_eq!(run(&simulator, home.path(), &[metadata]).await, "jobs: 0");
    assert_eq!(metadata_requests(), 1, "the profile comes first");
    profile(home.path(), "[basic]\nak = NOBODY\nsk = nothing\n");
    let keys = [("HUAWEICLOUD_SDK_AK", ak), ("HUAWEICLOUD_SDK_SK", sk)];
    assert_eq!(run(&simulator, home.path(), &[keys[0], keys[1], metadata]).await, "jobs: 0");
    assert_eq!(metadata_requests(), 1, "the environment comes first");
}

/// The next provider would be another caller.
#[tokio::test]
async fn credentials_that_cannot_be_used_are_not_replaced_by_those_of_the_machine() {
    let simulator = simulator().await;
    let metadata = ("METASTUDIO_VOICE_METADATA_ENDPOINT", simulator.metadata_endpoint());
    let home = tempfile::tempdir().expect("folder");
    let half = [("HUAWEICLOUD_SDK_AK", simulator.access_key()), ("HUAWEICLOUD_SDK_SK", " "), metadata];
    let printed = run(&simulator, home.path(), &half).await;
    assert!(printed.starts_with("build: HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not; "), "{printed}");
    let nowhere = [("HUAWEICLOUD_SDK_CREDENTIALS_FILE", "/nowhere/credentials"), metadata];
    let printed = run(&simulator, home.path(), &nowhere).await;
    let named = "build: HUAWEICLOUD_SDK_CREDENTIALS_FILE names /nowhere/credentials, which does not exist; ";
    assert!(printed.starts_with(named), "{printed}");
    let folder = home.path().to_string_lossy();
    let printed = run(&simulator, home.path(), &[("HUAWEICLOUD_SDK_CREDENTIALS_FILE", &*folder), metadata]).await;
    assert!(printed.starts_with(&format!("build: {folder} is not a regular file; ")), "{printed}");

    let file = home.path().join(".huaweicloud/credentials");
    for (text, reason) in [
        (&b"[basic]\nak = AKID\n"[..], ", line 1: there is no sk in [basic]"),
        (b"[basic]\nak = AKID\nsk = S\n[other]\nno entry\n", ", line 5: this is no section, entry or comment"),
        (b"\xff\xfe[\0b\0", " is not UTF-8 text but UTF-16 or the like: save it as UTF-8"),
    ] {
        std::fs::create_dir_all(home.path().join(".huaweicloud")).expect("folder");
        std::fs::write(&file, text).expect("profile");
        let printed = run(&simulator, home.path(), &[metadata]).await;
        assert!(printed.starts_with(&format!("build: {}{reason}; ", file.display())), "{printed}");
    }
    assert_eq!(metadata_requests(&simulator), 0, "the agency of the machine is another caller");
    // A byte order mark is ignored.
    let (ak, sk) = (simulator.access_key(), simulator.secret_key());
    profile(home.path(), &format!("\u{feff}[basic]\nak = {ak}\nsk = {sk}\n"));
    assert_eq!(run(&simulator, home.path(), &[metadata]).await, "jobs: 0");
    // A section for other services has no credentials.
    profile(home.path(), "[global]\nak = a\nsk = s\n");
    assert_eq!(run(&simulator, home.path(), &[metadata]).await, "jobs: 0");
    assert_eq!(metadata_requests(&simulator), 1);
}
#[tokio::test]
async fn an_endpoint_without_a_scheme_is_https_and_an_error_names_the_variable_of_a_bad_one() {
    let simulator = simulator().await;
    let home = tempfile::tempdir().expect("folder");
    let keys = [("HUAWEICLOUD_SDK_AK", simulator.access_key()), ("HUAWEICLOUD_SDK_SK", simulator.secret_key())];
    let project = ("HUAWEICLOUD_SDK_PROJECT_ID", simulator.project_id());
    const REGION: &str = "HUAWEICLOUD_SDK_REGION_METASTUDIO_CN_NORTH_4";
    const IAM: &str = "HUAWEICLOUD_SDK_IAM_ENDPOINT";
    // No server listens there; the attempt shows that the client understood the address.
    let printed = run(&simulator, home.path(), &[keys[0], keys[1], project, (REGION, "127.0.0.1:9")]).await;
    assert!(printed.starts_with("call: ListVoiceTrainingJob: no connection"), "{printed}");
    let printed = run(&simulator, home.path(), &[keys[0], keys[1], (IAM, "localhost:9")]).await;
    assert!(printed.starts_with("build: KeystoneListProjects: no connection"), "{printed}");
    for (name, value, reason) in [
        (REGION, "https://", "is not a URL"),
        (REGION, "https://user:CANARY@host", "must be a plain address such as https://host"),
        (REGION, "http://host", "is not https: credentials could be read on the way"),
        (IAM, "host name", "is not a URL"),
        ("HUAWEICLOUD_SDK_PROJECT_ID", "a b", "cannot be used: "),
    ] {
        let printed = run(&simulator, home.path(), &[keys[0], keys[1], (name, value)]).await;
        assert!(printed.starts_with(&format!("build: {name} {reason}")), "{printed}");
        assert!(!printed.contains("CANARY"), "{printed}");
    }
    let (ak, sk) = (keys[0].1, keys[1].1);
    profile(home.path(), &format!("[basic]\nak = {ak}\nsk = {sk}\niam_endpoint = host name\n"));
    let printed = run(&simulator, home.path(), &[(IAM, "")]).await;
    let place = format!("iam_endpoint in {}, line 4,", home.path().join(".huaweicloud/credentials").display());
    assert!(printed.starts_with(&format!("build: {place} is not a URL; ")), "{printed}");
}

fn metadata_requests(simulator: &Simulator) -> usize {
    simulator.requests().iter().filter(|request| request.path == "/openstack/latest/securitykey").count()
}

#[tokio::test]
async fn without_credentials_the_error_names_the_reason_of_each_provider() {
    let simulator = simulator().await;
    let home = tempfile::tempdir().expect("folder");
    let printed = run(&simulator, home.path(), &[]).await;
    let file = home.path().join(".huaweicloud/credentials");
    assert_eq!(
        printed,
        format!(
            "build: no credentials: the environment: HUAWEICLOUD_SDK_AK is not set; the profile: there is no {}; the \
             metadata service: the metadata service cannot be reached: this is no ECS instance; set \
             HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or give credentials (ClientBuilder::credentials)",
            file.display()
        )
    );
}

#[tokio::test]
async fn the_project_in_the_environment_precedes_that_in_the_profile() {
    let simulator = simulator().await;
    let home = tempfile::tempdir().expect("folder");
    let (ak, sk) = (simulator.access_key(), simulator.secret_key());
    let wrong = "ffffffffffffffffffffffffffffffff";
    profile(home.path(), &format!("[basic]\nak = {ak}\nsk = {sk}\nproject_id = {wrong}\n"));
    let printed = run(&simulator, home.path(), &[]).await;
    assert!(printed.contains("MSS.00010009"), "{printed}");
    let printed = run(&simulator, home.path(), &[("HUAWEICLOUD_SDK_PROJECT_ID", simulator.project_id())]).await;
    assert_eq!(printed, "jobs: 0");
    assert_eq!(requests(&simulator, "KeystoneListProjects"), 0);
}

#[tokio::test]
async fn a_refusal_names_the_variable_if_that_has_named_the_project() {
    let simulator = simulator().await;
    let home = tempfile::tempdir().expect("folder");
    let (ak, sk) = (simulator.access_key(), simulator.secret_key());
    profile(home.path(), &format!("[basic]\nak = {ak}\nsk = {sk}\nproject_id = ffffffff\n"));
    let printed = run(&simulator, home.path(), &[]).await;
    assert!(printed.contains("MSS.00010009") && !printed.contains("project id from"), "{printed}");
    let printed = run(&simulator, home.path(), &[("HUAWEICLOUD_SDK_PROJECT_ID", "eeeeeeee")]).await;
    assert!(printed.contains("/credentials, project id from HUAWEICLOUD_SDK_PROJECT_ID);"), "{printed}");
}

#[tokio::test]
async fn a_federated_environment_is_an_error() {
    let simulator = simulator().await;
    let home = tempfile::tempdir().expect("folder");
    let variables = [
        ("HUAWEICLOUD_SDK_IDP_ID", "idp"),
        ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", "file"),
        ("HUAWEICLOUD_SDK_AK", simulator.access_key()),
        ("HUAWEICLOUD_SDK_SK", simulator.secret_key()),
    ];
    let printed = run(&simulator, home.path(), &variables).await;
    assert!(printed.starts_with("build: the environment names an identity provider"), "{printed}");
}

#[tokio::test]
async fn a_variable_names_another_profile() {
    let simulator = simulator().await;
    let home = tempfile::tempdir().expect("folder");
    let file = home.path().join("other");
    std::fs::write(&file, format!("[basic]\nak = {}\nsk = {}\n", simulator.access_key(), simulator.secret_key()))
        .expect("profile");
    let file = file.to_string_lossy();
    let printed = run(&simulator, home.path(), &[("HUAWEICLOUD_SDK_CREDENTIALS_FILE", &*file)]).await;
    assert_eq!(printed, "jobs: 0");
}

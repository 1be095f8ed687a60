//! The environment, which cannot be changed in a process with threads: each test runs this program again, as another
//! program that only lists.

use std::path::Path;

use metastudio_voice::Client;
use metastudio_voice_simulator::Simulator;

use super::{asked, simulator};
use crate::support::child;

/// Set for [`program`], which does nothing without it.
const PROGRAM: &str = "METASTUDIO_VOICE_TEST_PROGRAM";

/// Prints what becomes of a program that is given nothing but a region. The other tests run it.
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

/// Runs the program with these variables only. `home` is the folder of its user.
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
async fn environment_then_profile_then_metadata() {
    let simulator = simulator().await;
    let home = tempfile::tempdir().expect("folder");
    let (ak, sk) = (simulator.access_key(), simulator.secret_key());
    let metadata = ("METASTUDIO_VOICE_METADATA_ENDPOINT", simulator.metadata_endpoint());
    let metadata_asked = || asked_of_metadata(&simulator);

    assert_eq!(run(&simulator, home.path(), &[metadata]).await, "jobs: 0");
    assert_eq!(metadata_asked(), 1);
    profile(home.path(), &format!("[basic]\nak = {ak}\nsk = {sk}\n"));
    assert_eq!(run(&simulator, home.path(), &[metadata]).await, "jobs: 0");
    assert_eq!(metadata_asked(), 1, "the profile comes first");
    profile(home.path(), "[basic]\nak = NOBODY\nsk = nothing\n");
    let keys = [("HUAWEICLOUD_SDK_AK", ak), ("HUAWEICLOUD_SDK_SK", sk)];
    assert_eq!(run(&simulator, home.path(), &[keys[0], keys[1], metadata]).await, "jobs: 0");
    assert_eq!(metadata_asked(), 1, "the environment comes first");
    // Half of the keys is none, as for Huawei's SDKs.
    let printed = run(&simulator, home.path(), &[keys[0], metadata]).await;
    assert!(printed.contains("ak:NOBODY"), "{printed}");
}

fn asked_of_metadata(simulator: &Simulator) -> usize {
    simulator.requests().iter().filter(|request| request.path == "/openstack/latest/securitykey").count()
}

#[tokio::test]
async fn when_nobody_has_credentials_each_says_why() {
    let simulator = simulator().await;
    let home = tempfile::tempdir().expect("folder");
    let printed = run(&simulator, home.path(), &[]).await;
    let file = home.path().join(".huaweicloud/credentials");
    assert_eq!(
        printed,
        format!(
            "build: no credentials: the environment: HUAWEICLOUD_SDK_AK is not set; the profile: there is no {}; the \
             metadata service: the metadata service cannot be reached: this is no ECS instance; give credentials to \
             the builder, or set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK",
            file.display()
        )
    );
}

#[tokio::test]
async fn the_project_is_the_environments_then_the_profiles_then_iams() {
    let simulator = simulator().await;
    let home = tempfile::tempdir().expect("folder");
    let (ak, sk) = (simulator.access_key(), simulator.secret_key());
    let wrong = "ffffffffffffffffffffffffffffffff";
    profile(home.path(), &format!("[basic]\nak = {ak}\nsk = {sk}\nproject_id = {wrong}\n"));
    let printed = run(&simulator, home.path(), &[]).await;
    assert!(printed.contains("MSS.00010009"), "{printed}");
    let printed = run(&simulator, home.path(), &[("HUAWEICLOUD_SDK_PROJECT_ID", simulator.project_id())]).await;
    assert_eq!(printed, "jobs: 0");
    assert_eq!(asked(&simulator, "KeystoneListProjects"), 0);
}

#[tokio::test]
async fn a_federated_environment_is_refused_instead_of_replaced() {
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
async fn another_profile_can_be_named() {
    let simulator = simulator().await;
    let home = tempfile::tempdir().expect("folder");
    let file = home.path().join("other");
    std::fs::write(&file, format!("[basic]\nak = {}\nsk = {}\n", simulator.access_key(), simulator.secret_key()))
        .expect("profile");
    let file = file.to_string_lossy();
    let printed = run(&simulator, home.path(), &[("HUAWEICLOUD_SDK_CREDENTIALS_FILE", &*file)]).await;
    assert_eq!(printed, "jobs: 0");
}

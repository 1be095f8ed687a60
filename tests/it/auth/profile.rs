//! The profile file of Huawei's SDKs.

use std::path::PathBuf;

use metastudio_voice::ErrorKind;
use metastudio_voice::auth::{CredentialsProvider, Profile};
use metastudio_voice_simulator::Simulator;

use super::{asked, at, list, simulator, started};

fn written(folder: &tempfile::TempDir, text: &str) -> PathBuf {
    let path = folder.path().join("credentials");
    std::fs::write(&path, text).expect("file");
    path
}

async fn lacks(text: &str) -> String {
    let folder = tempfile::tempdir().expect("folder");
    let error = Profile::at(written(&folder, text)).provide().await.expect_err("nothing");
    assert_eq!(error.kind(), ErrorKind::Credentials);
    error.message().replace(&*folder.path().to_string_lossy(), "…")
}

#[tokio::test]
async fn keys_and_project_come_from_the_section_basic() {
    let simulator = simulator().await;
    let folder = tempfile::tempdir().expect("folder");
    let profile = written(
        &folder,
        &format!(
            "# mine\n[global]\nak = other\nsk = other\n\n[basic]\nak={}\nsk = {}\n; the project\nproject_id = {}\n",
            simulator.access_key(),
            simulator.secret_key(),
            simulator.project_id(),
        ),
    );
    let client = at(&simulator).credentials_provider(Profile::at(profile)).build().await.expect("client");
    list(&client).await.expect("jobs");
    assert_eq!(asked(&simulator, "KeystoneListProjects"), 0);
}

#[tokio::test]
async fn a_secret_is_taken_as_it_is_written() {
    for secret in [r#"a%b\c"d'e#f;g=h:i"#, r#""quoted""#, "'quoted'"] {
        let simulator = started(Simulator::builder().access_key("AKID", secret)).await;
        let folder = tempfile::tempdir().expect("folder");
        let profile = written(&folder, &format!("[basic]\nak = AKID\nsk = {secret}\n"));
        let client = at(&simulator).credentials_provider(Profile::at(profile)).build().await.expect(secret);
        list(&client).await.expect(secret);
    }
}

#[tokio::test]
async fn what_a_profile_lacks_is_said_without_quoting_it() {
    assert_eq!(lacks("[basic]\nak = a\n").await, "…/credentials, line 1: there is no sk in [basic]");
    assert_eq!(lacks("[other]\nak = a\n").await, "…/credentials has no section [basic]");
    assert_eq!(lacks("[basic]\nak = \nsk = CANARY\n").await, "…/credentials, line 2: ak is empty");
    assert_eq!(lacks("[basic]\nak = a\nCANARY\n").await, "…/credentials, line 3: this is no INI file");
    let missing = Profile::at("/nowhere/credentials").provide().await.expect_err("nothing");
    assert_eq!(missing.message(), "there is no /nowhere/credentials");
}

#[tokio::test]
async fn a_federated_profile_is_refused_instead_of_replaced() {
    let folder = tempfile::tempdir().expect("folder");
    let text = "[basic]\nidp_id = i\nid_token_file = f\nak = a\nsk = s\n";
    let error = Profile::at(written(&folder, text)).provide().await.expect_err("federated");
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

//! The profile file of Huawei's SDKs.

use std::path::PathBuf;

use metastudio_voice::ErrorKind;
use metastudio_voice::auth::{CredentialsProvider, Profile};
use metastudio_voice_simulator::Simulator;

use super::{at, list, requests, simulator, started};

fn write(folder: &tempfile::TempDir, text: &str) -> PathBuf {
    let path = folder.path().join("credentials");
    std::fs::write(&path, text).expect("file");
    path
}

async fn refused(text: &str) -> String {
    let folder = tempfile::tempdir().expect("folder");
    let error = Profile::at(write(&folder, text)).provide().await.expect_err("no keys");
    assert_eq!(error.kind(), ErrorKind::Credentials);
    error.message().replace(&*folder.path().to_string_lossy(), "…")
}

#[tokio::test]
async fn a_profile_s_keys_and_project_are_those_of_the_section_basic() {
    let simulator = simulator().await;
    let folder = tempfile::tempdir().expect("folder");
    let profile = write(
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
    assert_eq!(requests(&simulator, "KeystoneListProjects"), 0);
}

#[tokio::test]
async fn a_profile_s_secret_is_used_as_it_is_write() {
    for secret in [r#"a%b\c"d'e#f;g=h:i"#, r#""quoted""#, "'quoted'"] {
        let simulator = started(Simulator::builder().access_key("AKID", secret)).await;
        let folder = tempfile::tempdir().expect("folder");
        let profile = write(&folder, &format!("[basic]\nak = AKID\nsk = {secret}\n"));
        let client = at(&simulator).credentials_provider(Profile::at(profile)).build().await.expect(secret);
        list(&client).await.expect(secret);
    }
}

#[tokio::test]
async fn an_incomplete_profile_is_an_error_that_quotes_no_value() {
    assert_eq!(refused("[basic]\nak = a\n").await, "…/credentials, line 1: there is no sk in [basic]");
    assert_eq!(refused("[other]\nak = a\n").await, "…/credentials has no section [basic]");
    assert_eq!(refused("[basic]\nak = \nsk = CANARY\n").await, "…/credentials, line 2: ak is empty");
    assert_eq!(
        refused("[basic]\nak = a\nCANARY\n").await,
        "…/credentials, line 3: this is no section, entry or comment"
    );
    let missing = Profile::at("/nowhere/credentials").provide().await.expect_err("no keys");
    assert_eq!(missing.message(), "there is no /nowhere/credentials");
}

#[tokio::test]
async fn a_federated_profile_is_an_error() {
    let folder = tempfile::tempdir().expect("folder");
    let text = "[basic]\nidp_id = i\nid_token_file = f\nak = a\nsk = s\n";
    let error = Profile::at(write(&folder, text)).provide().await.expect_err("federated");
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

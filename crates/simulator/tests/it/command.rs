//! The command: its ready line, its arguments, its exit.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::common::{Response, date, sign_in_body};

/// A running command, which is killed when the test ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_metastudio-voice-simulator"));
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Starts the command, and parses its ready line.
fn start(arguments: &[&str]) -> (Running, Value) {
    let mut running = Running(command(arguments).spawn().unwrap());
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let ready = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error} in {line:?}"));
    (running, ready)
}

fn refused(arguments: &[&str]) -> String {
    let mut running = Running(command(arguments).spawn().unwrap());
    let mut stderr = String::new();
    running.0.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert!(!running.0.wait().unwrap().success());
    stderr
}

#[tokio::test]
async fn the_command_prints_its_addresses_and_credentials_as_one_line_of_json() {
    let (_running, ready) = start(&[]);
    let names: Vec<&str> = ready.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "access_key",
        "domain",
        "endpoint",
        "iam_endpoint",
        "metadata_endpoint",
        "obs_endpoint",
        "password",
        "project_id",
        "region",
        "secret_key",
        "token",
        "user",
    ];
    assert_eq!(names, expected);
    let text = |name: &str| ready[name].as_str().unwrap().to_owned();
    assert!(text("endpoint").starts_with("http://127.0.0.1:") && text("obs_endpoint").starts_with("http://127.0.0.1:"));
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}/v1/{}/voice-training-manage/user/jobs", text("endpoint"), text("project_id"));
    let response = client.get(url).header("x-auth-token", text("token")).send().await.unwrap();
    assert_eq!(Response::read(response).await.expect_ok().json()["count"], 0);
    let response = client.put(text("obs_endpoint")).body("x").send().await.unwrap();
    assert_eq!(response.status(), 403);
    let body = sign_in_body(&text("user"), &text("password"), &text("domain"));
    let request = client.post(format!("{}/v3/auth/tokens", text("iam_endpoint")));
    let response = request.header("content-type", "application/json").body(body.to_string()).send().await.unwrap();
    assert_eq!(response.status(), 201);
    let url = format!("{}/openstack/latest/securitykey", text("metadata_endpoint"));
    assert_eq!(client.get(url).send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn arguments_set_the_user_and_the_credentials_that_iam_issues() {
    let arguments = ["--user", "U", "--password", "P", "--domain", "D", "--token-bytes", "64"];
    let lifetimes = ["--token-lifetime", "0", "--temporary-key-lifetime", "7"];
    let (_running, ready) = start(&[&arguments[..], &lifetimes].concat());
    assert_eq!((&ready["user"], &ready["password"], &ready["domain"]), (&"U".into(), &"P".into(), &"D".into()));
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.post(format!("{}/v3/auth/tokens", ready["iam_endpoint"].as_str().unwrap()));
    let body = sign_in_body("U", "P", "D").to_string();
    let response = request.header("content-type", "application/json").body(body).send().await.unwrap();
    let response = Response::read(response).await;
    let token = &response.json()["token"];
    assert_eq!((response.header("x-subject-token").len(), &token["expires_at"]), (64, &token["issued_at"]));
    assert!(refused(&["--user", "U"]).contains("--password"));
}

#[test]
fn arguments_set_the_credentials_the_project_and_the_directory() {
    let directory = tempfile::tempdir().unwrap();
    let uploads = directory.path().join("uploads");
    let (_running, ready) = start(&[
        "--access-key",
        "A",
        "--secret-key",
        "S",
        "--project-id",
        "P",
        "--token",
        "T",
        "--clock",
        "real",
        "--data-dir",
        uploads.to_str().unwrap(),
    ]);
    for (name, value) in [("access_key", "A"), ("secret_key", "S"), ("project_id", "P"), ("token", "T")] {
        assert_eq!(ready[name], value);
    }
    assert!(uploads.is_dir());
}

#[test]
fn the_command_refuses_an_address_that_is_not_loopback_unless_permitted() {
    assert!(refused(&["--listen", "0.0.0.0:0"]).contains("not a loopback address"));
    let (_running, ready) = start(&["--listen", "0.0.0.0:0", "--allow-remote"]);
    assert!(ready["endpoint"].as_str().unwrap().starts_with("http://0.0.0.0:"));
}

#[tokio::test]
async fn an_argument_disables_the_key_lock() {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    for (arguments, locked) in [(&[][..], true), (&["--no-key-lock"][..], false)] {
        let (_running, ready) = start(arguments);
        let url = format!("{}/", ready["endpoint"].as_str().unwrap());
        let signature = format!(
            "SDK-HMAC-SHA256 Access={}, SignedHeaders=x-sdk-date, Signature=0",
            ready["access_key"].as_str().unwrap()
        );
        let mut last = String::new();
        for _ in 0..6 {
            let request = client.get(&url).header("x-sdk-date", date(0)).header("authorization", &signature);
            last = Response::read(request.send().await.unwrap()).await.text;
        }
        assert_eq!(last.contains("the access key is locked"), locked, "{last}");
    }
}

#[tokio::test]
async fn an_argument_names_a_file_with_the_spec() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("spec.yaml");
    let spec = "paths: {/v1/things: {get: {operationId: ShowThing, responses: {'204': {description: None.}}}}}";
    std::fs::write(&file, spec).unwrap();
    let (_running, ready) = start(&["--spec", file.to_str().unwrap()]);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.get(format!("{}/v1/things", ready["endpoint"].as_str().unwrap()));
    let response = request.header("x-auth-token", ready["token"].as_str().unwrap()).send().await.unwrap();
    assert_eq!(response.status(), 204);
    assert_eq!(response.headers()["x-simulator-example"], "ShowThing");
    assert!(refused(&["--spec", "missing.yaml"]).contains("missing.yaml: "));
    // A length and no content.
    std::fs::File::create(&file).unwrap().set_len((64 << 20) + 1).unwrap();
    assert!(refused(&["--spec", file.to_str().unwrap()]).contains("which is no spec"));
}

#[tokio::test]
async fn with_the_manual_clock_jobs_move_only_through_the_control_plane() {
    let (_running, ready) = start(&["--clock", "manual"]);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}/_simulator/state", ready["endpoint"].as_str().unwrap());
    let state = Response::read(client.get(url).send().await.unwrap()).await.json();
    assert_eq!(state["clock"], "manual");
}

#[test]
fn an_access_key_argument_requires_the_secret_key() {
    assert!(refused(&["--access-key", "A"]).contains("--secret-key"));
}

#[cfg(unix)]
#[test]
fn the_command_exits_with_success_on_sigterm_and_sigint() {
    for signal in ["TERM", "INT"] {
        let (mut running, _) = start(&[]);
        let kill = Command::new("kill").args(["-s", signal, &running.0.id().to_string()]).status().unwrap();
        assert!(kill.success());
        assert!(running.0.wait().unwrap().success(), "{signal}");
    }
}

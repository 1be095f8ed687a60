//! The judgement on clients, and the command that runs one. The client of these tests is the test itself: the command runs
//! a shell that prints the addresses and waits.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use crate::common::{Bench, Response, good_zip};

fn simulator(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_metastudio-voice-simulator"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Returns the exit code, and what the command printed to both outputs.
fn ran(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = simulator(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// A run of the command with `--conformance`.
struct Run {
    command: Child,
    shell: ChildStdin,
    http: Client,
    jobs: String,
    create: String,
    token: String,
}

impl Run {
    fn start() -> Self {
        let script = r#"echo "$ENDPOINT $PROJECT_ID $TOKEN"; read -r _; exit 0"#;
        let mut command = simulator(&["--clock", "polled", "--conformance", "sh", "-c", script]).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(command.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let [endpoint, project, token] = line.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{line}") };
        let user = format!("{endpoint}/v1/{project}/voice-training-manage/user");
        Self {
            shell: command.stdin.take().unwrap(),
            command,
            // A refused upload ends its connection, on which no other request may be.
            http: Client::builder().no_proxy().pool_max_idle_per_host(0).build().unwrap(),
            jobs: format!("{user}/jobs"),
            create: format!("{user}/advance-jobs"),
            token: token.to_owned(),
        }
    }

    fn request(&self, method: Method, url: &str) -> RequestBuilder {
        self.http.request(method, url).header("x-auth-token", &self.token)
    }

    async fn create(&self) -> Value {
        let body = json!({ "voice_name": "v" }).to_string();
        let request = self.request(Method::POST, &self.create).header("content-type", "application/json").body(body);
        Response::read(request.send().await.unwrap()).await.expect_ok().json()
    }

    /// Trains a voice. The job's calls and the upload can be given more headers.
    async fn train(&self, call: &[(&str, &str)], upload: &[(&str, &str)]) {
        let with = |request: RequestBuilder, headers: &[(&str, &str)]| {
            headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
        };
        let created = self.create().await;
        let url = created["training_data_uploading_url"].as_str().unwrap();
        let put = || self.http.put(url).header("content-type", "application/zip").body(good_zip());
        if !upload.is_empty() {
            // It is refused before its body is read, and the connection may break.
            let _ = with(put(), upload).send().await;
        }
        Response::read(put().send().await.unwrap()).await.expect_ok();
        let job = format!("{}/{}", self.jobs, created["job_id"].as_str().unwrap());
        let commit = self.request(Method::POST, &job).header("content-type", "application/json").body("{}");
        Response::read(with(commit, call).send().await.unwrap()).await.expect_ok();
        for _ in 0..20 {
            let shown = Response::read(self.request(Method::GET, &job).send().await.unwrap()).await.expect_ok();
            if shown.json()["state"] == "SUCCEED" {
                return;
            }
        }
        panic!("no voice");
    }

    /// Ends the client, and returns the command's exit code and what it printed.
    fn end(mut self) -> (Option<i32>, String) {
        self.shell.write_all(b"\n").unwrap();
        let mut printed = String::new();
        self.command.stderr.take().unwrap().read_to_string(&mut printed).unwrap();
        (self.command.wait().unwrap().code(), printed)
    }
}

#[tokio::test]
async fn a_client_that_trains_a_voice_with_a_token_conforms() {
    let run = Run::start();
    run.train(&[], &[]).await;
    let (code, printed) = run.end();
    assert_eq!(code, Some(0), "{printed}");
    assert!(printed.contains("CreateTrainingAdvanceJob: 200\n"), "{printed}");
    assert!(printed.ends_with(", voices trained: 1, violations: 0\n"), "{printed}");
}

#[tokio::test]
async fn a_client_that_signs_conforms() {
    let bench = Bench::start().await;
    bench.submitted().await;
    for _ in 0..20 {
        bench.simulator.advance();
    }
    let judged = bench.simulator.conformance();
    assert!(judged.conforms() && judged.voices == 1, "{judged}");
}

#[tokio::test]
async fn each_violation_is_named_once_and_is_an_exit_code_of_1() {
    let run = Run::start();
    run.create().await;
    let both = [("authorization", "t"), ("x-sdk-date", "t")];
    run.train(&both, &[("x-auth-token", &run.token)]).await;
    run.request(Method::GET, &format!("{}//", run.jobs)).send().await.unwrap();
    let (code, printed) = run.end();
    assert_eq!(code, Some(1), "{printed}");
    for violation in [
        "violation: CommitVoiceTrainingJob has X-Auth-Token and, beside it, Authorization or X-Sdk-Date: ",
        "violation: PUT to obs carries credentials: ",
        "//: the API has no such operation; ",
        "violation: jobs created and never submitted: 1. ",
        ", voices trained: 1, violations: 4\n",
    ] {
        assert_eq!(printed.matches(violation).count(), 1, "{violation}: {printed}");
    }
    assert!(!printed.contains(&"0123456789abcdef".repeat(4)), "no secret is printed: {printed}");
}

#[test]
fn a_client_that_creates_nothing_does_not_conform() {
    let (code, _, printed) = ran(&["--conformance", "true"]);
    assert_eq!(code, Some(1));
    assert!(printed.contains("violation: no job was created"), "{printed}");
    let (code, _, printed) = ran(&["--conformance", "sh", "-c", "exit 9"]);
    assert_eq!(code, Some(9), "the client's own failure comes first: {printed}");
}

#[test]
fn a_client_finds_the_addresses_in_its_environment_and_its_exit_code_is_the_commands() {
    let names = "$ENDPOINT $OBS_ENDPOINT $IAM_ENDPOINT $METADATA_ENDPOINT $REGION $PROJECT_ID $TOKEN $ACCESS_KEY \
                 $SECRET_KEY $IAM_USER $IAM_PASSWORD $IAM_DOMAIN";
    let (code, printed, _) = ran(&["--project-id", "P", "sh", "-c", &format!("echo {names}; exit 7")]);
    assert_eq!((code, printed.split_whitespace().count()), (Some(7), 12), "{printed}");
    assert!(printed.contains(" P ") && !printed.contains('{'), "nothing but the client's output: {printed}");
    assert_eq!(ran(&["sh", "-c", "kill -s KILL $$"]).0, Some(137));
    let (code, printed, _) = ran(&["echo", "--clock", "-x"]);
    assert_eq!((code, printed.as_str()), (Some(0), "--clock -x\n"), "the client's arguments are its own");
}

#[test]
fn a_client_that_cannot_be_started_is_named() {
    let (code, _, printed) = ran(&["./no-such-client"]);
    assert_eq!(code, Some(1));
    assert!(printed.contains("metastudio-voice-simulator: ./no-such-client: "), "{printed}");
    for arguments in [&["--conformance"][..], &["--conformance", "--chaos", "1", "true"], &["--conformnace", "true"]] {
        assert_eq!(ran(arguments).0, Some(2), "{arguments:?}");
    }
}

#[test]
fn a_signal_ends_the_client_too() {
    let mut running = simulator(&["sh", "-c", "echo ready; exec sleep 600"]).spawn().unwrap();
    let mut stdout = BufReader::new(running.stdout.take().unwrap());
    stdout.read_line(&mut String::new()).unwrap();
    assert!(Command::new("kill").arg(running.id().to_string()).status().unwrap().success());
    assert_eq!(running.wait().unwrap().code(), Some(143));
    // The client holds the other end.
    assert_eq!(stdout.read(&mut [0]).unwrap(), 0);
}

#[tokio::test]
async fn the_control_plane_judges_the_client() {
    let bench = Bench::start().await;
    bench.created().await;
    let url = format!("{}/_simulator/conformance", bench.simulator.endpoint());
    let judged = Response::read(bench.client.get(url).send().await.unwrap()).await.expect_ok().json();
    assert_eq!((&judged["conforms"], &judged["requests"], &judged["voices"]), (&false.into(), &1.into(), &0.into()));
    assert!(judged["violations"][0].as_str().unwrap().contains("the jobs are in CREATING"), "{judged}");
}

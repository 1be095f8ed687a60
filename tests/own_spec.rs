//! `METASTUDIO_VOICE_SPEC`: a crate that depends on this one builds it with a spec of its own.
//!
//! A build that fails in the build script uses this workspace's target folder, in which the dependencies of the build
//! script are built already. A build that compiles the client uses the crate in `tests/consumer`, which resolves other
//! features than the workspace, as a user's crate does; those tests are slow and ignored by default. The tests of
//! codegen in `generate.rs` and `least.rs` test the same without a compiler.

#[path = "programs/cargo.rs"]
mod cargo;
#[path = "own_spec/drift.rs"]
mod drift;
#[path = "../crates/codegen/tests/it/edits.rs"]
mod edits;
#[path = "own_spec/formats.rs"]
mod formats;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::{Mutex, PoisonError};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

const SPEC: &str = include_str!("../openapi/metastudio-voice.yaml");

/// The consumer's own operation and types.
const OPERATION: &str = "
  /v1/{project_id}/things/{thing_id}:
    get:
      operationId: ShowNewThing
      summary: Show something new
      description: Shows something new.
      tags: [VoiceTraining]
      x-idempotency: safe
      parameters:
        - $ref: '#/components/parameters/ProjectId'
        - name: thing_id
          in: path
          required: true
          description: The thing's id.
          schema: {$ref: '#/components/schemas/JobId'}
      responses:
        '200':
          description: The thing.
          content: {application/json: {schema: {$ref: '#/components/schemas/NewThing'}}}
        '4XX': {$ref: '#/components/responses/Error'}
        '5XX': {$ref: '#/components/responses/Error'}
components:
";
const TYPES: &str = "
  schemas:
    NewThing:
      type: object
      description: Something new.
      properties:
        mood: {allOf: [{$ref: '#/components/schemas/Mood'}], description: Its mood.}
        parts: {type: array, nullable: true, description: Its parts., items: {type: string}}
    Mood:
      type: string
      description: A mood.
      enum: [GOOD]
      x-extensible-enum: true
      x-enum-descriptions: {GOOD: A good one.}
";

/// A line of the spec. A limit before it is a harmful finding (MV0702).
const LIMITED: &str = "          description: The name of an attached file. 1 to 256 characters.\n";

/// Runs cargo with a spec and with these harmful findings allowed.
fn cargo(arguments: &[&str], folder: &Path, spec: &Path, allowed: &str) -> Output {
    cargo::cargo()
        .args(arguments)
        .args(["--config", "net.offline=true"])
        .current_dir(folder)
        .env("METASTUDIO_VOICE_SPEC", spec)
        .env("METASTUDIO_VOICE_ALLOW", allowed)
        .output()
        .expect("cargo runs")
}

/// Runs a build of this workspace that must fail in the build script, and returns its output.
///
/// Another level of debug information makes a second build of the library beside that of the tests. Its dependencies
/// are those of `cargo test --workspace`, so only the build script runs.
fn refused(spec: &Path, allowed: &str) -> String {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
    let target = target.to_str().expect("UTF-8");
    let other = "profile.dev.package.metastudio-voice.debug=0";
    let arguments = ["build", "--workspace", "--test", "golden", "--target-dir", target, "--config", other];
    let output = cargo(&arguments, Path::new(env!("CARGO_MANIFEST_DIR")), spec, allowed);
    assert!(!output.status.success(), "{}", printed(&output));
    printed(&output)
}

/// Locked during a build of the consumer: its builds share a folder and a lock file.
static BUILDING: Mutex<()> = Mutex::new(());

/// Runs cargo on the consumer.
fn consumer(arguments: &[&str], spec: &Path, allowed: &str) -> Output {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    consumer_in(&workspace.join("tests/consumer"), arguments, spec, allowed)
}

/// Runs cargo on a consumer in this folder.
fn consumer_in(folder: &Path, arguments: &[&str], spec: &Path, allowed: &str) -> Output {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    // With the versions of this workspace, cargo needs no registry.
    std::fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).expect("copied");
    let target = concat!(env!("CARGO_TARGET_TMPDIR"), "/consumer");
    let (command, rest) = arguments.split_first().expect("a command");
    let mut arguments = vec![*command, "--target-dir", target];
    arguments.extend(rest);
    cargo(&arguments, folder, spec, allowed)
}

fn printed(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout))
}

fn written(name: &str, spec: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, spec).expect("written");
    path
}

/// Returns the spec with one change.
fn changed(from: &str, to: &str) -> String {
    assert!(SPEC.contains(from), "{from}");
    SPEC.replacen(from, to, 1)
}

fn extended() -> String {
    changed("\ncomponents:\n", OPERATION).replacen("\n  schemas:\n", TYPES, 1)
}

/// Responds to one request with this JSON, and returns the first line of the request.
fn serve_once(json: impl Into<String>) -> (String, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let json = json.into();
    let response = std::thread::spawn(move || {
        let (mut connection, _) = listener.accept().expect("a connection");
        let head: Vec<String> = BufReader::new(&connection)
            .lines()
            .map(|line| line.expect("a line"))
            .take_while(|line| !line.is_empty())
            .collect();
        let length = json.len();
        let head_of_response = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close";
        write!(connection, "{head_of_response}\r\nContent-Length: {length}\r\n\r\n{json}").expect("a response");
        head.into_iter().next().unwrap_or_default()
    });
    (url, response)
}

#[test]
#[ignore = "slow: builds a crate and all that it depends on"]
fn a_consumer_adds_an_operation_without_forking() {
    let _alone = BUILDING.lock().unwrap_or_else(PoisonError::into_inner);
    let spec = written("extended.yaml", &extended());
    let built = consumer(&["build"], &spec, "");
    assert!(built.status.success(), "{}", printed(&built));
    let (url, request) = serve_once("{\"mood\": \"NEW\", \"parts\": null}");
    let run = consumer(&["run", "--quiet", "--", &url], &spec, "");
    assert!(run.status.success(), "{}", printed(&run));
    assert!(printed(&run).contains("ShowNewThing: Some(Unknown(\"NEW\")), []"), "{}", printed(&run));
    assert_eq!(request.join().expect("a response"), "GET /v1/p/things/a-1 HTTP/1.1");

    // Another spec, without the operation, causes a new build.
    let plain = consumer(&["build"], &written("plain.yaml", SPEC), "");
    assert!(!plain.status.success());
    assert!(printed(&plain).contains("no method named `show_new_thing`"), "{}", printed(&plain));
}

/// This takes some seconds: cargo and the build script run three times.
#[test]
fn an_edited_spec_causes_a_new_build_and_a_faulty_one_is_refused_with_its_place() {
    let spec =
        written("edited.yaml", &extended().replacen("operationId: ShowNewThing", "operationID: ShowNewThing", 1));
    let text = refused(&spec, "");
    assert!(text.contains("error[MV0203]: unknown key `operationID`") && text.contains("did you mean `operationId`?"));
    assert!(text.contains("edited.yaml:") && !text.contains("panicked") && !text.contains("--- stdout"), "{text}");

    written("edited.yaml", &changed("openapi: 3.0.3\n", "openapi: 3.1.0\n"));
    let text = refused(&spec, "");
    assert!(text.contains("openapi: 3.1.0") && !text.contains("MV0203"), "{text}");

    let text = refused(Path::new("/no/such/spec.yaml"), "");
    assert!(text.contains("the spec /no/such/spec.yaml cannot be read"), "{text}");
}

/// This takes some seconds: cargo and the build script run twice.
#[test]
fn a_harmful_finding_stops_the_build_and_is_a_warning_when_it_is_allowed() {
    let limited = changed(LIMITED, &format!("          maxLength: 64\n{LIMITED}"));
    let misspelt = "      requierd:\n        - voice_name\n";
    let spec = limited.replacen("      required:\n        - voice_name\n", misspelt, 1);
    let spec = written("limited.yaml", &spec);
    let text = refused(&spec, "");
    assert!(text.contains("error[MV0702]") && text.contains("error[MV0203]"), "{text}");
    let text = refused(&spec, "MV0702");
    assert!(text.contains("warning[MV0702]") && text.contains("error[MV0203]"), "{text}");
}

#[test]
#[ignore = "slow: builds the library for another crate"]
fn a_spec_with_an_allowed_harmful_finding_is_built() {
    let _alone = BUILDING.lock().unwrap_or_else(PoisonError::into_inner);
    let spec = written("allowed.yaml", &changed(LIMITED, &format!("          maxLength: 64\n{LIMITED}")));
    let built = consumer(&["build", "-p", "metastudio-voice"], &spec, "MV0702");
    assert!(built.status.success() && printed(&built).contains("warning[MV0702]"), "{}", printed(&built));
}

#[test]
#[ignore = "slow: builds the library for another crate"]
fn the_hand_written_modules_build_with_a_spec_that_has_only_what_their_contract_names() {
    let _alone = BUILDING.lock().unwrap_or_else(PoisonError::into_inner);
    // A test of codegen keeps this file equal to the contract.
    let least = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/least.json");
    let built = consumer(&["build", "-p", "metastudio-voice"], &least, "");
    assert!(built.status.success(), "crates/codegen/src/contract.rs is not complete: {}", printed(&built));
}

/// Responds to each request with 200 and no body until the program has ended, and sends each request's target, content
/// type and body.
fn echo(listener: TcpListener, requests: std::sync::mpsc::Sender<[String; 3]>) {
    for connection in listener.incoming() {
        let mut connection = connection.expect("a connection");
        let mut reader = BufReader::new(connection.try_clone().expect("a reader"));
        let mut line = String::new();
        reader.read_line(&mut line).expect("the request line");
        let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let (mut length, mut content_type) = (0, String::new());
        loop {
            line.clear();
            reader.read_line(&mut line).expect("a header");
            match line.trim().split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.parse().expect("a length");
                }
                Some((name, value)) if name.eq_ignore_ascii_case("content-type") => content_type = value.to_owned(),
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).expect("the body");
        write!(connection, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n").expect("a response");
        if requests.send([target, content_type, String::from_utf8_lossy(&body).into_owned()]).is_err() {
            return;
        }
    }
}

/// Rows F1 to F5: a spec without findings builds, and its client sends what the spec says.
#[test]
#[ignore = "slow: builds the library and a program for a spec with edits at random"]
fn legitimate_edits_of_the_spec_build_and_do_on_the_wire_what_the_spec_says() {
    let _alone = BUILDING.lock().unwrap_or_else(PoisonError::into_inner);
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("edited");
    std::fs::create_dir_all(folder.join("src")).expect("a folder");
    let manifest = std::fs::read_to_string(workspace.join("tests/consumer/Cargo.toml")).expect("the manifest");
    let path = format!("path = {:?}", workspace.to_str().expect("UTF-8"));
    let manifest = manifest.replace("path = \"../..\"", &path).replace("\"consumer\"", "\"edited\"");
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("written");

    // The generator is deterministic; the largest of some random sets of edits is used.
    let mut runner = TestRunner::deterministic();
    let edited = (0..16).map(|_| edits::edits(usize::MAX).new_tree(&mut runner).expect("edits").current());
    let edited = edited.max_by_key(|edits| edits.calls.len()).expect("edits");
    let spec = written("legitimate.yaml", &edited.spec());
    let calls: String = edited.calls.iter().map(|call| format!("    {}\n", call.code())).collect();
    let program = format!(
        "use metastudio_voice::{{Client, Credentials}};

#[tokio::main(flavor = \"current_thread\")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {{
    let endpoint = std::env::args().nth(1).ok_or(\"the endpoint is missing\")?;
    let client =
        Client::builder().endpoint(&endpoint).project_id(\"p\").credentials(Credentials::token(\"token\")?).build().await?;
{calls}    Ok(())
}}
"
    );
    std::fs::write(folder.join("src/main.rs"), program).expect("written");
    let built = consumer_in(&folder, &["build"], &spec, "");
    assert!(built.status.success(), "{}", printed(&built));

    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let (sender, requests) = std::sync::mpsc::channel();
    std::thread::spawn(move || echo(listener, sender));
    let run = consumer_in(&folder, &["run", "--quiet", "--", &url], &spec, "");
    assert!(run.status.success(), "{}", printed(&run));
    for (number, call) in edited.calls.iter().enumerate() {
        assert_eq!(requests.try_recv().expect("a request"), call.wire(number), "{call:?}");
    }
    assert!(requests.try_recv().is_err());
}

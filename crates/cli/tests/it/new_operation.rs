//! `spec new operation`: a block that meets every rule, printed or inserted into a spec.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::support::{program, root, run};

const METHODS: [&str; 6] = ["get", "put", "post", "delete", "head", "patch"];
const THING: &str = "/v1/{project_id}/things/{thing_id}";

fn spec() -> String {
    std::fs::read_to_string(root().join("openapi/metastudio-voice.yaml")).expect("the spec")
}

/// A file with a spec, in a folder that goes with it.
struct File {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl File {
    fn with(text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("spec.yaml");
        std::fs::write(&path, text).expect("the spec");
        Self { _folder: folder, path }
    }

    fn name(&self) -> &str {
        self.path.to_str().expect("UTF-8")
    }

    fn text(&self) -> String {
        std::fs::read_to_string(&self.path).expect("the spec")
    }

    fn insert(&self, name: &str, method: &str, path: &str) -> (i32, String, String) {
        run(&["spec", "new", "operation", name, method, path, "--insert", "--file", self.name()])
    }

    fn inserted(&self, name: &str, method: &str, path: &str) -> String {
        let (status, out, errors) = self.insert(name, method, path);
        assert_eq!((status, errors.as_str()), (0, ""), "{name}");
        assert!(out.starts_with(&format!("{name} is in {}:", self.name())), "{out}");
        self.text()
    }
}

/// Returns the lines that were added, if the others stayed as they were.
fn added<'t>(old: &str, new: &'t str) -> Vec<&'t str> {
    let mut rest = old.lines().peekable();
    let added = new.lines().filter(|line| rest.next_if_eq(line).is_none()).collect();
    assert_eq!(rest.next(), None, "a line of the old text is gone");
    added
}

#[test]
fn an_operation_of_each_method_is_inserted_and_nothing_is_found_in_the_spec() {
    let old = spec();
    let file = File::with(&old);
    for method in METHODS {
        file.inserted(&format!("Do{}Thing", method.to_uppercase()), method, THING);
    }
    let new = file.text();
    assert!(added(&old, &new).iter().any(|line| line.contains("TODO")));
    let (status, out, _) = run(&["spec", "check", file.name()]);
    assert_eq!((status, out), (0, format!("{}: no findings\n", file.name())));
}

#[test]
fn the_printed_block_is_the_one_that_is_inserted() {
    let old = spec();
    let file = File::with(&old);
    let (status, printed, _) = run(&["spec", "new", "operation", "CreateThing", "post", THING]);
    assert_eq!(status, 0);
    let new = file.inserted("CreateThing", "POST", THING);
    let printed = printed.lines().filter(|line| !matches!(*line, "paths:" | "components:" | "  schemas:"));
    assert_eq!(added(&old, &new), printed.collect::<Vec<_>>());
    for line in ["      x-idempotency: never", "        - $ref: '#/components/parameters/ProjectId'"] {
        assert!(new.contains(&format!("{line}\n")), "{line}");
    }
}

/// A spec that only shows where text is inserted. The client misses its operations in it before and after.
const LAYOUT: &str = "\
openapi: 3.0.3
info: {title: t, version: '1'}
paths:
    /a:
        get:
            operationId: A
            description: |-
                text

                # of the description

    # no more paths
# about the components
components:
    schemas:
        A:
            type: string
            # about A
    # about the parameters
    parameters: {}
x-last: 1";

#[test]
fn text_is_inserted_after_the_comments_of_the_last_entry_and_before_those_of_the_next_key() {
    let new = File::with(LAYOUT).inserted("B", "get", "/b");
    let parts = [
        "    # no more paths\n    /b:\n      get:\n        operationId: B\n",
        "            # about A\n        BRsp:\n",
    ];
    for part in parts {
        assert!(new.contains(part), "{new}");
    }
    assert!(new.contains("\n# about the components\ncomponents:\n") && new.ends_with("\nx-last: 1"), "{new}");
    added(LAYOUT, &new);
}

#[test]
fn a_method_is_inserted_into_the_path_that_exists() {
    let new = File::with(LAYOUT).inserted("B", "delete", "/a");
    assert!(new.contains("    # of the description\n        delete:\n          operationId: B\n"), "{new}");
    assert_eq!(new.matches("/a:").count(), 1);
    assert!(!new.contains("BRsp"), "{new}");
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let old = format!("\u{feff}{LAYOUT}").replace('\n', "\r\n");
    let new = File::with(&old).inserted("B", "get", "/b");
    assert!(new.starts_with("\u{feff}openapi"));
    assert_eq!(new.matches('\n').count(), new.matches("\r\n").count());
    added(&old, &new);
}

#[test]
fn empty_paths_and_missing_components_are_filled() {
    let text = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}";
    let file = File::with(text);
    let new = file.inserted("B", "get", "/b/{b_id}");
    added(&text.replace(" {}", ""), &new);
    assert!(new.contains("\npaths:\n  /b/{b_id}:\n    get:\n"), "{new}");
    assert!(new.contains("\ncomponents:\n  schemas:\n    BRsp:\n"), "{new}");
    let newer = file.inserted("C", "post", "/b/{b_id}");
    assert_eq!(newer.matches("BId:\n").count(), 1, "the second operation has the schema of the first: {newer}");
}

#[test]
fn a_spec_that_ends_with_its_paths_gets_the_components_behind_them() {
    let old = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  /a: {}";
    let new = File::with(old).inserted("B", "post", "/b");
    let keys: Vec<&str> =
        new.lines().filter(|line| line.chars().take_while(|first| *first == ' ').count() < 4).collect();
    let wanted = ["paths:", "  /a: {}", "  /b:", "components:", "  schemas:"];
    assert_eq!(keys[2..], wanted, "{new}");
}

#[test]
fn a_last_entry_with_brackets_over_several_lines_stays_whole() {
    let old = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n  /a: {\n    summary: a\n  }\n...\n";
    let new = File::with(old).inserted("B", "delete", "/b");
    assert!(new.contains("\n  }\n  /b:\n    delete:\n") && new.ends_with("\n...\n"), "{new}");
}

#[test]
fn a_layout_that_does_not_show_the_place_is_refused_and_the_file_stays() {
    let json = r#"{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/a": {}}}"#;
    let flow = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/a: {}}\n";
    let list = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: [1]\n";
    for text in [json, flow, list] {
        let file = File::with(text);
        let (status, out, errors) = file.insert("B", "get", "/b");
        assert_eq!((status, out.as_str()), (2, ""), "{text}");
        assert!(errors.contains("without --insert"), "{errors}");
        assert_eq!(file.text(), text);
    }
}

#[test]
fn what_the_spec_has_already_or_cannot_have_is_refused_with_what_to_write() {
    for (arguments, wanted) in [
        (["createThing", "post", "/a"], "`createThing` is not in PascalCase, as all operations are; write CreateThing"),
        (["创建", "post", "/a"], "write one in PascalCase, such as CreateThing"),
        (
            ["CommitVoicetrainingJob", "post", "/a"],
            "already: POST /v1/{project_id}/voice-training-manage/user/jobs/{job_id}",
        ),
        (["A", "post", "a/b"], "it does not begin with a slash; write /a/b"),
        (["A", "post", "/a?b=c"], "query parameters are not part of it"),
        (
            ["A", "get", "/v1/{project_id}/voice-training-manage/user/jobs/{id}"],
            "write /v1/{project_id}/voice-training-manage/user/jobs/{job_id}",
        ),
        (
            ["A", "delete", "/v1/{project_id}/voice-training-manage/user/jobs/{job_id}"],
            "already: DeleteVoiceTrainingJob",
        ),
        (["A", "trace", "/a"], "possible values: get, put, post, delete, head, patch"),
    ] {
        let (status, out, errors) = run(&[&["spec", "new", "operation"][..], &arguments[..]].concat());
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}");
        assert!(errors.contains(wanted), "{wanted}\n{errors}");
    }
    let (_, _, errors) = run(&["spec", "new", "operation", "A", "get", "/a", "--tag", "VoiceTrainin"]);
    assert!(errors.contains("the spec declares no tag `VoiceTrainin`; it has VoiceTraining"), "{errors}");
}

#[test]
fn without_a_spec_the_block_is_printed_and_nothing_can_be_inserted() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = ["spec", "new", "operation", "A", "get", "/a"];
    let output = program(&arguments).current_dir(&folder).output().expect("the program");
    assert!(String::from_utf8_lossy(&output.stdout).contains("operationId: A\n"));
    let output = program(&arguments).arg("--insert").current_dir(&folder).output().expect("the program");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("name the spec with --file"));
}

/// A running simulator.
struct Simulator(Child);

impl Drop for Simulator {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The program of another crate of the workspace, which `cargo test --workspace` builds before it runs tests.
#[test]
fn the_simulator_responds_with_the_example_of_a_new_operation() {
    let simulator = format!("metastudio-voice-simulator{}", std::env::consts::EXE_SUFFIX);
    let simulator = Path::new(env!("CARGO_BIN_EXE_metastudio-voice")).with_file_name(simulator);
    if !simulator.exists() {
        return println!("skipped: the simulator is not built; run `cargo test --workspace`");
    }
    let file = File::with(&spec());
    file.inserted("CreateThing", "post", THING);
    let simulator = Command::new(simulator).args(["--spec", file.name()]).stdout(Stdio::piped()).spawn();
    let mut simulator = Simulator(simulator.expect("the simulator"));
    let mut ready = String::new();
    BufReader::new(simulator.0.stdout.take().expect("the output")).read_line(&mut ready).expect("the ready line");
    let ready: Value = serde_json::from_str(&ready).expect("the ready line");
    let [endpoint, token, project] = ["endpoint", "token", "project_id"].map(|key| ready[key].as_str().expect("text"));
    let host = endpoint.strip_prefix("http://").expect("HTTP");
    let mut stream = TcpStream::connect(host).expect("the simulator");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a limit");
    let body = r#"{"name": "Example"}"#;
    write!(
        stream,
        "POST /v1/{project}/things/example HTTP/1.1\r\nHost: {host}\r\nX-Auth-Token: {token}\r\nContent-Type: \
         application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .expect("the request");
    let mut response = String::new();
    stream.read_to_string(&mut response).expect("the response");
    assert!(response.starts_with("HTTP/1.1 200 ") && response.ends_with(r#"{"id":"example"}"#), "{response}");
}

#[test]
#[ignore = "slow: the linter needs some seconds"]
fn the_linter_finds_nothing_in_new_operations() {
    let tools = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tools");
    let linter = tools.join("npm/node_modules/.bin/redocly");
    if !linter.exists() {
        return println!("skipped: Redocly is not installed; run .ci/tools");
    }
    let file = File::with(&spec());
    for method in METHODS {
        file.inserted(&format!("Do{}Thing", method.to_uppercase()), method, THING);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(tools.join("bin")).chain(std::env::split_paths(&path)));
    let output = Command::new(linter)
        .args(["lint", "--config", "openapi/redocly.yaml", file.name()])
        .current_dir(root())
        .env("PATH", path.expect("a path"))
        .envs([("REDOCLY_TELEMETRY", "off"), ("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")])
        .output()
        .expect("the linter");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

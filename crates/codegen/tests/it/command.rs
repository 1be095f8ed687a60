//! The output and the exit status of the command.

use std::path::Path;
use std::process::{Command, Output};

const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/metastudio-voice.yaml");

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_metastudio-voice-codegen")).args(arguments).output().expect("it runs")
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// Writes a spec to a file of this name, which no other test uses, and returns its path.
fn written(name: &str, spec: &[u8]) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, spec).expect("written");
    path.to_str().expect("UTF-8").to_owned()
}

#[test]
fn checking_a_clean_spec_exits_with_0() {
    let output = run(&["check", SPEC]);
    assert_eq!(output.status.code(), Some(0), "{}", printed(&output));
    assert!(printed(&output).ends_with("no findings\n"));
    assert_eq!(printed(&run(&["check", SPEC, "--format", "json"])), "[]\n");
}

#[test]
fn checking_a_faulty_spec_exits_with_1_and_prints_no_colours_to_a_pipe() {
    let spec = std::fs::read_to_string(SPEC).expect("the spec");
    let (right, wrong) = ("      required:\n        - voice_name\n", "      requierd:\n        - voice_name\n");
    assert!(spec.contains(right));
    let path = &*written("misspelt.yaml", spec.replacen(right, wrong, 1).as_bytes());
    let output = run(&["check", path]);
    assert_eq!(output.status.code(), Some(1));
    let text = printed(&output);
    assert!(text.starts_with("error[MV0203]: unknown key `requierd`\n") && text.contains("did you mean `required`?"));
    assert!(!text.contains('\u{1b}') && output.stderr.is_empty());
    let json: serde_json::Value =
        serde_json::from_slice(&run(&["check", "--format", "json", path]).stdout).expect("JSON");
    assert_eq!((&json[0]["code"], &json[0]["file"]), (&"MV0203".into(), &path.into()));
    let allowed = run(&["check", path, "--allow", "MV0203"]);
    assert!(printed(&allowed).starts_with("warning[MV0203]"));
}

#[test]
fn an_unreadable_file_or_argument_exits_with_2() {
    for arguments in [
        &["check", "/no/such/file"][..],
        &["check"],
        &["chekc"],
        &[],
        &["check", SPEC, "--format", "xml"],
        &["explain", "MV9999"],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
}

#[test]
fn the_command_explain_lists_and_describes_every_check() {
    let list = printed(&run(&["explain"]));
    assert!(list.lines().count() > 80);
    for line in list.lines() {
        let id = line.split(' ').next().expect("a code");
        let text = printed(&run(&["explain", &id.to_lowercase()]));
        assert!(text.starts_with(&format!("{id}: ")) && text.lines().count() >= 3, "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }
}

#[test]
fn a_file_that_is_not_utf_8_is_checked_all_the_same() {
    let path = written("not-utf-8.yaml", b"openapi: 3.0.3\ninfo: {title: \xff, version: '1'}\npaths: {}\n");
    let output = run(&["check", &path]);
    assert_eq!(output.status.code(), Some(1));
}

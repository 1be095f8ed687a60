//! The command: what it prints and with which status it ends.

use std::io::Write;
use std::process::{Command, Output};

const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/metastudio-voice.yaml");

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_metastudio-voice-codegen")).args(arguments).output().expect("it runs")
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// The real spec with one change, in a file.
fn changed(from: &str, to: &str) -> tempfile::NamedTempFile {
    let spec = std::fs::read_to_string(SPEC).expect("the spec");
    assert!(spec.contains(from), "{from}");
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(spec.replacen(from, to, 1).as_bytes()).expect("written");
    file
}

#[test]
fn a_clean_spec_ends_with_0() {
    let output = run(&["check", SPEC]);
    assert_eq!(output.status.code(), Some(0), "{}", printed(&output));
    assert!(printed(&output).ends_with("no findings\n"));
    assert_eq!(printed(&run(&["check", SPEC, "--format", "json"])), "[]\n");
}

#[test]
fn findings_end_with_1_and_are_plain_text_where_nobody_looks() {
    let file = changed("      required:\n        - voice_name\n", "      requierd:\n        - voice_name\n");
    let path = file.path().to_str().expect("a path");
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
fn what_cannot_be_read_ends_with_2() {
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
fn every_check_is_listed_and_explained() {
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
fn a_file_that_is_not_utf_8_is_read_as_well_as_it_can_be() {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(b"openapi: 3.0.3\ninfo: {title: \xff, version: '1'}\npaths: {}\n").expect("written");
    let output = run(&["check", file.path().to_str().expect("a path")]);
    assert_eq!(output.status.code(), Some(1));
}

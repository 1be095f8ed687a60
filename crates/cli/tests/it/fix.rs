//! `spec fix` mends a spec and leaves everything else as it is.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::support::{program, root, run};

/// Faults in the spec of the repository: a part of its text, and the text in its place.
const CERTAIN: &[(&str, &str)] = &[
    ("      required:\n        - voice_name\n", "      requierd:\n        - voice_name\n"),
    ("        '200':\n", "        200:\n"),
    ("  version: '0.2.0'\n", "  version: 0.2\n"),
];

fn spec() -> String {
    std::fs::read_to_string(root().join("openapi/metastudio-voice.yaml")).expect("the spec")
}

fn with(spec: &str, faults: &[(&str, &str)]) -> String {
    faults.iter().fold(spec.to_owned(), |spec, (right, wrong)| {
        assert!(spec.contains(right), "{right}");
        spec.replacen(right, wrong, 1)
    })
}

/// Writes a spec into a folder, whose path the caller keeps.
fn written(folder: &tempfile::TempDir, text: &str) -> PathBuf {
    let file = folder.path().join("spec.yaml");
    std::fs::write(&file, text).expect("the spec");
    file
}

fn fix(file: &Path, more: &[&str]) -> (i32, String) {
    let mut arguments = vec!["spec", "fix", file.to_str().expect("UTF-8")];
    arguments.extend(more);
    let (status, out, errors) = run(&arguments);
    assert_eq!(errors, "");
    (status, out)
}

fn text(file: &Path) -> String {
    std::fs::read_to_string(file).expect("the spec")
}

#[test]
fn certain_fixes_are_made_and_told_and_everything_else_stays_byte_for_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(&folder, &with(&spec(), CERTAIN));
    let (status, out) = fix(&file, &[]);
    assert_eq!(status, 0, "{out}");
    // The version is read as the number 0.2, so its text is what was written.
    assert_eq!(text(&file), spec().replace("  version: '0.2.0'\n", "  version: '0.2'\n"));
    assert!(out.contains(": MV0203: replace `requierd` with `required`\n"), "{out}");
    assert!(out.ends_with("spec.yaml: 3 fixes made\n"), "{out}");
}

#[test]
fn windows_line_ends_and_the_byte_order_mark_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    let crlf = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let file = written(&folder, &crlf(&with(&spec(), &CERTAIN[..2])));
    let (status, out) = fix(&file, &[]);
    assert_eq!((status, text(&file) == crlf(&spec())), (0, true), "{out}");
}

#[test]
fn nothing_is_written_with_dry_run_nor_without_a_fix() {
    let folder = tempfile::tempdir().expect("a folder");
    let faulty = with(&spec(), CERTAIN);
    let file = written(&folder, &faulty);
    let (status, out) = fix(&file, &["--dry-run"]);
    assert_eq!((status, text(&file) == faulty), (1, true));
    assert!(out.contains("3 fixes would be made"), "{out}");
    let file = written(&folder, &spec());
    let before = file.metadata().expect("metadata").modified().expect("a time");
    let (status, out) = fix(&file, &[]);
    assert_eq!((status, file.metadata().expect("metadata").modified().expect("a time")), (0, before));
    assert!(out.ends_with("no fixes to make\n"), "{out}");
}

#[test]
fn a_probable_fix_is_made_on_request_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let (right, wrong) = ("'#/components/schemas/JobState'", "'#/components/schemas/JobStat'");
    let faulty = with(&spec(), &[(right, wrong)]);
    let file = written(&folder, &faulty);
    let (status, out) = fix(&file, &[]);
    assert_eq!((status, text(&file) == faulty), (1, true));
    assert!(out.ends_with("1 of them has a probable fix; `--all` makes it\n"), "{out}");
    let (status, out) = fix(&file, &["--all"]);
    assert_eq!((status, text(&file) == spec()), (0, true), "{out}");
}

#[test]
fn fixes_that_others_uncover_are_made_too_and_what_is_left_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let faults = [
        CERTAIN[0],
        CERTAIN[1],
        ("  title: MetaStudio", "  title:\tMetaStudio"),
        ("      operationId: CreateShortJob\n", ""),
    ];
    let file = written(&folder, &with(&spec(), &faults));
    let (status, out) = fix(&file, &[]);
    assert_eq!(status, 1);
    assert_eq!(text(&file), with(&spec(), &faults[3..]));
    assert!(out.contains("replace the tab with a space") && out.contains("3 fixes made"), "{out}");
    assert!(out.contains("What is left:\n\nerror[MV0401]"), "{out}");
}

#[test]
fn the_standard_input_is_written_fixed_to_the_standard_output() {
    let mut child = program(&["spec", "fix", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut input = child.stdin.take().expect("the input");
    input.write_all(with(&spec(), CERTAIN).as_bytes()).expect("written");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        String::from_utf8(output.stdout).expect("UTF-8"),
        with(&spec(), &[("version: '0.2.0'", "version: '0.2'")])
    );
    assert!(String::from_utf8(output.stderr).expect("UTF-8").ends_with("3 fixes made\n"));
}

#[test]
fn a_file_that_cannot_be_read_or_written_is_named_and_ends_with_status_2() {
    let folder = tempfile::tempdir().expect("a folder");
    for arguments in [["spec", "fix", "no/such.yaml"], ["spec", "fix", folder.path().to_str().expect("UTF-8")]] {
        let (status, out, errors) = run(&arguments);
        assert_eq!((status, &*out), (2, ""));
        assert!(errors.contains(arguments[2]), "{errors}");
    }
    let faulty = with(&spec(), CERTAIN);
    let file = written(&folder, &faulty);
    let mut permissions = file.metadata().expect("metadata").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&file, permissions).expect("permissions");
    let (status, _, errors) = run(&["spec", "fix", file.to_str().expect("UTF-8")]);
    assert_eq!((status, text(&file) == faulty), (2, true));
    assert!(errors.contains("read-only"), "{errors}");
}

#[test]
fn a_text_that_is_no_spec_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    for text in ["", "\u{feff}", "---\n", "[", "{}", "\t\t", "<<<<<<< a\n=======\n>>>>>>> b\n", "a: b\n"] {
        let file = written(&folder, text);
        let (status, out) = fix(&file, &["--all"]);
        assert_eq!(status, 1, "{text:?} {out}");
        assert!(out.contains("What is left"), "{text:?} {out}");
    }
}

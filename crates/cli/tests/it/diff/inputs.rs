//! The specs that are compared: files and revisions.

use std::path::Path;
use std::process::Command;

use super::{Pair, SAMPLE, edited, report};

/// Calls git in a folder, without the settings of whoever runs the tests.
fn git(folder: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    git.args(["-c", "user.name=a", "-c", "user.email=a@example.com"]).args(arguments);
    let output = git.output().expect("git");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Returns a repository whose first commit is the sample under `openapi/new.yaml`, and whose file is edited.
fn repository() -> Pair {
    let pair = Pair::of(SAMPLE, SAMPLE);
    let folder = pair.path().join("openapi");
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::write(folder.join("new.yaml"), SAMPLE).expect("a spec");
    git(pair.path(), &["init", "--quiet", "-b", "main"]);
    git(pair.path(), &["add", "openapi"]);
    git(pair.path(), &["commit", "--quiet", "-m", "First"]);
    let edited = edited(SAMPLE, &[("maxLength: 32", "maxLength: 16")]);
    std::fs::write(folder.join("new.yaml"), edited).expect("a spec");
    pair
}

#[test]
fn a_revision_is_compared_with_the_working_file_that_file_names() {
    let (status, out, err) = repository().run(&["HEAD", "--file", "openapi/new.yaml"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains("HEAD:openapi/new.yaml and openapi/new.yaml: 1 breaking"), "{out}");
}

#[test]
fn a_revision_with_a_path_is_read_from_git() {
    let pair = repository();
    let (status, out, err) = pair.run(&["main:openapi/new.yaml", "openapi/new.yaml"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains("Name: `maxLength` is `16`, was `32`"), "{out}");
    let (status, out, _) = pair.run(&["main:openapi/new.yaml", "main:openapi/new.yaml"]);
    assert_eq!(status, 0);
    assert!(out.contains("no changes"), "{out}");
}

#[test]
fn an_unknown_revision_a_path_that_it_lacks_and_an_option_of_git_are_refused() {
    let pair = repository();
    for old in ["no-such", "main:no-such.yaml", "main:openapi"] {
        let (status, out, err) = pair.run(&[old, "new.yaml"]);
        assert_eq!((status, out.as_str()), (2, ""), "{old}");
        assert!(err.contains(&format!("`{old}` is neither a file nor a spec that git knows (")), "{err}");
    }
    let (status, _, err) = pair.run(&["new.yaml", "--", "--textconv"]);
    assert_eq!(status, 2);
    assert!(err.contains("`--textconv` is neither a file nor a revision of git"), "{err}");
}

#[test]
fn outside_of_a_repository_and_without_git_the_message_says_so() {
    let pair = Pair::of(SAMPLE, SAMPLE);
    let arguments = ["spec", "diff", "HEAD:old.yaml", "new.yaml"];
    let run = |path: Option<&str>| {
        let mut program = super::program(&arguments);
        program.current_dir(pair.path()).env("GIT_CEILING_DIRECTORIES", pair.path());
        if let Some(path) = path {
            program.env("PATH", path);
        }
        let output = program.output().expect("the program runs");
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    assert!(run(None).contains("not a git repository"));
    assert!(run(Some("/no-such")).contains("there is no git here"));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_changes() {
    let windows = format!("\u{feff}{}", SAMPLE.replace('\n', "\r\n"));
    assert_eq!(report(SAMPLE, &windows)["changes"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_file_that_is_no_spec_is_refused_with_its_name() {
    let cases = [
        ("", "new.yaml"),
        ("a: [", "new.yaml:1"),
        ("[1, 2]", "new.yaml"),
        ("\tswagger: '2.0'", "new.yaml"),
        ("swagger: '2.0'\npaths: {}\n", "new.yaml"),
        ("openapi: 3.1.0\npaths: {}\n", "new.yaml"),
    ];
    for (text, named) in cases {
        let (status, out, err) = Pair::of(SAMPLE, text).diff(&[]);
        assert_eq!((status, out.as_str()), (2, ""), "{text:?}: {err}");
        assert!(err.starts_with(&format!("error: {named}")), "{text:?}: {err}");
    }
    let pair = Pair::of(SAMPLE, SAMPLE);
    std::fs::write(pair.path().join("new.yaml"), [b'a', 0xFF]).expect("a file");
    assert!(pair.diff(&[]).2.contains("not UTF-8"));
    std::fs::remove_file(pair.path().join("new.yaml")).expect("a file");
    std::fs::create_dir(pair.path().join("new.yaml")).expect("a folder");
    let (status, _, err) = pair.diff(&[]);
    assert_eq!(status, 2);
    assert!(err.contains("cannot read new.yaml"), "{err}");
}

#[test]
fn references_that_lead_in_circles_or_nowhere_end_the_comparison_neither_with_a_panic_nor_never() {
    let circle = edited(
        SAMPLE,
        &[(
            "    Failure:\n      type: object\n",
            "    Loop:\n      $ref: '#/components/schemas/Loop'\n    A:\n      allOf: [{$ref: '#/components/schemas/B'}]\n    B:\n      \
             allOf: [{$ref: '#/components/schemas/A'}]\n    Failure:\n      type: object\n",
        )],
    );
    let circle = circle.replacen("        code:\n          type: string\n", "        code:\n          $ref: '#/components/schemas/A'\n        self:\n          $ref: '#/components/schemas/Failure'\n        loop:\n          $ref: '#/components/schemas/Loop'\n        gone:\n          $ref: '#/components/schemas/NoSuch'\n", 1);
    for (old, new) in [(SAMPLE, circle.as_str()), (circle.as_str(), SAMPLE), (circle.as_str(), circle.as_str())] {
        let (status, out, err) = Pair::of(old, new).diff(&[]);
        assert_eq!((status, err.as_str()), (3, ""), "{out}");
    }
}

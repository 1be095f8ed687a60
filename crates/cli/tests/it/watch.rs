//! `spec watch`: a check after each change of the file, however an editor saves it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use regress::Regex;
use serde_json::Value;

use super::support::{program, root, run};

/// A spec whose only fault differs from that of every other one that is written here.
fn faulty(key: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\n# {key}\npaths: {{}}\n")
}

/// The program as it watches a file in a folder of its own.
struct Watch {
    folder: tempfile::TempDir,
    program: Child,
    lines: Receiver<String>,
}

impl Watch {
    /// Starts it with a file of this text.
    fn start(text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("spec.yaml");
        std::fs::write(&file, text).expect("the spec");
        let mut program = program(&["spec", "watch", file.to_str().expect("UTF-8")])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program");
        let (sender, lines) = channel();
        let out = BufReader::new(program.stdout.take().expect("the output"));
        std::thread::spawn(move || out.lines().map_while(Result::ok).all(|line| sender.send(line).is_ok()));
        Self { folder, program, lines }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("spec.yaml")
    }

    /// Saves a text in one step: a new file takes the name of the old one.
    fn replace(&self, text: &str) {
        let other = self.folder.path().join(".spec.yaml.swp");
        std::fs::write(&other, text).expect("the new file");
        std::fs::rename(other, self.file()).expect("the save");
    }

    fn line(&self) -> String {
        self.lines.recv_timeout(Duration::from_secs(60)).expect("a line within a minute")
    }

    /// Returns the lines of the next check, from the one at its beginning to the one at its end.
    fn check(&self) -> Vec<String> {
        let mut lines = vec![self.line()];
        assert!(lines[0].starts_with("watch: checking "), "{lines:?}");
        while lines.len() == 1 || !lines[lines.len() - 1].starts_with("watch: ") {
            lines.push(self.line());
        }
        lines
    }

    /// Reads checks until one has a line with this text.
    fn check_with(&self, text: &str) -> Vec<String> {
        loop {
            let lines = self.check();
            if lines.iter().any(|line| line.contains(text)) {
                return lines;
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

const NO_YAML: &str = "openapi: [3.0.3\n";

#[test]
fn the_file_is_checked_at_the_start_and_after_a_save_in_place() {
    let watch = Watch::start(&faulty("a"));
    let first = watch.check();
    assert_eq!(first[0], format!("watch: checking {}", watch.file().display()));
    assert!(first[1].starts_with("error[MV0205]: OpenAPI 3.1.0 is not supported"), "{first:?}");
    assert!(first[first.len() - 1].contains("spec.yaml: 1 broken, 0 harmful, 0 advice;"), "{first:?}");
    std::fs::write(watch.file(), NO_YAML).expect("the spec");
    watch.check_with("error[MV0101]");
}

#[test]
fn a_save_by_a_new_file_that_takes_the_name_is_seen_each_time() {
    let watch = Watch::start(&faulty("a"));
    watch.check();
    for text in [NO_YAML.to_owned(), faulty("b"), NO_YAML.to_owned()] {
        watch.replace(&text);
        watch.check_with(if text == NO_YAML { "error[MV0101]" } else { "error[MV0205]" });
    }
}

#[test]
fn a_deleted_file_is_told_and_checked_again_when_it_returns() {
    let watch = Watch::start(&faulty("a"));
    watch.check();
    std::fs::remove_file(watch.file()).expect("the file");
    let gone = watch.check();
    assert!(gone[1].starts_with("error: cannot read "), "{gone:?}");
    assert!(gone[gone.len() - 1].contains("nothing to check"), "{gone:?}");
    std::fs::write(watch.file(), faulty("a")).expect("the spec");
    watch.check_with("error[MV0205]");
}

#[test]
fn a_burst_of_saves_is_checked_once_it_is_over() {
    let watch = Watch::start(&faulty("a"));
    watch.check();
    for number in 0..50 {
        std::fs::write(watch.file(), faulty(&number.to_string())).expect("the spec");
    }
    std::fs::write(watch.file(), NO_YAML).expect("the spec");
    let mut checks = 1;
    while !watch.check().iter().any(|line| line.contains("error[MV0101]")) {
        checks += 1;
    }
    assert!(checks < 25, "{checks} checks of 51 saves");
}

#[test]
fn other_files_in_the_folder_and_saves_without_a_change_cause_no_check() {
    let watch = Watch::start(&faulty("a"));
    watch.check();
    std::fs::write(watch.folder.path().join("other.yaml"), NO_YAML).expect("another file");
    watch.replace(&faulty("a"));
    watch.replace(NO_YAML);
    // The next check is that of the last save.
    assert!(watch.check().iter().any(|line| line.contains("error[MV0101]")));
}

#[cfg(unix)]
#[test]
fn a_link_is_watched_at_the_place_of_its_target() {
    let watch = Watch::start(&faulty("a"));
    watch.check();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let target = elsewhere.path().join("target.yaml");
    std::fs::write(&target, faulty("b")).expect("the target");
    std::fs::remove_file(watch.file()).expect("the file");
    std::os::unix::fs::symlink(&target, watch.file()).expect("a link");
    watch.check_with("error[MV0205]");
    std::fs::write(&target, NO_YAML).expect("the target");
    watch.check_with("error[MV0101]");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_with_status_0() {
    let mut watch = Watch::start(&faulty("a"));
    watch.check();
    let killed = Command::new("kill").args(["-INT", &watch.program.id().to_string()]).status().expect("kill");
    assert!(killed.success());
    assert_eq!(watch.program.wait().expect("the end").code(), Some(0));
}

#[test]
fn it_ends_with_the_next_check_when_nobody_reads_any_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("spec.yaml");
    std::fs::write(&file, faulty("a")).expect("the spec");
    let mut program = program(&["spec", "watch", file.to_str().expect("UTF-8")]);
    let mut program = program.stdout(Stdio::piped()).spawn().expect("the program");
    let mut out = BufReader::new(program.stdout.take().expect("the output"));
    out.read_line(&mut String::new()).expect("a line");
    drop(out);
    std::fs::write(&file, NO_YAML).expect("the spec");
    assert_eq!(program.wait().expect("the end").code(), Some(0));
}

#[test]
fn a_folder_and_a_file_that_does_not_exist_are_refused_at_the_start() {
    let (status, _, errors) = run(&["spec", "watch", "openapi"]);
    assert_eq!((status, errors.as_str()), (2, "error: openapi is not a regular file, so it cannot be watched\n"));
    let (status, _, errors) = run(&["spec", "watch", "no-such.yaml"]);
    assert_eq!(status, 2);
    assert!(errors.contains("cannot read no-such.yaml"), "{errors}");
}

/// Returns the problem matcher of the tasks for VS Code in `openapi/README.md`.
fn problem_matcher() -> Value {
    let readme = std::fs::read_to_string(root().join("openapi/README.md")).expect("the README");
    let blocks = readme.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    let tasks = blocks.filter_map(|block| serde_json::from_str::<Value>(block).ok());
    let tasks = tasks.flat_map(|block| block["tasks"].as_array().cloned().unwrap_or_default());
    tasks.map(|task| task["problemMatcher"].clone()).next().expect("a task with a problem matcher")
}

fn groups(pattern: &Value, line: &str) -> Option<Vec<String>> {
    let found = Regex::new(pattern.as_str().expect("a pattern")).expect("a pattern").find(line)?;
    Some(found.groups().map(|group| line[group.unwrap_or_default()].to_owned()).collect())
}

#[test]
fn the_problem_matcher_in_the_readme_reads_what_is_printed() {
    let matcher = problem_matcher();
    let watch = Watch::start(&faulty("a"));
    let lines = watch.check();
    let background = &matcher["background"];
    let matching = |key: &str| lines.iter().map(|line| groups(&background[key], line).is_some()).collect::<Vec<_>>();
    let at = |place: usize| (0..lines.len()).map(|number| number == place).collect::<Vec<_>>();
    assert_eq!(matching("beginsPattern"), at(0), "{lines:?}");
    assert_eq!(matching("endsPattern"), at(lines.len() - 1), "{lines:?}");
    let [first, second] = [0, 1].map(|number| &matcher["pattern"][number]);
    let found = groups(&first["regexp"], &lines[1]).expect("the first line of a finding");
    let field = |pattern: &Value, found: &[String], key: &str| {
        found[usize::try_from(pattern[key].as_u64().expect("a group")).expect("a group")].clone()
    };
    assert_eq!(field(first, &found, "severity"), "error");
    assert_eq!(field(first, &found, "code"), "MV0205");
    assert_eq!(field(first, &found, "message"), "OpenAPI 3.1.0 is not supported");
    let found = groups(&second["regexp"], &lines[2]).expect("the second line of a finding");
    assert_eq!(Path::new(&field(second, &found, "file")), watch.file());
    assert_eq!(["line", "column"].map(|key| field(second, &found, key)), ["1", "10"]);
}

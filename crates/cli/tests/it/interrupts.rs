//! Ctrl-C at points where the program waits for something that does not come.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use crate::support::program;

/// Sends what a terminal sends for Ctrl-C.
fn press_ctrl_c(program: &Child) {
    let sent = Command::new("sh").args(["-c", &format!("kill -INT {}", program.id())]).status().expect("a shell");
    assert!(sent.success());
}

#[test]
fn ctrl_c_ends_the_program_while_it_asks_and_nothing_is_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    metastudio_voice_simulator::fixtures::recording().write_to(&folder).expect("a recording");
    let mut train = program(&["train", "recording.wav", "--live", "--endpoint", "http://127.0.0.1:9"]);
    train.current_dir(&folder).env_clear().envs([
        ("HUAWEICLOUD_SDK_AK", "AK"),
        ("HUAWEICLOUD_SDK_SK", "SK"),
        ("HUAWEICLOUD_SDK_PROJECT_ID", "0123456789abcdef0123456789abcdef"),
    ]);
    train.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut train = train.spawn().expect("the program runs");
    // It stays open, so that no answer comes.
    let unanswered = train.stdin.take();
    let mut told = BufReader::new(train.stderr.take().expect("a pipe"));
    let mut question = Vec::new();
    told.read_until(b'?', &mut question).expect("a question");
    let mut rest = [0; 7];
    told.read_exact(&mut rest).expect("the end of the question");
    assert_eq!(&rest, b" [y/N] ", "{}", String::from_utf8_lossy(&question));
    press_ctrl_c(&train);
    assert_eq!(train.wait().expect("an end").code(), Some(130));
    assert!(!folder.path().join("recording.wav.training.json").exists());
    drop(unanswered);
}

#[test]
fn ctrl_c_ends_the_program_while_it_reads_a_file_from_storage_that_does_not_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let fifo = folder.path().join("responses.jsonl");
    assert!(Command::new("mkfifo").arg(&fifo).status().expect("mkfifo").success());
    let mut doctor = program(&["doctor"]);
    let mut doctor = doctor.arg(&fifo).stdin(Stdio::null()).spawn().expect("the program runs");
    // It is opened once the program reads it, and nothing is written.
    let unanswered = std::fs::OpenOptions::new().write(true).open(&fifo).expect("the other end");
    press_ctrl_c(&doctor);
    press_ctrl_c(&doctor);
    let ended = doctor.wait().expect("an end");
    // Where it had no handler yet, the signal has ended it.
    assert!(matches!(ended.code(), Some(130) | None), "{ended}");
    drop(unanswered);
}

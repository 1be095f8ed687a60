//! Ctrl-C and SIGTERM at points where the program waits for something that does not come.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use crate::support::program;

/// Sends what a terminal sends for Ctrl-C.
fn press_ctrl_c(program: &Child) {
    send("INT", program);
}

fn send(signal: &str, program: &Child) {
    let sent = Command::new("sh").args(["-c", &format!("kill -{signal} {}", program.id())]).status().expect("a shell");
    assert!(sent.success());
}

#[test]
fn ctrl_c_and_sigterm_end_the_program_while_it_asks_and_nothing_is_sent() {
    is_stopped_while_it_asks("INT", 130, "stopped by Ctrl-C; the same command goes on from here");
    is_stopped_while_it_asks("TERM", 143, "stopped by SIGTERM; the same command goes on from here");
}

fn is_stopped_while_it_asks(signal: &str, code: i32, message: &str) {
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
    send(signal, &train);
    assert_eq!(train.wait().expect("an end").code(), Some(code));
    let mut last = String::new();
    told.read_to_string(&mut last).expect("a text");
    assert!(last.contains(message), "{last}");
    assert!(!folder.path().join("recording.wav.training.json").exists());
    drop(unanswered);
}

/// Waits until the program handles SIGINT and SIGTERM: before, they end it without a word.
#[cfg(target_os = "linux")]
fn until_signals_are_handled(program: &Child) {
    const BOTH: u64 = 1 << (2 - 1) | 1 << (15 - 1);
    let handled = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", program.id())).expect("a process");
        let mask = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).expect("a mask");
        u64::from_str_radix(mask.trim(), 16).expect("a number")
    };
    while handled() & BOTH != BOTH {
        std::thread::yield_now();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_and_sigterm_end_the_program_while_it_waits_for_a_url() {
    for (signal, code, name) in [("INT", 130, "Ctrl-C"), ("TERM", 143, "SIGTERM")] {
        let folder = tempfile::tempdir().expect("a folder");
        let fifo = folder.path().join("url");
        assert!(Command::new("mkfifo").arg(&fifo).status().expect("mkfifo").success());
        let mut upload = program(&["upload", "-", "Cargo.toml"]);
        // Both ends, so that it is opened at once.
        let both = std::fs::OpenOptions::new().read(true).write(true).open(&fifo).expect("a pipe");
        let mut upload = upload.stdin(both).stderr(Stdio::piped()).spawn().expect("the program runs");
        until_signals_are_handled(&upload);
        send(signal, &upload);
        assert_eq!(upload.wait().expect("an end").code(), Some(code));
        let mut told = String::new();
        upload.stderr.take().expect("a pipe").read_to_string(&mut told).expect("a text");
        assert_eq!(told, format!("error: stopped by {name}; the same command goes on from here\n"));
    }
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

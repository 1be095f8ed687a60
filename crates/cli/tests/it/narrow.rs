//! A terminal of 20 columns. Python opens it, because a crate that does would change features that the README's two
//! commands share.

use std::process::{Command, Stdio};

use metastudio_voice_simulator::{Simulator, fixtures};
use unicode_width::UnicodeWidthStr;

use crate::support::{python, root};

/// Runs the program on a terminal with this many columns, and returns its status and what the terminal shows.
fn on_terminal(columns: usize, arguments: &[&str], simulator: &Simulator, folder: &std::path::Path) -> (i32, String) {
    let python = python("pty").expect("Python");
    let mut command = Command::new(python);
    command.arg(root().join("crates/cli/tests/it/terminal.py")).arg(columns.to_string());
    command.arg(env!("CARGO_BIN_EXE_metastudio-voice")).args(arguments).current_dir(folder);
    command.env_clear().env("TERM", "xterm").env("NO_COLOR", "1").envs([
        ("HUAWEICLOUD_SDK_AK", simulator.access_key()),
        ("HUAWEICLOUD_SDK_SK", simulator.secret_key()),
        ("HUAWEICLOUD_SDK_PROJECT_ID", simulator.project_id()),
    ]);
    let output = command.stdin(Stdio::null()).output().expect("Python runs");
    let shown = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.code().expect("a status"), shown)
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn on_a_terminal_of_20_columns_commands_work_and_tables_fit() {
    if python("pty").is_none() {
        eprintln!("skipped: there is no Python here");
        return;
    }
    let simulator = Simulator::start().await.expect("a simulator");
    let folder = tempfile::tempdir().expect("a folder");
    fixtures::recording().write_to(&folder).expect("a recording");
    let run = |arguments: &[&str]| {
        let (simulator, folder) = (&simulator, folder.path());
        let (status, shown) = tokio::task::block_in_place(|| on_terminal(20, arguments, simulator, folder));
        assert!(!shown.contains("panicked"), "{arguments:?}: {shown}");
        (status, shown)
    };
    for table in [&["whoami"][..], &["quotas"], &["jobs", "show", "no-such-job"]] {
        let (status, shown) = run(&[table, &["--endpoint", simulator.endpoint()]].concat());
        if table[0] == "jobs" {
            assert_eq!(status, 4, "{shown}");
            continue;
        }
        assert_eq!(status, 0, "{table:?}: {shown}");
        let widest = shown.lines().map(|line| line.trim_end().width()).max().unwrap_or_default();
        assert!(shown.lines().count() > 2 && widest <= 20, "{table:?}: {shown}");
    }
    let (status, shown) = run(&["train", "recording.wav", "--poll-interval", "0.05"]);
    assert_eq!((status, shown.contains("asset_id: ")), (0, true), "{shown}");
    let (status, shown) = run(&["preflight", "recording.wav"]);
    assert_eq!((status, shown.contains("recording.wav: ")), (0, true), "{shown}");
}

//! The program under strace, which makes a system call fail or kills the program instead of the call.

use std::process::Command;

use std::collections::HashMap;
use std::path::Path;

use crate::scene::Scene;

/// Returns whether programs can be traced on this system.
pub(crate) fn can_be_traced() -> bool {
    let tried =
        Command::new("strace").args(["-qq", "-o", "/dev/null", "-e", "inject=rename:error=EIO", "true"]).output();
    tried.is_ok_and(|tried| tried.status.success())
}

/// Runs the program with a fault that strace injects. Returns the program's standard error if it fails.
pub(crate) async fn run(scene: &Scene, inject: &str) -> Result<(), String> {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=flock,fsync,rename,unlink", "-e"]);
    command.arg(format!("inject={inject}"));
    ended(scene, command).await
}

/// Runs the program to its end, and returns the order of its writes of the journal and of its POST requests: each step
/// of writing when it is done, each request when it begins.
pub(crate) async fn steps(scene: &Scene) -> Vec<&'static str> {
    let folder = tempfile::tempdir().expect("folder");
    let trace = folder.path().join("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-y", "-s", "64", "-e", "trace=write,writev,sendto,sendmsg,fsync,rename", "-o"]);
    command.arg(&trace);
    ended(scene, command).await.expect("a voice");
    let trace = std::fs::read_to_string(trace).expect("a trace");
    let mut begun = HashMap::new();
    let mut steps = Vec::new();
    for line in trace.lines() {
        let (thread, call) = line.split_once(' ').expect("a thread");
        let call = call.trim_start();
        if call.contains("\"POST ") {
            steps.push("request");
        } else if call.ends_with("<unfinished ...>") {
            begun.insert(thread, call);
        } else {
            let call = if call.starts_with("<...") { begun.remove(thread) } else { Some(call) };
            steps.extend(call.and_then(|call| step(call, scene.folder.path())));
        }
    }
    steps
}

/// Returns the step of writing the journal that a system call is.
fn step(call: &str, folder: &Path) -> Option<&'static str> {
    let (name, arguments) = call.split_once('(')?;
    let folder = format!("<{}>", folder.canonicalize().expect("a folder").display());
    match name {
        "write" if arguments.contains("recording.wav.training.json.tmp>") => Some("write"),
        "fsync" if arguments.contains("recording.wav.training.json.tmp>") => Some("sync the file"),
        "fsync" if arguments.contains(&folder) => Some("sync the folder"),
        "rename" if arguments.contains("recording.wav.training.json") => Some("rename"),
        _ => None,
    }
}

async fn ended(scene: &Scene, strace: Command) -> Result<(), String> {
    let mut command = scene.command_under(strace);
    let ended = tokio::task::spawn_blocking(move || command.output()).await.expect("no panic").expect("strace runs");
    if ended.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&ended.stderr).into_owned()) }
}

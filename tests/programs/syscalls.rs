//! The program under strace, which lets a call of the system fail or kills the program in place of it.

use std::process::Command;

use crate::scene::{Ended, Scene};

/// Whether programs can be traced here.
pub(crate) fn can_be_met() -> bool {
    let tried =
        Command::new("strace").args(["-qq", "-o", "/dev/null", "-e", "inject=rename:error=EIO", "true"]).output();
    tried.is_ok_and(|tried| tried.status.success())
}

/// Runs the program with what is to be injected. What is not a success counts as killed.
pub(crate) async fn run(scene: &Scene, inject: &str) -> Ended {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,rename,unlink", "-e"]);
    command.arg(format!("inject={inject}")).arg(scene.program());
    let mut command = scene.prepared(command);
    let ended = tokio::task::spawn_blocking(move || command.output()).await.expect("no panic").expect("strace runs");
    if ended.status.success() { Ended::Trained } else { Ended::Killed(inject.to_owned()) }
}

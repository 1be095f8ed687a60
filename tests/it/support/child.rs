//! A test that runs again in a process of its own, because what it needs belongs to a process: variables of the
//! environment, a user, counters of the kernel. Those of a process with threads are not changed, or not its own.

use std::process::{Command, Stdio};

/// The command that runs one test of this binary and prints what that test prints: `child(module_path!(), "name")`.
pub(crate) fn child(module: &str, test: &str) -> Command {
    let (_, module) = module.split_once("::").expect("a module of this binary");
    let mut command = Command::new(std::env::current_exe().expect("this binary"));
    command.args(["--exact", &format!("{module}::{test}"), "--nocapture"]).stdin(Stdio::null());
    command
}

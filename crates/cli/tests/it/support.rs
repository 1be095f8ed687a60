//! Runs the program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Returns the program with these arguments, run from the root of the repository.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_metastudio-voice"));
    program.args(arguments).current_dir(root()).env("NO_COLOR", "1");
    program
}

/// Returns the root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Runs the program and returns its status, standard output and standard error.
pub(crate) fn run(arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = program(arguments).output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code().expect("a status"), text(stdout), text(stderr))
}

/// Returns a Python that can import these modules: the one that `.ci/tools` installs, or that of the system.
pub(crate) fn python(modules: &str) -> Option<PathBuf> {
    let tools = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tools/bin/python");
    let python = if tools.exists() { tools } else { "python3".into() };
    let installed = Command::new(&python).args(["-c", &format!("import {modules}")]).output();
    installed.is_ok_and(|output| output.status.success()).then_some(python)
}

//! Runs the program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Returns the program with these arguments, run from the root of the repository.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_metastudio-voice"));
    program.args(arguments).current_dir(root());
    with_a_bare_environment(&mut program);
    program
}

/// Takes out of the environment what a person has set: a language, credentials, a proxy, a log.
pub(crate) fn with_a_bare_environment(program: &mut Command) {
    program.env("NO_COLOR", "1").env("LC_ALL", "C.UTF-8");
    for name in of_the_person() {
        program.env_remove(name);
    }
}

/// Returns the names of the variables that are set, and that change what the program does.
pub(crate) fn of_the_person() -> impl Iterator<Item = String> {
    std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()).filter(|name| {
        let upper = name.to_uppercase();
        let is_ours = ["HUAWEICLOUD_", "METASTUDIO_VOICE_"].iter().any(|start| upper.starts_with(start));
        is_ours || upper.ends_with("_PROXY") || upper == "RUST_LOG"
    })
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

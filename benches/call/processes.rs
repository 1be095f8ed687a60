//! The processes of a run: the server and the contenders.

use std::io::{BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::Failure;

/// The environment variables in which the contenders find the words of the server's line.
const VARIABLES: [&str; 4] = ["ENDPOINT", "PROJECT_ID", "ACCESS_KEY", "SECRET_KEY"];

/// A server process, which ends when this is dropped.
pub(crate) struct Server {
    process: Child,
    words: Vec<String>,
}

impl Server {
    pub(crate) fn start(which: &str) -> Result<Self, Failure> {
        let mut command = Command::new(std::env::current_exe()?);
        let mut process = command.args(["--server", which]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        Ok(Self { process, words: line.split_whitespace().map(str::to_owned).collect() })
    }

    /// Sets the environment variables of a contender.
    pub(crate) fn set_variables(&self, command: &mut Command) {
        command.envs(VARIABLES.iter().zip(&self.words));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// Returns the command of a contender in this program.
pub(crate) fn rust(server: &Server, name: &str, calls: u32) -> Result<Command, Failure> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("--contender").arg(name).arg(calls.to_string());
    server.set_variables(&mut command);
    Ok(command)
}

/// Returns the command of the contender with Huawei's SDK.
pub(crate) fn official(server: &Server, python: &Path, calls: u32) -> Command {
    let mut command = Command::new(python);
    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/call/official.py")).arg(calls.to_string());
    server.set_variables(&mut command);
    command
}

/// Runs a contender and returns its output.
pub(crate) fn output(mut command: Command) -> Result<String, Failure> {
    let output = match command.output() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(format!("{} is not installed", command.get_program().display()).into());
        }
        output => output?,
    };
    if !output.status.success() {
        return Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Returns a Python with the peers' packages, pinned.
pub(crate) fn python() -> Result<PathBuf, Failure> {
    let mut command = Command::new("bash");
    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../.ci/tools"));
    Ok(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(output(command)?.trim()))
}

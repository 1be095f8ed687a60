//! Other programs that commands ask, such as git and cargo: with limits of their time and of what is read from them.

use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// The greatest number of bytes that are read of what a program says of its failure.
const LONGEST_MESSAGE: u64 = 4096;

/// The greatest number of characters of it that are told.
const LONGEST_LINE: usize = 300;

/// What a program has printed.
pub(crate) struct Answer {
    /// Its standard output: one byte more than the limit, if it is longer than that.
    pub(crate) bytes: Vec<u8>,
    /// The line that tells of its failure, if it has failed.
    pub(crate) failure: Option<String>,
}

/// Why a program has not answered.
pub(crate) enum Silence {
    /// There is no such program.
    Missing,
    /// It cannot be run.
    Failed(std::io::Error),
    /// It took longer than its time.
    TooLong,
}

/// Runs a program that asks nothing, for at most this long, and reads up to this many bytes of its output.
pub(crate) fn ask(mut command: Command, patience: Duration, most: u64) -> Result<Answer, Silence> {
    // Its messages in English.
    command.env("LC_ALL", "C").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Silence::Missing,
        _ => Silence::Failed(error),
    })?;
    // Both pipes are emptied side by side, so that the program never waits for one of them.
    let errors = reader(child.stderr.take(), LONGEST_MESSAGE);
    let output = reader(child.stdout.take(), most + 1).recv_timeout(patience);
    let is_whole = matches!(&output, Ok(bytes) if bytes.len() as u64 <= most);
    if !is_whole {
        // It is stopped and not waited for long: a killed process ends.
        let _ = child.kill();
    }
    let status = child.wait().map_err(Silence::Failed)?;
    let bytes = output.map_err(|_| Silence::TooLong)?;
    let failure = (is_whole && !status.success()).then(|| {
        let said = errors.recv_timeout(patience).unwrap_or_default();
        let said = String::from_utf8_lossy(&said).into_owned();
        let line = reason(&said);
        // It goes to the terminal, where an escape would be obeyed.
        line.chars().take(LONGEST_LINE).map(|it| if it.is_control() { '\u{fffd}' } else { it }).collect()
    });
    Ok(Answer { bytes, failure })
}

/// Returns the line that gives the reason: the first that is marked as an error, since others may be of what was done or
/// waited for before; else the first.
fn reason(said: &str) -> &str {
    let lines = || said.lines().map(str::trim).filter(|line| !line.is_empty());
    let marked = |line| ["error: ", "fatal: "].iter().find_map(|mark| str::strip_prefix(line, mark));
    lines().find_map(marked).or_else(|| lines().next()).unwrap_or_default()
}

/// Reads in a thread of its own.
fn reader(pipe: Option<impl Read + Send + 'static>, most: u64) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || drop(sender.send(limited(pipe, most))));
    receiver
}

/// Reads up to a number of bytes. What is read before a failure counts: the program's status tells of the failure.
fn limited(pipe: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        let _ = pipe.take(most).read_to_end(&mut bytes);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::reason;

    #[test]
    fn the_reason_of_a_failure_is_the_first_line_that_is_an_error_and_else_the_first() {
        let said = "    Blocking waiting for file lock on package cache\nerror: failed to download `a`\n\nCaused by:\n";
        assert_eq!(reason(said), "failed to download `a`");
        assert_eq!(reason("fatal: not a git repository\n"), "not a git repository");
        assert_eq!(reason("\n  killed\nagain\n"), "killed");
        assert_eq!(reason(""), "");
    }
}

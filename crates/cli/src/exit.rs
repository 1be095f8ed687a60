//! How the program ends.

use std::process::ExitCode;

/// How the program ends. A program that calls it can tell by the status what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything is done, and nothing was found.
    Done = 0,
    /// The command has found something: a fault of the spec, a change that the version does not tell.
    Found = 1,
    /// The arguments or a file cannot be read. clap ends with the same status.
    Usage = 2,
    /// A part could not be done, because a spec is at fault; the rest is.
    Incomplete = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

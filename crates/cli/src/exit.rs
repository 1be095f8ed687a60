//! How the program ends.

use std::process::ExitCode;

use metastudio_voice::{Error, ErrorKind};

/// How the program ends. A program that calls it can tell by the status what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything is done, and nothing was found.
    Done = 0,
    /// The command has found something: a fault of the spec, a change that the version does not tell, a recording that
    /// cannot be trained from.
    Found = 1,
    /// The arguments or a file cannot be read. clap ends with the same status.
    Usage = 2,
    /// A person has to do something: correct a recording after a failed review, or a spec where no fix is unambiguous.
    ActionNeeded = 3,
    /// Nothing was created, changed or spent: the command was refused before.
    Refused = 4,
    /// The command has failed later. The same command can be run again, and goes on.
    Failed = 5,
    /// Ctrl-C has ended the program. The same command can be run again, and goes on.
    Interrupted = 130,
    /// SIGTERM has ended the program, in the same way.
    #[cfg(unix)]
    Terminated = 143,
}

impl Exit {
    /// Returns how a command ends that changes something, after an error.
    pub(crate) fn of(error: &Error) -> Self {
        let is_begun = error.job_id().is_some() || error.is_in_doubt() || error.is_transient();
        match error.kind() {
            ErrorKind::ActionNeeded => Self::ActionNeeded,
            _ if is_begun => Self::Failed,
            _ => Self::Refused,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

//! The error for an instruction of a test that the simulator cannot follow.

use std::fmt;

/// An instruction of a test that the simulator cannot follow, such as to move a job that does not exist.
///
/// `Debug` shows the message alone, so that a test that unwraps it says what is wrong.
#[derive(Clone, PartialEq, Eq)]
pub struct InstructionError(String);

impl InstructionError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    pub(crate) fn no_such_job(id: &str) -> Self {
        Self(format!("the simulator has no job {}", shortened(id)))
    }
}

/// Returns a text for a message: one line, without control characters, and not long.
pub(crate) fn shortened(text: &str) -> String {
    text.escape_debug().take(100).collect()
}

impl fmt::Display for InstructionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for InstructionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InstructionError {}

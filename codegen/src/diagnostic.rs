//! A finding in the spec: where it is and what is wrong.

use std::fmt;

/// One problem of the spec, with its place where it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Line and column, both from 1.
    pub place: Option<(usize, usize)>,
    /// JSON pointer to the node, such as `#/components/schemas/JobState`; empty when it is not known.
    pub pointer: String,
    /// What is wrong, in one sentence.
    pub message: String,
}

impl Diagnostic {
    /// A finding without a known line.
    pub fn at(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: None, pointer: pointer.into(), message: message.into() }
    }

    /// The finding as one line that editors can follow: `FILE:LINE:COLUMN: POINTER: MESSAGE`.
    pub fn render(&self, file: &str) -> String {
        let mut text = String::from(file);
        if let Some((line, column)) = self.place {
            text += &format!(":{line}:{column}");
        }
        if !self.pointer.is_empty() {
            text += &format!(": {}", self.pointer);
        }
        text + ": " + &self.message
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render("spec"))
    }
}

impl From<serde_yaml::Error> for Diagnostic {
    fn from(error: serde_yaml::Error) -> Self {
        let place = error.location().map(|place| (place.line(), place.column()));
        Self { place, pointer: String::new(), message: error.to_string() }
    }
}

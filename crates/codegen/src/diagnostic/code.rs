//! A check: its code, its class, and its text for `explain`.

use std::fmt;

/// Describes how severe a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Class {
    /// No client can be generated from the spec.
    Broken,
    /// A client can be generated, but it would harm its users.
    Harmful,
    /// The spec works, but could be better.
    Advice,
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Broken => "broken",
            Self::Harmful => "harmful",
            Self::Advice => "advice",
        })
    }
}

/// A check. Codes are stable: a check keeps its code, and the code of a removed check is not used again.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Code {
    /// `MV` and four digits.
    pub id: &'static str,
    /// The class of its findings.
    pub class: Class,
    /// The fault that it finds, in a few words.
    pub title: &'static str,
    /// The reason for the check, and what to write instead.
    pub explanation: &'static str,
}

impl Code {
    /// Returns all checks, in the order of their codes.
    pub fn all() -> impl Iterator<Item = &'static Code> {
        super::codes::GROUPS.iter().flat_map(|group| group.iter().copied())
    }

    /// Returns the check with this code, in upper or lower case.
    pub fn find(id: &str) -> Option<&'static Code> {
        Self::all().find(|code| code.id.eq_ignore_ascii_case(id))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id)
    }
}

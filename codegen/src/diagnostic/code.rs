//! What a check is called, how bad its findings are, and what `explain` says about it.

use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Class {
    /// No client can be generated.
    Broken,
    /// A client can be generated, and it will hurt its users.
    Harmful,
    /// It works, and could be better.
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

/// A check. Codes are stable: a check keeps its code, and the code of one that went is not used again.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Code {
    /// `MV` and four digits.
    pub id: &'static str,
    /// How bad its findings are.
    pub class: Class,
    /// The check in a few words.
    pub title: &'static str,
    /// What it is about: why it matters, and what to write instead.
    pub explanation: &'static str,
}

impl Code {
    /// Every check, in the order of the codes.
    pub fn all() -> impl Iterator<Item = &'static Code> {
        super::codes::GROUPS.iter().flat_map(|group| group.iter().copied())
    }

    /// The check with this code; upper or lower case.
    pub fn find(id: &str) -> Option<&'static Code> {
        Self::all().find(|code| code.id.eq_ignore_ascii_case(id))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id)
    }
}

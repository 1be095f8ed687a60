//! Forms of findings that other programs read.

pub(super) mod github;
pub(super) mod sarif;

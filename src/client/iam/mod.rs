//! The calls of IAM that a client needs: tokens for users with a password, and the project of a region.

mod endpoint;
mod projects;
mod refusal;
mod tokens;

pub(super) use endpoint::endpoint;
pub(super) use projects::project_of;
pub(super) use refusal::retry;
pub(super) use tokens::{Scope, Tokens};

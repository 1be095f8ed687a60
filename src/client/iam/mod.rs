//! IAM, as far as a client needs it: tokens for users with a password, and the project of a region.

mod endpoint;
mod projects;
mod said;
mod tokens;
mod user;

pub(super) use endpoint::endpoint;
pub(super) use projects::project_of;
pub(super) use said::ask_again;
pub(super) use tokens::{Scope, Tokens};
pub use user::IamUser;

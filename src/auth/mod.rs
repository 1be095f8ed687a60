//! Who is calling: credentials, and the signature made with them.

mod credentials;
mod environment;
pub mod sign;

pub use credentials::Credentials;
pub(crate) use environment::variable;

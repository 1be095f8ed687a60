//! Who is calling: credentials, and the signature made with them.

mod credentials;
pub(crate) mod doctor;
mod environment;
pub mod sign;

pub use credentials::Credentials;
pub(crate) use environment::variable;

//! Who is calling: credentials, where they come from, and the signature made with them.
//!
//! Give a client [`Credentials`] that you have, a [`CredentialsProvider`] that gets them, or nothing: then it looks
//! where Huawei's SDKs look, see [`Chain::standard`].

mod cache;
mod chain;
mod credentials;
pub(crate) mod doctor;
mod environment;
mod metadata;
mod profile;
mod provider;
pub mod sign;

pub use crate::client::IamUser;
pub(crate) use cache::{AskAgain, Identity};
pub use chain::Chain;
pub use credentials::Credentials;
pub use environment::Environment;
pub(crate) use environment::{PROJECT_ID, variable};
pub use metadata::Metadata;
pub(crate) use metadata::moment;
pub use profile::Profile;
pub use provider::{CredentialsProvider, Providing};

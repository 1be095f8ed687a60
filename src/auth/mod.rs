//! Finds credentials, refreshes them, and signs requests with them.
//!
//! Give a client [`Credentials`] that you have, a [`CredentialsProvider`] that fetches them, or nothing: then the
//! client looks where Huawei's SDKs look, see [`Chain::standard`].

mod cache;
mod chain;
mod credentials;
pub(crate) mod doctor;
mod environment;
mod iam_user;
mod metadata;
mod profile;
mod provider;
pub mod sign;

pub(crate) use cache::{Identity, ProviderRetry};
pub use chain::Chain;
pub use credentials::Credentials;
pub use environment::Environment;
pub(crate) use environment::{PROJECT_ID, variable};
pub use iam_user::IamUser;
pub use metadata::Metadata;
pub(crate) use metadata::parse_time;
pub use profile::Profile;
pub use provider::{CredentialsProvider, Providing};

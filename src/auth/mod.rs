//! Finds credentials, refreshes them, and signs requests with them.
//!
//! Give a client [`Credentials`] that you have, a [`CredentialsProvider`] that fetches them, or nothing: then the
//! client looks where Huawei's SDKs look, see [`Chain::standard`].

mod cache;
mod chain;
pub(crate) mod clock_skew;
mod credentials;
mod metadata;
pub(crate) mod mismatch;
mod profile;
mod provider;
/// How a request is signed. The simulator and the benches use it, too; it is no part of the API and may change at any time.
#[doc(hidden)]
pub mod sign;

pub(crate) use cache::{Identity, ProviderRetry};
pub use chain::Chain;
pub use credentials::{Credentials, IamUser};
pub use metadata::Metadata;
pub(crate) use metadata::parse_time;
pub use profile::Profile;
pub use provider::{CredentialsProvider, Environment, Providing};
pub(crate) use provider::{PROJECT_ID, variable};

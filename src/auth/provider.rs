//! Where credentials come from when they are not simply given: the trait of all providers.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use super::Credentials;
use crate::Error;

/// What [`CredentialsProvider::provide`] returns.
pub type Providing<'a> = Pin<Box<dyn Future<Output = Result<Credentials, Error>> + Send + 'a>>;

/// Something that has credentials, or can get them: a vault, an identity service, a file of your own.
///
/// The client keeps what it gets until 40 minutes before its end (or half its life, if that is shorter), asks once
/// however many calls wait for it, goes on with what it has while a provider fails, and never asks twice within five
/// seconds. What has no end is asked for once.
///
/// ```
/// use metastudio_voice::auth::{Credentials, CredentialsProvider, Providing};
///
/// /// Keys from the company's vault.
/// #[derive(Debug)]
/// struct Vault;
///
/// impl CredentialsProvider for Vault {
///     fn name(&self) -> &str {
///         "the vault"
///     }
///
///     fn provide(&self) -> Providing<'_> {
///         Box::pin(async {
///             // Ask the vault, then:
///             let in_an_hour = std::time::SystemTime::now() + std::time::Duration::from_secs(3600);
///             Ok(Credentials::temporary_access_key("ACCESSKEYID", "secret", "token")?.expiring_at(in_an_hour))
///         })
///     }
/// }
///
/// # async fn sample() -> Result<(), metastudio_voice::Error> {
/// let client = metastudio_voice::Client::builder().region("cn-north-4").credentials_provider(Vault).build().await?;
/// # Ok(())
/// # }
/// ```
pub trait CredentialsProvider: fmt::Debug + Send + Sync {
    /// What it is called in errors, such as `the profile`.
    fn name(&self) -> &str;

    /// Gets credentials, new ones if it can.
    ///
    /// # Errors
    /// [`Error::credentials`] says that there are none, or none just now; in a [`Chain`](super::Chain) the next provider
    /// is asked then.
    fn provide(&self) -> Providing<'_>;
}

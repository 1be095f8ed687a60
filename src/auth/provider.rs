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
/// The client keeps what it gets until 40 minutes before its end (or half its life, if that is shorter), and then
/// refreshes it in a task of its own: calls go on with what is held until it ends, however long the provider takes, and
/// only then wait for it. However many calls wait, the provider is asked once, has two minutes for it, and is not asked
/// again within five seconds after a failure. What has no end is asked for once.
///
/// Failures are of three sorts, each with a constructor of [`Error`]:
///
/// | there is | return | then |
/// |---|---|---|
/// | nothing here | [`Error::no_credentials`] | a [`Chain`](super::Chain) asks the next provider |
/// | something that cannot be used | [`Error::invalid_credentials`] | the calls fail |
/// | something that cannot be had just now | [`Error::credentials_unavailable`] | the calls fail with an error that [is transient](Error::is_transient), and trainings wait |
///
/// ```
/// use metastudio_voice::Error;
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
///             // Ask the vault for the id, the secret and the token. If it is away:
///             let is_away = false;
///             if is_away {
///                 return Err(Error::credentials_unavailable("the vault is away"));
///             }
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
    /// [`Error::no_credentials`] says that there are none here, [`Error::invalid_credentials`] that there are some which cannot
    /// be used, [`Error::credentials_unavailable`] that they cannot be had just now. Any other error counts as the
    /// second, and keeps whether it [is transient](Error::is_transient).
    fn provide(&self) -> Providing<'_>;
}

/// What a place holds that was looked at. What is there and cannot be used is neither, but an error: so the two cannot be
/// taken for each other.
#[derive(Debug)]
pub(super) enum Found {
    /// Credentials.
    Credentials(Credentials),
    /// Nothing at all, and what was looked for.
    Nothing(String),
}

impl Found {
    /// The same in the form of [`CredentialsProvider::provide`].
    pub(super) fn provided(self) -> Result<Credentials, Error> {
        match self {
            Self::Credentials(credentials) => Ok(credentials),
            Self::Nothing(lacks) => Err(Error::no_credentials(lacks)),
        }
    }
}

//! The trait of all providers of credentials.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::Credentials;
use crate::Error;

/// The future that [`CredentialsProvider::provide`] returns.
pub type Providing<'a> = Pin<Box<dyn Future<Output = Result<Credentials, Error>> + Send + 'a>>;

/// Fetches credentials for a client: from a vault, an identity service, or a file of your own.
///
/// The client refreshes credentials 40 minutes before they expire (or after half their life, if that is shorter), in a
/// task of its own. Calls use the current credentials until these expire, however long the provider takes, and only
/// then wait for the refresh. Concurrent calls share one refresh, which may take two minutes; after a failure the
/// client waits five seconds before it asks the provider again. The client requests credentials without an expiry once.
///
/// There are three sorts of failures, each with a constructor of [`Error`]:
///
/// | the provider has | return | then |
/// |---|---|---|
/// | no credentials | [`Error::no_credentials`] | a [`Chain`](super::Chain) asks the next provider |
/// | credentials that cannot be used | [`Error::invalid_credentials`] | the calls fail |
/// | credentials that it cannot fetch just now | [`Error::credentials_unavailable`] | the calls fail with an error that [is transient](Error::is_transient), and trainings wait |
///
/// To share one provider among several clients, give each of them a clone of an [`Arc`]. Each client still caches the
/// credentials for itself.
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
///             // Request the id, the secret and the token from the vault. If it cannot be reached:
///             let is_unreachable = false;
///             if is_unreachable {
///                 return Err(Error::credentials_unavailable("the vault cannot be reached"));
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
    /// Returns the provider's name in errors, such as `the profile`.
    fn name(&self) -> &str;

    /// Fetches credentials, new ones if possible.
    ///
    /// # Errors
    /// [`Error::no_credentials`] if the provider has none, [`Error::invalid_credentials`] if it has some that cannot be
    /// used, [`Error::credentials_unavailable`] if it cannot fetch them just now. The client treats any other error as
    /// the second, and keeps whether it [is transient](Error::is_transient).
    fn provide(&self) -> Providing<'_>;
}

impl<T: CredentialsProvider + ?Sized> CredentialsProvider for Arc<T> {
    fn name(&self) -> &str {
        (**self).name()
    }

    fn provide(&self) -> Providing<'_> {
        (**self).provide()
    }
}

/// The result of looking in one place. Credentials that are there and cannot be used are neither of these but an error,
/// so that no caller mistakes them for nothing.
#[derive(Debug)]
pub(super) enum Lookup {
    /// The place has credentials.
    Credentials(Credentials),
    /// The place has none; the text names the missing thing.
    Nothing(String),
}

impl Lookup {
    /// Converts the result to that of [`CredentialsProvider::provide`].
    pub(super) fn provided(self) -> Result<Credentials, Error> {
        match self {
            Self::Credentials(credentials) => Ok(credentials),
            Self::Nothing(missing) => Err(Error::no_credentials(missing)),
        }
    }
}

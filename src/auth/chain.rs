//! One provider after the other, until one has credentials.

use std::sync::Arc;

use super::credentials::ADVICE;
use super::{CredentialsProvider, Environment, Metadata, Profile, Providing};
use crate::{Error, ErrorKind};

/// Asks its providers in their order and takes the first credentials that it gets.
///
/// A provider that has none is passed over; one that has some which cannot be used ends the search, because the next
/// would be another caller. When all have failed, the error says what each of them lacked.
///
/// ```
/// use metastudio_voice::auth::{Chain, Environment, Profile};
///
/// let machines_own_only = Chain::new().then(Environment).then(Profile::new());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Chain(Vec<Arc<dyn CredentialsProvider>>);

impl Chain {
    /// One without any provider.
    pub fn new() -> Self {
        Self::default()
    }

    /// What a client uses that was given no credentials: [`Environment`], [`Profile`], [`Metadata`], in the order of
    /// Huawei's SDKs. Those for Python and Java go on with the identity of a pod, and the newest for Python begins with
    /// an OIDC agency; this crate has neither, as Go's has not.
    pub fn standard() -> Self {
        Self::new().then(Environment).then(Profile::new()).then(Metadata::new())
    }

    /// Asks this one if all before have none.
    #[must_use]
    pub fn then(mut self, provider: impl CredentialsProvider + 'static) -> Self {
        self.0.push(Arc::new(provider));
        self
    }
}

impl CredentialsProvider for Chain {
    fn name(&self) -> &str {
        "the chain of providers"
    }

    fn provide(&self) -> Providing<'_> {
        Box::pin(async move {
            let mut tried = Vec::new();
            for provider in &self.0 {
                match provider.provide().await {
                    Ok(credentials) => return Ok(credentials),
                    Err(error) if error.kind() == ErrorKind::Credentials => {
                        tried.push(format!("{}: {}", provider.name(), error.message()));
                    }
                    Err(error) => return Err(error),
                }
            }
            let tried = if tried.is_empty() { "there is no provider".to_owned() } else { tried.join("; ") };
            Err(Error::credentials(format!("no credentials: {tried}")).with_advice(ADVICE))
        })
    }
}

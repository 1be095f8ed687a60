//! The chain of providers, in which a client looks for credentials.

use std::sync::{Arc, OnceLock};

use super::credentials::GIVE_CREDENTIALS;
use super::provider::{CredentialsProvider, Environment, Providing};
use super::{Metadata, Profile};
use crate::Error;

/// Asks its providers in their order and uses the first that has credentials.
///
/// The chain skips a provider that has no credentials. It stops at one whose credentials cannot be used, or cannot be
/// fetched just now, because the next provider would be another caller. For the same reason the chain stays with the
/// provider that first had credentials. If no provider has any, the error says for each of them what is missing.
///
/// ```
/// use metastudio_voice::auth::{Chain, Environment, Profile};
///
/// let without_metadata = Chain::new().then(Environment).then(Profile::new());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Chain {
    providers: Vec<Arc<dyn CredentialsProvider>>,
    /// The index of the provider that first had credentials.
    chosen: Arc<OnceLock<usize>>,
}

impl Chain {
    /// Creates a chain without any provider.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates the chain that a client uses unless you give it credentials: [`Environment`], [`Profile`], [`Metadata`],
    /// in the order of Huawei's SDKs.
    ///
    /// The SDKs for Python and Java then try the identity of a pod, and the newest one for Python begins with an OIDC
    /// agency. This crate supports neither, like the SDK for Go.
    pub fn standard() -> Self {
        Self::new().then(Environment).then(Profile::new()).then(Metadata::new())
    }

    /// Adds a provider, which the chain asks if all those before it have no credentials.
    #[must_use]
    pub fn then(mut self, provider: impl CredentialsProvider + 'static) -> Self {
        self.providers.push(Arc::new(provider));
        self.chosen = Arc::default();
        self
    }
}

impl CredentialsProvider for Chain {
    fn name(&self) -> &str {
        "the chain of providers"
    }

    fn provide(&self) -> Providing<'_> {
        Box::pin(async move {
            if let Some(chosen) = self.chosen.get().and_then(|index| self.providers.get(*index)) {
                return chosen.provide().await.map(|credentials| credentials.provided_by(chosen.name()));
            }
            let mut tried = Vec::new();
            let mut transient = false;
            for (index, provider) in self.providers.iter().enumerate() {
                match provider.provide().await {
                    Ok(credentials) => {
                        // Another call may have been quicker: then its provider is as good as this one.
                        let _ = self.chosen.set(index);
                        return Ok(credentials.provided_by(provider.name()));
                    }
                    Err(error) if error.has_none_here() => {
                        transient |= error.is_transient();
                        tried.push(format!("{}: {}", provider.name(), error.message()));
                    }
                    // A reader who expected the credentials elsewhere learns that the chain looked there.
                    Err(error) if !tried.is_empty() => {
                        return Err(error.and_advice(&format!("before it, {}", tried.join("; "))));
                    }
                    Err(error) => return Err(error),
                }
            }
            let tried = if tried.is_empty() { "there is no provider".to_owned() } else { tried.join("; ") };
            let error = Error::no_credentials(format!("no credentials: {tried}"));
            Err(error.transient_if(transient).with_advice(GIVE_CREDENTIALS))
        })
    }
}

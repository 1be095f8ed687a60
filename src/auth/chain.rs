//! One provider after the other, until one has credentials.

use std::sync::{Arc, OnceLock};

use super::credentials::ADVICE;
use super::{CredentialsProvider, Environment, Metadata, Profile, Providing};
use crate::Error;

/// Asks its providers in their order and takes the first credentials that it gets.
///
/// A provider that has no credentials is skipped. One that has some which cannot be used, or not now, ends the search,
/// because the next would be another caller; for the same reason the chain stays with the provider that had some first.
/// When no provider has any, the error says what each of them lacked.
///
/// ```
/// use metastudio_voice::auth::{Chain, Environment, Profile};
///
/// let machines_own_only = Chain::new().then(Environment).then(Profile::new());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Chain {
    providers: Vec<Arc<dyn CredentialsProvider>>,
    /// The place of the provider that had credentials first.
    chosen: Arc<OnceLock<usize>>,
}

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
            if let Some(chosen) = self.chosen.get().and_then(|place| self.providers.get(*place)) {
                return chosen.provide().await.map(|credentials| credentials.provided_by(chosen.name()));
            }
            let mut tried = Vec::new();
            let mut transient = false;
            for (place, provider) in self.providers.iter().enumerate() {
                match provider.provide().await {
                    Ok(credentials) => {
                        // Another call may have been quicker: then its provider is as good as this.
                        let _ = self.chosen.set(place);
                        return Ok(credentials.provided_by(provider.name()));
                    }
                    Err(error) if error.has_none_here() => {
                        transient |= error.is_transient();
                        tried.push(format!("{}: {}", provider.name(), error.message()));
                    }
                    // Whoever expected the credentials elsewhere has to know that they were looked for there.
                    Err(error) if !tried.is_empty() => {
                        return Err(error.and_advice(&format!("before it, {}", tried.join("; "))));
                    }
                    Err(error) => return Err(error),
                }
            }
            let tried = if tried.is_empty() { "there is no provider".to_owned() } else { tried.join("; ") };
            let error = Error::no_credentials(format!("no credentials: {tried}"));
            Err(error.transient_if(transient).with_advice(ADVICE))
        })
    }
}

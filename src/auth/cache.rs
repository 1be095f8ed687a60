//! The credentials that are in use: kept while they are good, renewed early and once, kept while that fails.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use tokio::sync::Mutex;

use super::{Credentials, CredentialsProvider};
use crate::Error;

/// How long before their end credentials are renewed. It is what Huawei's SDKs do with keys of an instance.
const EARLY: Duration = Duration::from_secs(40 * 60);
/// The least time between two attempts to renew them.
const FLOOR: Duration = Duration::from_secs(5);
/// Credentials that are younger are not renewed because they were refused: new ones would be as well.
const YOUNG: Duration = Duration::from_secs(60);

/// Who a client calls as.
#[derive(Clone)]
pub(crate) enum Identity {
    /// Nobody yet: the request itself says who.
    Nobody,
    /// Always the same.
    Fixed(Arc<Credentials>),
    /// What a provider says.
    Provided(Arc<Cache>),
}

impl Identity {
    pub(crate) fn fixed(credentials: Credentials) -> Self {
        Self::Fixed(Arc::new(credentials))
    }

    pub(crate) fn provided(provider: Arc<dyn CredentialsProvider>) -> Self {
        Self::Provided(Arc::new(Cache { provider, held: RwLock::default(), renewing: Mutex::default() }))
    }

    /// The credentials for a request that is about to be sent. A provider has this long to answer.
    pub(crate) async fn current(&self, now: SystemTime, patience: Duration) -> Result<Option<Arc<Credentials>>, Error> {
        let cache = match self {
            Self::Nobody => return Ok(None),
            Self::Fixed(credentials) => return Ok(Some(Arc::clone(credentials))),
            Self::Provided(cache) => cache,
        };
        if let Some(held) = cache.held().filter(|held| !held.is_due(now)) {
            return Ok(Some(held.credentials));
        }
        match tokio::time::timeout(patience, cache.current(now)).await {
            Ok(current) => current.map(Some),
            Err(_) => Err(Error::credentials(format!("{} does not answer", cache.provider.name()))),
        }
    }

    /// Other credentials than these, which were refused before their time: those that somebody has renewed meanwhile, or
    /// new ones.
    pub(crate) async fn other_than(&self, refused: &Arc<Credentials>, now: SystemTime) -> Option<Arc<Credentials>> {
        match self {
            Self::Provided(cache) => cache.other_than(refused, now).await,
            _ => None,
        }
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nobody => f.write_str("Nobody"),
            Self::Fixed(credentials) => credentials.fmt(f),
            Self::Provided(cache) => cache.provider.fmt(f),
        }
    }
}

/// What a provider has said.
pub(crate) struct Cache {
    provider: Arc<dyn CredentialsProvider>,
    held: RwLock<Option<Held>>,
    /// Who renews, and how the last attempt has failed.
    renewing: Mutex<Option<Failed>>,
}

#[derive(Clone)]
struct Held {
    credentials: Arc<Credentials>,
    obtained_at: SystemTime,
}

/// A failed attempt.
struct Failed {
    at: SystemTime,
    why: String,
    /// Whether the credentials behind it are wrong, so that another attempt would only lock them.
    for_good: bool,
}

impl Held {
    /// Whether it is time for new ones.
    fn is_due(&self, now: SystemTime) -> bool {
        self.credentials.expires_at().is_some_and(|end| {
            let life = end.duration_since(self.obtained_at).unwrap_or_default();
            now >= self.obtained_at + (life - EARLY.min(life / 2)).max(FLOOR)
        })
    }

    /// Whether they are of no use any more.
    fn is_over(&self, now: SystemTime) -> bool {
        self.credentials.expires_at().is_some_and(|end| now >= end.max(self.obtained_at + FLOOR))
    }
}

impl Cache {
    fn held(&self) -> Option<Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn current(&self, now: SystemTime) -> Result<Arc<Credentials>, Error> {
        let Some(held) = self.held() else { return self.renewed(now, |_| false).await };
        if held.is_over(now) {
            return self.renewed(now, |held| !held.is_over(now)).await;
        }
        // Still good: one call renews them, the others go on, and so does this one if it fails.
        let Ok(failed) = self.renewing.try_lock() else { return Ok(held.credentials) };
        let renewed = self.renew(failed, now, |held| !held.is_due(now)).await;
        Ok(renewed.unwrap_or(held.credentials))
    }

    async fn other_than(&self, refused: &Arc<Credentials>, now: SystemTime) -> Option<Arc<Credentials>> {
        let is_other = |held: &Held| !Arc::ptr_eq(&held.credentials, refused);
        match self.held() {
            Some(held) if is_other(&held) => Some(held.credentials),
            Some(held) if now < held.obtained_at + YOUNG => None,
            _ => self.renewed(now, is_other).await.ok(),
        }
    }

    /// New credentials, or those that somebody else got while this waited, if they are good enough.
    async fn renewed(&self, now: SystemTime, enough: impl Fn(&Held) -> bool) -> Result<Arc<Credentials>, Error> {
        let failed = self.renewing.lock().await;
        self.renew(failed, now, enough).await
    }

    async fn renew(
        &self,
        mut failed: tokio::sync::MutexGuard<'_, Option<Failed>>,
        now: SystemTime,
        enough: impl Fn(&Held) -> bool,
    ) -> Result<Arc<Credentials>, Error> {
        if let Some(held) = self.held().filter(|held| enough(held)) {
            return Ok(held.credentials);
        }
        if let Some(last) = failed.as_ref().filter(|last| last.for_good || now < last.at + FLOOR) {
            return Err(self.again(last));
        }
        match self.provider.provide().await {
            Ok(credentials) => {
                let credentials = Arc::new(credentials);
                let held = Held { credentials: Arc::clone(&credentials), obtained_at: now };
                *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(held);
                *failed = None;
                Ok(credentials)
            }
            Err(error) => {
                let for_good = matches!(error.status(), Some(400..=403));
                *failed = Some(Failed { at: now, why: error.to_string(), for_good });
                Err(error)
            }
        }
    }

    fn again(&self, last: &Failed) -> Error {
        let message = format!("{} has failed before, and is not asked again yet: {}", self.provider.name(), last.why);
        let error = Error::credentials(message);
        if last.for_good { error.with_advice("make a new client with other credentials") } else { error }
    }
}

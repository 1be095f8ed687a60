//! An access key, permanent or temporary.

use super::token::Scope;

#[derive(Clone)]
pub(crate) struct AccessKey {
    pub(crate) id: String,
    pub(crate) secret: String,
    /// The token that every request with a temporary key must carry.
    pub(crate) security_token: Option<String>,
    /// The Unix second at which a temporary key expires.
    pub(crate) expires_at: Option<i64>,
    pub(crate) scope: Scope,
}

impl AccessKey {
    /// Returns the Unix second at which the key expired, if it did.
    pub(crate) fn expired(&self, now: i64) -> Option<i64> {
        self.expires_at.filter(|expires_at| *expires_at <= now)
    }
}

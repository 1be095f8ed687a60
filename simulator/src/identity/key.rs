//! An access key, permanent or temporary.

use super::token::Scope;

#[derive(Clone)]
pub(crate) struct AccessKey {
    pub(crate) id: String,
    pub(crate) secret: String,
    /// What a temporary key comes with.
    pub(crate) security_token: Option<String>,
    /// When a temporary key ends, as a Unix second.
    pub(crate) expires_at: Option<i64>,
    pub(crate) scope: Scope,
}

impl AccessKey {
    /// When it expired, if it did.
    pub(crate) fn expired(&self, now: i64) -> Option<i64> {
        self.expires_at.filter(|expires_at| *expires_at <= now)
    }
}

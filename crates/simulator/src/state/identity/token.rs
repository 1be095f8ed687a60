//! Tokens: their scope and their expiry.

/// The scope of a token or a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// One project, by its id.
    Project(String),
    /// The account: global services with a token, all projects with a key.
    Account,
    /// No scope: the token can only be exchanged for other credentials.
    Nothing,
}

/// The stored part of a token.
pub(super) struct Token {
    pub(super) scope: Scope,
    pub(super) expires_at: Option<i64>,
    pub(super) revoked: bool,
}

impl Token {
    /// Creates a token that does not expire.
    pub(super) fn lasting(scope: Scope) -> Self {
        Self { scope, expires_at: None, revoked: false }
    }

    /// Returns the scope of the token, if it is valid now.
    pub(super) fn scope_at(&self, now: i64) -> Result<Scope, BadToken> {
        match self.expires_at {
            _ if self.revoked => Err(BadToken::Revoked),
            Some(expires_at) if expires_at <= now => Err(BadToken::Expired(expires_at)),
            _ => Ok(self.scope.clone()),
        }
    }
}

/// The reason for which a token is not valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadToken {
    /// The token was never issued.
    Unknown,
    /// The token expired in this Unix second.
    Expired(i64),
    /// The token was revoked.
    Revoked,
}

/// A token that has just been issued.
pub(crate) struct IssuedToken {
    pub(crate) value: String,
    pub(crate) issued_at: i64,
    pub(crate) expires_at: i64,
}

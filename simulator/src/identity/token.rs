//! A token: what it is for, and until when.

/// What a token or a key is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// One project, by its id.
    Project(String),
    /// The account: global services with a token, all projects with a key.
    Account,
    /// Nothing but to be changed for something better.
    Nothing,
}

/// What is known of a token.
pub(super) struct Token {
    pub(super) scope: Scope,
    pub(super) expires_at: Option<i64>,
    pub(super) revoked: bool,
}

impl Token {
    /// One that does not expire.
    pub(super) fn lasting(scope: Scope) -> Self {
        Self { scope, expires_at: None, revoked: false }
    }

    /// What it is for, if it is good.
    pub(super) fn judged(&self, now: i64) -> Result<Scope, BadToken> {
        match self.expires_at {
            _ if self.revoked => Err(BadToken::Revoked),
            Some(expires_at) if expires_at <= now => Err(BadToken::Expired(expires_at)),
            _ => Ok(self.scope.clone()),
        }
    }
}

/// What is wrong with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BadToken {
    /// It was never issued.
    Unknown,
    /// It expired in this Unix second.
    Expired(i64),
    /// It was revoked.
    Revoked,
}

/// A token that has just been issued.
pub(crate) struct IssuedToken {
    pub(crate) value: String,
    pub(crate) issued_at: i64,
    pub(crate) expires_at: i64,
}

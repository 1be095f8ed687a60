//! The identities: the account, its projects, and its valid keys and tokens.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::clock::later;
use super::register::Register;
use super::secret;
use crate::settings::{Account, Project, Settings};

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
struct Token {
    scope: Scope,
    expires_at: Option<i64>,
    revoked: bool,
}

impl Token {
    /// Creates a token that does not expire.
    fn lasting(scope: Scope) -> Self {
        Self { scope, expires_at: None, revoked: false }
    }

    /// Returns the scope of the token, if it is valid now.
    fn scope_at(&self, now: i64) -> Result<Scope, BadToken> {
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

/// An access key, permanent or temporary.
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

/// The credentials that a user signs in with.
pub(crate) struct SignIn<'a> {
    pub(crate) user: &'a str,
    pub(crate) password: &'a str,
    pub(crate) domain: &'a str,
    /// The user's id and code, if the request has a code.
    pub(crate) totp: Option<(&'a str, &'a str)>,
}

/// The reason for which IAM does not sign in a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotSignedIn {
    Locked,
    WrongPassword,
    WrongCode,
}

/// The digest by which a token is stored, since tokens are long.
type Fingerprint = [u8; 32];

/// All that the simulator knows about callers.
pub(crate) struct Identities {
    region: String,
    /// The project of the fixed credentials.
    own_project: String,
    projects: Vec<Project>,
    token_bytes: usize,
    token_lifetime: Duration,
    state: Mutex<State>,
}

struct State {
    account: Account,
    locked: bool,
    keys: Register<String, AccessKey>,
    tokens: Register<Fingerprint, Token>,
    issued: u64,
}

impl Identities {
    pub(crate) fn new(settings: &Settings) -> Self {
        let own_project = settings.project_id.clone();
        let named_as_the_region = || vec![Project { id: own_project.clone(), name: settings.region.clone() }];
        let key = AccessKey {
            id: settings.access_key.clone(),
            secret: settings.secret_key.clone(),
            security_token: settings.security_token.clone(),
            expires_at: None,
            scope: Scope::Account,
        };
        let token = Token::lasting(Scope::Project(own_project.clone()));
        Self {
            region: settings.region.clone(),
            projects: settings.projects.clone().unwrap_or_else(named_as_the_region),
            own_project,
            token_bytes: settings.token_bytes,
            token_lifetime: settings.token_lifetime,
            state: Mutex::new(State {
                account: settings.account.clone(),
                locked: false,
                keys: Register::with(key.id.clone(), key),
                tokens: Register::with(fingerprint(settings.token.as_bytes()), token),
                issued: 0,
            }),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the projects that IAM lists.
    pub(crate) fn projects(&self) -> &[Project] {
        &self.projects
    }

    /// Returns whether a project is in this region: its name is the region's, or begins with the region's and `_`.
    pub(crate) fn in_region(&self, project_id: &str) -> bool {
        let of_the_region = |name: &str| {
            name.strip_prefix(self.region.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        };
        let named = |project: &Project| project.id == project_id && of_the_region(&project.name);
        project_id == self.own_project || self.projects.iter().any(named)
    }

    /// Returns a copy of the account as it is now.
    pub(crate) fn account(&self) -> Account {
        self.state().account.clone()
    }

    pub(crate) fn sign_in(&self, given: &SignIn<'_>) -> Result<(), NotSignedIn> {
        let state = self.state();
        let account = &state.account;
        if state.locked {
            return Err(NotSignedIn::Locked);
        }
        if given.user != account.user || given.domain != account.domain || !same(given.password, &account.password) {
            return Err(NotSignedIn::WrongPassword);
        }
        let right = match (&account.passcode, given.totp) {
            (None, None) => true,
            (Some(passcode), Some((id, given))) => id == user_id() && same(given, passcode),
            _ => false,
        };
        if right { Ok(()) } else { Err(NotSignedIn::WrongCode) }
    }

    pub(crate) fn lock_account(&self, locked: bool) {
        self.state().locked = locked;
    }

    /// Changes the password, which revokes all tokens.
    pub(crate) fn change_password(&self, password: String) {
        self.state().account.password = password;
        self.revoke_tokens();
    }

    /// Returns the key with this id.
    pub(crate) fn key(&self, id: &str) -> Option<AccessKey> {
        self.state().keys.get(&id.to_owned()).cloned()
    }

    /// Returns the scope of a token.
    pub(crate) fn token(&self, value: &[u8], now: i64) -> Result<Scope, BadToken> {
        let name = fingerprint(value);
        self.state().tokens.get(&name).ok_or(BadToken::Unknown)?.scope_at(now)
    }

    pub(crate) fn issue_token(&self, scope: Scope, now: i64) -> IssuedToken {
        let mut state = self.state();
        state.issued += 1;
        let value = secret::token(state.issued, self.token_bytes);
        let expires_at = later(now, self.token_lifetime);
        let token = Token { expires_at: Some(expires_at), ..Token::lasting(scope) };
        state.tokens.issue(fingerprint(value.as_bytes()), token);
        IssuedToken { value, issued_at: now, expires_at }
    }

    /// Issues a temporary key.
    pub(crate) fn issue_key(&self, scope: Scope, lifetime: Duration, now: i64) -> AccessKey {
        let mut state = self.state();
        state.issued += 1;
        let key = AccessKey {
            id: secret::access_key(state.issued),
            secret: secret::secret_key(state.issued),
            security_token: Some(secret::security_token(state.issued)),
            expires_at: Some(later(now, lifetime)),
            scope,
        };
        state.keys.issue(key.id.clone(), key.clone());
        key
    }

    /// Expires all tokens that have not expired yet.
    pub(crate) fn expire_tokens(&self, now: i64) {
        self.state().tokens.all_mut().for_each(|token| expire(&mut token.expires_at, now));
    }

    pub(crate) fn revoke_tokens(&self) {
        self.state().tokens.all_mut().for_each(|token| token.revoked = true);
    }

    /// Expires all temporary keys that have not expired yet.
    pub(crate) fn expire_temporary_keys(&self, now: i64) {
        let mut state = self.state();
        let temporary = state.keys.all_mut().filter(|key| key.security_token.is_some());
        temporary.for_each(|key| expire(&mut key.expires_at, now));
    }
}

fn expire(expires_at: &mut Option<i64>, now: i64) {
    *expires_at = Some(expires_at.map_or(now, |at| at.min(now)));
}

fn fingerprint(token: &[u8]) -> Fingerprint {
    Sha256::digest(token).into()
}

/// Returns the id of the user.
pub(crate) fn user_id() -> String {
    secret::id("user")
}

/// Returns the id of the account.
pub(crate) fn domain_id() -> String {
    secret::id("domain")
}

fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

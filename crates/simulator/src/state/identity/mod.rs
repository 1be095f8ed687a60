//! The identities: the account, its projects, and its valid keys and tokens.

mod account;
mod key;
mod register;
pub(crate) mod secret;
mod settings;
mod token;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sha2::{Digest, Sha256};

pub(crate) use self::account::{Account, NotSignedIn, Project, SignIn, domain_id, user_id};
pub(crate) use self::key::AccessKey;
pub(crate) use self::register::Register;
pub(crate) use self::settings::IdentitySettings;
use self::token::Token;
pub(crate) use self::token::{BadToken, IssuedToken, Scope};
use crate::services::Settings;

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
    keys: Register<String, AccessKey>,
    tokens: Register<Fingerprint, Token>,
    issued: u64,
}

impl Identities {
    pub(crate) fn new(settings: &Settings) -> Self {
        let own_project = settings.project_id.clone();
        let identity = &settings.identity;
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
            projects: identity.projects.clone().unwrap_or_else(named_as_the_region),
            own_project,
            token_bytes: identity.token_bytes,
            token_lifetime: identity.token_lifetime,
            state: Mutex::new(State {
                account: identity.account.clone(),
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
        self.state().account.sign_in(given)
    }

    pub(crate) fn lock_account(&self, locked: bool) {
        self.state().account.locked = locked;
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

/// Returns the Unix second that is later by this duration.
pub(crate) fn later(now: i64, by: Duration) -> i64 {
    now.saturating_add(i64::try_from(by.as_secs()).unwrap_or(i64::MAX))
}

fn fingerprint(token: &[u8]) -> Fingerprint {
    Sha256::digest(token).into()
}

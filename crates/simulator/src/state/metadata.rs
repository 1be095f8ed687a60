//! The metadata service's mode, and the tokens that it has issued.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::Deserialize;

use super::clock::later;
use super::register::Register;
use super::secret;

/// The way in which the metadata service behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(tag = "mode", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MetadataMode {
    /// The service issues tokens, and issues keys only for a token.
    #[default]
    Tokens,
    /// The service is an old one, which knows no tokens and issues keys to everyone.
    NoTokens {
        /// The status of its response to a request for a token: 404 or 405.
        status: u16,
    },
    /// The server has no agency, so the service issues no keys.
    NoAgency,
    /// The service responds to every request with 503.
    Failing,
}

/// The mode of the service, and the expiry of the tokens that it has issued.
pub(crate) struct Metadata(Mutex<State>);

struct State {
    mode: MetadataMode,
    tokens: Register<String, i64>,
    issued: u64,
}

impl Metadata {
    pub(crate) fn new(mode: MetadataMode) -> Self {
        Self(Mutex::new(State { mode, tokens: Register::empty(), issued: 0 }))
    }

    pub(crate) fn set_mode(&self, mode: MetadataMode) {
        self.state().mode = mode;
    }

    /// Expires all tokens.
    pub(crate) fn expire_tokens(&self, now: i64) {
        self.state().tokens.all_mut().for_each(|expires_at| *expires_at = now.min(*expires_at));
    }

    pub(crate) fn issue_token(&self, ttl: u64, now: i64) -> String {
        let mut state = self.state();
        state.issued += 1;
        let token = secret::metadata_token(state.issued);
        state.tokens.issue(token.clone(), later(now, Duration::from_secs(ttl)));
        token
    }

    /// Returns whether a token is valid.
    pub(crate) fn knows(&self, token: &str, now: i64) -> bool {
        self.state().tokens.get(&token.to_owned()).is_some_and(|expires_at| now < *expires_at)
    }

    pub(crate) fn mode(&self) -> MetadataMode {
        self.state().mode
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

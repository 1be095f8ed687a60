//! The settings of identities: the account, the credentials that IAM issues, and the clocks.

use std::time::Duration;

use super::SimulatorBuilder;
use crate::services::metadata::MetadataMode;
use crate::state::identity::Project;

/// The permitted lengths of tokens in bytes. Shorter tokens could be equal, and no documentation has longer ones.
const TOKEN_BYTES: std::ops::RangeInclusive<usize> = 32..=100_000;

/// The longest lifetime and the largest clock offset: 20 years, which every date format here can still express.
const FAR: Duration = super::MAX_URL_LIFETIME;

impl SimulatorBuilder {
    /// Sets the user to whom IAM issues tokens.
    pub fn user(mut self, name: impl Into<String>, password: impl Into<String>) -> Self {
        self.settings.identity.account.user = name.into();
        self.settings.identity.account.password = password.into();
        self
    }

    /// Sets the name of the user's account, which IAM calls its domain.
    pub fn domain(mut self, name: impl Into<String>) -> Self {
        self.settings.identity.account.domain = name.into();
        self
    }

    /// Requires this code besides the password, by the method `totp`. The code does not change over time.
    pub fn totp(mut self, passcode: impl Into<String>) -> Self {
        self.settings.identity.account.passcode = Some(passcode.into());
        self
    }

    /// Sets an identity provider, and the one id token for which IAM issues tokens. By default there is none.
    pub fn identity_provider(mut self, id: impl Into<String>, id_token: impl Into<String>) -> Self {
        self.settings.identity.account.provider = Some((id.into(), id_token.into()));
        self
    }

    /// Sets the projects that IAM lists, by name and id.
    ///
    /// The API serves the projects whose name is the region, or the region followed by `_` and more, and also the
    /// [project](Self::project_id) of the fixed credentials. The default is that one project, with the region as its
    /// name.
    pub fn projects<N: Into<String>, I: Into<String>>(mut self, projects: impl IntoIterator<Item = (N, I)>) -> Self {
        let projects = projects.into_iter().map(|(name, id)| Project { name: name.into(), id: id.into() });
        self.settings.identity.projects = Some(projects.collect());
        self
    }

    /// Sets the length of the tokens that IAM issues, from 32 to 100,000 bytes. The default is 9000.
    pub fn token_bytes(mut self, bytes: usize) -> Self {
        self.settings.identity.token_bytes = bytes.clamp(*TOKEN_BYTES.start(), *TOKEN_BYTES.end());
        self
    }

    /// Sets the lifetime of the tokens that IAM issues. The default is a day.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.identity.token_lifetime = lifetime.min(FAR);
        self
    }

    /// Sets the lifetime of temporary keys, whatever lifetime a request names.
    ///
    /// By default IAM issues them for the requested lifetime, or else for 15 minutes, and the metadata service for a
    /// day.
    pub fn temporary_key_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.identity.temporary_key_lifetime = Some(lifetime.min(FAR));
        self
    }

    /// Sets the clock of the gateway and of IAM ahead of the real one by this number of seconds. The header `Date` of
    /// their responses shows that clock. The default is 0.
    pub fn clock_offset(mut self, seconds: i64) -> Self {
        let far = FAR.as_secs().cast_signed();
        self.settings.identity.clock_offset = seconds.clamp(-far, far);
        self
    }

    /// Sets how the metadata service behaves. The default is [`MetadataMode::Tokens`].
    pub fn metadata(mut self, mode: MetadataMode) -> Self {
        self.metadata = mode;
        self
    }
}

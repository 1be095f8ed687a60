//! The part of the settings that is about identities: the account, what IAM issues, and the clocks.

use std::time::Duration;

use super::SimulatorBuilder;
use crate::identity::Project;
use crate::metadata::MetadataMode;

/// The lengths that tokens can have: shorter ones might be alike, and longer ones are documented nowhere.
const TOKEN_BYTES: std::ops::RangeInclusive<usize> = 32..=100_000;

/// The longest lifetime, and the furthest that the clock can be off: 20 years, far from the end of what dates can tell.
const FAR: Duration = super::MAX_URL_LIFETIME;

impl SimulatorBuilder {
    /// The user that IAM gives tokens to.
    pub fn user(mut self, name: impl Into<String>, password: impl Into<String>) -> Self {
        self.settings.identity.account.user = name.into();
        self.settings.identity.account.password = password.into();
        self
    }

    /// The name of the account that the user belongs to, which IAM calls its domain.
    pub fn domain(mut self, name: impl Into<String>) -> Self {
        self.settings.identity.account.domain = name.into();
        self
    }

    /// Asks the user for this code besides the password: the method `totp`. The code is fixed.
    pub fn totp(mut self, passcode: impl Into<String>) -> Self {
        self.settings.identity.account.passcode = Some(passcode.into());
        self
    }

    /// An identity provider, and the one id token with which IAM gives tokens to its user. Default: none.
    pub fn identity_provider(mut self, id: impl Into<String>, id_token: impl Into<String>) -> Self {
        self.settings.identity.account.provider = Some((id.into(), id_token.into()));
        self
    }

    /// The projects that IAM tells of, by name and id. Those named as the region, or as the region and something
    /// after `_`, are served by the API, besides the [one](Self::project_id) of the fixed credentials. Default: that
    /// one alone, named as the region.
    pub fn projects<N: Into<String>, I: Into<String>>(mut self, projects: impl IntoIterator<Item = (N, I)>) -> Self {
        let projects = projects.into_iter().map(|(name, id)| Project { name: name.into(), id: id.into() });
        self.settings.identity.projects = Some(projects.collect());
        self
    }

    /// How long the tokens are that IAM issues, from 32 to 100,000 bytes. Default: 9000.
    pub fn token_bytes(mut self, bytes: usize) -> Self {
        self.settings.identity.token_bytes = bytes.clamp(*TOKEN_BYTES.start(), *TOKEN_BYTES.end());
        self
    }

    /// How long the tokens are good that IAM issues. Default: a day.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.identity.token_lifetime = lifetime.min(FAR);
        self
    }

    /// How long temporary keys are good, whatever is asked for. Default: what is asked for, or else 15 minutes; a
    /// day from the metadata service.
    pub fn temporary_key_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.identity.temporary_key_lifetime = Some(lifetime.min(FAR));
        self
    }

    /// How many seconds the clock of the gateway and of IAM is ahead of the real one; it also shows in the header
    /// `Date` of their answers. Default: 0.
    pub fn clock_offset(mut self, seconds: i64) -> Self {
        let far = FAR.as_secs().cast_signed();
        self.settings.identity.clock_offset = seconds.clamp(-far, far);
        self
    }

    /// What the metadata service is like. Default: [`MetadataMode::Tokens`].
    pub fn metadata(mut self, mode: MetadataMode) -> Self {
        self.metadata = mode;
        self
    }
}

//! The handle's methods for identities: IAM, the metadata service, and the credentials that they issue.

use super::Simulator;
use crate::http::record::Server;
use crate::services::metadata::MetadataMode;
use crate::state::identity;

impl Simulator {
    /// Returns the URL of IAM.
    pub fn iam_endpoint(&self) -> &str {
        &self.iam_endpoint
    }

    /// Returns the URL of the metadata service.
    pub fn metadata_endpoint(&self) -> &str {
        &self.metadata_endpoint
    }

    /// Returns the name of the user to whom IAM issues tokens.
    pub fn user(&self) -> &str {
        &self.app.settings.identity.account.user
    }

    /// Returns the id of the user, which the method `totp` requires.
    pub fn user_id(&self) -> String {
        identity::user_id()
    }

    /// Returns the present password of the user.
    pub fn password(&self) -> String {
        self.app.identities.account().password
    }

    /// Returns the name of the user's account, which IAM calls its domain.
    pub fn domain(&self) -> &str {
        &self.app.settings.identity.account.domain
    }

    /// Returns the id of the account.
    pub fn domain_id(&self) -> String {
        identity::domain_id()
    }

    /// Expires every token issued so far, and the [fixed one](Self::token). Tokens issued from now on are valid again.
    pub fn expire_tokens(&self) {
        self.app.identities.expire_tokens(self.app.now());
    }

    /// Revokes every token issued so far, and the [fixed one](Self::token), as a change of permissions does.
    pub fn revoke_tokens(&self) {
        self.app.identities.revoke_tokens();
    }

    /// Expires every temporary key issued so far, and the [fixed one](Self::access_key) if it is temporary.
    pub fn expire_temporary_keys(&self) {
        self.app.identities.expire_temporary_keys(self.app.now());
    }

    /// Locks or unlocks the account. While it is locked, IAM issues no tokens for its password. Tokens and keys stay
    /// valid.
    pub fn lock_account(&self, locked: bool) {
        self.app.identities.lock_account(locked);
    }

    /// Changes the user's password, which revokes every token issued so far.
    pub fn change_password(&self, password: impl Into<String>) {
        self.app.identities.change_password(password.into());
    }

    /// Changes how the metadata service behaves.
    pub fn set_metadata(&self, mode: MetadataMode) {
        self.app.metadata.set_mode(mode);
    }

    /// Expires every token that the metadata service has issued so far.
    pub fn expire_metadata_tokens(&self) {
        self.app.metadata.expire_tokens(self.app.now());
    }

    /// Returns how many requests to this path a server received, among the [requests](Self::requests) that the
    /// simulator keeps.
    pub fn received(&self, server: Server, path: &str) -> usize {
        self.requests().iter().filter(|request| request.server == server && request.path == path).count()
    }
}

//! The part of the handle that is about identities: IAM, the metadata service, what they issued.

use super::Simulator;
use crate::identity;
use crate::metadata::MetadataMode;
use crate::record::Server;

impl Simulator {
    /// Where IAM is.
    pub fn iam_endpoint(&self) -> &str {
        &self.iam_endpoint
    }

    /// Where the metadata service is.
    pub fn metadata_endpoint(&self) -> &str {
        &self.metadata_endpoint
    }

    /// The name of the user that IAM gives tokens to.
    pub fn user(&self) -> &str {
        &self.app.settings.identity.account.user
    }

    /// The id of that user, which the method `totp` asks for.
    pub fn user_id(&self) -> String {
        identity::user_id()
    }

    /// The password that the user has now.
    pub fn password(&self) -> String {
        self.app.identities.account().password
    }

    /// The name of the account that the user belongs to, which IAM calls its domain.
    pub fn domain(&self) -> &str {
        &self.app.settings.identity.account.domain
    }

    /// The id of the account.
    pub fn domain_id(&self) -> String {
        identity::domain_id()
    }

    /// Lets every token so far expire, the [fixed one](Self::token) too; those issued from now on are good again.
    pub fn expire_tokens(&self) {
        self.app.identities.expire_tokens(self.app.now());
    }

    /// Revokes every token so far, the [fixed one](Self::token) too, as a change of permissions does.
    pub fn revoke_tokens(&self) {
        self.app.identities.revoke_tokens();
    }

    /// Lets every temporary key so far expire, the [fixed one](Self::access_key) too if it is one.
    pub fn expire_temporary_keys(&self) {
        self.app.identities.expire_temporary_keys(self.app.now());
    }

    /// Locks or unlocks the account: while it is locked IAM gives no tokens for its password. Tokens and keys stay
    /// good.
    pub fn lock_account(&self, locked: bool) {
        self.app.identities.lock_account(locked);
    }

    /// Changes the user's password, which revokes every token so far.
    pub fn change_password(&self, password: impl Into<String>) {
        self.app.identities.change_password(password.into());
    }

    /// Changes what the metadata service is like.
    pub fn set_metadata(&self, mode: MetadataMode) {
        self.app.metadata.set_mode(mode);
    }

    /// Lets every token of the metadata service so far expire.
    pub fn expire_metadata_tokens(&self) {
        self.app.metadata.expire_tokens(self.app.now());
    }

    /// How often a server was asked for a path, among the [requests](Self::requests) that are remembered.
    pub fn received(&self, server: Server, path: &str) -> usize {
        self.requests().iter().filter(|request| request.server == server && request.path == path).count()
    }
}

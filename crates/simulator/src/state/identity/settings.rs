//! The settings of identities.

use std::time::Duration;

use super::account::{Account, Project};

/// The settings of identities. It has no `Debug`, because it holds secrets.
pub(crate) struct IdentitySettings {
    pub(crate) account: Account,
    /// The projects that IAM lists. `None` stands for that of the fixed credentials, named as the region.
    pub(crate) projects: Option<Vec<Project>>,
    /// The length of issued tokens, in bytes.
    pub(crate) token_bytes: usize,
    /// The lifetime of issued tokens.
    pub(crate) token_lifetime: Duration,
    /// The lifetime of temporary keys, whatever lifetime a request names.
    pub(crate) temporary_key_lifetime: Option<Duration>,
    /// The offset of the gateway's and IAM's clock from the real one, in seconds.
    pub(crate) clock_offset: i64,
}

impl Default for IdentitySettings {
    fn default() -> Self {
        Self {
            account: Account {
                user: "simulator-user".to_owned(),
                password: "simulator-password-0123456789abcdef".to_owned(),
                domain: "simulator-domain".to_owned(),
                passcode: None,
                provider: None,
                locked: false,
            },
            projects: None,
            token_bytes: 9_000,
            token_lifetime: Duration::from_secs(24 * 60 * 60),
            temporary_key_lifetime: None,
            clock_offset: 0,
        }
    }
}

//! What was decided about identities before the start.

use std::time::Duration;

use super::account::{Account, Project};

/// Holds secrets: never printed.
pub(crate) struct IdentitySettings {
    pub(crate) account: Account,
    /// The projects that IAM tells of; `None`: the one of the fixed credentials, named as the region.
    pub(crate) projects: Option<Vec<Project>>,
    /// How long issued tokens are, in bytes.
    pub(crate) token_bytes: usize,
    /// How long issued tokens are good.
    pub(crate) token_lifetime: Duration,
    /// How long temporary keys are good, whatever is asked for.
    pub(crate) temporary_key_lifetime: Option<Duration>,
    /// How far the clock of the gateway and of IAM is ahead of the real one, in seconds.
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

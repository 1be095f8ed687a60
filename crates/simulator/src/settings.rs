//! The settings made before the start.

use std::time::Duration;

/// The settings made before the start. It has no `Debug`, because it holds secrets.
pub(crate) struct Settings {
    pub(crate) region: String,
    pub(crate) project_id: String,
    pub(crate) access_key: String,
    pub(crate) secret_key: String,
    pub(crate) security_token: Option<String>,
    pub(crate) token: String,
    pub(crate) keep_uploads: bool,
    pub(crate) letter_content_type: Option<String>,
    pub(crate) url_lifetime: Duration,
    /// The number of credits for each edition.
    pub(crate) credits: u32,
    /// Whether the simulator enforces the documented rate limits.
    pub(crate) rate_limits: bool,
    /// Whether wrong signatures lock the key.
    pub(crate) key_lock: bool,
    /// The seed from which disturbances are drawn, if any are.
    pub(crate) chaos: Option<u64>,
    /// The seed from which differences from the spec are drawn, if any are.
    pub(crate) drift: Option<u64>,
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

impl Default for Settings {
    fn default() -> Self {
        Self {
            region: "cn-north-4".to_owned(),
            project_id: "0123456789abcdef0123456789abcdef".to_owned(),
            access_key: "SIMULATORACCESSKEY01".to_owned(),
            secret_key: "simulator-secret-key-0123456789abcdefghij".to_owned(),
            security_token: None,
            token: "simulator-token-0123456789abcdef".to_owned(),
            keep_uploads: true,
            letter_content_type: Some("application/octet-stream".to_owned()),
            url_lifetime: Duration::from_secs(24 * 60 * 60),
            credits: 1000,
            rate_limits: false,
            key_lock: true,
            chaos: None,
            drift: None,
            account: Account {
                user: "simulator-user".to_owned(),
                password: "simulator-password-0123456789abcdef".to_owned(),
                domain: "simulator-domain".to_owned(),
                passcode: None,
                provider: None,
            },
            projects: None,
            token_bytes: 9_000,
            token_lifetime: Duration::from_secs(24 * 60 * 60),
            temporary_key_lifetime: None,
            clock_offset: 0,
        }
    }
}

/// A project of the account.
#[derive(Clone)]
pub(crate) struct Project {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// The one user of the one account.
#[derive(Clone)]
pub(crate) struct Account {
    pub(crate) user: String,
    pub(crate) password: String,
    /// The account's name, which IAM calls its domain.
    pub(crate) domain: String,
    /// The code that the user must give besides the password.
    pub(crate) passcode: Option<String>,
    /// An identity provider, and the one id token that it has issued.
    pub(crate) provider: Option<(String, String)>,
}

//! An IAM user with a password.

use std::fmt;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

/// A function that returns the current code of a virtual MFA device.
type Passcode = dyn Fn() -> String + Send + Sync;

/// An IAM user with a password, for whom the client requests tokens and refreshes them before they expire (after 24
/// hours).
///
/// A HUAWEI ID itself cannot get a token; create an IAM user. Huawei advises keys rather than tokens. The client tries
/// a wrong password once and never again, as IAM locks the account after some failures; it tries a locked account again
/// after 15 minutes. While IAM cannot be reached, calls fail with an error that [is
/// transient](crate::Error::is_transient).
///
/// ```no_run
/// # async fn sample(password: String) -> Result<(), metastudio_voice::Error> {
/// use metastudio_voice::{Client, auth::IamUser};
///
/// let user = IamUser::new("my-account", "voice-trainer", password);
/// let client = Client::builder().region("cn-north-4").iam_user(user).build().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct IamUser {
    account: String,
    name: String,
    password: SecretString,
    totp: Option<(String, Arc<Passcode>)>,
}

impl IamUser {
    /// Creates a user of this account (IAM calls it a domain).
    pub fn new(account: impl Into<String>, name: impl Into<String>, password: impl Into<String>) -> Self {
        Self { account: account.into(), name: name.into(), password: password.into().into(), totp: None }
    }

    /// Sets the user's id and a function that returns the current code of the user's virtual MFA device. The client
    /// calls it for each token, because a code is valid once.
    #[must_use]
    pub fn totp(mut self, user_id: impl Into<String>, code: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.totp = Some((user_id.into(), Arc::new(code)));
        self
    }

    /// Returns the words for the origin of the user's tokens.
    pub(crate) fn origin(&self) -> String {
        format!("of the IAM user {} of {}", self.name, self.account)
    }

    /// Returns `auth.identity` of the request for a token.
    pub(crate) fn identity(&self) -> Value {
        let Self { account, name, password, totp } = self;
        let password = json!({
            "user": { "name": name, "password": password.expose_secret(), "domain": { "name": account } }
        });
        match totp {
            None => json!({ "methods": ["password"], "password": password }),
            Some((id, code)) => json!({
                "methods": ["password", "totp"],
                "password": password,
                "totp": { "user": { "id": id, "passcode": code() } },
            }),
        }
    }
}

impl fmt::Debug for IamUser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IamUser").field("account", &self.account).field("name", &self.name).finish_non_exhaustive()
    }
}

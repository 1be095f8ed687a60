//! The account: its user, its password, its projects.

use subtle::ConstantTimeEq;

use super::secret;

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
    pub(crate) locked: bool,
}

/// The credentials that a user signs in with.
pub(crate) struct SignIn<'a> {
    pub(crate) user: &'a str,
    pub(crate) password: &'a str,
    pub(crate) domain: &'a str,
    /// The user's id and code, if the request has a code.
    pub(crate) totp: Option<(&'a str, &'a str)>,
}

/// The reason for which IAM does not sign in a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotSignedIn {
    Locked,
    WrongPassword,
    WrongCode,
}

impl Account {
    pub(super) fn sign_in(&self, given: &SignIn<'_>) -> Result<(), NotSignedIn> {
        if self.locked {
            return Err(NotSignedIn::Locked);
        }
        if given.user != self.user || given.domain != self.domain || !same(given.password, &self.password) {
            return Err(NotSignedIn::WrongPassword);
        }
        let right = match (&self.passcode, given.totp) {
            (None, None) => true,
            (Some(passcode), Some((id, given))) => id == user_id() && same(given, passcode),
            _ => false,
        };
        if right { Ok(()) } else { Err(NotSignedIn::WrongCode) }
    }
}

/// Returns the id of the user.
pub(crate) fn user_id() -> String {
    secret::id("user")
}

/// Returns the id of the account.
pub(crate) fn domain_id() -> String {
    secret::id("domain")
}

fn same(a: &str, b: &str) -> bool {
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

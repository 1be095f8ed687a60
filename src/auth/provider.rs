//! The trait of all providers of credentials, and the provider that reads the environment.
//!
//! The rule for the environment: no variable at all means no credentials. An incomplete set is an error that names the
//! variables, because the next provider would be another caller. An empty or blank variable counts as not set, as an
//! empty one does for Huawei's SDKs; blanks around a value are ignored, as no key has any. A variable that is not UTF-8
//! text is an error.

use std::ffi::OsString;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::Credentials;
use super::credentials::fits_header;
use crate::{Error, ErrorKind};

/// The variable with the access key id.
const ACCESS_KEY: &str = "HUAWEICLOUD_SDK_AK";
/// The variable with the secret access key.
const SECRET_KEY: &str = "HUAWEICLOUD_SDK_SK";
/// The variable with the security token of a temporary access key.
const SECURITY_TOKEN: &str = "HUAWEICLOUD_SDK_SECURITY_TOKEN";
/// The variable with the project id.
pub(crate) const PROJECT_ID: &str = "HUAWEICLOUD_SDK_PROJECT_ID";
/// The variable with the identity provider of a federated caller.
const IDP_ID: &str = "HUAWEICLOUD_SDK_IDP_ID";
/// The variable with the token file of a federated caller.
const ID_TOKEN_FILE: &str = "HUAWEICLOUD_SDK_ID_TOKEN_FILE";

/// The advice for an incomplete set of variables.
const INCOMPLETE: &str =
    "set all of them or none: the client does not look elsewhere, where it could find another caller";

/// The future that [`CredentialsProvider::provide`] returns.
pub type Providing<'a> = Pin<Box<dyn Future<Output = Result<Credentials, Error>> + Send + 'a>>;

/// Fetches credentials for a client: from a vault, an identity service, or a file of your own.
///
/// The client refreshes credentials 40 minutes before they expire (or after half their life, if that is shorter), in a
/// task of its own. Calls use the current credentials until these expire, however long the provider takes, and only
/// then wait for the refresh. Concurrent calls share one refresh, which may take two minutes; after a failure the
/// client waits five seconds before it asks the provider again. The client requests credentials without an expiry once.
///
/// There are three sorts of failures, each with a constructor of [`Error`]:
///
/// | the provider has | return | then |
/// |---|---|---|
/// | no credentials | [`Error::no_credentials`] | a [`Chain`](super::Chain) asks the next provider |
/// | credentials that cannot be used | [`Error::invalid_credentials`] | the calls fail |
/// | credentials that it cannot fetch just now | [`Error::credentials_unavailable`] | the calls fail with an error that [is transient](Error::is_transient), and trainings wait |
///
/// To share one provider among several clients, give each of them a clone of an [`Arc`]. Each client still caches the
/// credentials for itself.
///
/// ```
/// use metastudio_voice::Error;
/// use metastudio_voice::auth::{Credentials, CredentialsProvider, Providing};
///
/// /// Keys from the company's vault.
/// #[derive(Debug)]
/// struct Vault;
///
/// impl CredentialsProvider for Vault {
///     fn name(&self) -> &str {
///         "the vault"
///     }
///
///     fn provide(&self) -> Providing<'_> {
///         Box::pin(async {
///             // Request the id, the secret and the token from the vault. If it cannot be reached:
///             let is_unreachable = false;
///             if is_unreachable {
///                 return Err(Error::credentials_unavailable("the vault cannot be reached"));
///             }
///             let in_an_hour = std::time::SystemTime::now() + std::time::Duration::from_secs(3600);
///             Ok(Credentials::temporary_access_key("ACCESSKEYID", "secret", "token")?.expiring_at(in_an_hour))
///         })
///     }
/// }
///
/// # async fn sample() -> Result<(), metastudio_voice::Error> {
/// let client = metastudio_voice::Client::builder().region("cn-north-4").credentials_provider(Vault).build().await?;
/// # Ok(())
/// # }
/// ```
pub trait CredentialsProvider: fmt::Debug + Send + Sync {
    /// Returns the provider's name in errors, such as `the profile`.
    fn name(&self) -> &str;

    /// Fetches credentials, new ones if possible.
    ///
    /// # Errors
    /// [`Error::no_credentials`] if the provider has none, [`Error::invalid_credentials`] if it has some that cannot be
    /// used, [`Error::credentials_unavailable`] if it cannot fetch them just now. The client treats any other error as
    /// the second, and keeps whether it [is transient](Error::is_transient).
    fn provide(&self) -> Providing<'_>;
}

impl<T: CredentialsProvider + ?Sized> CredentialsProvider for Arc<T> {
    fn name(&self) -> &str {
        (**self).name()
    }

    fn provide(&self) -> Providing<'_> {
        (**self).provide()
    }
}

/// The result of looking in one place. Credentials that are there and cannot be used are neither of these but an error,
/// so that no caller mistakes them for nothing.
#[derive(Debug)]
pub(super) enum Lookup {
    /// The place has credentials.
    Credentials(Credentials),
    /// The place has none; the text names the missing thing.
    Nothing(String),
}

impl Lookup {
    /// Converts the result to that of [`CredentialsProvider::provide`].
    pub(super) fn provided(self) -> Result<Credentials, Error> {
        match self {
            Self::Credentials(credentials) => Ok(credentials),
            Self::Nothing(missing) => Err(Error::no_credentials(missing)),
        }
    }
}

/// Reads keys from `HUAWEICLOUD_SDK_AK` and `HUAWEICLOUD_SDK_SK`, and the token of temporary keys from
/// `HUAWEICLOUD_SDK_SECURITY_TOKEN`.
///
/// `HUAWEICLOUD_SDK_PROJECT_ID` is the project of the keys.
///
/// If only some of the variables are set, the provider fails with an error that names them, and a
/// [`Chain`](super::Chain) does not ask the next provider.
///
/// If `HUAWEICLOUD_SDK_IDP_ID` and `HUAWEICLOUD_SDK_ID_TOKEN_FILE` are both set, Huawei's SDKs call as a federated
/// user, even if there are keys. This crate does not support federated users, and fails instead of calling as another
/// caller.
#[derive(Clone, Copy, Debug, Default)]
pub struct Environment;

impl CredentialsProvider for Environment {
    fn name(&self) -> &str {
        "the environment"
    }

    fn provide(&self) -> Providing<'_> {
        Box::pin(std::future::ready(find_in_environment().and_then(Lookup::provided)))
    }
}

// Here and not beside the type, because credentials know nothing of the places where they are found.
impl Credentials {
    /// Reads credentials from the environment, as Huawei's SDKs do: `HUAWEICLOUD_SDK_AK`, `HUAWEICLOUD_SDK_SK`, and
    /// `HUAWEICLOUD_SDK_SECURITY_TOKEN` for temporary keys. [`Environment`](super::Environment) provides the same.
    ///
    /// # Errors
    /// [`ErrorKind::Credentials`] if a variable is missing or its value cannot be used in a header,
    /// [`ErrorKind::Configuration`] if it is not UTF-8 text or the variables describe a federated user.
    pub fn from_env() -> Result<Self, Error> {
        find_in_environment()?.provided()
    }
}

/// Looks in the environment of this process.
pub(super) fn find_in_environment() -> Result<Lookup, Error> {
    find_with(|name| std::env::var_os(name))
}

/// Looks in an environment.
fn find_with(get: impl Fn(&str) -> Option<OsString>) -> Result<Lookup, Error> {
    let value = |name: &'static str| text(name, get(name));
    let idp = [(IDP_ID, value(IDP_ID)?), (ID_TOKEN_FILE, value(ID_TOKEN_FILE)?)];
    if idp.iter().all(|(_, value)| value.is_some()) {
        return Err(federated("the environment").with_advice("unset HUAWEICLOUD_SDK_IDP_ID"));
    }
    let (id, secret, token) = (value(ACCESS_KEY)?, value(SECRET_KEY)?, value(SECURITY_TOKEN)?);
    let keys = [(ACCESS_KEY, id.is_some()), (SECRET_KEY, secret.is_some())];
    let (Some(id), Some(secret)) = (id, secret) else {
        // The SDKs use a complete pair of keys even if a part of an identity provider is configured: so does this.
        let idp = idp.map(|(name, value)| (name, value.is_some()));
        let token_alone = || token.map(|_| neither(SECURITY_TOKEN, &keys));
        return match missing_half(&keys).or_else(token_alone).or_else(|| missing_half(&idp)) {
            Some(message) => Err(Error::invalid_credentials(message).with_advice(INCOMPLETE)),
            None => Ok(Lookup::Nothing(format!("{ACCESS_KEY} is not set"))),
        };
    };
    let named = [(ACCESS_KEY, Some(&id)), (SECRET_KEY, Some(&secret)), (SECURITY_TOKEN, token.as_ref())];
    if let Some((name, _)) = named.iter().find(|(_, value)| value.is_some_and(|value| !fits_header(value))) {
        let message = format!("{name} has a character that no key has");
        return Err(
            Error::invalid_credentials(message).with_advice("look for quotes, blanks or a second line in its value")
        );
    }
    let keys = Credentials::keys(id, secret, token)?.with_origin(format!("from the environment, {ACCESS_KEY}"));
    Ok(Lookup::Credentials(match value(PROJECT_ID)? {
        Some(project_id) => keys.for_project(project_id),
        None => keys,
    }))
}

/// Says which of two variables is missing, if the other is set.
fn missing_half(pair: &[(&str, bool); 2]) -> Option<String> {
    match pair {
        [(set, true), (missing, false)] | [(missing, false), (set, true)] => {
            Some(format!("{set} is set, but {missing} is not"))
        }
        _ => None,
    }
}

/// Says that both keys are missing beside a variable that is set.
fn neither(set: &str, [(first, _), (second, _)]: &[(&str, bool); 2]) -> String {
    format!("{set} is set, but {first} and {second} are not")
}

/// Returns the error for a federated user, whom the client must not replace with another caller.
pub(super) fn federated(place: &str) -> Error {
    let message = format!("{place} names an identity provider: this crate does not support federated users");
    Error::new(ErrorKind::Configuration, message)
}

/// Returns a variable's value without blanks around it, unless the variable is missing or blank.
///
/// # Errors
/// [`ErrorKind::Configuration`] if the value is not UTF-8 text.
pub(crate) fn variable(name: &str) -> Result<Option<String>, Error> {
    text(name, std::env::var_os(name))
}

fn text(name: &str, value: Option<OsString>) -> Result<Option<String>, Error> {
    match value.map(OsString::into_string) {
        None => Ok(None),
        Some(Ok(text)) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        Some(Err(_)) => {
            let error = Error::new(ErrorKind::Configuration, format!("the variable {name} is not UTF-8 text"));
            Err(error.with_advice("set it to UTF-8 text, or unset it"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lookup(variables: &[(&str, &str)]) -> Result<Lookup, Error> {
        find_with(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into()))
    }

    fn refused(variables: &[(&str, &str)]) -> String {
        match lookup(variables) {
            Err(error) => error.message().to_owned(),
            Ok(lookup) => panic!("{variables:?}: {lookup:?}"),
        }
    }

    #[test]
    fn an_incomplete_environment_is_an_error_that_names_the_variables() {
        assert_eq!(refused(&[(ACCESS_KEY, "A")]), "HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not");
        assert_eq!(refused(&[(SECRET_KEY, "S")]), "HUAWEICLOUD_SDK_SK is set, but HUAWEICLOUD_SDK_AK is not");
        let empty = [(ACCESS_KEY, "A"), (SECRET_KEY, "")];
        assert_eq!(refused(&empty), "HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not");
        assert_eq!(
            refused(&[(SECURITY_TOKEN, "T")]),
            "HUAWEICLOUD_SDK_SECURITY_TOKEN is set, but HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not"
        );
        assert_eq!(
            refused(&[(IDP_ID, "i")]),
            "HUAWEICLOUD_SDK_IDP_ID is set, but HUAWEICLOUD_SDK_ID_TOKEN_FILE is not"
        );
        let quoted = refused(&[(ACCESS_KEY, "A"), (SECRET_KEY, "CANARY CANARY")]);
        assert_eq!(quoted, "HUAWEICLOUD_SDK_SK has a character that no key has");
    }

    #[test]
    fn an_environment_without_keys_has_no_credentials_and_blanks_around_a_value_are_ignored() {
        for without_keys in
            [&[][..], &[(ACCESS_KEY, "")], &[(ACCESS_KEY, " "), (SECRET_KEY, "\t")], &[(PROJECT_ID, "p")]]
        {
            assert!(matches!(lookup(without_keys), Ok(Lookup::Nothing(_))), "{without_keys:?}");
        }
        let keys = lookup(&[(ACCESS_KEY, " A\r\n"), (SECRET_KEY, "S "), (IDP_ID, "i"), (PROJECT_ID, " p ")]);
        let Ok(Lookup::Credentials(keys)) = keys else { panic!("{keys:?}") };
        assert_eq!((keys.project_id(), keys.origin()), (Some("p"), "from the environment, HUAWEICLOUD_SDK_AK"));
    }

    #[cfg(unix)]
    #[test]
    fn a_variable_that_is_not_utf_8_is_an_error_that_names_it() {
        use std::os::unix::ffi::OsStringExt;
        let error = find_with(|name| (name == SECRET_KEY).then(|| OsString::from_vec(vec![b'S', 0xff])));
        assert_eq!(error.expect_err("bytes").message(), "the variable HUAWEICLOUD_SDK_SK is not UTF-8 text");
    }
}

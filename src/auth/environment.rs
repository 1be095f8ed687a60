//! Credentials from the environment variables of Huawei's SDKs.
//!
//! The rule: nothing at all is nothing, and anything half there is an error that names the variables, because the next
//! place would be another caller. A variable that is empty or blank counts as not set, as an empty one does for Huawei's
//! SDKs; blanks around a value are ignored, as no key has any. A variable that is not text is an error.

use std::ffi::OsString;

use super::credentials::fits;
use super::provider::Found;
use super::{Credentials, CredentialsProvider, Providing};
use crate::{Error, ErrorKind};

/// The access key id.
const ACCESS_KEY: &str = "HUAWEICLOUD_SDK_AK";
/// The secret access key.
const SECRET_KEY: &str = "HUAWEICLOUD_SDK_SK";
/// The security token of a temporary access key.
const SECURITY_TOKEN: &str = "HUAWEICLOUD_SDK_SECURITY_TOKEN";
/// The project.
pub(crate) const PROJECT_ID: &str = "HUAWEICLOUD_SDK_PROJECT_ID";
/// The identity provider of a federated caller.
const IDP_ID: &str = "HUAWEICLOUD_SDK_IDP_ID";
/// The token file of a federated caller.
const ID_TOKEN_FILE: &str = "HUAWEICLOUD_SDK_ID_TOKEN_FILE";

/// What to do when some of it is there.
const HALF: &str = "set all of it or nothing: the client does not look elsewhere, where it could find another caller";

/// Keys from `HUAWEICLOUD_SDK_AK`, `HUAWEICLOUD_SDK_SK`, and `HUAWEICLOUD_SDK_SECURITY_TOKEN` for temporary ones;
/// `HUAWEICLOUD_SDK_PROJECT_ID` is their project.
///
/// When only some of the variables are set, it fails with an error that names them, and a [`Chain`](super::Chain) does
/// not go on.
///
/// When `HUAWEICLOUD_SDK_IDP_ID` and `HUAWEICLOUD_SDK_ID_TOKEN_FILE` are both set, Huawei's SDKs call as a federated
/// user, whatever keys there are. This crate cannot, and fails instead of calling as somebody else.
#[derive(Clone, Copy, Debug, Default)]
pub struct Environment;

impl CredentialsProvider for Environment {
    fn name(&self) -> &str {
        "the environment"
    }

    fn provide(&self) -> Providing<'_> {
        Box::pin(std::future::ready(find().and_then(Found::provided)))
    }
}

/// What the environment of this process holds.
pub(super) fn find() -> Result<Found, Error> {
    read(|name| std::env::var_os(name))
}

/// What an environment holds.
fn read(get: impl Fn(&str) -> Option<OsString>) -> Result<Found, Error> {
    let value = |name: &'static str| text(name, get(name));
    let idp = [(IDP_ID, value(IDP_ID)?), (ID_TOKEN_FILE, value(ID_TOKEN_FILE)?)];
    if idp.iter().all(|(_, value)| value.is_some()) {
        return Err(federated("the environment").with_advice("unset HUAWEICLOUD_SDK_IDP_ID"));
    }
    let (id, secret, token) = (value(ACCESS_KEY)?, value(SECRET_KEY)?, value(SECURITY_TOKEN)?);
    let keys = [(ACCESS_KEY, id.is_some()), (SECRET_KEY, secret.is_some())];
    let (Some(id), Some(secret)) = (id, secret) else {
        // A pair of keys that is whole is used, as by the SDKs, whatever is left of an identity provider.
        let idp = idp.map(|(name, value)| (name, value.is_some()));
        let half = half(&keys).or_else(|| token.map(|_| neither(SECURITY_TOKEN, &keys))).or_else(|| half(&idp));
        return match half {
            Some(message) => Err(Error::invalid_credentials(message).with_advice(HALF)),
            None => Ok(Found::Nothing(format!("{ACCESS_KEY} is not set"))),
        };
    };
    let named = [(ACCESS_KEY, Some(&id)), (SECRET_KEY, Some(&secret)), (SECURITY_TOKEN, token.as_ref())];
    if let Some((name, _)) = named.iter().find(|(_, value)| value.is_some_and(|value| !fits(value))) {
        let message = format!("{name} has a character that no key has");
        return Err(
            Error::invalid_credentials(message).with_advice("look for quotes, blanks or a second line in its value")
        );
    }
    let keys = Credentials::keys(id, secret, token)?.with_origin(format!("from the environment, {ACCESS_KEY}"));
    Ok(Found::Credentials(match value(PROJECT_ID)? {
        Some(project_id) => keys.for_project(project_id),
        None => keys,
    }))
}

/// What is missing, if one of the two variables is set.
fn half(pair: &[(&str, bool); 2]) -> Option<String> {
    match pair {
        [(set, true), (missing, false)] | [(missing, false), (set, true)] => {
            Some(format!("{set} is set, but {missing} is not"))
        }
        _ => None,
    }
}

fn neither(set: &str, [(first, _), (second, _)]: &[(&str, bool); 2]) -> String {
    format!("{set} is set, but {first} and {second} are not")
}

/// What this crate cannot do, and must not replace with another identity.
pub(super) fn federated(place: &str) -> Error {
    let message = format!("{place} names an identity provider: federated users are not supported");
    Error::new(ErrorKind::Configuration, message)
}

/// A variable's value without blanks around it, unless it is missing or blank.
///
/// # Errors
/// When it is not text.
pub(crate) fn variable(name: &str) -> Result<Option<String>, Error> {
    text(name, std::env::var_os(name))
}

fn text(name: &str, value: Option<OsString>) -> Result<Option<String>, Error> {
    match value.map(OsString::into_string) {
        None => Ok(None),
        Some(Ok(text)) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        Some(Err(_)) => {
            let error = Error::new(ErrorKind::Configuration, format!("the variable {name} is not UTF-8 text"));
            Err(error.with_advice("set it anew, or unset it"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(variables: &[(&str, &str)]) -> Result<Found, Error> {
        read(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into()))
    }

    fn refused(variables: &[(&str, &str)]) -> String {
        match found(variables) {
            Err(error) => error.message().to_owned(),
            Ok(found) => panic!("{variables:?}: {found:?}"),
        }
    }

    /// D2.
    #[test]
    fn anything_half_there_is_an_error_that_names_the_variables() {
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
    fn nothing_at_all_is_nothing_and_blanks_around_a_value_are_ignored() {
        for nothing in [&[][..], &[(ACCESS_KEY, "")], &[(ACCESS_KEY, " "), (SECRET_KEY, "\t")], &[(PROJECT_ID, "p")]] {
            assert!(matches!(found(nothing), Ok(Found::Nothing(_))), "{nothing:?}");
        }
        let keys = found(&[(ACCESS_KEY, " A\r\n"), (SECRET_KEY, "S "), (IDP_ID, "i"), (PROJECT_ID, " p ")]);
        let Ok(Found::Credentials(keys)) = keys else { panic!("{keys:?}") };
        assert_eq!((keys.project_id(), keys.origin()), (Some("p"), "from the environment, HUAWEICLOUD_SDK_AK"));
    }

    #[cfg(unix)]
    #[test]
    fn a_variable_that_is_not_text_is_an_error_that_names_it() {
        use std::os::unix::ffi::OsStringExt;
        let error = read(|name| (name == SECRET_KEY).then(|| OsString::from_vec(vec![b'S', 0xff])));
        assert_eq!(error.expect_err("bytes").message(), "the variable HUAWEICLOUD_SDK_SK is not UTF-8 text");
    }
}

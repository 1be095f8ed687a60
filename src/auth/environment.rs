//! Credentials from the environment variables of Huawei's SDKs.

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
/// The identity provider and the token file of a federated caller.
const FEDERATED: [&str; 2] = ["HUAWEICLOUD_SDK_IDP_ID", "HUAWEICLOUD_SDK_ID_TOKEN_FILE"];

/// Keys from `HUAWEICLOUD_SDK_AK`, `HUAWEICLOUD_SDK_SK`, and `HUAWEICLOUD_SDK_SECURITY_TOKEN` for temporary ones;
/// `HUAWEICLOUD_SDK_PROJECT_ID` is their project.
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
        Box::pin(std::future::ready(credentials()))
    }
}

pub(super) fn credentials() -> Result<Credentials, Error> {
    if FEDERATED.iter().all(|name| variable(name).is_some()) {
        return Err(federated("the environment").with_advice("unset HUAWEICLOUD_SDK_IDP_ID"));
    }
    let required = |name| variable(name).ok_or_else(|| Error::credentials(format!("{name} is not set")));
    let keys = Credentials::keys(required(ACCESS_KEY)?, required(SECRET_KEY)?, variable(SECURITY_TOKEN))?;
    Ok(match variable(PROJECT_ID) {
        Some(project_id) => keys.for_project(project_id),
        None => keys,
    })
}

/// What this crate cannot do, and must not replace with another identity.
pub(super) fn federated(place: &str) -> Error {
    let message = format!("{place} names an identity provider: federated users are not supported");
    Error::new(ErrorKind::Configuration, message)
}

/// A variable's value, unless it is missing, empty or not text.
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

//! The environment variables of Huawei's SDKs.

/// The access key id.
pub(crate) const ACCESS_KEY: &str = "HUAWEICLOUD_SDK_AK";
/// The secret access key.
pub(crate) const SECRET_KEY: &str = "HUAWEICLOUD_SDK_SK";
/// The security token of a temporary access key.
pub(crate) const SECURITY_TOKEN: &str = "HUAWEICLOUD_SDK_SECURITY_TOKEN";

/// A variable's value, unless it is missing, empty or not text.
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

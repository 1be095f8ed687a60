//! The address of IAM.

use crate::Error;
use crate::auth::{Profile, variable};

use super::super::endpoint::Address;

/// The environment variable of Huawei's SDKs.
const VARIABLE: &str = "HUAWEICLOUD_SDK_IAM_ENDPOINT";

/// The regions with an IAM of their own, as Huawei's SDKs know them (Python core 3.1.219).
const REGIONS: [&str; 27] = [
    "ae-ad-1",
    "af-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "cn-east-2",
    "cn-east-3",
    "cn-east-4",
    "cn-east-5",
    "cn-north-1",
    "cn-north-12",
    "cn-north-2",
    "cn-north-4",
    "cn-north-9",
    "cn-south-1",
    "cn-south-2",
    "cn-southwest-2",
    "eu-west-0",
    "la-north-2",
    "la-south-2",
    "me-east-1",
    "my-kualalumpur-1",
    "na-mexico-1",
    "ru-moscow-1",
    "sa-brazil-1",
    "tr-west-1",
];

/// Returns the address of IAM, from the first of: the builder, the environment, the profile (if the standard chain is
/// used), the region, the global address.
pub(in crate::client) fn endpoint(given: Option<&str>, profile: bool, region: Option<&str>) -> Result<Address, Error> {
    if let Some(given) = given {
        return Ok(Address::given(given, "the IAM endpoint"));
    }
    if let Some(text) = variable(VARIABLE)? {
        return Ok(Address::configured(&text, VARIABLE));
    }
    if profile && let Some((text, place)) = Profile::new().iam_endpoint()? {
        return Ok(Address::configured(&text, place));
    }
    let region = region.filter(|region| REGIONS.contains(region)).map(|region| format!("{region}."));
    let address = format!("https://iam.{}myhuaweicloud.com", region.unwrap_or_default());
    Ok(Address::given(&address, "the IAM endpoint"))
}

//! Where the service is: a region's address, or one that was given, and whether it may be used.

use url::Url;

use super::builder::ClientBuilder;
use super::configuration;
use crate::Error;
use crate::auth::variable;
use crate::transport::http::{PlainHttp, tls};

impl ClientBuilder {
    /// The address that the paths are appended to.
    pub(super) fn base_url(&self) -> Result<Url, Error> {
        match (&self.endpoint, &self.region) {
            (Some(endpoint), _) => self.checked(endpoint),
            (None, Some(region)) => self.checked(&of_region(region)?),
            (None, None) => Err(configuration("there is no region and no endpoint", GIVE_ENDPOINT)),
        }
    }

    /// An address to which credentials may go.
    pub(super) fn checked(&self, text: &str) -> Result<Url, Error> {
        let url = Url::parse(text)
            .map_err(|error| configuration("the endpoint is not a URL", GIVE_ENDPOINT).with_source(error))?;
        let plain = url.path_segments().is_some() && url.query().is_none() && url.fragment().is_none();
        if !plain || url.host().is_none() || !url.username().is_empty() || url.password().is_some() {
            return Err(configuration("the endpoint must be a plain address such as https://host", GIVE_ENDPOINT));
        }
        let https = url.scheme() == "https";
        if !https && !PlainHttp::new(&url, self.allow_plain_http).allows(&url) {
            let message = "the endpoint is not https: credentials could be read on the way";
            return Err(configuration(message, "use https, or call allow_plain_http() if that is what you want"));
        }
        if https && !tls::AVAILABLE && !self.http.brings_its_own() {
            let message = "the endpoint is https, but this build has no TLS";
            return Err(configuration(message, "turn on the feature `rustls`, `rustls-ring` or `native-tls`"));
        }
        Ok(url)
    }
}

const GIVE_ENDPOINT: &str =
    "call .region(\"cn-north-4\"), or .endpoint(\"https://…\") for a place that is not in the table";

/// The regions with the service (`ap-southeast-3`: by its limits; its address was not seen in writing).
const REGIONS: [&str; 3] = ["cn-north-4", "cn-east-3", "ap-southeast-3"];

/// The address of a region: that of the environment, or Huawei's.
fn of_region(region: &str) -> Result<String, Error> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if region.is_empty() || !region.bytes().all(allowed) {
        return Err(configuration("the region is not a name such as cn-north-4", GIVE_ENDPOINT));
    }
    let name = format!("HUAWEICLOUD_SDK_REGION_METASTUDIO_{}", region.to_ascii_uppercase().replace('-', "_"));
    if let Some(address) = variable(&name).and_then(|list| Some(list.split(',').next()?.trim().to_owned())) {
        return Ok(address);
    }
    if REGIONS.contains(&region) {
        return Ok(format!("https://metastudio.{region}.myhuaweicloud.com"));
    }
    let message = format!("MetaStudio is not known in the region {region}; it is in {}", REGIONS.join(", "));
    Err(configuration(message, format!("call .endpoint(\"https://…\"), or set {name}")))
}

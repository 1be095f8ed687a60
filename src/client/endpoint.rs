//! Where the service is: a region's address, or one that was given, and whether it may be used.
//!
//! The rule: an address from a variable or a file may be a bare host, which gets `https://` in front, as Huawei's SDKs do
//! it; and what is wrong with it is told by the name of that variable or file, never by the address, which may hold a
//! password.

use std::borrow::Cow;

use url::Url;

use super::builder::ClientBuilder;
use super::configuration;
use crate::Error;
use crate::auth::variable;
use crate::transport::http::{PlainHttp, tls};

/// An address, and the words for where it stands.
pub(super) struct Address {
    text: String,
    place: Cow<'static, str>,
    advice: Cow<'static, str>,
}

impl Address {
    /// One that was given in code.
    pub(super) fn given(text: &str, place: &'static str) -> Self {
        Self { text: text.to_owned(), place: place.into(), advice: GIVE_ENDPOINT.into() }
    }

    /// One from a variable or a file.
    pub(super) fn configured(text: &str, place: impl Into<Cow<'static, str>>) -> Self {
        let place = place.into();
        let advice = format!("an address such as https://host has to stand in {}", place.trim_end_matches(','));
        // `host:8080` alone would be a URL with the scheme `host`.
        let text = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        Self { text, place, advice: advice.into() }
    }
}

impl ClientBuilder {
    /// The address that the paths are appended to.
    pub(super) fn base_url(&self) -> Result<Url, Error> {
        match (&self.endpoint, &self.region) {
            (Some(endpoint), _) => self.checked(&Address::given(endpoint, "the endpoint")),
            (None, Some(region)) => self.checked(&of_region(region)?),
            (None, None) => Err(configuration("there is no region and no endpoint", GIVE_ENDPOINT)),
        }
    }

    /// An address to which credentials may go.
    pub(super) fn checked(&self, address: &Address) -> Result<Url, Error> {
        let Address { text, place, advice } = address;
        let wrong = |what: &str| configuration(format!("{place} {what}"), advice.clone());
        let url = Url::parse(text).map_err(|error| wrong("is not a URL").with_source(error))?;
        let plain = url.path_segments().is_some() && url.query().is_none() && url.fragment().is_none();
        if !plain || url.host().is_none() || !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("must be a plain address such as https://host"));
        }
        let https = url.scheme() == "https";
        if !https && !PlainHttp::new(&url, self.allow_plain_http).allows(&url) {
            let message = format!("{place} is not https: credentials could be read on the way");
            return Err(configuration(message, "use https, or call allow_plain_http() if that is what you want"));
        }
        if https && !tls::AVAILABLE && !self.http.brings_its_own() {
            let message = format!("{place} is https, but this build has no TLS");
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
fn of_region(region: &str) -> Result<Address, Error> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if region.is_empty() || !region.bytes().all(allowed) {
        return Err(configuration("the region is not a name such as cn-north-4", GIVE_ENDPOINT));
    }
    let name = format!("HUAWEICLOUD_SDK_REGION_METASTUDIO_{}", region.to_ascii_uppercase().replace('-', "_"));
    if let Some(list) = variable(&name)? {
        let first = list.split(',').next().unwrap_or_default().trim();
        return Ok(Address::configured(first, name));
    }
    if REGIONS.contains(&region) {
        return Ok(Address::given(&format!("https://metastudio.{region}.myhuaweicloud.com"), "the endpoint"));
    }
    let message = format!("MetaStudio is not known in the region {region}; it is in {}", REGIONS.join(", "));
    Err(configuration(message, format!("call .endpoint(\"https://…\"), or set {name}")))
}

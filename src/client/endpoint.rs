//! The address of the service: a region's or that in the builder, and whether the client may use it.
//!
//! The rule: an address from a variable or a file may be a bare host, to which the client prepends `https://`, as
//! Huawei's SDKs do. An error names that variable or file, and never the address, which may contain a password.

use std::borrow::Cow;

use url::Url;

use super::builder::ClientBuilder;
use super::configuration;
use crate::Error;
use crate::auth::variable;
use crate::transport::http::{PlainHttp, tls};

/// An address, and the words for its place.
pub(super) struct Address {
    text: String,
    place: Cow<'static, str>,
    advice: Cow<'static, str>,
}

impl Address {
    /// Returns an address from the program.
    pub(super) fn given(text: &str, place: &'static str) -> Self {
        Self { text: text.to_owned(), place: place.into(), advice: GIVE_ENDPOINT.into() }
    }

    /// Returns an address from a variable or a file.
    pub(super) fn configured(text: &str, place: impl Into<Cow<'static, str>>) -> Self {
        let place = place.into();
        let advice = format!("set {} to an address such as https://host", place.trim_end_matches(','));
        // `host:8080` alone would be a URL with the scheme `host`.
        let text = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        Self { text, place, advice: advice.into() }
    }
}

impl ClientBuilder {
    /// Returns the address of the service, to which the client appends paths.
    pub(super) fn base_url(&self) -> Result<Url, Error> {
        match (&self.endpoint, &self.region) {
            (Some(endpoint), _) => self.checked(&Address::given(endpoint, "the endpoint")),
            (None, Some(region)) => self.checked(&of_region(region)?),
            (None, None) => Err(configuration("the builder has no region and no endpoint", GIVE_ENDPOINT)),
        }
    }

    /// Checks that credentials may go to an address.
    pub(super) fn checked(&self, address: &Address) -> Result<Url, Error> {
        let Address { text, place, advice } = address;
        let wrong = |problem: &str| configuration(format!("{place} {problem}"), advice.clone());
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

const GIVE_ENDPOINT: &str = "call .region(\"cn-north-4\"), or .endpoint(\"https://…\") for another region";

/// The regions with the service (`ap-southeast-3`: documented by its limits; no page that was read has its address).
const REGIONS: [&str; 3] = ["cn-north-4", "cn-east-3", "ap-southeast-3"];

/// Returns the address of a region: that in the environment, or Huawei's.
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
    let message =
        format!("the crate knows no endpoint of MetaStudio in the region {region}, only in {}", REGIONS.join(", "));
    Err(configuration(message, format!("call .endpoint(\"https://…\"), or set {name}")))
}

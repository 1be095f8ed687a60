//! Where the service is: a region's address, or one that was given, and whether it may be used.

use url::Url;

use super::builder::ClientBuilder;
use super::configuration;
use crate::Error;
use crate::transport::http::{PlainHttp, tls};

impl ClientBuilder {
    /// The address that the paths are appended to.
    pub(super) fn base_url(&self) -> Result<Url, Error> {
        let text = match (&self.endpoint, &self.region) {
            (Some(endpoint), _) => endpoint.clone(),
            (None, Some(region)) if is_region(region) => format!("https://metastudio.{region}.myhuaweicloud.com"),
            (None, Some(_)) => return Err(configuration("the region is not a name such as cn-north-4", GIVE_ENDPOINT)),
            (None, None) => return Err(configuration("there is no region and no endpoint", GIVE_ENDPOINT)),
        };
        let url = Url::parse(&text)
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

fn is_region(region: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !region.is_empty() && region.bytes().all(allowed)
}

//! The two HTTP clients: one for the API, one for uploads. Neither follows a redirect, and credentials are on
//! neither: the API's are put on each request by the hooks, and uploads go through the other client, which has no
//! hooks.

use std::time::Duration;

use url::{Host, Url};

use super::{Error, ErrorKind};

/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);
/// How long the network may leave sent bytes unacknowledged before a connection counts as dead.
const SILENCE: Duration = Duration::from_secs(60);

/// The client for the API. The time limits are each call's own.
pub(crate) fn for_api(user_agent: &str) -> Result<reqwest::Client, Error> {
    built(common(user_agent))
}

/// The client for uploads, which may take hours: no time limit, but a dead connection is noticed.
pub(crate) fn for_uploads(user_agent: &str) -> Result<reqwest::Client, Error> {
    built(common(user_agent).tcp_keepalive(SILENCE).http1_only())
}

fn common(user_agent: &str) -> reqwest::ClientBuilder {
    let builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(CONNECT_TIMEOUT)
        .user_agent(user_agent);
    #[cfg(target_os = "linux")]
    let builder = builder.tcp_user_timeout(SILENCE);
    builder
}

fn built(builder: reqwest::ClientBuilder) -> Result<reqwest::Client, Error> {
    builder.build().map_err(|error| {
        Error::new(ErrorKind::Configuration, "the HTTP client cannot be made").with_source(error.without_url())
    })
}

/// Whether bytes for this URL stay private: it is `https`, or goes to this machine.
pub(crate) fn is_private(url: &Url) -> bool {
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && loopback)
}

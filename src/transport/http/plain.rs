//! Where `http` without TLS is right: on this machine, or where the caller allows it.

use url::{Host, Url};

/// What may go over plain `http`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlainHttp {
    /// The endpoint is plain `http` on this machine, so that nothing leaves it: no proxy is used.
    local: bool,
    /// The caller allows it to other machines.
    allowed: bool,
}

impl PlainHttp {
    /// The rules for this endpoint.
    pub(crate) fn new(endpoint: &Url, allowed: bool) -> Self {
        Self { local: is_plain_and_here(endpoint), allowed }
    }

    /// Whether the endpoint is on this machine, so that there must be no proxy.
    pub(crate) fn is_local(self) -> bool {
        self.local
    }

    /// Whether plain `http` may go to this URL. One on this machine is private only if no proxy is asked for it,
    /// and a service elsewhere has no business here.
    pub(crate) fn allows(self, url: &Url) -> bool {
        url.scheme() == "http" && (self.allowed || (self.local && is_plain_and_here(url)))
    }
}

fn is_plain_and_here(url: &Url) -> bool {
    url.scheme() == "http" && is_loopback(url)
}

/// Whether the host is this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

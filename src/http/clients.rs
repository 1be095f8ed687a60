//! The two HTTP clients: one for the API, one for uploads. Neither follows a redirect, and neither holds credentials:
//! those of the API are applied to each request as it is sent, and uploads use the other client, which knows of none.
//!
//! The rule for uploads: `upload::stream` alone limits their time, as it knows what an upload waits for. Everything else
//! that could end a connection after a time of its own is disabled here (reqwest's time limits, and the number of
//! keepalive probes, which then only keep the connection open), or follows from the stall timeout: the system's limit
//! for unacknowledged bytes is always longer, and only matters for the last bytes, which the stall detector does not
//! see any more.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderValue;
use url::{Host, Url};

use crate::error::{Error, ErrorKind};
use crate::tls;

/// The longest time to make a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);
/// The time after which a connection counts as dead if the network leaves the sent bytes of a call unacknowledged.
const SILENCE: Duration = Duration::from_secs(60);
/// The interval of probes on an idle connection of an upload, so that routers on the way do not forget it.
const PROBE: Duration = Duration::from_secs(60);
/// The number of probes that may stay unanswered: the most that Linux allows, two hours.
const PROBES: u32 = 127;
/// The longest time that Linux allows for unacknowledged bytes: almost 25 days.
const LONGEST_SILENCE: Duration = Duration::from_millis(i32::MAX as u64);
/// The longest list of headers, in bytes, in a response over HTTP/2. IAM's tokens come in a header and may be longer
/// than the 16 KiB that hyper allows.
const HEADERS: u32 = 512 * 1024;
/// Longer than any upload takes: ten years.
const NO_LIMIT: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// The caller's changes to an HTTP client that is about to be made.
type Configure = dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync;

/// The caller's settings of HTTP.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    /// Changes to the clients that are made here.
    pub(crate) configure: Option<Arc<Configure>>,
    /// The end of the `User-Agent`.
    pub(crate) user_agent: Option<String>,
}

impl Settings {
    /// Returns the `User-Agent` of every request.
    pub(crate) fn user_agent(&self) -> Result<HeaderValue, Error> {
        with_suffix(self.user_agent.as_deref())
    }

    /// Returns the client for the API. Each attempt of a call brings its own time limit.
    pub(crate) fn for_api(&self, plain: PlainHttp) -> Result<reqwest::Client, Error> {
        self.made(plain, |builder| builder.http2_max_header_list_size(HEADERS), |builder| builder)
    }

    /// Returns the clients for uploads, which may take hours: no limit of theirs ends a connection before the stall
    /// timeout.
    pub(crate) fn for_uploads(&self, plain: PlainHttp) -> Result<UploadClients, Error> {
        let clients = UploadClients { settings: self.clone(), plain, made: Mutex::default() };
        // Made now, so that a fault shows here and not in the first upload.
        clients.outlasting(Duration::ZERO)?;
        Ok(clients)
    }

    /// Returns a client for uploads. On Linux a connection ends if sent bytes stay unacknowledged for this time.
    fn for_upload(&self, plain: PlainHttp, silence: Duration) -> Result<reqwest::Client, Error> {
        let start = |builder: reqwest::ClientBuilder| {
            let builder = builder.tcp_keepalive(PROBE).tcp_keepalive_interval(PROBE).tcp_keepalive_retries(PROBES);
            #[cfg(target_os = "linux")]
            let builder = builder.tcp_user_timeout(silence);
            #[cfg(not(target_os = "linux"))]
            let _ = silence;
            builder
        };
        self.made(plain, start, |builder| builder.http1_only().read_timeout(NO_LIMIT))
    }

    /// Returns a client: the defaults, the caller's changes, and on top of them the rules that always hold.
    fn made(
        &self,
        plain: PlainHttp,
        start: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
        end: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
    ) -> Result<reqwest::Client, Error> {
        let mut builder = start(common());
        if let Some(configure) = &self.configure {
            // The caller's time limit would end a call or an upload before the crate's own.
            builder = configure(builder).timeout(NO_LIMIT);
        }
        // Requests to this machine need no proxy, and no certificates: reading those of the system takes a while.
        if plain.is_local() {
            builder = tls::trusting_nobody(builder.no_proxy());
        }
        let builder = end(builder.redirect(reqwest::redirect::Policy::none()).referer(false));
        builder.build().map_err(|error| {
            Error::new(ErrorKind::Configuration, "the HTTP client cannot be built")
                .caused_by(error.without_url())
                .with_advice("check what configure_http() sets, and the certificates of the system")
        })
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let configured = self.configure.is_some();
        f.debug_struct("Settings").field("configured", &configured).field("user_agent", &self.user_agent).finish()
    }
}

/// The HTTP clients for uploads: one for each limit of the system, made when it is needed.
pub(crate) struct UploadClients {
    settings: Settings,
    plain: PlainHttp,
    made: Mutex<BTreeMap<Duration, reqwest::Client>>,
}

impl UploadClients {
    /// Returns a client whose connections do not end by themselves before this stall timeout.
    pub(crate) fn outlasting(&self, stall: Duration) -> Result<reqwest::Client, Error> {
        // Other systems have no such limit, and one client serves all.
        let silence = if cfg!(target_os = "linux") { silence(stall) } else { SILENCE };
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(match made.entry(silence) {
            Entry::Occupied(client) => client.get().clone(),
            Entry::Vacant(place) => place.insert(self.settings.for_upload(self.plain, silence)?).clone(),
        })
    }
}

/// Returns how long sent bytes may stay unacknowledged for this stall timeout: longer by a third at least, in steps
/// that double, so that there are few clients.
fn silence(stall: Duration) -> Duration {
    let least = stall.saturating_add(stall / 3);
    let mut silence = SILENCE;
    while silence < least && silence < LONGEST_SILENCE {
        silence *= 2;
    }
    silence.min(LONGEST_SILENCE)
}

/// Returns the defaults, which the caller may change.
fn common() -> reqwest::ClientBuilder {
    // Proxies see this one in a request for a tunnel.
    let builder = reqwest::Client::builder().connect_timeout(CONNECT_TIMEOUT).user_agent(NAME);
    #[cfg(target_os = "linux")]
    let builder = builder.tcp_user_timeout(SILENCE);
    tls::chosen(builder)
}

/// The URLs to which plain `http` may go: on this machine, or wherever the caller allows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlainHttp {
    /// Whether the endpoint is plain `http` on this machine, so that nothing leaves it: no proxy is used.
    local: bool,
    /// Whether the caller allows plain `http` to other machines.
    allowed: bool,
}

impl PlainHttp {
    /// Returns the rules for this endpoint.
    pub(crate) fn new(endpoint: &Url, allowed: bool) -> Self {
        Self { local: is_plain_and_here(endpoint), allowed }
    }

    /// Returns whether the endpoint is on this machine, so that there must be no proxy.
    pub(crate) fn is_local(self) -> bool {
        self.local
    }

    /// Returns whether plain `http` may go to this URL. A URL on this machine is private only if no proxy handles it,
    /// and a service elsewhere has no reason to send an upload here.
    pub(crate) fn allows(self, url: &Url) -> bool {
        url.scheme() == "http" && (self.allowed || (self.local && is_plain_and_here(url)))
    }
}

fn is_plain_and_here(url: &Url) -> bool {
    url.scheme() == "http" && is_loopback(url)
}

/// Returns whether the host is this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The crate's part of the `User-Agent`.
const NAME: &str = concat!("metastudio-voice/", env!("CARGO_PKG_VERSION"));

/// Returns the crate's part with the caller's suffix, if a header can carry it.
fn with_suffix(suffix: Option<&str>) -> Result<HeaderValue, Error> {
    let name = format!("{NAME} {}", suffix.unwrap_or_default().trim_matches(' '));
    let printable = name.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    match HeaderValue::try_from(name.trim_end()) {
        Ok(user_agent) if printable => Ok(user_agent),
        _ => Err(Error::new(ErrorKind::Configuration, "no header can carry this suffix of the User-Agent")
            .with_advice("give user_agent() printable ASCII, such as my-studio/1.2")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // B3
    #[test]
    fn the_systems_limit_is_always_longer_than_the_stall_timeout() {
        let seconds = |stall| silence(Duration::from_secs(stall)).as_secs();
        assert_eq!([0, 45, 46, 60, 90, 91, 300].map(seconds), [60, 60, 120, 120, 120, 240, 480]);
        for stall in [Duration::from_secs(86_400), Duration::from_secs(u64::MAX), Duration::MAX] {
            assert!(silence(stall) > stall.min(Duration::from_secs(20 * 86_400)));
            assert!(i32::try_from(silence(stall).as_millis()).is_ok(), "{stall:?}");
        }
    }
}

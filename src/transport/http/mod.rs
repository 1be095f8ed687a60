//! The two HTTP clients: one for the API, one for uploads. Neither follows a redirect, and credentials are on
//! neither: the API's are put on each request as it goes out, and uploads go through the other client, which knows of
//! none.
//!
//! The rule for uploads: their limits of time have one owner, `upload::gauge`, which knows what is waited for. So whatever
//! else could end a connection by a time of its own is put out of the way here: reqwest's time limits, the system's for
//! unacknowledged bytes, and the number of probes of keepalive, which then only keeps the way open.

mod finished;
mod plain;
pub(crate) mod tls;
mod user_agent;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub(crate) use plain::{PlainHttp, is_loopback};

use reqwest::header::HeaderValue;

use super::{Error, ErrorKind};

/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(30);
/// How long the network may leave the sent bytes of a call unacknowledged before its connection counts as dead.
const SILENCE: Duration = Duration::from_secs(60);
/// How often an idle connection of an upload is probed, so that routers on the way do not forget it.
const PROBE: Duration = Duration::from_secs(60);
/// How many probes may stay without an answer: as many as Linux takes, two hours.
const PROBES: u32 = 127;
/// The longest time that Linux takes for unacknowledged bytes: almost 25 days. Without any it would be some 15 minutes.
#[cfg(target_os = "linux")]
const NEVER: Duration = Duration::from_millis(i32::MAX as u64);
/// The longest list of headers in an answer over HTTP/2. IAM's tokens come in a header and may be longer than the 16
/// KiB that hyper allows.
const HEADERS: u32 = 512 * 1024;
/// Longer than any upload takes: ten years.
const NO_LIMIT: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// A caller's changes to an HTTP client that is about to be made.
type Configure = dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync;

/// A step on the way to an HTTP client.
type Rule = fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder;

/// What a caller may say about HTTP.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    /// Changes to the clients that are made here.
    pub(crate) configure: Option<Arc<Configure>>,
    /// A finished client for the API.
    pub(crate) calls: Option<reqwest::Client>,
    /// A finished client for uploads.
    pub(crate) uploads: Option<reqwest::Client>,
    /// The end of the `User-Agent`.
    pub(crate) user_agent: Option<String>,
}

impl Settings {
    /// Whether nothing is left to be made here.
    pub(crate) fn brings_its_own(&self) -> bool {
        self.calls.is_some() && self.uploads.is_some()
    }

    /// Whether a caller has a say in the client for the API.
    pub(crate) fn changes_calls(&self) -> bool {
        self.calls.is_some() || self.configure.is_some()
    }

    /// The `User-Agent` of every request.
    pub(crate) fn user_agent(&self) -> Result<HeaderValue, Error> {
        user_agent::with_suffix(self.user_agent.as_deref())
    }

    /// The client for the API. Each attempt of a call brings its own time limit.
    pub(crate) fn for_api(&self, plain: PlainHttp) -> Result<reqwest::Client, Error> {
        if let Some(client) = &self.calls {
            finished::follows_no_redirect(client, "http_client()")?;
            return Ok(client.clone());
        }
        self.made(plain, |builder| builder.http2_max_header_list_size(HEADERS), |builder| builder)
    }

    /// The client for uploads, which may take hours: no limit of its own ends a connection once there is one.
    pub(crate) fn for_uploads(&self, plain: PlainHttp) -> Result<reqwest::Client, Error> {
        if let Some(client) = &self.uploads {
            finished::follows_no_redirect(client, "upload_http_client()")?;
            finished::adds_nothing_to_uploads(client, "upload_http_client()")?;
            return Ok(client.clone());
        }
        let start = |builder: reqwest::ClientBuilder| {
            let builder = builder.tcp_keepalive(PROBE).tcp_keepalive_interval(PROBE).tcp_keepalive_retries(PROBES);
            #[cfg(target_os = "linux")]
            let builder = builder.tcp_user_timeout(NEVER);
            builder
        };
        let client =
            self.made(plain, start, |builder| builder.http1_only().timeout(NO_LIMIT).read_timeout(NO_LIMIT))?;
        finished::adds_nothing_to_uploads(&client, "configure_http()")?;
        Ok(client)
    }

    /// A client: what a caller may change, the caller's changes, and on top of them what must hold.
    fn made(&self, plain: PlainHttp, start: Rule, end: Rule) -> Result<reqwest::Client, Error> {
        let mut builder = start(common());
        if let Some(configure) = &self.configure {
            builder = configure(builder);
        }
        // What stays on this machine needs no proxy, and no certificates: reading those of the system takes a while.
        if plain.is_local() {
            builder = tls::trusting_nobody(builder.no_proxy());
        }
        let builder = end(builder.redirect(reqwest::redirect::Policy::none()).referer(false));
        builder.build().map_err(|error| {
            Error::new(ErrorKind::Configuration, "the HTTP client cannot be made")
                .with_source(error.without_url())
                .with_advice("check what configure_http() sets, and the certificates of the system")
        })
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A caller's client may have secrets in its default headers.
        f.debug_struct("Settings")
            .field("configured", &self.configure.is_some())
            .field("own_calls", &self.calls.is_some())
            .field("own_uploads", &self.uploads.is_some())
            .field("user_agent", &self.user_agent)
            .finish()
    }
}

/// What a caller may change.
fn common() -> reqwest::ClientBuilder {
    // Proxies see this one when they are asked for a tunnel.
    let builder = reqwest::Client::builder().connect_timeout(CONNECT_TIMEOUT).user_agent(user_agent::NAME);
    #[cfg(target_os = "linux")]
    let builder = builder.tcp_user_timeout(SILENCE);
    tls::chosen(builder)
}

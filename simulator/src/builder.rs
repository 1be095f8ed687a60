//! Settings before the start.

mod identity;
mod start;

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use crate::app::Settings;
use crate::clock::Clock;
use crate::identity::IdentitySettings;
use crate::metadata::MetadataMode;

#[cfg(doc)]
use crate::Simulator;

/// OBS lets no URL live longer than 20 years.
const MAX_URL_LIFETIME: Duration = Duration::from_secs(20 * 365 * 24 * 60 * 60);

/// The most credits that the API can tell of.
const MAX_CREDITS: u32 = 1_000_000;

/// Sets up a [`Simulator`].
#[must_use]
pub struct SimulatorBuilder {
    listen: SocketAddr,
    allow_remote: bool,
    clock: Clock,
    data_dir: Option<PathBuf>,
    metadata: MetadataMode,
    settings: Settings,
}

impl fmt::Debug for SimulatorBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimulatorBuilder")
            .field("listen", &self.listen)
            .field("clock", &self.clock)
            .field("data_dir", &self.data_dir)
            .finish_non_exhaustive()
    }
}

impl Default for SimulatorBuilder {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            allow_remote: false,
            clock: Clock::default(),
            data_dir: None,
            metadata: MetadataMode::default(),
            settings: Settings {
                region: "cn-north-4".to_owned(),
                project_id: "0123456789abcdef0123456789abcdef".to_owned(),
                access_key: "SIMULATORACCESSKEY01".to_owned(),
                secret_key: "simulator-secret-key-0123456789abcdefghij".to_owned(),
                security_token: None,
                token: "simulator-token-0123456789abcdef".to_owned(),
                keep_uploads: true,
                letter_content_type: Some("application/octet-stream".to_owned()),
                url_lifetime: Duration::from_secs(24 * 60 * 60),
                credits: 1000,
                rate_limits: false,
                key_lock: true,
                chaos: None,
                identity: IdentitySettings::default(),
            },
        }
    }
}

impl SimulatorBuilder {
    /// Where the API listens; OBS, IAM and the metadata service take other ports of the same address. Default: any
    /// free port on loopback.
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.listen = address;
        self
    }

    /// Permits [`listen`](Self::listen) to name an address that is not loopback. Whoever can reach it then also
    /// reaches the control plane, which asks for no credentials.
    pub fn allow_remote(mut self, allow: bool) -> Self {
        self.allow_remote = allow;
        self
    }

    /// How fast jobs move. Default: [`Clock::Fast`].
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// The key pair that requests must be signed with.
    pub fn access_key(mut self, access_key: impl Into<String>, secret_key: impl Into<String>) -> Self {
        self.settings.access_key = access_key.into();
        self.settings.secret_key = secret_key.into();
        self
    }

    /// Makes the key pair a temporary one: every signed request must carry and sign this `X-Security-Token`.
    pub fn security_token(mut self, token: impl Into<String>) -> Self {
        self.settings.security_token = Some(token.into());
        self
    }

    /// The project that the credentials are for.
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.settings.project_id = project_id.into();
        self
    }

    /// The region that the simulator says it is.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.settings.region = region.into();
        self
    }

    /// The token that is accepted in `X-Auth-Token`.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.settings.token = token.into();
        self
    }

    /// Where uploads are kept. Default: a temporary directory that goes with the simulator.
    pub fn data_dir(mut self, directory: impl Into<PathBuf>) -> Self {
        self.data_dir = Some(directory.into());
        self
    }

    /// Whether uploads are kept at all. Without that their signature and length are checked and their bytes counted,
    /// but they get no `ETag`, and a submission finds nothing uploaded. For measuring.
    pub fn keep_uploads(mut self, keep: bool) -> Self {
        self.settings.keep_uploads = keep;
        self
    }

    /// The Content-Type that the URL of the letter is signed for; with `None` an upload may have none. Default:
    /// `application/octet-stream`.
    pub fn letter_content_type(mut self, content_type: Option<&str>) -> Self {
        self.settings.letter_content_type = content_type.map(str::to_owned);
        self
    }

    /// How long upload URLs are good for. Default: a day.
    pub fn url_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.url_lifetime = lifetime.min(MAX_URL_LIFETIME);
        self
    }

    /// How many training credits there are for each edition. Default: 1000.
    pub fn credits(mut self, credits: u32) -> Self {
        self.settings.credits = credits.min(MAX_CREDITS);
        self
    }

    /// Keeps to the documented rate limits: requests beyond them are refused with `APIGW.0308`. Off by default.
    pub fn rate_limits(mut self, keep: bool) -> Self {
        self.settings.rate_limits = keep;
        self
    }

    /// Locks a key for five minutes after five wrong signatures in a row, as the gateway does. On by default.
    pub fn key_lock(mut self, lock: bool) -> Self {
        self.settings.key_lock = lock;
        self
    }

    /// Lets one call of the API and one upload in four go wrong, as drawn from this seed; each seed has its own series of
    /// [disturbances](crate::Disturbance), and [one for uploads](crate::UploadDisturbance), the same in every run in which
    /// the requests come in the same order. Nothing that stays without an answer for ever is among them.
    pub fn chaos(mut self, seed: u64) -> Self {
        self.settings.chaos = Some(seed);
        self
    }

    #[cfg(test)]
    pub(crate) fn into_settings(self) -> Settings {
        self.settings
    }
}

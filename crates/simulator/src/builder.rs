//! The builder of a simulator.

mod identity;
mod start;

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use crate::services::Settings;
use crate::services::metadata::MetadataMode;
use crate::state::clock::Clock;
use crate::state::identity::IdentitySettings;

#[cfg(doc)]
use crate::Simulator;

/// The longest lifetime that OBS permits for a URL: 20 years.
const MAX_URL_LIFETIME: Duration = Duration::from_secs(20 * 365 * 24 * 60 * 60);

/// The largest number of credits that the API can report.
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
    /// Sets the address of the API. OBS, IAM and the metadata service listen on other ports of the same address.
    ///
    /// The default is any free port on loopback.
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.listen = address;
        self
    }

    /// Permits an address in [`listen`](Self::listen) that is not loopback.
    ///
    /// Everyone who can reach such an address can also use the control plane, which requires no credentials.
    pub fn allow_remote(mut self, allow: bool) -> Self {
        self.allow_remote = allow;
        self
    }

    /// Sets how fast jobs move through their states. The default is [`Clock::Fast`].
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Sets the key pair with which clients must sign.
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

    /// Sets the project of the fixed credentials.
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.settings.project_id = project_id.into();
        self
    }

    /// Sets the region that the simulator stands for.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.settings.region = region.into();
        self
    }

    /// Sets the token that the API accepts in `X-Auth-Token`.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.settings.token = token.into();
        self
    }

    /// Sets the directory in which the simulator keeps uploads.
    ///
    /// The default is a temporary directory, which the simulator removes when it is dropped.
    pub fn data_dir(mut self, directory: impl Into<PathBuf>) -> Self {
        self.data_dir = Some(directory.into());
        self
    }

    /// Sets whether the simulator keeps uploads. This is for measurements.
    ///
    /// Without it, the simulator checks the signature and length of an upload and counts its bytes, but returns no
    /// `ETag`, and a submission finds nothing uploaded.
    pub fn keep_uploads(mut self, keep: bool) -> Self {
        self.settings.keep_uploads = keep;
        self
    }

    /// Sets the Content-Type that the upload URL of the letter is signed for. With `None`, an upload must have no
    /// Content-Type.
    ///
    /// The default is `application/octet-stream`.
    pub fn letter_content_type(mut self, content_type: Option<&str>) -> Self {
        self.settings.letter_content_type = content_type.map(str::to_owned);
        self
    }

    /// Sets how long upload URLs are valid. The default is a day.
    pub fn url_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.url_lifetime = lifetime.min(MAX_URL_LIFETIME);
        self
    }

    /// Sets the number of training credits for each edition. The default is 1000.
    pub fn credits(mut self, credits: u32) -> Self {
        self.settings.credits = credits.min(MAX_CREDITS);
        self
    }

    /// Enforces the documented rate limits: requests beyond them are refused with `APIGW.0308`. The default is `false`.
    pub fn rate_limits(mut self, keep: bool) -> Self {
        self.settings.rate_limits = keep;
        self
    }

    /// Locks a key for five minutes after five wrong signatures in a row, as the gateway does. The default is `true`.
    pub fn key_lock(mut self, lock: bool) -> Self {
        self.settings.key_lock = lock;
        self
    }

    /// Disturbs one API call and one upload in four, drawn from this seed.
    ///
    /// Each seed has its own series of [disturbances](crate::Disturbance), and one of [upload
    /// disturbances](crate::UploadDisturbance). A series is the same in every run in which the requests arrive in the
    /// same order. It contains no disturbance that leaves a request without a response forever.
    pub fn chaos(mut self, seed: u64) -> Self {
        self.settings.chaos = Some(seed);
        self
    }

    #[cfg(test)]
    pub(crate) fn into_settings(self) -> Settings {
        self.settings
    }
}

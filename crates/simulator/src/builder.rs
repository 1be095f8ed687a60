//! The builder of a simulator.

mod start;

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;

use crate::settings::{Project, Settings};
use crate::state::clock::Clock;
use crate::state::metadata::MetadataMode;
use crate::state::seed::Seed;

/// The longest lifetime that OBS permits for a URL: 20 years.
const MAX_URL_LIFETIME: Duration = Duration::from_secs(20 * 365 * 24 * 60 * 60);

/// The largest number of credits that the API can report.
const MAX_CREDITS: u32 = 1_000_000;

/// The permitted lengths of tokens in bytes. Shorter tokens could be equal, and no documentation has longer ones.
const TOKEN_BYTES: RangeInclusive<usize> = 32..=100_000;

/// The longest lifetime and the largest clock offset: 20 years, which every date format here can still express.
const FAR: Duration = MAX_URL_LIFETIME;

/// Sets up a [`Simulator`](crate::Simulator).
#[must_use]
pub struct SimulatorBuilder {
    listen: SocketAddr,
    allow_remote: bool,
    clock: Clock,
    data_dir: Option<PathBuf>,
    metadata: MetadataMode,
    spec: Option<String>,
    seeds: Vec<Seed>,
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
            spec: None,
            seeds: Vec::new(),
            settings: Settings::default(),
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

    /// Sets the spec, as YAML or JSON: the operations that the API has.
    ///
    /// The default is the spec that the library was [built with](metastudio_voice::SPEC). An operation of the spec that
    /// the simulator does not implement gets the [response that the spec shows](crate#operations-that-are-not-implemented).
    pub fn spec(mut self, text: impl Into<String>) -> Self {
        self.spec = Some(text.into());
        self
    }

    /// Sets how fast jobs move through their states. The default is [`Clock::Fast`].
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Adds a job that exists when the simulator starts. Seeds get their ids in the order of these calls.
    pub fn seed(mut self, seed: Seed) -> Self {
        self.seeds.push(seed);
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

    /// Makes the responses of the API differ from the spec, drawn from this seed: unknown fields, values of enums and error
    /// codes, known codes with another status, undocumented statuses of successes, and headers such as `Deprecation`.
    ///
    /// None of it harms a client that accepts what it does not know. Of a value, and of a code, there is one response;
    /// everything else is in each. [`Simulator::drift`](crate::Simulator::drift) lists what is sent.
    pub fn drift(mut self, seed: u64) -> Self {
        self.settings.drift = Some(seed);
        self
    }

    /// Sets the user to whom IAM issues tokens.
    pub fn user(mut self, name: impl Into<String>, password: impl Into<String>) -> Self {
        self.settings.account.user = name.into();
        self.settings.account.password = password.into();
        self
    }

    /// Sets the name of the user's account, which IAM calls its domain.
    pub fn domain(mut self, name: impl Into<String>) -> Self {
        self.settings.account.domain = name.into();
        self
    }

    /// Requires this code besides the password, by the method `totp`. The code does not change over time.
    pub fn totp(mut self, passcode: impl Into<String>) -> Self {
        self.settings.account.passcode = Some(passcode.into());
        self
    }

    /// Sets an identity provider, and the one id token for which IAM issues tokens. By default there is none.
    pub fn identity_provider(mut self, id: impl Into<String>, id_token: impl Into<String>) -> Self {
        self.settings.account.provider = Some((id.into(), id_token.into()));
        self
    }

    /// Sets the projects that IAM lists, by name and id.
    ///
    /// The API serves the projects whose name is the region, or the region followed by `_` and more, and also the
    /// [project](Self::project_id) of the fixed credentials. The default is that one project, with the region as its
    /// name.
    pub fn projects<N: Into<String>, I: Into<String>>(mut self, projects: impl IntoIterator<Item = (N, I)>) -> Self {
        let projects = projects.into_iter().map(|(name, id)| Project { name: name.into(), id: id.into() });
        self.settings.projects = Some(projects.collect());
        self
    }

    /// Sets the length of the tokens that IAM issues, from 32 to 100,000 bytes. The default is 9000.
    pub fn token_bytes(mut self, bytes: usize) -> Self {
        self.settings.token_bytes = bytes.clamp(*TOKEN_BYTES.start(), *TOKEN_BYTES.end());
        self
    }

    /// Sets the lifetime of the tokens that IAM issues. The default is a day.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.token_lifetime = lifetime.min(FAR);
        self
    }

    /// Sets the lifetime of temporary keys, whatever lifetime a request names.
    ///
    /// By default IAM issues them for the requested lifetime, or else for 15 minutes, and the metadata service for a
    /// day.
    pub fn temporary_key_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.temporary_key_lifetime = Some(lifetime.min(FAR));
        self
    }

    /// Sets the clock of the gateway and of IAM ahead of the real one by this number of seconds. The header `Date` of
    /// their responses shows that clock. The default is 0.
    pub fn clock_offset(mut self, seconds: i64) -> Self {
        let far = FAR.as_secs().cast_signed();
        self.settings.clock_offset = seconds.clamp(-far, far);
        self
    }

    /// Sets how the metadata service behaves. The default is [`MetadataMode::Tokens`].
    pub fn metadata(mut self, mode: MetadataMode) -> Self {
        self.metadata = mode;
        self
    }
}

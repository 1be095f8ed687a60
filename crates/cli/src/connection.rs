//! The service that a command calls: the real one, one at an address, or a simulator inside the program.

use std::time::Duration;

use clap::Args;
use metastudio_voice::{Client, ClientBuilder, Configured};
use metastudio_voice_simulator::Simulator;

use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::texts;

/// The region whose service is called if no other is named.
const REGION: &str = "cn-north-4";
/// The poll interval with a simulator, whose states last a quarter of a second.
const SIMULATED_POLL_INTERVAL: Duration = Duration::from_millis(50);
/// The poll interval with the real service, where a training takes days.
const POLL_INTERVAL: Duration = Duration::from_secs(60);

/// The options that choose the service and the caller. Credentials have no options: they would be seen by everybody who
/// can list processes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Connection {
    /// Region of the service.
    #[arg(long, value_name = "REGION", default_value = REGION)]
    pub(crate) region: String,
    /// Address of the service instead of the region's: of a running simulator, for example.
    #[arg(long, value_name = "URL")]
    pub(crate) endpoint: Option<String>,
    /// Project id; the default is that of the credentials, of HUAWEICLOUD_SDK_PROJECT_ID, or the region's.
    #[arg(long, value_name = "ID")]
    pub(crate) project: Option<String>,
    /// Seconds that one call may take, with its retries.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) timeout: Option<Duration>,
}

impl Connection {
    /// Returns the builder of a client for the service that the options name.
    pub(crate) fn builder(&self) -> ClientBuilder {
        let mut builder = Client::builder().user_agent("metastudio-voice-cli").enforce_rate_limits();
        builder = match &self.endpoint {
            Some(endpoint) => builder.region(&self.region).endpoint(endpoint),
            None => builder.region(&self.region),
        };
        if let Some(project) = &self.project {
            builder = builder.project_id(project);
        }
        if let Some(timeout) = self.timeout {
            builder = builder.timeout(timeout);
        }
        builder
    }

    /// Returns a client for the service that the options name.
    pub(crate) async fn client(&self) -> Result<Client, Failure> {
        Ok(self.builder().build().await?)
    }

    /// Returns the name of the service for people.
    pub(crate) fn name(&self) -> String {
        self.endpoint.clone().unwrap_or_else(|| self.region.clone())
    }
}

/// Returns where a value of the configuration comes from. What the library has from its builder is from an option here.
pub(crate) fn origin(configured: &Configured, option: &str) -> String {
    match &*configured.origin {
        "from the builder" => format!("from {option}"),
        other => other.to_owned(),
    }
}

/// The options of a command that creates a job, and so may spend a credit.
#[derive(Args, Clone, Debug)]
pub(crate) struct Spending {
    #[command(flatten)]
    pub(crate) connection: Connection,
    /// Use the real service. Each submitted job spends a training credit. Without it, everything is simulated.
    #[arg(long)]
    pub(crate) live: bool,
    /// Do not ask before a credit is spent.
    #[arg(long, short)]
    pub(crate) yes: bool,
    /// Seconds between two queries of a job's state.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) poll_interval: Option<Duration>,
}

/// A client, and the simulator that it calls if there is one.
pub(crate) struct Connected {
    pub(crate) client: Client,
    /// It serves as long as this exists.
    _simulator: Option<Simulator>,
}

impl Spending {
    /// Returns whether what the command creates lasts: a simulator inside the program ends with it.
    pub(crate) fn is_lasting(&self) -> bool {
        self.live || self.connection.endpoint.is_some()
    }

    /// Returns the interval between two queries.
    pub(crate) fn interval(&self) -> Duration {
        let default = if self.live { POLL_INTERVAL } else { SIMULATED_POLL_INTERVAL };
        self.poll_interval.unwrap_or(default)
    }

    /// Connects to the service, or to a simulator inside the program, with what this function adds to the builder.
    pub(crate) async fn connect(
        &self,
        terminal: &Terminal,
        add: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Result<Connected, Failure> {
        if self.live {
            return Ok(Connected { client: add(self.connection.builder()).build().await?, _simulator: None });
        }
        if let Some(endpoint) = &self.connection.endpoint {
            if !is_loopback(endpoint) {
                return Err(Failure::Usage(texts::NEEDS_LIVE.with(&[("endpoint", &redacted(endpoint))])));
            }
            return Ok(Connected { client: add(self.connection.builder()).build().await?, _simulator: None });
        }
        let simulator =
            Simulator::start().await.map_err(|error| Failure::Usage(texts::NO_SIMULATOR.with(&[("error", &error)])))?;
        terminal.note(texts::SIMULATED);
        let client = add(simulator.client_builder()).build().await?;
        Ok(Connected { client, _simulator: Some(simulator) })
    }
}

/// Returns whether an address is `http` on this machine, as a simulator's is.
fn is_loopback(endpoint: &str) -> bool {
    let Ok(url) = url::Url::parse(endpoint) else { return false };
    let is_local = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "http" && is_local
}

/// Returns an address without what may be a password or a signature.
fn redacted(endpoint: &str) -> String {
    let host = url::Url::parse(endpoint).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.unwrap_or_else(|| "--endpoint".to_owned())
}

/// Reads a number of seconds, fractions included.
pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| texts::NO_SECONDS.to_string())?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(duration) if !duration.is_zero() => Ok(duration),
        _ => Err(texts::NO_SECONDS.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_http_on_this_machine_counts_as_a_simulator() {
        for endpoint in ["http://127.0.0.1:80", "http://localhost:9/x", "http://[::1]:9"] {
            assert!(is_loopback(endpoint), "{endpoint}");
        }
        for endpoint in [
            "https://127.0.0.1",
            "http://127.0.0.1.example.com",
            "http://example.com",
            "http://localhost@example.com",
            "127.0.0.1",
            "",
        ] {
            assert!(!is_loopback(endpoint), "{endpoint}");
        }
    }

    #[test]
    fn a_refused_address_is_told_without_its_password() {
        assert_eq!(redacted("http://user:password@host/?signature=1"), "host");
    }
}

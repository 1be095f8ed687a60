//! Temporary keys from the metadata service of an ECS instance.
//!
//! The rule: if no connection to the service can be made, there is none, as on every machine outside of Huawei Cloud,
//! and a chain asks the next provider. A service that accepts the connection, or that has provided keys before, exists:
//! then every failure that does not concern the keys themselves is transient.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use reqwest::{Client, Method, Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use time::format_description::well_known::Iso8601;
use time::{OffsetDateTime, PrimitiveDateTime};

use super::provider::{Lookup, variable};
use super::{Credentials, CredentialsProvider, Providing};
use crate::response::read_some;
use crate::tls;
use crate::{Error, ErrorKind};

/// The address of the service, the same on every instance.
const ENDPOINT: &str = "http://169.254.169.254";
/// The variable with another address of the service. It is this crate's own: Huawei's SDKs have none.
const VARIABLE: &str = "METASTUDIO_VOICE_METADATA_ENDPOINT";
/// The limit for one request, as in Huawei's SDKs.
const TIMEOUT: Duration = Duration::from_secs(3);
/// The limit for connecting. It is shorter, so that a service that is absent differs from one that does not respond.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// The lifetime that the client requests for a token of the service: six hours.
const TOKEN_SECONDS: &str = "21600";
/// The service's message on an instance without an agency.
const NO_AGENCY: &str = "Please configure Cloud Service Agency first";

/// Fetches temporary keys of the agency of an ECS instance from its metadata service.
///
/// New instances demand a token of the service, which the provider requests first. If the service has no tokens, it
/// fetches the keys without one.
///
/// The service is at `http://169.254.169.254`, or at the address in the variable `METASTUDIO_VOICE_METADATA_ENDPOINT`.
/// Requests to it never use a proxy.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    endpoint: Option<String>,
    /// Whether the service has provided keys.
    has_provided: Arc<AtomicBool>,
}

impl Metadata {
    /// Creates a provider for the metadata service of this instance.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a provider for a metadata service at another address, such as a simulator's.
    pub fn at(endpoint: impl Into<String>) -> Self {
        Self { endpoint: Some(endpoint.into()), ..Self::default() }
    }

    async fn find(&self) -> Result<Lookup, Error> {
        let endpoint = match &self.endpoint {
            Some(endpoint) => endpoint.clone(),
            None => match variable(VARIABLE)? {
                Some(endpoint) => checked(endpoint)?,
                None => ENDPOINT.to_owned(),
            },
        };
        let policy = reqwest::redirect::Policy::none();
        let http = Client::builder().no_proxy().redirect(policy).timeout(TIMEOUT).connect_timeout(CONNECT_TIMEOUT);
        // The service has no TLS, but reqwest needs a choice where TLS is built in.
        let http = tls::trusting_nobody(tls::chosen(http)).build();
        let http =
            http.map_err(|error| Error::invalid_credentials("the HTTP client cannot be made").caused_by(error))?;
        let token = match token(&http, endpoint.trim_end_matches('/')).await {
            Err(Failure::NoConnection { timed_out }) if !self.has_provided.load(Ordering::Relaxed) => {
                // A firewall that drops packets looks like an instance whose service is late.
                let missing = "the metadata service cannot be reached: this is no ECS instance";
                return match timed_out {
                    true => Err(Error::no_credentials(missing).transient_if(true)),
                    false => Ok(Lookup::Nothing(missing.to_owned())),
                };
            }
            Err(failure) => return Err(failure.into()),
            Ok(token) => token,
        };
        let url = format!("{}/openstack/latest/securitykey", endpoint.trim_end_matches('/'));
        let mut request = http.request(Method::GET, url);
        if let Some(token) = &token {
            request = request.header("X-Metadata-Token", super::credentials::secret_value(token));
        }
        let response = request.send().await.map_err(Failure::from)?;
        let status = response.status();
        let body = SecretString::from(text(response).await);
        if body.expose_secret().contains(NO_AGENCY) {
            let error = Error::no_credentials("this instance has no agency");
            return Err(error.with_advice("give the instance an agency"));
        }
        if !status.is_success() {
            return Err(Failure::Status(status, "").into());
        }
        let keys: SecurityKey = serde_json::from_str(body.expose_secret())
            .map_err(|_| Error::credentials_unavailable("the response of the metadata service has no key"))?;
        let Credential { access, secret, securitytoken, expires_at } = keys.credential;
        let keys = Credentials::temporary_access_key(access, secret, securitytoken)?;
        let keys = keys.with_origin("from the metadata service, of the agency of this instance");
        self.has_provided.store(true, Ordering::Relaxed);
        Ok(Lookup::Credentials(match expires_at.as_deref().and_then(parse_time) {
            Some(expires_at) => keys.expiring_at(expires_at),
            None => keys,
        }))
    }
}

/// Checks the address from the variable.
fn checked(endpoint: String) -> Result<String, Error> {
    // The service has no TLS.
    let endpoint = if endpoint.contains("://") { endpoint } else { format!("http://{endpoint}") };
    match url::Url::parse(&endpoint) {
        Ok(url) if url.has_host() => Ok(endpoint),
        _ => Err(Error::new(ErrorKind::Configuration, format!("{VARIABLE} is not a URL"))
            .with_advice("set it to an address such as http://169.254.169.254, or unset it")),
    }
}

impl CredentialsProvider for Metadata {
    fn name(&self) -> &str {
        "the metadata service"
    }

    fn provide(&self) -> Providing<'_> {
        Box::pin(async { self.find().await?.provided() })
    }
}

/// Why the service has provided no keys.
enum Failure {
    /// No connection could be made: there is no service, or the network drops the packets.
    NoConnection { timed_out: bool },
    /// The connection was made, and no response came.
    NoResponse,
    /// The service refuses the request with this status. The text says which request, if it is not that for the keys.
    Status(StatusCode, &'static str),
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        match error.is_connect() {
            true => Self::NoConnection { timed_out: error.is_timeout() },
            false => Self::NoResponse,
        }
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NoConnection { .. } => Self::credentials_unavailable("the metadata service cannot be reached"),
            Failure::NoResponse => Self::credentials_unavailable("the metadata service does not respond"),
            Failure::Status(status, purpose) => {
                let transient = status.is_server_error() || matches!(status.as_u16(), 408 | 429);
                let message = format!("the metadata service responds with status {}{purpose}", status.as_u16());
                Self::invalid_credentials(message).transient_if(transient)
            }
        }
    }
}

#[derive(Deserialize)]
struct SecurityKey {
    credential: Credential,
}

#[derive(Deserialize)]
struct Credential {
    access: String,
    secret: String,
    securitytoken: String,
    expires_at: Option<String>,
}

/// Requests a token of the service. A service that is too old to have tokens provides none.
async fn token(http: &Client, endpoint: &str) -> Result<Option<SecretString>, Failure> {
    let url = format!("{endpoint}/meta-data/latest/api/token");
    let request = http.request(Method::PUT, url).header("X-Metadata-Token-Ttl-Seconds", TOKEN_SECONDS);
    let response = request.send().await?;
    match response.status() {
        status if status.is_success() => Ok(Some(text(response).await.trim().into())),
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::SERVICE_UNAVAILABLE => Ok(None),
        status => Err(Failure::Status(status, " to the request for a token")),
    }
}

/// Reads the beginning of a body, which is more than keys need.
async fn text(response: Response) -> String {
    String::from_utf8_lossy(&read_some(response).await).into_owned()
}

/// Parses a time as IAM and the metadata service write it: `2020-01-08T02:56:19.587000Z`.
pub(crate) fn parse_time(text: &str) -> Option<SystemTime> {
    let at = OffsetDateTime::parse(text, &Iso8601::DEFAULT).ok();
    let at = at.or_else(|| Some(PrimitiveDateTime::parse(text, &Iso8601::DEFAULT).ok()?.assume_utc()));
    at.map(SystemTime::from)
}

//! Temporary keys from the metadata service of an ECS instance.
//!
//! The rule: a service to which no connection comes about is not there, which is what every machine outside of Huawei
//! Cloud sees; the next place is looked at. One that takes the connection, or that has given keys before, is there: then
//! whatever it does not say about the keys themselves may pass, and is told as such.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use reqwest::{Client, Method, Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use time::format_description::well_known::Iso8601;
use time::{OffsetDateTime, PrimitiveDateTime};

use super::environment::variable;
use super::provider::Found;
use super::{Credentials, CredentialsProvider, Providing};
use crate::transport::http::tls;
use crate::transport::read_some;
use crate::{Error, ErrorKind};

/// The service, the same on every instance.
const ENDPOINT: &str = "http://169.254.169.254";
/// Another address of it. Not a variable of Huawei's: the SDKs have none.
const VARIABLE: &str = "METASTUDIO_VOICE_METADATA_ENDPOINT";
/// How long one request may take, as in Huawei's SDKs.
const TIMEOUT: Duration = Duration::from_secs(3);
/// How long a connection may take: less, so that nobody being there is told from nothing being said.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// How long a token of the service is asked for: six hours.
const TOKEN_SECONDS: &str = "21600";
/// What the service says on an instance that was given no agency.
const NO_AGENCY: &str = "Please configure Cloud Service Agency first";

/// Temporary keys of the agency of an ECS instance, from its metadata service: first with a token of that service, as
/// new instances demand, and without when it has none.
///
/// The service is at `http://169.254.169.254`, or where `METASTUDIO_VOICE_METADATA_ENDPOINT` says. It never goes through
/// a proxy.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    endpoint: Option<String>,
    /// Whether it has given keys.
    has_given: Arc<AtomicBool>,
}

impl Metadata {
    /// That of this instance.
    pub fn new() -> Self {
        Self::default()
    }

    /// One at another address, such as a simulator's.
    pub fn at(endpoint: impl Into<String>) -> Self {
        Self { endpoint: Some(endpoint.into()), ..Self::default() }
    }

    async fn find(&self) -> Result<Found, Error> {
        let endpoint = match &self.endpoint {
            Some(endpoint) => endpoint.clone(),
            None => match variable(VARIABLE)? {
                Some(endpoint) => usable(endpoint)?,
                None => ENDPOINT.to_owned(),
            },
        };
        let policy = reqwest::redirect::Policy::none();
        let http = Client::builder().no_proxy().redirect(policy).timeout(TIMEOUT).connect_timeout(CONNECT_TIMEOUT);
        // TLS is not used, but has to be settled where it is built in.
        let http = tls::trusting_nobody(tls::chosen(http)).build();
        let http =
            http.map_err(|error| Error::invalid_credentials("the HTTP client cannot be made").with_source(error))?;
        let token = match token(&http, endpoint.trim_end_matches('/')).await {
            Err(Failure::NoConnection { timed_out }) if !self.has_given.load(Ordering::Relaxed) => {
                // A firewall that swallows packets looks like an instance whose service is late.
                let lacks = "the metadata service cannot be reached: this is no ECS instance";
                return if timed_out { Err(Error::no_credentials(lacks).transient_if(true)) } else { nothing(lacks) };
            }
            Err(failure) => return Err(failure.into()),
            Ok(token) => token,
        };
        let url = format!("{}/openstack/latest/securitykey", endpoint.trim_end_matches('/'));
        let mut request = http.request(Method::GET, url);
        if let Some(token) = &token {
            request = request.header("X-Metadata-Token", super::credentials::secret_value(token));
        }
        let answer = request.send().await.map_err(Failure::from)?;
        let status = answer.status();
        let body = SecretString::from(text(answer).await);
        if body.expose_secret().contains(NO_AGENCY) {
            let none = Error::no_credentials("this instance has no agency");
            return Err(none.with_advice("give the instance an agency"));
        }
        if !status.is_success() {
            return Err(Failure::Answers(status, "").into());
        }
        let answer: Answer = serde_json::from_str(body.expose_secret())
            .map_err(|_| Error::credentials_unavailable("the metadata service answers something that is no key"))?;
        let Answer { credential: Credential { access, secret, securitytoken, expires_at } } = answer;
        let keys = Credentials::temporary_access_key(access, secret, securitytoken)?;
        let keys = keys.with_origin("from the metadata service, of the agency of this instance");
        self.has_given.store(true, Ordering::Relaxed);
        Ok(Found::Credentials(match expires_at.as_deref().and_then(moment) {
            Some(expires_at) => keys.expiring_at(expires_at),
            None => keys,
        }))
    }
}

fn nothing(lacks: &str) -> Result<Found, Error> {
    Ok(Found::Nothing(lacks.to_owned()))
}

/// An address from the variable.
fn usable(endpoint: String) -> Result<String, Error> {
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

/// Why the service has given nothing.
enum Failure {
    /// There is nobody, or a network in which nothing arrives.
    NoConnection { timed_out: bool },
    /// It was reached, and the rest did not come.
    Silent,
    /// The service refuses the request with this status.
    Answers(StatusCode, &'static str),
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        match error.is_connect() {
            true => Self::NoConnection { timed_out: error.is_timeout() },
            false => Self::Silent,
        }
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NoConnection { .. } => Self::credentials_unavailable("the metadata service cannot be reached"),
            Failure::Silent => Self::credentials_unavailable("the metadata service does not answer"),
            Failure::Answers(status, what) => {
                let passes = status.is_server_error() || matches!(status.as_u16(), 408 | 429);
                let message = format!("the metadata service answers {}{what}", status.as_u16());
                Self::invalid_credentials(message).transient_if(passes)
            }
        }
    }
}

#[derive(Deserialize)]
struct Answer {
    credential: Credential,
}

#[derive(Deserialize)]
struct Credential {
    access: String,
    secret: String,
    securitytoken: String,
    expires_at: Option<String>,
}

/// A token of the service; none from one that is too old to have them.
async fn token(http: &Client, endpoint: &str) -> Result<Option<SecretString>, Failure> {
    let url = format!("{endpoint}/meta-data/latest/api/token");
    let request = http.request(Method::PUT, url).header("X-Metadata-Token-Ttl-Seconds", TOKEN_SECONDS);
    let answer = request.send().await?;
    match answer.status() {
        status if status.is_success() => Ok(Some(text(answer).await.trim().into())),
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::SERVICE_UNAVAILABLE => Ok(None),
        status => Err(Failure::Answers(status, " for a token")),
    }
}

/// The beginning of a body: more than keys need.
async fn text(answer: Response) -> String {
    String::from_utf8_lossy(&read_some(answer).await).into_owned()
}

/// A time as IAM and the metadata service write it: `2020-01-08T02:56:19.587000Z`.
pub(crate) fn moment(text: &str) -> Option<SystemTime> {
    let at = OffsetDateTime::parse(text, &Iso8601::DEFAULT).ok();
    let at = at.or_else(|| Some(PrimitiveDateTime::parse(text, &Iso8601::DEFAULT).ok()?.assume_utc()));
    at.map(SystemTime::from)
}

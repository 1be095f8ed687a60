//! Temporary keys from the metadata service of an ECS instance.

use std::time::{Duration, SystemTime};

use reqwest::{Client, Method, Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use time::format_description::well_known::Iso8601;
use time::{OffsetDateTime, PrimitiveDateTime};

use super::environment::variable;
use super::{Credentials, CredentialsProvider, Providing};
use crate::Error;
use crate::transport::http::tls;
use crate::transport::read_some;

/// The service, the same on every instance.
const ENDPOINT: &str = "http://169.254.169.254";
/// Another address of it. Not a variable of Huawei's: the SDKs have none.
const VARIABLE: &str = "METASTUDIO_VOICE_METADATA_ENDPOINT";
/// How long one request may take, as in Huawei's SDKs.
const TIMEOUT: Duration = Duration::from_secs(3);
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
}

impl Metadata {
    /// That of this instance.
    pub fn new() -> Self {
        Self::default()
    }

    /// One at another address, such as a simulator's.
    pub fn at(endpoint: impl Into<String>) -> Self {
        Self { endpoint: Some(endpoint.into()) }
    }

    async fn keys(&self) -> Result<Credentials, Error> {
        let endpoint = self.endpoint.clone().or_else(|| variable(VARIABLE)).unwrap_or_else(|| ENDPOINT.to_owned());
        let endpoint = endpoint.trim_end_matches('/');
        let policy = reqwest::redirect::Policy::none();
        let http = Client::builder().no_proxy().redirect(policy).timeout(TIMEOUT).connect_timeout(TIMEOUT);
        // TLS is not used, but has to be settled where it is built in.
        let http = tls::trusting_nobody(tls::chosen(http)).build().map_err(|error| unreachable(&error))?;
        let token = token(&http, endpoint).await?;
        let url = format!("{endpoint}/openstack/latest/securitykey");
        let mut request = http.request(Method::GET, url);
        if let Some(token) = &token {
            request = request.header("X-Metadata-Token", super::credentials::secret_value(token));
        }
        let answer = request.send().await.map_err(|error| unreachable(&error))?;
        let status = answer.status();
        let body = SecretString::from(text(answer).await);
        if body.expose_secret().contains(NO_AGENCY) {
            return Err(Error::credentials("this instance has no agency").with_advice("give the instance an agency"));
        }
        if !status.is_success() {
            return Err(Error::credentials(format!("the metadata service answers {}", status.as_u16())));
        }
        let answer: Answer = serde_json::from_str(body.expose_secret())
            .map_err(|_| Error::credentials("the metadata service answers something that is no key"))?;
        let Answer { credential: Credential { access, secret, securitytoken, expires_at } } = answer;
        let keys = Credentials::temporary_access_key(access, secret, securitytoken)?;
        Ok(match expires_at.as_deref().and_then(moment) {
            Some(expires_at) => keys.expiring_at(expires_at),
            None => keys,
        })
    }
}

impl CredentialsProvider for Metadata {
    fn name(&self) -> &str {
        "the metadata service"
    }

    fn provide(&self) -> Providing<'_> {
        Box::pin(self.keys())
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
async fn token(http: &Client, endpoint: &str) -> Result<Option<SecretString>, Error> {
    let url = format!("{endpoint}/meta-data/latest/api/token");
    let request = http.request(Method::PUT, url).header("X-Metadata-Token-Ttl-Seconds", TOKEN_SECONDS);
    let answer = request.send().await.map_err(|error| unreachable(&error))?;
    match answer.status() {
        status if status.is_success() => Ok(Some(text(answer).await.trim().into())),
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::SERVICE_UNAVAILABLE => Ok(None),
        status => Err(Error::credentials(format!("the metadata service answers {} for a token", status.as_u16()))),
    }
}

/// The beginning of a body: more than keys need.
async fn text(answer: Response) -> String {
    String::from_utf8_lossy(&read_some(answer).await).into_owned()
}

fn unreachable(error: &reqwest::Error) -> Error {
    let why = if error.is_timeout() { "does not answer" } else { "cannot be reached: this is no ECS instance" };
    Error::credentials(format!("the metadata service {why}"))
}

/// A time as IAM and the metadata service write it: `2020-01-08T02:56:19.587000Z`.
pub(crate) fn moment(text: &str) -> Option<SystemTime> {
    let at = OffsetDateTime::parse(text, &Iso8601::DEFAULT).ok();
    let at = at.or_else(|| Some(PrimitiveDateTime::parse(text, &Iso8601::DEFAULT).ok()?.assume_utc()));
    at.map(SystemTime::from)
}

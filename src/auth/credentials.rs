//! Credentials: what they are, where they come from, and which headers they put on a request.
//!
//! The rule: all credentials carry their origin (a variable, a file, a service, or code). It is no secret: `Debug` shows
//! it, and every refusal of the credentials names it.

use std::borrow::Cow;
use std::fmt;
use std::time::SystemTime;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use url::Position;

use super::sign::{self, DATE_HEADER};
use crate::text::printable;
use crate::{Error, ErrorKind};

const AUTH_TOKEN: HeaderName = HeaderName::from_static("x-auth-token");
const PROJECT_ID: HeaderName = HeaderName::from_static("x-project-id");
const SDK_DATE: HeaderName = HeaderName::from_static(DATE_HEADER);
const SECURITY_TOKEN_HEADER: HeaderName = HeaderName::from_static("x-security-token");

/// Keys or a token, by which the API gateway knows the caller. `Debug` prints the kind and the origin, and no value.
///
/// ```
/// use metastudio_voice::Credentials;
///
/// let permanent = Credentials::access_key("ACCESSKEYID", "secretaccesskey")?;
/// let temporary = Credentials::temporary_access_key("ACCESSKEYID", "secretaccesskey", "securitytoken")?;
/// let token = Credentials::token("MIIEow...")?;
/// assert!(!format!("{permanent:?} {temporary:?} {token:?}").contains("ACCESSKEYID"));
/// # Ok::<(), metastudio_voice::Error>(())
/// ```
#[derive(Clone)]
pub struct Credentials {
    kind: Kind,
    expires_at: Option<SystemTime>,
    project_id: Option<String>,
    origin: Option<Cow<'static, str>>,
}

#[derive(Clone)]
enum Kind {
    AccessKey { id: String, secret: SecretString, security_token: Option<SecretString> },
    Token(SecretString),
}

impl Credentials {
    /// A permanent access key: its id (AK) and its secret (SK). Each request is signed; the secret is never sent.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] when a value cannot be used in a header.
    pub fn access_key(id: impl Into<String>, secret: impl Into<String>) -> Result<Self, Error> {
        Self::keys(id.into(), secret.into(), None)
    }

    /// A temporary access key: id and secret work only together with their security token.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] when a value cannot be used in a header.
    pub fn temporary_access_key(
        id: impl Into<String>,
        secret: impl Into<String>,
        security_token: impl Into<String>,
    ) -> Result<Self, Error> {
        Self::keys(id.into(), secret.into(), Some(security_token.into()))
    }

    /// An IAM token: the value of `X-Subject-Token`, scoped to the project and of the same region. It is valid for
    /// 24 hours and not renewed here.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] when the value cannot be used in a header.
    pub fn token(token: impl Into<String>) -> Result<Self, Error> {
        Ok(Kind::Token(checked(token.into(), "token")?).into())
    }

    /// From the environment, as Huawei's SDKs read it: `HUAWEICLOUD_SDK_AK`, `HUAWEICLOUD_SDK_SK`, and
    /// `HUAWEICLOUD_SDK_SECURITY_TOKEN` for temporary keys. The same as [`Environment`](super::Environment) provides.
    ///
    /// # Errors
    /// [`ErrorKind::Credentials`] when a variable is missing or its value cannot be used in a header,
    /// [`ErrorKind::Configuration`] when it is not text.
    pub fn from_env() -> Result<Self, Error> {
        super::environment::find()?.provided()
    }

    /// The same, with the time at which they end. A provider that says it is asked again before.
    pub fn expiring_at(mut self, expires_at: SystemTime) -> Self {
        self.expires_at = Some(expires_at);
        self
    }

    /// The same, with the project that they are for. The client uses it unless it was given another.
    pub fn for_project(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// The same, with words for where they come from, such as `from the vault of the studio`: `Debug` shows them, and
    /// the error of every call that is refused. Without them they are `given in code`, or from the provider's
    /// [`name`](super::CredentialsProvider::name).
    pub fn with_origin(mut self, origin: impl Into<Cow<'static, str>>) -> Self {
        self.origin = Some(origin.into());
        self
    }

    /// The same, from this provider unless they say that they are from elsewhere.
    pub(super) fn provided_by(self, provider: &str) -> Self {
        if self.origin.is_some() { self } else { self.with_origin(format!("from {provider}")) }
    }

    /// Where they come from.
    pub fn origin(&self) -> &str {
        self.origin.as_deref().unwrap_or("given in code")
    }

    /// When they end, as far as it is known.
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }

    /// The project that they are for, as far as it is known.
    pub fn project_id(&self) -> Option<&str> {
        self.project_id.as_deref()
    }

    /// Whether they end by themselves: a token, a key with a security token, or what a provider says ends.
    pub(crate) fn is_temporary(&self) -> bool {
        self.expires_at.is_some()
            || matches!(self.kind, Kind::Token(_) | Kind::AccessKey { security_token: Some(_), .. })
    }

    pub(super) fn keys(id: String, secret: String, security_token: Option<String>) -> Result<Self, Error> {
        checked(id.clone(), "access key id")?;
        let secret = checked(secret, "secret access key")?;
        let security_token = security_token.map(|token| checked(token, "security token")).transpose()?;
        Ok(Kind::AccessKey { id, secret, security_token }.into())
    }

    /// A text of the service with every secret of these credentials crossed out.
    pub(crate) fn redact(&self, text: &str) -> String {
        let secrets = match &self.kind {
            Kind::Token(token) => [Some(token), None],
            Kind::AccessKey { secret, security_token, .. } => [Some(secret), security_token.as_ref()],
        };
        let secrets = secrets.into_iter().flatten();
        secrets.fold(text.to_owned(), |text, secret| text.replace(secret.expose_secret(), "***"))
    }

    /// Puts the proof on a request: the token, or a signature of exactly this method, URL, body and date, which it
    /// returns.
    ///
    /// Signed are `host`, `x-sdk-date`, `x-project-id`, `x-security-token` and `content-type`, as far as they are
    /// there; a proxy may change every other header.
    pub(crate) fn authenticate(
        &self,
        request: &mut reqwest::Request,
        project_id: Option<&str>,
        date: &str,
    ) -> Option<sign::Signature> {
        match &self.kind {
            Kind::Token(token) => {
                request.headers_mut().insert(AUTH_TOKEN, secret_value(token));
                None
            }
            Kind::AccessKey { id, secret, security_token } => {
                let token = security_token.as_ref().map(ExposeSecret::expose_secret);
                let signed = [(SDK_DATE, Some(date)), (PROJECT_ID, project_id), (SECURITY_TOKEN_HEADER, token)];
                let signature = signature(request, &signed, secret.expose_secret(), date);
                let authorization = (AUTHORIZATION, Some(&*signature.authorization(id)));
                let headers = request.headers_mut();
                for (name, value) in signed.into_iter().chain([authorization]) {
                    if let Some(Ok(mut value)) = value.map(HeaderValue::try_from) {
                        value.set_sensitive(name == AUTHORIZATION || name == SECURITY_TOKEN_HEADER);
                        headers.insert(name, value);
                    }
                }
                Some(signature)
            }
        }
    }
}

/// The signature of a request with these headers besides its own.
fn signature(
    request: &reqwest::Request,
    with: &[(HeaderName, Option<&str>)],
    secret: &str,
    date: &str,
) -> sign::Signature {
    let url = request.url();
    // With the port, unless it is the scheme's own.
    let host = &url[Position::BeforeHost..Position::AfterPort];
    let mut signed = Vec::with_capacity(with.len() + 2);
    signed.push((HOST.as_str(), host));
    if let Some(kind) = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()) {
        signed.push((CONTENT_TYPE.as_str(), kind));
    }
    signed.extend(with.iter().filter_map(|(name, value)| Some((name.as_str(), (*value)?))));
    let request = sign::Request {
        method: request.method().as_str(),
        path: url.path(),
        query: url.query().unwrap_or_default(),
        headers: &signed,
        body: request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default(),
    };
    sign::sign(&request, date, secret)
}

impl From<Kind> for Credentials {
    fn from(kind: Kind) -> Self {
        Self { kind, expires_at: None, project_id: None, origin: None }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match &self.kind {
            Kind::AccessKey { security_token: None, .. } => "access key",
            Kind::AccessKey { .. } => "temporary access key",
            Kind::Token(_) => "token",
        };
        write!(f, "Credentials({kind} {})", printable(self.origin()))
    }
}

/// What to do where there are no credentials, or none that can be used.
pub(super) const ADVICE: &str = "give credentials to the builder, or set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK";

/// A value is none that a header can carry.
fn unfit(what: &str) -> Error {
    let message = format!("the {what} is empty or has a character that a header cannot carry");
    Error::new(ErrorKind::Configuration, message).with_advice(ADVICE)
}

/// A secret that fits into a header.
fn checked(value: String, what: &'static str) -> Result<SecretString, Error> {
    if fits(&value) { Ok(value.into()) } else { Err(unfit(what)) }
}

/// Whether a header can carry the value.
pub(super) fn fits(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_graphic())
}

pub(super) fn secret_value(secret: &SecretString) -> HeaderValue {
    // Checked when the credentials were made.
    let mut value = HeaderValue::try_from(secret.expose_secret()).unwrap_or(HeaderValue::from_static(""));
    value.set_sensitive(true);
    value
}

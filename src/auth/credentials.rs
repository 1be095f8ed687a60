//! Credentials, their origin, and the headers that they put on a request; and the IAM user for whom a client gets them.
//!
//! The rule: all credentials carry their origin (a variable, a file, a service, or code). It is no secret: `Debug`
//! shows it, and every error about refused credentials names it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use url::Position;

use super::sign::{self, DATE_HEADER};
use crate::text::printable;
use crate::{Error, ErrorKind};

const AUTH_TOKEN: HeaderName = HeaderName::from_static("x-auth-token");
const PROJECT_ID: HeaderName = HeaderName::from_static("x-project-id");
const SDK_DATE: HeaderName = HeaderName::from_static(DATE_HEADER);
const SECURITY_TOKEN_HEADER: HeaderName = HeaderName::from_static("x-security-token");

/// Identifies the caller to the API gateway, by an access key or a token. `Debug` prints the kind and the origin, and
/// no value.
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
    /// Creates a permanent access key from its id (AK) and its secret (SK). The client signs each request with the
    /// secret and never sends it.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] if a value cannot be used in a header.
    pub fn access_key(id: impl Into<String>, secret: impl Into<String>) -> Result<Self, Error> {
        Self::keys(id.into(), secret.into(), None)
    }

    /// Creates a temporary access key, whose id and secret work only together with their security token.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] if a value cannot be used in a header.
    pub fn temporary_access_key(
        id: impl Into<String>,
        secret: impl Into<String>,
        security_token: impl Into<String>,
    ) -> Result<Self, Error> {
        Self::keys(id.into(), secret.into(), Some(security_token.into()))
    }

    /// Creates credentials from an IAM token, the value of `X-Subject-Token`. The token must be scoped to the project
    /// and of the same region. It is valid for 24 hours, and the client does not refresh it: for that use
    /// [`IamUser`](super::IamUser).
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] if the value cannot be used in a header.
    pub fn token(token: impl Into<String>) -> Result<Self, Error> {
        Ok(Kind::Token(header_secret(token.into(), "token")?).into())
    }

    /// Sets the time at which the credentials expire. The client refreshes a provider's credentials before it.
    pub fn expiring_at(mut self, expires_at: SystemTime) -> Self {
        self.expires_at = Some(expires_at);
        self
    }

    /// Sets the project of the credentials. The client uses it unless its builder or the environment names another.
    pub fn for_project(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// Sets the words for the origin of the credentials, such as `from the vault of the studio`.
    ///
    /// `Debug` shows them, and the error of every call whose credentials the service refuses. Without them the origin
    /// is `given in code`, or the provider's [`name`](super::CredentialsProvider::name).
    pub fn with_origin(mut self, origin: impl Into<Cow<'static, str>>) -> Self {
        self.origin = Some(origin.into());
        self
    }

    /// Sets the provider as the origin, unless the credentials have an origin already.
    pub(super) fn provided_by(self, provider: &str) -> Self {
        if self.origin.is_some() { self } else { self.with_origin(format!("from {provider}")) }
    }

    /// Returns the words for the origin of the credentials, such as `from the environment, HUAWEICLOUD_SDK_AK`.
    pub fn origin(&self) -> &str {
        self.origin.as_deref().unwrap_or("given in code")
    }

    /// Returns the kind of the credentials.
    pub(crate) fn kind_name(&self) -> &'static str {
        match &self.kind {
            Kind::AccessKey { security_token: None, .. } => "access key",
            Kind::AccessKey { .. } => "temporary access key",
            Kind::Token(_) => "token",
        }
    }

    /// Returns the first four characters of the access key id, by which its owner knows it.
    pub(crate) fn shortened_id(&self) -> Option<String> {
        match &self.kind {
            Kind::AccessKey { id, .. } => Some(format!("{}…", id.chars().take(4).collect::<String>())),
            Kind::Token(_) => None,
        }
    }

    /// Returns the time at which the credentials expire, if it is known.
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }

    /// Returns the project of the credentials, if it is known.
    pub fn project_id(&self) -> Option<&str> {
        self.project_id.as_deref()
    }

    /// Whether the credentials expire: a token, a key with a security token, or any with a known expiry.
    pub(crate) fn is_temporary(&self) -> bool {
        self.expires_at.is_some()
            || matches!(self.kind, Kind::Token(_) | Kind::AccessKey { security_token: Some(_), .. })
    }

    /// Creates an access key, a temporary one if there is a security token.
    pub(super) fn keys(id: String, secret: String, security_token: Option<String>) -> Result<Self, Error> {
        header_secret(id.clone(), "access key id")?;
        let secret = header_secret(secret, "secret access key")?;
        let security_token = security_token.map(|token| header_secret(token, "security token")).transpose()?;
        Ok(Kind::AccessKey { id, secret, security_token }.into())
    }

    /// Replaces every secret of these credentials in a text of the service.
    pub(crate) fn redact(&self, text: &str) -> String {
        let secrets = match &self.kind {
            Kind::Token(token) => [Some(token), None],
            Kind::AccessKey { secret, security_token, .. } => [Some(secret), security_token.as_ref()],
        };
        let secrets = secrets.into_iter().flatten();
        secrets.fold(text.to_owned(), |text, secret| text.replace(secret.expose_secret(), "***"))
    }

    /// Authenticates a request: sets the token, or a signature of exactly this method, URL, body and date. Returns the
    /// signature.
    ///
    /// The signature covers `host`, `x-sdk-date`, `x-project-id`, `x-security-token` and `content-type`, as far as the
    /// request has them. A proxy may change every other header.
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

/// Signs a request with these headers besides its own.
fn signature(
    request: &reqwest::Request,
    more: &[(HeaderName, Option<&str>)],
    secret: &str,
    date: &str,
) -> sign::Signature {
    let url = request.url();
    // Includes the port, unless it is the scheme's default.
    let host = &url[Position::BeforeHost..Position::AfterPort];
    let mut signed = Vec::with_capacity(more.len() + 2);
    signed.push((HOST.as_str(), host));
    if let Some(content_type) = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()) {
        signed.push((CONTENT_TYPE.as_str(), content_type));
    }
    signed.extend(more.iter().filter_map(|(name, value)| Some((name.as_str(), (*value)?))));
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

/// The advice where there are no credentials, or none that can be used.
pub(super) const GIVE_CREDENTIALS: &str =
    "set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or give credentials (ClientBuilder::credentials)";

/// Checks that a header can carry a secret; `name` says in the error what the secret is.
fn header_secret(value: String, name: &str) -> Result<SecretString, Error> {
    if fits_header(&value) {
        return Ok(value.into());
    }
    let message = format!("the {name} is empty or has a character that a header cannot carry");
    Err(Error::new(ErrorKind::Configuration, message).with_advice(GIVE_CREDENTIALS))
}

/// Whether a header can carry the value.
pub(super) fn fits_header(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Returns a secret as the value of a header, which `Debug` does not print.
pub(super) fn secret_value(secret: &SecretString) -> HeaderValue {
    // The constructors have checked that a header can carry it.
    let mut value = HeaderValue::try_from(secret.expose_secret()).unwrap_or(HeaderValue::from_static(""));
    value.set_sensitive(true);
    value
}

/// A function that returns the current code of a virtual MFA device.
type Passcode = dyn Fn() -> String + Send + Sync;

/// An IAM user with a password, for whom the client requests tokens and refreshes them before they expire (after 24
/// hours).
///
/// A HUAWEI ID itself cannot get a token; create an IAM user. Huawei advises keys rather than tokens. The client tries
/// a wrong password once and never again, as IAM locks the account after some failures; it tries a locked account again
/// after 15 minutes. While IAM cannot be reached, calls fail with an error that [is
/// transient](crate::Error::is_transient).
///
/// ```no_run
/// # async fn sample(password: String) -> Result<(), metastudio_voice::Error> {
/// use metastudio_voice::{Client, auth::IamUser};
///
/// let user = IamUser::new("my-account", "voice-trainer", password);
/// let client = Client::builder().region("cn-north-4").iam_user(user).build().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct IamUser {
    account: String,
    name: String,
    password: SecretString,
    totp: Option<(String, Arc<Passcode>)>,
}

impl IamUser {
    /// Creates a user of this account (IAM calls it a domain).
    pub fn new(account: impl Into<String>, name: impl Into<String>, password: impl Into<String>) -> Self {
        Self { account: account.into(), name: name.into(), password: password.into().into(), totp: None }
    }

    /// Sets the user's id and a function that returns the current code of the user's virtual MFA device. The client
    /// calls it for each token, because a code is valid once.
    #[must_use]
    pub fn totp(mut self, user_id: impl Into<String>, code: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.totp = Some((user_id.into(), Arc::new(code)));
        self
    }

    /// Returns the words for the origin of the user's tokens.
    pub(crate) fn origin(&self) -> String {
        format!("of the IAM user {} of {}", self.name, self.account)
    }

    /// Returns `auth.identity` of the request for a token.
    pub(crate) fn identity(&self) -> Value {
        let Self { account, name, password, totp } = self;
        let password = json!({
            "user": { "name": name, "password": password.expose_secret(), "domain": { "name": account } }
        });
        match totp {
            None => json!({ "methods": ["password"], "password": password }),
            Some((id, code)) => json!({
                "methods": ["password", "totp"],
                "password": password,
                "totp": { "user": { "id": id, "passcode": code() } },
            }),
        }
    }
}

impl fmt::Debug for IamUser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IamUser").field("account", &self.account).field("name", &self.name).finish_non_exhaustive()
    }
}

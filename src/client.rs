//! Making a client: where the service is, who is calling, for which project.

mod calls;

use std::sync::Arc;

use url::Url;

use crate::auth::variable;
use crate::generated::Client;
use crate::transport::{CallSettings, Inner, RateLimits, http};
use crate::types::ProjectId;
use crate::upload::Uploader;
use crate::{Credentials, Error, ErrorKind};

/// The environment variable of Huawei's SDKs for the project id.
const PROJECT_ID: &str = "HUAWEICLOUD_SDK_PROJECT_ID";

impl Client {
    /// Starts a client.
    ///
    /// ```no_run
    /// # async fn sample() -> Result<(), metastudio_voice::Error> {
    /// use metastudio_voice::Client;
    ///
    /// // Credentials and project id from the environment.
    /// let client = Client::builder().region("cn-north-4").build().await?;
    /// let jobs = client.list_voice_training_job().state("SUCCEED").send().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// What uploads to pre-signed URLs: another HTTP client, which has no credentials to send.
    pub fn uploader(&self) -> Uploader {
        Uploader::new(self.inner.uploads.clone(), self.inner.allow_plain_http)
    }
}

/// Settings of a [`Client`]. Made by [`Client::builder`].
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it is built"]
pub struct ClientBuilder {
    region: Option<String>,
    endpoint: Option<String>,
    project_id: Option<String>,
    credentials: Option<Credentials>,
    calls: CallSettings,
    keep_rate_limits: bool,
    user_agent: Option<String>,
    allow_plain_http: bool,
}

impl ClientBuilder {
    /// The region, such as `cn-north-4`: the endpoint becomes `https://metastudio.{region}.myhuaweicloud.com`.
    ///
    /// The service is known in `cn-north-4`, `cn-east-3` and `ap-southeast-3`; others are not refused.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The address of the service, instead of a region's. `https`, or `http` on this machine.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// The project, which the client fills into every call. Without it `HUAWEICLOUD_SDK_PROJECT_ID` is used.
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// Who is calling. Without it [`Credentials::from_env`] is used.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Something of yours at the end of the `User-Agent`, such as `my-studio/1.2`.
    pub fn user_agent(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent = Some(suffix.into());
        self
    }

    /// Allows `http` to other machines. Signatures, tokens and recordings can then be read on the way.
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

    /// Builds the client. It is `async` because credentials and project may have to be fetched; today it sends
    /// nothing.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] when the endpoint, the region, the project id or the credentials are missing or
    /// unusable.
    pub async fn build(self) -> Result<Client, Error> {
        let endpoint = self.base_url()?;
        let project_id = match self.project_id.clone().or_else(|| variable(PROJECT_ID)) {
            Some(id) => Some(ProjectId::try_from(id).map_err(|error| {
                let message = format!("the project id cannot be used: {error}");
                configuration(message, "find it in the console under My Credentials > API Credentials")
            })?),
            None => None,
        };
        let credentials = match self.credentials {
            Some(credentials) => credentials,
            None => Credentials::from_env()?,
        };
        let mut user_agent = concat!("metastudio-voice/", env!("CARGO_PKG_VERSION")).to_owned();
        if let Some(suffix) = &self.user_agent {
            user_agent = format!("{user_agent} {suffix}");
        }
        let api = http::for_api(&user_agent)?;
        let uploads = http::for_uploads(&user_agent)?;
        let mut calls = self.calls;
        calls.rate_limits = self.keep_rate_limits.then(|| Arc::new(RateLimits::new(self.region)));
        let inner =
            Inner { credentials, project_id, uploads, allow_plain_http: self.allow_plain_http, calls: Arc::new(calls) };
        Ok(Client::new_with_client(&endpoint, api, inner))
    }

    /// The endpoint without a slash at its end: paths are appended to it.
    fn base_url(&self) -> Result<String, Error> {
        let text = match (&self.endpoint, &self.region) {
            (Some(endpoint), _) => endpoint.clone(),
            (None, Some(region)) if is_region(region) => format!("https://metastudio.{region}.myhuaweicloud.com"),
            (None, Some(_)) => return Err(configuration("the region is not a name such as cn-north-4", GIVE_ENDPOINT)),
            (None, None) => return Err(configuration("there is no region and no endpoint", GIVE_ENDPOINT)),
        };
        let url = Url::parse(&text)
            .map_err(|error| configuration("the endpoint is not a URL", GIVE_ENDPOINT).with_source(error))?;
        let plain = url.path_segments().is_some() && url.query().is_none() && url.fragment().is_none();
        if !plain || url.host().is_none() || !url.username().is_empty() || url.password().is_some() {
            return Err(configuration("the endpoint must be a plain address such as https://host", GIVE_ENDPOINT));
        }
        let private = http::is_private(&url) || (self.allow_plain_http && url.scheme() == "http");
        if !private {
            let message = "the endpoint is not https: credentials could be read on the way";
            return Err(configuration(message, "use https, or call allow_plain_http() if that is what you want"));
        }
        if url.scheme() == "https" && !cfg!(any(feature = "rustls", feature = "native-tls")) {
            let message = "the endpoint is https, but this build has no TLS";
            return Err(configuration(message, "turn on the feature `rustls` or `native-tls`"));
        }
        Ok(url.as_str().trim_end_matches('/').to_owned())
    }
}

const GIVE_ENDPOINT: &str =
    "call .region(\"cn-north-4\"), or .endpoint(\"https://…\") for a place that is not in the table";

fn is_region(region: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !region.is_empty() && region.bytes().all(allowed)
}

fn configuration(message: impl Into<std::borrow::Cow<'static, str>>, advice: &'static str) -> Error {
    Error::new(ErrorKind::Configuration, message).with_advice(advice)
}

//! The builder: where the service is, who is calling, for which project.

use crate::Credentials;
use crate::transport::CallSettings;
use crate::transport::http::Settings;

/// Settings of a [`Client`](crate::Client). Made by [`Client::builder`](crate::Client::builder).
///
/// HTTP is made so that credentials stay where they belong: redirects are never followed, uploads have an HTTP client
/// of their own, and `http` is refused unless it stays on this machine. HTTP/2 is spoken where the server offers it,
/// except for uploads.
///
/// # Proxies
/// `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` of the environment are heeded, as curl does; the settings of
/// Windows and macOS are not: give such a proxy to [`configure_http`](Self::configure_http). When the endpoint is
/// `http` on this machine, such as a simulator, no proxy is ever used, whoever named it.
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it is built"]
pub struct ClientBuilder {
    pub(super) region: Option<String>,
    pub(super) endpoint: Option<String>,
    pub(super) project_id: Option<String>,
    pub(super) credentials: Option<Credentials>,
    pub(super) http: Settings,
    pub(super) calls: CallSettings,
    pub(super) keep_rate_limits: bool,
    pub(super) allow_plain_http: bool,
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

    /// Allows `http` to other machines. Signatures, tokens and recordings can then be read on the way.
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }
}

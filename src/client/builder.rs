//! The builder's settings of the endpoint, the credentials and the project.

use std::sync::Arc;

#[cfg(doc)]
use crate::auth::Chain;
use crate::auth::{Credentials, CredentialsProvider, IamUser};
use crate::transport::CallSettings;
use crate::transport::http::Settings;

/// Builds a [`Client`](crate::Client). [`Client::builder`](crate::Client::builder) creates one.
///
/// The client never sends credentials to another host: it follows no redirects, uses another HTTP client for uploads,
/// and refuses plain `http` except to this machine. It uses HTTP/2 where the server offers it, except for uploads.
///
/// # Proxies
/// The client uses the proxies in the variables `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, as curl does.
/// It ignores the settings of Windows and macOS: give such a proxy to [`configure_http`](Self::configure_http). If the
/// endpoint is `http` on this machine, such as a simulator, it uses no proxy at all.
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it is built"]
pub struct ClientBuilder {
    pub(super) region: Option<String>,
    pub(super) endpoint: Option<String>,
    pub(super) project_id: Option<String>,
    pub(super) iam_endpoint: Option<String>,
    pub(super) caller: Option<Caller>,
    pub(super) http: Settings,
    pub(super) calls: CallSettings,
    pub(super) enforce_rate_limits: bool,
    pub(super) allow_plain_http: bool,
}

/// Where the builder's user has the credentials from.
#[derive(Clone, Debug)]
pub(super) enum Caller {
    Credentials(Credentials),
    Provider(Arc<dyn CredentialsProvider>),
    User(IamUser),
}

impl ClientBuilder {
    /// Sets the region, such as `cn-north-4`, which determines the endpoint.
    ///
    /// The endpoint is the address in the variable `HUAWEICLOUD_SDK_REGION_METASTUDIO_CN_NORTH_4` (and so on; the first
    /// of several with commas between them, and `https` for a bare host), or else
    /// `https://metastudio.{region}.myhuaweicloud.com`.
    ///
    /// The crate knows the service in `cn-north-4`, `cn-east-3` and `ap-southeast-3`. For another region, set an
    /// [`endpoint`](Self::endpoint).
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the address of the service, instead of the region's. It must be `https`, or `http` on this machine.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// Sets the address of IAM, from which the client requests tokens and projects. It must be `https`, or `http` on
    /// this machine.
    ///
    /// Without it the client uses the first of: the variable `HUAWEICLOUD_SDK_IAM_ENDPOINT`, `iam_endpoint` in the
    /// profile (if you set no credentials; a bare host in these two is `https`), the region's address, the global
    /// address.
    pub fn iam_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.iam_endpoint = Some(endpoint.into());
        self
    }

    /// Sets the project id, which the client fills into every call.
    ///
    /// Without it the client uses the first of: the variable `HUAWEICLOUD_SDK_PROJECT_ID`, the project of the
    /// credentials (in a profile or a token), the project that IAM has for the region.
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// Sets the credentials.
    ///
    /// Without them, a [`credentials_provider`](Self::credentials_provider) or an [`iam_user`](Self::iam_user), the
    /// client looks where Huawei's SDKs look: [`Chain::standard`]. The last of the three setters counts.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.caller = Some(Caller::Credentials(credentials));
        self
    }

    /// Sets the provider of the credentials, which the client asks for new ones before these expire.
    pub fn credentials_provider(mut self, provider: impl CredentialsProvider + 'static) -> Self {
        self.caller = Some(Caller::Provider(Arc::new(provider)));
        self
    }

    /// Sets the IAM user as which the client calls, with tokens that it requests and refreshes.
    pub fn iam_user(mut self, user: IamUser) -> Self {
        self.caller = Some(Caller::User(user));
        self
    }

    /// Allows plain `http` to other machines. Others on the network can then read signatures, tokens and recordings.
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }
}

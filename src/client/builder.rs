//! The builder: where the service is, who is calling, for which project.

use std::sync::Arc;

use super::iam::IamUser;
#[cfg(doc)]
use crate::auth::Chain;
use crate::auth::{Credentials, CredentialsProvider};
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
    pub(super) iam_endpoint: Option<String>,
    pub(super) who: Option<Who>,
    pub(super) http: Settings,
    pub(super) calls: CallSettings,
    pub(super) enforce_rate_limits: bool,
    pub(super) allow_plain_http: bool,
}

/// Who is calling.
#[derive(Clone, Debug)]
pub(super) enum Who {
    Credentials(Credentials),
    Provider(Arc<dyn CredentialsProvider>),
    User(IamUser),
}

impl ClientBuilder {
    /// The region, such as `cn-north-4`: the endpoint becomes `https://metastudio.{region}.myhuaweicloud.com`, or what
    /// `HUAWEICLOUD_SDK_REGION_METASTUDIO_CN_NORTH_4` says (of several addresses with commas, the first; a bare host is
    /// `https`).
    ///
    /// The service is known in `cn-north-4`, `cn-east-3` and `ap-southeast-3`. For another region give an endpoint.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The address of the service, instead of a region's. `https`, or `http` on this machine.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// The address of IAM, which is asked for tokens and projects; `https`, or `http` on this machine. Without it
    /// `HUAWEICLOUD_SDK_IAM_ENDPOINT` is used, then `iam_endpoint` of the profile (a bare host in these is `https`), then
    /// the region's own.
    pub fn iam_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.iam_endpoint = Some(endpoint.into());
        self
    }

    /// The project, which the client fills into every call. Without it `HUAWEICLOUD_SDK_PROJECT_ID` is used, then the
    /// project of the profile or the token, then the one that IAM has for the region.
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = Some(project_id.into());
        self
    }

    /// Who is calling, with what is at hand. Without this, [`credentials_provider`](Self::credentials_provider) and
    /// [`iam_user`](Self::iam_user), the client looks where Huawei's SDKs look: [`Chain::standard`].
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.who = Some(Who::Credentials(credentials));
        self
    }

    /// Who is calling, as this provider says, again and again before its credentials end.
    pub fn credentials_provider(mut self, provider: impl CredentialsProvider + 'static) -> Self {
        self.who = Some(Who::Provider(Arc::new(provider)));
        self
    }

    /// Who is calling: a user of IAM, with tokens that the client gets and renews.
    pub fn iam_user(mut self, user: IamUser) -> Self {
        self.who = Some(Who::User(user));
        self
    }

    /// Allows `http` to other machines. Signatures, tokens and recordings can then be read on the way.
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }
}

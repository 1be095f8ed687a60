//! From the builder's settings to a client, or to what is wrong with them.

use std::sync::Arc;

use super::builder::ClientBuilder;
use super::configuration;
use crate::auth::variable;
use crate::generated::Client;
use crate::transport::http::PlainHttp;
use crate::transport::{Inner, RateLimits};
use crate::types::ProjectId;
use crate::upload::Uploader;
use crate::{Credentials, Error};

#[cfg(doc)]
use crate::ErrorKind;

/// The environment variable of Huawei's SDKs for the project id.
const PROJECT_ID: &str = "HUAWEICLOUD_SDK_PROJECT_ID";

impl ClientBuilder {
    /// Builds the client. It is `async` because credentials and project may have to be fetched; today it sends
    /// nothing.
    ///
    /// With the feature `rustls-ring` (and without `rustls`) it makes ring the process's default provider of
    /// cryptography for rustls, unless there is one already. To use another, install it before.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] when the endpoint, the region, the project id, the credentials or the settings of
    /// HTTP are missing or unusable, or the endpoint is `https` and the crate was built without TLS.
    pub async fn build(self) -> Result<Client, Error> {
        let endpoint = self.base_url()?;
        let project_id = match self.project_id.or_else(|| variable(PROJECT_ID)) {
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
        let plain = PlainHttp::new(&endpoint, self.allow_plain_http);
        let user_agent = self.http.user_agent()?;
        let http = self.http.for_api(plain)?;
        let uploader = Uploader::new(self.http.for_uploads(plain)?, user_agent.clone(), plain);
        let mut calls = self.calls;
        calls.foreign_http = self.http.changes_calls();
        calls.rate_limits = self.keep_rate_limits.then(|| Arc::new(RateLimits::new(self.region)));
        let inner =
            Inner { endpoint: endpoint.clone(), credentials, project_id, user_agent, uploader, calls: Arc::new(calls) };
        // Paths are appended to it.
        Ok(Client::new_with_client(endpoint.as_str().trim_end_matches('/'), http, inner))
    }
}

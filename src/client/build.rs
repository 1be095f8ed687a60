//! From the builder's settings to a client, or to what is wrong with them.

use super::builder::ClientBuilder;
use super::configuration;
use crate::auth::variable;
use crate::generated::Client;
use crate::transport::Inner;
use crate::transport::http::PlainHttp;
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
        let every_request = self.http.every_request()?;
        let calls = self.http.for_api(plain)?;
        let uploader = Uploader::new(self.http.for_uploads(plain)?, every_request.user_agent(), plain);
        let inner = Inner { credentials, project_id, every_request, uploader };
        // Paths are appended to it.
        Ok(Client::new_with_client(endpoint.as_str().trim_end_matches('/'), calls, inner))
    }
}

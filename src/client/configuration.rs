//! The configuration of a client: as whom it calls which service, and where each value comes from.

use std::time::SystemTime;

use crate::Error;
use crate::generated::Client;

/// As whom a client calls which service, and where each value comes from; [`Client::configuration`] returns it.
///
/// It contains no secret. An origin is for people, such as `from the builder`, `from HUAWEICLOUD_SDK_PROJECT_ID`, or
/// `from the profile` with the path of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Configuration {
    /// The address of the service.
    pub endpoint: Configured,
    /// The project id that the client fills into its calls, if there is one.
    pub project_id: Option<Configured>,
    /// The credentials; `None` for a client without any.
    pub credentials: Option<ConfiguredCredentials>,
}

/// A value of a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Configured {
    /// The value.
    pub value: String,
    /// Where the value comes from.
    pub origin: String,
}

/// The credentials of a configuration, without their secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConfiguredCredentials {
    /// The kind: `access key`, `temporary access key` or `token`.
    pub kind: &'static str,
    /// The first four characters of the access key id, by which its owner knows it; `None` for a token.
    pub access_key: Option<String>,
    /// Where the credentials come from.
    pub origin: String,
    /// When they expire, if that is known.
    pub expires_at: Option<SystemTime>,
}

impl Client {
    /// Returns as whom this client calls which service, and where each value comes from, for a message or a log.
    ///
    /// It fetches the credentials if there are none that are still valid, and sends nothing to the service.
    ///
    /// ```no_run
    /// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
    /// let configuration = client.configuration().await?;
    /// println!("{} (from {})", configuration.endpoint.value, configuration.endpoint.origin);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Credentials`](crate::ErrorKind::Credentials) if no credentials can be fetched.
    pub async fn configuration(&self) -> Result<Configuration, Error> {
        let state = &self.inner;
        let settings = &state.calls.settings;
        let credentials = state.calls.authentication.credentials(settings.retry.clock.now(), settings.timeout).await?;
        let configured = |value: String, origin: &str| Configured { value, origin: origin.to_owned() };
        Ok(Configuration {
            endpoint: configured(state.endpoint.as_str().trim_end_matches('/').to_owned(), &state.endpoint_origin),
            project_id: state
                .calls
                .authentication
                .project()
                .map(|project| configured(project.id.to_string(), &project.origin.to_string())),
            credentials: credentials.map(|credentials| ConfiguredCredentials {
                kind: credentials.kind_name(),
                access_key: credentials.shortened_id(),
                origin: credentials.origin().to_owned(),
                expires_at: credentials.expires_at(),
            }),
        })
    }
}

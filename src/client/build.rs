//! Builds a client from the builder's settings.

use std::sync::Arc;

use url::Url;

use super::builder::{Caller, ClientBuilder};
use super::configuration;
use super::iam::{Scope, Tokens, endpoint, project_of, retry};
use crate::Error;
use crate::auth::{Chain, CredentialsProvider, Identity, PROJECT_ID, ProviderRetry, variable};
use crate::generated::Client;
use crate::transport::http::PlainHttp;
use crate::transport::{CallSettings, ClientState, RateLimits, Skew};
use crate::types::ProjectId;
use crate::upload::Uploader;

#[cfg(doc)]
use crate::ErrorKind;

impl ClientBuilder {
    /// Builds the client. It loads credentials if they must be fetched, and looks up the project id in IAM if neither
    /// you, the environment nor the credentials name one and the region is known. With credentials and a project in the
    /// builder it sends nothing.
    ///
    /// With the feature `rustls-ring` (and without `rustls`) it makes ring the process's default provider of
    /// cryptography for rustls, unless there is one already. To use another, install it before.
    ///
    /// # Errors
    /// - [`ErrorKind::Configuration`] if the endpoint, the region, the project id, the credentials or the settings of
    ///   HTTP are missing or unusable, if the region has no project or several, or if the endpoint is `https` and the
    ///   crate was built without TLS.
    /// - [`ErrorKind::Credentials`] if no provider has credentials, or one has some that it cannot use or fetch just
    ///   now.
    /// - Every error of a call, if the client calls IAM.
    pub async fn build(self) -> Result<Client, Error> {
        let endpoint = self.base_url()?;
        let given = match &self.project_id {
            Some(id) => Some(usable(id.clone(), "the project id")?),
            None => variable(PROJECT_ID)?.map(|id| usable(id, PROJECT_ID)).transpose()?,
        };
        let identity = self.identity(given.as_ref())?;
        // The first request for credentials is here, so that the builder fails and not the first call.
        let now = self.calls.clock.now();
        let credentials = identity.current(now, self.calls.timeout).await?;
        let of_credentials =
            credentials.as_ref().and_then(|credentials| Some((credentials.project_id()?, credentials.origin())));
        let project_id = match (given, of_credentials, &self.region) {
            (Some(id), ..) => Some(id),
            (None, Some((id, origin)), _) => {
                Some(usable(id.to_owned(), &format!("the project id of the credentials {origin}"))?)
            }
            (None, None, Some(region)) => {
                let id = project_of(&self.client_of_iam(identity.clone())?, region).await?;
                Some(usable(id, "the project id in the response of IAM")?)
            }
            (None, None, None) => None,
        };
        let rate_limits = self.enforce_rate_limits.then(|| Arc::new(RateLimits::new(self.region.clone())));
        let calls = CallSettings { rate_limits, ..self.calls.clone() };
        self.assemble(endpoint, identity, project_id, calls)
    }

    /// Returns the credentials with which the client calls.
    fn identity(&self, project_id: Option<&ProjectId>) -> Result<Identity, Error> {
        Ok(match &self.caller {
            Some(Caller::Credentials(credentials)) => Identity::fixed(credentials.clone()),
            Some(Caller::Provider(provider)) => self.provided(Arc::clone(provider), |_| ProviderRetry::Soon),
            None => self.provided(Arc::new(Chain::standard()), |_| ProviderRetry::Soon),
            Some(Caller::User(user)) => {
                let scope = match (project_id, &self.region) {
                    (Some(id), _) => Scope::Project(id.to_string()),
                    (None, Some(region)) => Scope::Region(region.clone()),
                    (None, None) => {
                        let message = "a token needs a project, and the builder has neither a project id nor a region";
                        return Err(configuration(message, "call .region(\"cn-north-4\") or .project_id(\"…\")"));
                    }
                };
                let iam = self.client_of_iam(Identity::Anonymous)?;
                self.provided(Arc::new(Tokens { iam, user: user.clone(), scope }), retry)
            }
        })
    }

    fn provided(&self, provider: Arc<dyn CredentialsProvider>, retry: fn(&Error) -> ProviderRetry) -> Identity {
        Identity::provided(provider, Arc::clone(&self.calls.clock), retry)
    }

    /// Creates a client of IAM, with the same settings of HTTP and of calls.
    fn client_of_iam(&self, identity: Identity) -> Result<Client, Error> {
        let given = self.iam_endpoint.as_deref();
        let address = endpoint(given, self.caller.is_none(), self.region.as_deref())?;
        self.assemble(self.checked(&address)?, identity, None, self.calls.clone())
    }

    /// Creates a client from settings that have been checked.
    fn assemble(
        &self,
        endpoint: Url,
        identity: Identity,
        project_id: Option<ProjectId>,
        calls: CallSettings,
    ) -> Result<Client, Error> {
        let plain = PlainHttp::new(&endpoint, self.allow_plain_http);
        let user_agent = self.http.user_agent()?;
        let http = self.http.for_api(plain)?;
        let calls = Arc::new(CallSettings { foreign_http: self.http.changes_calls(), ..calls });
        let uploader = Uploader::new(self.http.for_uploads(plain)?, user_agent.clone(), plain, calls.clone());
        let skew = Skew::default();
        let inner = ClientState { endpoint: endpoint.clone(), identity, skew, project_id, user_agent, uploader, calls };
        // The generated code appends paths that begin with a slash.
        let base = endpoint.as_str().trim_end_matches('/').to_owned();
        Ok(Client::new_with_client(&base, http, inner))
    }
}

/// Checks a project id; `place` says in the error where it stands.
fn usable(project_id: String, place: &str) -> Result<ProjectId, Error> {
    ProjectId::try_from(project_id).map_err(|error| {
        let message = format!("{place} cannot be used: {error}");
        configuration(message, "find it in the console under My Credentials > API Credentials")
    })
}

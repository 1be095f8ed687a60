//! Clients: their state, and how they are created: the endpoint of the service, the credentials, the project, and the
//! settings of HTTP and of calls.

mod builder;
mod configuration;
mod iam;

pub use builder::ClientBuilder;
pub use configuration::{Configuration, Configured, ConfiguredCredentials};

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use url::{Position, Url};

use crate::generated::Client;
use crate::http::clients::is_loopback;
use crate::http::{CallContext, CallSettings, Fence};
use crate::retry::{Clock, RetryPolicy};
use crate::types::ProjectId;
use crate::upload::Uploader;

/// The state that the generated client carries besides its HTTP client.
#[derive(Clone)]
pub struct ClientState {
    /// The URL to which the client appends paths.
    pub(crate) endpoint: Url,
    pub(crate) calls: CallContext,
    pub(crate) uploader: Uploader,
    /// Whether the spans of trainings have the names of the voices.
    pub(crate) trace_voice_names: bool,
    /// Where the endpoint comes from, such as `from the builder`.
    endpoint_origin: String,
}

impl ClientState {
    /// Returns the URL of a path, which begins with a slash and is encoded.
    pub(crate) fn url(&self, path: &str) -> Url {
        let mut url = self.endpoint.clone();
        match self.endpoint.path().trim_end_matches('/') {
            "" => url.set_path(path),
            base => url.set_path(&[base, path].concat()),
        }
        url
    }

    /// Returns the project id that the client fills in.
    pub(crate) fn project_id(&self) -> Result<ProjectId, String> {
        self.calls.authentication.project().map(|project| project.id.clone()).ok_or_else(|| {
            "there is no project id: give one to the client's builder, set HUAWEICLOUD_SDK_PROJECT_ID, or call \
             .project_id(..)"
                .to_owned()
        })
    }
}

impl fmt::Debug for ClientState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientState").field("authentication", &self.calls.authentication).finish_non_exhaustive()
    }
}

impl Client {
    /// Creates a builder for a client.
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

    /// Returns an uploader, which sends files to pre-signed URLs. It has an HTTP client of its own, which holds no
    /// credentials, and the retry policy, the retry budget and the clock of this client.
    ///
    /// [`train`](Self::train) uploads by itself; this is for a program that makes the calls of a training itself:
    /// [`upload`](crate::upload).
    pub fn uploader(&self) -> Uploader {
        self.inner.uploader.clone().with_retry_settings(self.inner.calls.settings.retry.clone())
    }

    /// Returns a client that uploads with this uploader, for example one with a bandwidth limit. [`train`](Self::train)
    /// and [`uploader`](Self::uploader) of that client then use it.
    ///
    /// ```
    /// # fn sample(client: metastudio_voice::Client) -> metastudio_voice::Client {
    /// let slow = client.uploader().bandwidth_limit(1_250_000);
    /// client.with_uploader(slow)
    /// # }
    /// ```
    pub fn with_uploader(&self, uploader: Uploader) -> Self {
        let mut client = self.clone();
        client.inner.uploader = uploader;
        client
    }

    /// Returns the same client with another time limit for its calls; everything else is shared.
    ///
    /// ```
    /// # async fn sample(client: metastudio_voice::Client) -> Result<(), metastudio_voice::Error> {
    /// use std::time::Duration;
    ///
    /// let quick = client.with_timeout(Duration::from_secs(5));
    /// let quotas = quick.show_voice_training_quotas().send().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        self.with_calls(|calls| calls.timeout = timeout)
    }

    /// Returns the same client with another retry policy for its calls; everything else is shared.
    pub fn with_retry_policy(&self, policy: impl RetryPolicy + 'static) -> Self {
        self.with_calls(|calls| calls.retry.policy = Arc::new(policy))
    }

    /// Returns whether the spans of trainings have the names of the voices.
    pub(crate) fn traces_voice_names(&self) -> bool {
        self.inner.trace_voice_names
    }

    /// Returns the clock of the client's calls.
    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.inner.calls.settings.retry.clock
    }

    /// Returns the host and the port of the endpoint; without the port if that is the scheme's default.
    pub(crate) fn authority(&self) -> &str {
        &self.inner.endpoint[Position::BeforeHost..Position::AfterPort]
    }

    /// Whether the endpoint is on this machine, such as a simulator's.
    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(&self.inner.endpoint)
    }

    /// Returns the project id that the client fills in, or a message for the case that there is none.
    pub(crate) fn project_id(&self) -> Result<ProjectId, String> {
        self.inner.project_id()
    }

    /// Returns the same client, whose calls and uploads are sent only while this fence is open.
    pub(crate) fn with_fence(&self, fence: Arc<dyn Fence>) -> Self {
        self.with_calls(|calls| calls.retry.fence = Some(fence))
    }

    fn with_calls(&self, change: impl FnOnce(&mut CallSettings)) -> Self {
        let mut client = self.clone();
        change(Arc::make_mut(&mut client.inner.calls.settings));
        client
    }
}

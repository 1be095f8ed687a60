//! The state that the generated client carries besides its HTTP client.

use std::fmt;

use url::Url;

use crate::http::CallContext;
use crate::types::ProjectId;
use crate::upload::Uploader;

/// The state that the generated client carries besides its HTTP client.
#[derive(Clone)]
pub struct ClientState {
    /// The URL to which the client appends paths.
    pub(crate) endpoint: Url,
    pub(crate) calls: CallContext,
    pub(crate) uploader: Uploader,
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
        self.calls.authentication.project_id().cloned().ok_or_else(|| {
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

//! progenitor's hooks: every request of the generated client passes through here, on its way to `deliver`, which has it
//! authenticated as it will go over the wire.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;

use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};
use reqwest::header::HeaderValue;
use reqwest::{Request, Response};
use time::OffsetDateTime;
use time::macros::format_description;

use super::attempt::Answer;
use super::call::{current, stand_in};
use super::deliver::{Effort, deliver};
use super::operation::Target;
use super::{CallSettings, RawResponse};
use crate::Client;
use crate::auth::Credentials;
use crate::auth::sign::canonical_query;
use crate::types::ProjectId;
use crate::upload::Uploader;

/// What the generated client carries besides its HTTP client.
#[derive(Clone)]
pub struct Inner {
    pub(crate) credentials: Credentials,
    pub(crate) project_id: Option<ProjectId>,
    pub(crate) user_agent: HeaderValue,
    pub(crate) uploader: Uploader,
    pub(crate) calls: Arc<CallSettings>,
}

impl Inner {
    /// The project that the client fills in.
    pub(crate) fn project_id(&self) -> Result<ProjectId, String> {
        self.project_id.clone().ok_or_else(|| {
            "there is no project id: give one to the client's builder, set HUAWEICLOUD_SDK_PROJECT_ID, or call \
             .project_id(..)"
                .to_owned()
        })
    }
}

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inner")
            .field("credentials", &self.credentials)
            .field("project_id", &self.project_id)
            .finish_non_exhaustive()
    }
}

impl ClientHooks<Inner> for Client {
    async fn exec(&self, request: Request, _: &OperationInfo) -> reqwest::Result<Response> {
        // Without a call there is no contract, and nothing to send: `send()` always makes one.
        let Some(call) = current() else { return Ok(stand_in(None)) };
        let mut effort = Effort::default();
        let delivered = deliver(self.client(), self.inner(), &call.target, call.streamed, request, &mut effort).await;
        let (seen, outcome) = match delivered {
            Ok(Answer::Whole(raw)) => (stand_in(Some(&raw)), Ok(raw)),
            Ok(Answer::Streaming(response)) => {
                let (status, headers) = (response.status().as_u16(), response.headers().clone());
                (response, Ok(RawResponse { status, headers, body: Bytes::new() }))
            }
            Err(failed) => (stand_in(None), Err(failed)),
        };
        call.keep(effort, outcome);
        Ok(seen)
    }
}

/// Authenticates the request in its final form: whatever is signed is exactly what is sent.
pub(super) fn authenticate(request: &mut Request, inner: &Inner, target: &Target, now: SystemTime) {
    // `+` and `%20` mean the same to some gateways only: send the form that is signed.
    if let Some(query) = request.url().query() {
        let canonical = canonical_query(query);
        request.url_mut().set_query((!canonical.is_empty()).then_some(&*canonical));
    }
    let project_id = project_in_path(request.url().path(), target.path()).map(ToOwned::to_owned);
    let project_id = project_id.as_deref().or(inner.project_id.as_deref().map(String::as_str));
    inner.credentials.authenticate(request, project_id, &signing_date(now));
}

/// The project that a call is about, which is not the client's when the caller set another.
fn project_in_path<'a>(path: &'a str, template: &str) -> Option<&'a str> {
    let (_, behind) = template.split_once("{project_id}")?;
    // From the end, because the endpoint may have a path of its own in front.
    let mut end = path.len();
    for _ in 0..behind.bytes().filter(|byte| *byte == b'/').count() {
        end = path.as_bytes().get(..end)?.iter().rposition(|byte| *byte == b'/')?;
    }
    path.get(..end)?.rsplit('/').next()
}

/// The time as a signature has it. A clock beyond all years shows the first second of Unix time.
fn signing_date(now: SystemTime) -> String {
    let seconds = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    let now = i64::try_from(seconds).ok().and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    let now = now.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    now.format(format_description!("[year][month][day]T[hour][minute][second]Z")).unwrap_or_default()
}

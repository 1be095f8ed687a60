//! progenitor's hooks: every request of the generated client passes through here, is authenticated as it will go
//! over the wire, and has its error answer read.

use std::fmt;

use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};
use reqwest::{Request, Response};
use time::OffsetDateTime;
use time::macros::format_description;

use super::answer::{Refusal, request_id};
use super::call::{current_operation, record};
use super::http::EveryRequest;
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
    pub(crate) every_request: EveryRequest,
    pub(crate) uploader: Uploader,
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
    async fn exec(&self, mut request: Request, _: &OperationInfo) -> reqwest::Result<Response> {
        self.inner().every_request.apply(&mut request);
        authenticate(&mut request, self.inner());
        record(|call| call.attempts += 1);
        let response = self.client().execute(request).await?;
        let status = response.status();
        record(|call| {
            call.status = Some(status.as_u16());
            call.request_id = request_id(response.headers());
        });
        if !(status.is_client_error() || status.is_server_error()) {
            return Ok(response);
        }
        let mut refusal = Refusal::read(response).await;
        refusal.message = self.inner().credentials.redact(&refusal.message);
        let mut stand_in = http::Response::new(refusal.normalized());
        *stand_in.status_mut() = status;
        record(|call| call.refusal = Some(refusal));
        Ok(stand_in.into())
    }
}

/// Authenticates the request in its final form: whatever is signed is exactly what is sent.
fn authenticate(request: &mut Request, inner: &Inner) {
    // `+` and `%20` mean the same to some gateways only: send the form that is signed.
    if let Some(query) = request.url().query() {
        let canonical = canonical_query(query);
        request.url_mut().set_query((!canonical.is_empty()).then_some(&*canonical));
    }
    let project_id = project_in_path(request).or(inner.project_id.as_ref().map(|id| id.to_string()));
    inner.credentials.authenticate(request, project_id.as_deref(), &signing_date(OffsetDateTime::now_utc()));
}

/// The project that this call is about, which is not the client's when the caller set another.
fn project_in_path(request: &Request) -> Option<String> {
    // From the end, because the endpoint may have a path of its own in front.
    let place = current_operation()?.path.rsplit('/').position(|segment| segment == "{project_id}")?;
    request.url().path_segments()?.nth_back(place).map(ToOwned::to_owned)
}

fn signing_date(now: OffsetDateTime) -> String {
    now.format(format_description!("[year][month][day]T[hour][minute][second]Z")).unwrap_or_default()
}

//! The API's gateway: admits callers, routes requests, and adds the headers that every response has.

mod call;
mod commit;
mod fields;
mod files;
mod job;
mod list;
mod material;
mod operations;
mod review;
mod segment;
mod short_job;
mod tenant;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{Extension, MatchedPath, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, Response};
use axum::middleware::{Next, from_fn_with_state};
use axum::routing::{MethodFilter, on};
use bytes::Bytes;
use http_body_util::BodyExt;
use metastudio_voice::operations::{ALL, Operation};
use metastudio_voice::types::JobId;

use self::call::Call;
use self::fields::within;
use self::operations::run;
use super::App;
use super::auth::identify;
use crate::http::disturbance::Disturbance;
use crate::http::event::{About, Moment};
use crate::http::fault::Fault;
use crate::http::record::Server;
use crate::http::server::{detached, read};
use crate::http::{add_headers, disturb};
use crate::state::clock::http_date;

/// The id of a request, which the response has in a header.
#[derive(Clone)]
struct RequestId(String);

/// Returns the router of the API.
pub(crate) fn router(app: &Arc<App>) -> Router<Arc<App>> {
    let mut router = Router::new();
    for operation in ALL {
        let Some(filter) =
            Method::from_bytes(operation.method.as_bytes()).ok().and_then(|method| MethodFilter::try_from(method).ok())
        else {
            continue;
        };
        let handler = move |State(app): State<Arc<App>>,
                            Extension(RequestId(id)): Extension<RequestId>,
                            params: Result<RawPathParams, RawPathParamsRejection>,
                            request: Request| async move {
            let result = match params {
                Ok(params) => match call(app, &params, request).await {
                    Ok(call) => run(operation.id, call).await,
                    Err(fault) => Err(fault),
                },
                Err(_) => Err(Fault::invalid_parameter("the path is not UTF-8")),
            };
            result.unwrap_or_else(|fault| fault.response(&id))
        };
        router = router.route(operation.path, on(filter, handler));
    }
    router.fallback(unknown).method_not_allowed_fallback(unknown).layer(from_fn_with_state(Arc::clone(app), front))
}

/// Handles the start of every request and the end of every response.
async fn front(
    State(app): State<Arc<App>>,
    params: Result<RawPathParams, RawPathParamsRejection>,
    path: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let (mut parts, body) = request.into_parts();
    let operation = path.and_then(|path| known(&parts.method, path.as_str()));
    let recording = app.record.begin(Server::MetaStudio, &parts, operation.map(|operation| operation.id));
    let id = app.next_id();
    parts.extensions.insert(RequestId(id.clone()));
    let disturbance = app.disturbances.next(operation.map(|operation| operation.id));
    recording.disturbed(disturbance != Disturbance::Pass);
    if let Some(hung_up) = disturb::unread(&disturbance) {
        return hung_up;
    }
    let body = read(&parts, body, &recording).await;
    let whole = detached(async move {
        let mut response = match body {
            Err(fault) => fault.response(&id),
            Ok(body) => {
                let job_id = params.as_ref().ok().and_then(|params| parameter(params, "job_id"));
                let about = About {
                    job_id: job_id.map(str::to_owned),
                    ..About::call(Server::MetaStudio, operation.map(|operation| operation.id))
                };
                app.events.emit(&about, Moment::Arrived).await;
                let admitted = admit(&app, &parts, params.as_ref().ok(), operation, &body);
                let admitted = admitted.map_err(|fault| fault.response(&id));
                let run = next.run(Request::from_parts(parts, Body::from(body)));
                disturb::carry_out(&app.events, &about, disturbance, admitted, run, &recording, &id).await
            }
        };
        add_headers(&mut response, [("x-request-id", id), ("date", http_date(app.now()))]);
        if disturb::is_response(&response) {
            recording.responded(response.status().as_u16());
        }
        response
    });
    disturb::unless_silent(whole.await).await
}

/// Returns the operation of a method and of a path with its parameters in braces.
fn known(method: &Method, path: &str) -> Option<&'static Operation> {
    ALL.iter().find(|operation| operation.method == method.as_str() && operation.path == path)
}

/// Checks the caller, the rate limit and the project of a request.
fn admit(
    app: &App,
    parts: &Parts,
    params: Option<&RawPathParams>,
    operation: Option<&Operation>,
    body: &Bytes,
) -> Result<(), Fault> {
    let caller = identify(app, parts, body)?.of_region(&app.identities)?;
    operation.map_or(Ok(()), |operation| app.admit(operation)).map_err(Fault::throttled)?;
    let in_path = params.and_then(|params| parameter(params, "project_id"));
    let in_header = parts.headers.get("x-project-id").map(|id| id.to_str().unwrap_or_default());
    let named = [in_path, in_header].into_iter().flatten();
    if in_path.zip(in_header).is_some_and(|(path, header)| path != header)
        || named.into_iter().any(|id| !caller.may_use(&app.identities, id))
    {
        return Err(Fault::wrong_project());
    }
    Ok(())
}

/// Returns a parameter of the path.
fn parameter<'a>(params: &'a RawPathParams, name: &str) -> Option<&'a str> {
    params.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// Collects all that a known operation needs to run.
async fn call(app: Arc<App>, params: &RawPathParams, request: Request) -> Result<Call, Fault> {
    let (parts, body) = request.into_parts();
    // The gateway has read the body into memory before, so this neither waits nor fails.
    let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let job_id = parameter(params, "job_id");
    job_id.map_or(Ok(()), |id| within::<JobId>("job_id", id))?;
    Ok(Call {
        app,
        job_id: job_id.unwrap_or_default().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: parts.headers,
        body,
    })
}

async fn unknown(Extension(RequestId(id)): Extension<RequestId>) -> Response<Body> {
    Fault::no_such_api().response(&id)
}

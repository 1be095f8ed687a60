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
use axum::extract::{Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode};
use bytes::Bytes;
use metastudio_voice::types::JobId;

use self::call::Call;
use self::fields::{app_user_id, within};
use super::App;
use super::auth::identify;
use crate::http::disturbance::Disturbance;
use crate::http::error_response::ErrorResponse;
use crate::http::event::{About, Moment};
use crate::http::fault::Fault;
use crate::http::record::Server;
use crate::http::server::{detached, read};
use crate::http::{add_headers, disturb};
use crate::state::clock::http_date;
use crate::state::spec::Route;

/// Returns the router of the API.
pub(crate) fn router() -> Router<Arc<App>> {
    Router::new().fallback(serve)
}

async fn serve(State(app): State<Arc<App>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let route = app.spec.route(parts.method.as_str(), parts.uri.path());
    let operation: Option<&'static str> = route.as_ref().map(|route| route.operation.id);
    let recording = app.record.begin(Server::MetaStudio, &parts, operation);
    let id = app.next_id();
    let disturbance = app.disturbances.next(operation);
    recording.disturbed(disturbance != Disturbance::Pass);
    if let Some(hung_up) = disturb::unread(&disturbance) {
        return hung_up;
    }
    let body = read(&parts, body, &recording).await;
    let whole = detached(async move {
        let mut response = match body {
            Err(fault) => fault.response(&id),
            Ok(body) => {
                let job_id = route.as_ref().and_then(|route| route.parameter("job_id")).map(str::to_owned);
                let about = About { job_id, ..About::call(Server::MetaStudio, operation) };
                app.events.emit(&about, Moment::Arrived).await;
                let admitted = admit(&app, &parts, route.as_ref(), &body).map_err(|fault| fault.response(&id));
                let run = async {
                    if let Some(canned) = app.stubs.take(operation, parts.method.as_str(), parts.uri.path()) {
                        recording.stubbed();
                        return canned.response(&id);
                    }
                    if let Some(code) = app.drift.failure(operation) {
                        return ErrorResponse::new(503, &code, "not now").response(&id);
                    }
                    let response = run(&app, parts, route, body, &id).await;
                    drifted(&app, operation, response.unwrap_or_else(|fault| fault.response(&id))).await
                };
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

/// Makes a response differ from the spec, if the simulator is to drift.
async fn drifted(app: &App, operation: Option<&str>, mut response: Response<Body>) -> Response<Body> {
    let Some(operation) = operation.filter(|_| app.settings.drift.is_some()) else { return response };
    let before = response.status().as_u16();
    let (status, header) = app.drift.head(operation, before);
    if let Some(Ok(status)) = status.map(StatusCode::from_u16) {
        *response.status_mut() = status;
    }
    if let Some((name, value)) = header {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    let (mut parts, body) = response.into_parts();
    let body = disturb::read(body).await;
    let Ok(mut value) = serde_json::from_slice(&body) else { return Response::from_parts(parts, Body::from(body)) };
    app.drift.change(operation, before, &mut value);
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(value.to_string()))
}

/// Checks the caller, the rate limit and the project of a request.
fn admit(app: &App, parts: &Parts, route: Option<&Route>, body: &Bytes) -> Result<(), Fault> {
    let caller = identify(app, parts, body)?.of_region(&app.identities)?;
    route.map_or(Ok(()), |route| app.admit(&route.operation)).map_err(Fault::throttled)?;
    let in_path = route.and_then(|route| route.parameter("project_id"));
    let in_header = parts.headers.get("x-project-id").map(|id| id.to_str().unwrap_or_default());
    let named = [in_path, in_header].into_iter().flatten();
    if in_path.zip(in_header).is_some_and(|(path, header)| path != header)
        || named.into_iter().any(|id| !caller.may_use(&app.identities, id))
    {
        return Err(Fault::wrong_project());
    }
    Ok(())
}

/// Runs the operation of a request.
async fn run(
    app: &Arc<App>,
    parts: Parts,
    route: Option<Route>,
    body: Bytes,
    request_id: &str,
) -> Result<Response<Body>, Fault> {
    let route = route.ok_or_else(Fault::no_such_api)?;
    if route.parameters.is_none() {
        return Err(Fault::invalid_parameter("the path is not UTF-8"));
    }
    let job_id = route.parameter("job_id").unwrap_or_default().to_owned();
    if !job_id.is_empty() {
        within::<JobId>("job_id", &job_id)?;
    }
    let operation = &route.operation;
    if operation.takes_app_user {
        app_user_id(&parts.headers)?;
    }
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let call = Call { app: Arc::clone(app), job_id, query, headers: parts.headers, body };
    operations::run(operation, &call, request_id).await
}

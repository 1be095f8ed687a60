//! IAM: issues tokens and temporary keys, and lists projects.

mod body;
pub(crate) mod keys;
mod projects;
mod refusal;
mod tokens;

use std::sync::Arc;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{Method, Request, Response};
use hyper::body::Incoming;

use self::refusal::Refusal;
use crate::http::add_headers;
use crate::http::disturb::{self, HangUp};
use crate::http::disturbance::Disturbance;
use crate::http::event::{About, Moment};
use crate::http::fault::Fault;
use crate::http::record::Server;
use crate::http::server::{detached, read};
use crate::services::App;
use crate::state::clock::http_date;

/// The operations of IAM that the simulator has.
#[derive(Clone, Copy)]
enum Operation {
    CreateToken,
    ListProjects,
    CreateTokenWithIdToken,
    CreateTemporaryKey,
}

/// Returns Huawei's names of IAM's operations.
pub(crate) fn operations() -> impl Iterator<Item = &'static str> {
    use Operation::{CreateTemporaryKey, CreateToken, CreateTokenWithIdToken, ListProjects};
    [CreateToken, ListProjects, CreateTokenWithIdToken, CreateTemporaryKey].into_iter().map(Operation::name)
}

impl Operation {
    fn of(parts: &Parts) -> Option<Self> {
        match (&parts.method, parts.uri.path()) {
            (&Method::POST, "/v3/auth/tokens") => Some(Self::CreateToken),
            (&Method::GET, "/v3/projects") => Some(Self::ListProjects),
            (&Method::POST, "/v3.0/OS-AUTH/id-token/tokens") => Some(Self::CreateTokenWithIdToken),
            (&Method::POST, "/v3.0/OS-CREDENTIAL/securitytokens") => Some(Self::CreateTemporaryKey),
            _ => None,
        }
    }

    /// Returns Huawei's name of the operation.
    fn name(self) -> &'static str {
        match self {
            Self::CreateToken => "KeystoneCreateUserTokenByPassword",
            Self::ListProjects => "KeystoneListProjects",
            Self::CreateTokenWithIdToken => "CreateTokenWithIdToken",
            Self::CreateTemporaryKey => "CreateTemporaryAccessKeyByToken",
        }
    }

    fn run(self, app: &App, parts: &Parts, body: &[u8]) -> Result<Response<Body>, Refusal> {
        match self {
            Self::CreateToken => tokens::create(app, parts, body),
            Self::ListProjects => projects::list(app, parts, body),
            Self::CreateTokenWithIdToken => tokens::create_federated(app, parts, body),
            Self::CreateTemporaryKey => keys::create(app, parts, body),
        }
    }
}

/// Serves a request. It takes only disturbances that name its operation.
pub(crate) async fn serve(app: Arc<App>, request: Request<Incoming>) -> Result<Response<Body>, HangUp> {
    let (parts, body) = request.into_parts();
    let operation = Operation::of(&parts);
    let recording = app.record.begin(Server::Iam, &parts, operation.map(Operation::name));
    let id = app.next_id();
    let planned = operation.map(|operation| app.disturbances.next_named(operation.name()));
    let disturbance = planned.unwrap_or(Disturbance::Pass);
    recording.disturbed(disturbance != Disturbance::Pass);
    if disturb::unread(&disturbance).is_some() {
        return Err(HangUp);
    }
    let body = read(&parts, body, &recording).await;
    let whole = detached(async move {
        let mut response = match body {
            Err(fault) => fault.response(&id),
            Ok(body) => {
                let about = About::call(Server::Iam, operation.map(Operation::name));
                app.events.emit(&about, Moment::Arrived).await;
                let run = async {
                    let result = match operation {
                        Some(operation) => operation.run(&app, &parts, &body),
                        None => Err(Fault::no_such_api().into()),
                    };
                    result.unwrap_or_else(|refusal| refusal.response(&id))
                };
                disturb::carry_out(&app.events, &about, disturbance, Ok(()), run, &recording, &id).await
            }
        };
        add_headers(&mut response, [("x-iam-trace-id", id), ("date", http_date(app.now()))]);
        if disturb::is_response(&response) {
            recording.responded(response.status().as_u16());
        }
        response
    });
    disturb::sent(disturb::unless_silent(whole.await).await)
}

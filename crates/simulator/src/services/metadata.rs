//! The metadata service of a cloud server: issues temporary keys to every program on the server.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{Method, Request, Response, StatusCode};
use hyper::body::Incoming;

use super::App;
use super::iam::keys::credential;
use crate::http::event::{About, Moment};
use crate::http::record::Server;
use crate::http::response;
use crate::http::server::{detached, read};
use crate::state::identity::Scope;
use crate::state::metadata::MetadataMode;

/// The permitted lifetimes of a token, in seconds.
const TTL: std::ops::RangeInclusive<u64> = 1..=6 * 60 * 60;
/// The lifetime of keys, unless one is set.
const KEY_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// Serves a request.
pub(crate) async fn serve(app: Arc<App>, request: Request<Incoming>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let recording = app.record.begin(Server::Metadata, &parts, None);
    let body = read(&parts, body, &recording).await;
    detached(async move {
        let response = match body {
            Err(fault) => text(fault.status, fault.message),
            Ok(_) => {
                let about = About::call(Server::Metadata, None);
                app.events.emit(&about, Moment::Arrived).await;
                let response = respond(&app, &parts);
                let done = response.status().is_success();
                recording.carried_out(done);
                app.events.emit(&about, if done { Moment::CarriedOut } else { Moment::Refused }).await;
                response
            }
        };
        recording.responded(response.status().as_u16());
        response
    })
    .await
}

fn respond(app: &App, parts: &Parts) -> Response<Body> {
    let mode = app.metadata.mode();
    if mode == MetadataMode::Failing {
        return text(StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable");
    }
    match (&parts.method, parts.uri.path()) {
        (&Method::PUT, "/meta-data/latest/api/token") => token(app, parts, mode),
        (&Method::GET, "/openstack/latest/securitykey") => security_key(app, parts, mode),
        (_, "/meta-data/latest/api/token" | "/openstack/latest/securitykey") => {
            text(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed")
        }
        _ => text(StatusCode::NOT_FOUND, "Not Found"),
    }
}

fn token(app: &App, parts: &Parts, mode: MetadataMode) -> Response<Body> {
    if let MetadataMode::NoTokens { status } = mode {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::NOT_FOUND);
        return text(status, status.canonical_reason().unwrap_or_default());
    }
    let ttl = parts.headers.get("x-metadata-token-ttl-seconds").and_then(|ttl| ttl.to_str().ok()?.parse().ok());
    match ttl.filter(|ttl| TTL.contains(ttl)) {
        Some(ttl) => text(StatusCode::OK, app.metadata.issue_token(ttl, app.now())),
        None => text(StatusCode::BAD_REQUEST, "Bad Request"),
    }
}

fn security_key(app: &App, parts: &Parts, mode: MetadataMode) -> Response<Body> {
    let token = parts.headers.get("x-metadata-token").and_then(|token| token.to_str().ok());
    let known = token.is_some_and(|token| app.metadata.knows(token, app.now()));
    if !known && !matches!(mode, MetadataMode::NoTokens { .. }) {
        return text(StatusCode::UNAUTHORIZED, "401 Unauthorized");
    }
    if mode == MetadataMode::NoAgency {
        return text(StatusCode::UNAUTHORIZED, "401 Unauthorized\nPlease configure Cloud Service Agency first");
    }
    let lifetime = app.settings.temporary_key_lifetime.unwrap_or(KEY_LIFETIME);
    let key = app.identities.issue_key(Scope::Account, lifetime, app.now());
    response(StatusCode::OK, "application/json", credential(&key).to_string())
}

fn text(status: StatusCode, text: impl Into<Body>) -> Response<Body> {
    response(status, "text/plain", text)
}

//! The metadata service of a cloud server: issues temporary keys to every program on the server.

mod mode;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, Request, Response, StatusCode};
use hyper::body::Incoming;

pub use self::mode::MetadataMode;
use crate::http::detached;
use crate::http::event::{About, Moment};
use crate::http::record::Server;
use crate::services::App;
use crate::services::credential::credential;
use crate::services::metastudio::read;
use crate::state::identity::{Register, Scope, later, secret};

/// The permitted lifetimes of a token, in seconds.
const TTL: std::ops::RangeInclusive<u64> = 1..=6 * 60 * 60;
/// The lifetime of keys, unless one is set.
const KEY_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// The mode of the service, and the expiry of the tokens that it has issued.
pub(crate) struct Metadata(Mutex<State>);

struct State {
    mode: MetadataMode,
    tokens: Register<String, i64>,
    issued: u64,
}

impl Metadata {
    pub(crate) fn new(mode: MetadataMode) -> Self {
        Self(Mutex::new(State { mode, tokens: Register::empty(), issued: 0 }))
    }

    pub(crate) fn set_mode(&self, mode: MetadataMode) {
        self.state().mode = mode;
    }

    /// Expires all tokens.
    pub(crate) fn expire_tokens(&self, now: i64) {
        self.state().tokens.all_mut().for_each(|expires_at| *expires_at = now.min(*expires_at));
    }

    fn issue_token(&self, ttl: u64, now: i64) -> String {
        let mut state = self.state();
        state.issued += 1;
        let token = secret::metadata_token(state.issued);
        state.tokens.issue(token.clone(), later(now, Duration::from_secs(ttl)));
        token
    }

    fn knows(&self, parts: &Parts, now: i64) -> bool {
        let token = parts.headers.get("x-metadata-token").and_then(|token| token.to_str().ok());
        token
            .is_some_and(|token| self.state().tokens.get(&token.to_owned()).is_some_and(|expires_at| now < *expires_at))
    }

    fn mode(&self) -> MetadataMode {
        self.state().mode
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Serves a request.
pub(crate) async fn serve(app: Arc<App>, request: Request<Incoming>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let recording = app.record.begin(Server::Metadata, &parts, None);
    let body = read(&parts, body, &recording).await;
    detached::run(async move {
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
    let lets_in = matches!(mode, MetadataMode::NoTokens { .. }) || app.metadata.knows(parts, app.now());
    if !lets_in {
        return text(StatusCode::UNAUTHORIZED, "401 Unauthorized");
    }
    if mode == MetadataMode::NoAgency {
        return text(StatusCode::UNAUTHORIZED, "401 Unauthorized\nPlease configure Cloud Service Agency first");
    }
    let lifetime = app.settings.identity.temporary_key_lifetime.unwrap_or(KEY_LIFETIME);
    let key = app.identities.issue_key(Scope::Account, lifetime, app.now());
    let mut response = text(StatusCode::OK, credential(&key).to_string());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn text(status: StatusCode, text: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(text.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
    response
}

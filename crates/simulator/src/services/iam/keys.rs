//! `POST /v3.0/OS-CREDENTIAL/securitytokens`: issues a temporary key for a token.

use std::time::Duration;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{Response, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::body::parsed;
use super::refusal::{Refusal, json_response};
use crate::services::App;
use crate::state::clock::timestamp;
use crate::state::identity::{AccessKey, Scope};

/// The permitted lifetimes of a key, in seconds.
const DURATIONS: std::ops::RangeInclusive<u64> = 15 * 60..=24 * 60 * 60;

#[derive(Deserialize)]
struct Wanted {
    auth: Auth,
}

#[derive(Deserialize)]
struct Auth {
    identity: Identity,
}

#[derive(Deserialize)]
struct Identity {
    methods: Vec<String>,
    token: Option<Token>,
}

#[derive(Default, Deserialize)]
struct Token {
    id: Option<String>,
    duration_seconds: Option<u64>,
}

/// Issues the key. If both the header and the body have a token, that of the header counts.
pub(super) fn create(app: &App, parts: &Parts, body: &[u8]) -> Result<Response<Body>, Refusal> {
    let Wanted { auth: Auth { identity } } = parsed(parts, body).map_err(Refusal::with_code)?;
    if identity.methods != ["token"] {
        return Err(Refusal::invalid_body().with_code());
    }
    let wanted = identity.token.unwrap_or_default();
    let in_header = parts.headers.get("x-auth-token").map(|token| token.as_bytes());
    let token = in_header.or(wanted.id.as_deref().map(str::as_bytes));
    let token = token.ok_or_else(|| Refusal::unauthenticated().with_code())?;
    let scope = app.identities.token(token, app.now()).map_err(|_| Refusal::unauthenticated().with_code())?;
    let seconds = wanted.duration_seconds.unwrap_or(*DURATIONS.start());
    if !DURATIONS.contains(&seconds) {
        return Err(Refusal::invalid_parameter("duration_seconds"));
    }
    let scope = if scope == Scope::Nothing { Scope::Account } else { scope };
    let lifetime = app.settings.temporary_key_lifetime.unwrap_or(Duration::from_secs(seconds));
    let key = app.identities.issue_key(scope, lifetime, app.now());
    Ok(json_response(StatusCode::CREATED, &credential(&key)))
}

/// Returns the JSON of a temporary key, as IAM and the metadata service write it.
pub(crate) fn credential(key: &AccessKey) -> Value {
    json!({ "credential": {
        "access": key.id,
        "secret": key.secret,
        "securitytoken": key.security_token,
        "expires_at": key.expires_at.map(timestamp),
    }})
}

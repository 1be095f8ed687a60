//! `POST /v3.0/OS-AUTH/id-token/tokens`: issues a token for the id token of an identity provider.

use axum::body::Body;
use axum::http::Response;
use axum::http::request::Parts;
use serde::Deserialize;
use serde_json::json;
use subtle::ConstantTimeEq;

use super::body::{WantedScope, domain, parsed};
use super::refusal::Refusal;
use super::tokens::{described, response};
use crate::services::App;
use crate::state::identity::{Scope, user_id};

#[derive(Deserialize)]
struct Wanted {
    auth: Auth,
}

#[derive(Deserialize)]
struct Auth {
    id_token: IdToken,
    scope: Option<WantedScope>,
}

#[derive(Deserialize)]
struct IdToken {
    id: String,
}

/// Issues the token. Without a scope, it can only be exchanged for a temporary key.
pub(super) fn create(app: &App, parts: &Parts, body: &[u8]) -> Result<Response<Body>, Refusal> {
    let Wanted { auth } = parsed(parts, body).map_err(Refusal::with_code)?;
    let account = app.identities.account();
    let named = parts.headers.get("x-idp-id").and_then(|id| id.to_str().ok());
    let named = named.ok_or_else(|| Refusal::invalid_parameter("X-Idp-Id"))?;
    let provider = account.provider.as_ref().filter(|(id, _)| id == named);
    let (_, id_token) = provider.ok_or_else(|| Refusal::not_found("identity_provider", named).with_code())?;
    if !bool::from(auth.id_token.id.as_bytes().ct_eq(id_token.as_bytes())) {
        return Err(Refusal::unauthenticated().with_code());
    }
    let granted = auth.scope.map(|scope| scope.grant(&app.identities, &account)).transpose();
    let granted = granted.map_err(Refusal::with_code)?;
    let scope = granted.as_ref().map_or(Scope::Nothing, |granted| granted.scope());
    let issued = app.identities.issue_token(scope, app.now());
    let user = json!({
        "OS-FEDERATION": { "groups": [], "identity_provider": { "id": named }, "protocol": { "id": "oidc" } },
        "domain": domain(&account),
        "id": user_id(),
        "name": account.user,
    });
    let mut token = described(&issued, &["mapped"], user);
    if let Some(granted) = granted {
        granted.describe(&account, &mut token);
    }
    Ok(response(&issued, &token))
}

//! `POST /v3/auth/tokens` and `POST /v3.0/OS-AUTH/id-token/tokens`: issue tokens.

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};
use subtle::ConstantTimeEq;

use super::body::{WantedScope, domain, parsed};
use super::refusal::{Refusal, json_response};
use crate::services::App;
use crate::state::clock::timestamp;
use crate::state::identity::{IssuedToken, NotSignedIn, Scope, SignIn, user_id};

#[derive(Deserialize)]
struct Wanted {
    auth: Auth,
}

#[derive(Deserialize)]
struct Auth {
    identity: Identity,
    scope: Option<WantedScope>,
}

#[derive(Deserialize)]
struct Identity {
    methods: Vec<String>,
    password: Password,
    totp: Option<Totp>,
}

#[derive(Deserialize)]
struct Password {
    user: User,
}

#[derive(Deserialize)]
struct User {
    name: String,
    password: String,
    domain: Domain,
}

#[derive(Deserialize)]
struct Domain {
    name: String,
}

#[derive(Deserialize)]
struct Totp {
    user: TotpUser,
}

#[derive(Deserialize)]
struct TotpUser {
    id: String,
    passcode: String,
}

/// Issues a token for a password, with or without a code.
pub(super) fn create(app: &App, parts: &Parts, body: &[u8]) -> Result<Response<Body>, Refusal> {
    let Wanted { auth } = parsed(parts, body)?;
    let user = &auth.identity.password.user;
    let methods: Vec<&str> = auth.identity.methods.iter().map(String::as_str).collect();
    let totp = match (methods.as_slice(), &auth.identity.totp) {
        (["password"], _) => None,
        (["password", "totp"] | ["totp", "password"], Some(Totp { user })) => {
            Some((user.id.as_str(), user.passcode.as_str()))
        }
        _ => return Err(Refusal::invalid_body()),
    };
    let given = SignIn { user: &user.name, password: &user.password, domain: &user.domain.name, totp };
    app.identities.sign_in(&given).map_err(|why| match why {
        NotSignedIn::Locked => Refusal::unauthorized("The account is locked."),
        NotSignedIn::WrongPassword => Refusal::unauthorized("The username or password is wrong."),
        NotSignedIn::WrongCode => Refusal::unauthenticated(),
    })?;
    let account = app.identities.account();
    let wanted = auth.scope.unwrap_or(WantedScope::ACCOUNT);
    let granted = wanted.grant(&app.identities, &account)?;
    let issued = app.identities.issue_token(granted.scope(), app.now());
    let user = json!({
        "domain": domain(&account),
        "id": user_id(),
        "name": account.user,
        "password_expires_at": "",
    });
    let mut token = described(&issued, &methods, user);
    token["roles"] = json!([{ "id": "0", "name": "te_admin" }]);
    token["catalog"] = if without_catalog(parts) { json!([]) } else { catalog(app) };
    if totp.is_some() {
        token["mfa_authn_at"] = timestamp(issued.issued_at).into();
    }
    granted.describe(&account, &mut token);
    Ok(response(&issued, &token))
}

#[derive(Deserialize)]
struct Federated {
    auth: FederatedAuth,
}

#[derive(Deserialize)]
struct FederatedAuth {
    id_token: IdToken,
    scope: Option<WantedScope>,
}

#[derive(Deserialize)]
struct IdToken {
    id: String,
}

/// Issues a token for the id token of an identity provider. Without a scope, it can only be exchanged for a temporary key.
pub(super) fn create_federated(app: &App, parts: &Parts, body: &[u8]) -> Result<Response<Body>, Refusal> {
    let Federated { auth } = parsed(parts, body).map_err(Refusal::with_code)?;
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

/// Returns the fields that every description of a token has.
fn described(issued: &IssuedToken, methods: &[&str], user: Value) -> Value {
    json!({
        "expires_at": timestamp(issued.expires_at),
        "issued_at": timestamp(issued.issued_at),
        "methods": methods,
        "user": user,
    })
}

/// Returns a response with the description in the body and the token itself in a header.
fn response(issued: &IssuedToken, described: &Value) -> Response<Body> {
    let mut response = json_response(StatusCode::CREATED, &json!({ "token": described }));
    if let Ok(value) = HeaderValue::from_str(&issued.value) {
        response.headers_mut().insert("x-subject-token", value);
    }
    response
}

/// Returns whether the query has a `nocatalog` that is not empty.
fn without_catalog(parts: &Parts) -> bool {
    let query = parts.uri.query().unwrap_or_default();
    url::form_urlencoded::parse(query.as_bytes()).any(|(name, value)| name == "nocatalog" && !value.is_empty())
}

/// Returns a catalog of IAM alone. The real catalog is long.
fn catalog(app: &App) -> Value {
    let url = format!("http://{}/v3.0", app.iam_authority);
    json!([{
        "endpoints": [{ "id": "iam", "interface": "public", "region": "*", "region_id": "*", "url": url }],
        "id": "iam",
        "name": "iam",
        "type": "iam",
    }])
}

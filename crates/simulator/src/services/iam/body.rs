//! Parses requests to IAM: their bodies, and the scope of a token.

use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::refusal::Refusal;
use crate::settings::{Account, Project};
use crate::state::identity::{Identities, Scope, domain_id};

/// A project or account by its name, its id, or both.
#[derive(Deserialize)]
pub(super) struct Named {
    id: Option<String>,
    name: Option<String>,
}

impl Named {
    fn means(&self, id: &str, name: &str) -> bool {
        let fits = |wanted: &Option<String>, known: &str| wanted.as_deref().is_none_or(|wanted| wanted == known);
        (self.id.is_some() || self.name.is_some()) && fits(&self.id, id) && fits(&self.name, name)
    }

    fn shown(&self) -> &str {
        self.id.as_deref().or(self.name.as_deref()).unwrap_or_default()
    }
}

/// The requested scope of a token.
#[derive(Deserialize)]
pub(super) struct WantedScope {
    project: Option<Named>,
    domain: Option<Named>,
}

/// The scope that IAM grants, as its response describes it.
pub(super) enum Granted<'a> {
    Project(&'a Project),
    Account,
}

impl Granted<'_> {
    pub(super) fn scope(&self) -> Scope {
        match self {
            Self::Project(project) => Scope::Project(project.id.clone()),
            Self::Account => Scope::Account,
        }
    }

    /// Adds the scope to the description of a token.
    pub(super) fn describe(&self, account: &Account, token: &mut Value) {
        match self {
            Self::Project(project) => {
                token["project"] = json!({ "domain": domain(account), "id": project.id, "name": project.name });
            }
            Self::Account => token["domain"] = domain(account),
        }
    }
}

impl WantedScope {
    /// The scope of a request that names none.
    pub(super) const ACCOUNT: Self = Self { project: None, domain: None };

    /// Grants the scope. If a request names both a project and an account, the project counts.
    pub(super) fn grant<'a>(&self, identities: &'a Identities, account: &Account) -> Result<Granted<'a>, Refusal> {
        if let Some(wanted) = &self.project {
            let known = identities.projects().iter().find(|project| wanted.means(&project.id, &project.name));
            return known.map(Granted::Project).ok_or_else(|| Refusal::not_found("project", wanted.shown()));
        }
        match &self.domain {
            Some(wanted) if !wanted.means(&domain_id(), &account.domain) => {
                Err(Refusal::not_found("domain", wanted.shown()))
            }
            _ => Ok(Granted::Account),
        }
    }
}

/// Returns the account as responses describe it.
pub(super) fn domain(account: &Account) -> Value {
    json!({ "id": domain_id(), "name": account.domain })
}

/// Parses the body, which must be JSON and have that Content-Type.
pub(super) fn parsed<T: DeserializeOwned>(parts: &Parts, body: &[u8]) -> Result<T, Refusal> {
    let content_type = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Err(Refusal::invalid_body());
    }
    serde_json::from_slice(body).map_err(|_| Refusal::invalid_body())
}

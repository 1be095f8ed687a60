//! `GET /v3/projects`: lists the projects of the account.

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{Response, StatusCode};
use serde_json::{Value, json};

use super::refusal::{Refusal, json_response};
use crate::services::App;
use crate::services::auth::identify;
use crate::settings::Project;
use crate::state::identity::{Scope, domain_id};

pub(super) fn list(app: &App, parts: &Parts, body: &[u8]) -> Result<Response<Body>, Refusal> {
    let caller = identify(app, parts, body)?;
    if caller.token == Some(Scope::Nothing) {
        return Err(Refusal::unauthenticated());
    }
    if parts.headers.get("x-domain-id").is_some_and(|id| id.as_bytes() != domain_id().as_bytes()) {
        let message = "You are not authorized to perform the requested action.".to_owned();
        return Err(Refusal::Keystone(StatusCode::FORBIDDEN, message));
    }
    let query = parts.uri.query().unwrap_or_default();
    let filters: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).collect();
    let wanted = |project: &&Project| {
        filters.iter().all(|(filter, value)| match filter.as_ref() {
            "name" => *value == project.name,
            "domain_id" | "parent_id" => *value == domain_id(),
            _ => true,
        })
    };
    let here = format!("http://{}/v3/projects", app.iam_authority);
    let projects: Vec<Value> =
        app.identities.projects().iter().filter(wanted).map(|project| shown(project, &here)).collect();
    let itself = if query.is_empty() { here } else { format!("{here}?{query}") };
    let links = json!({ "next": null, "previous": null, "self": itself });
    Ok(json_response(StatusCode::OK, &json!({ "links": links, "projects": projects })))
}

fn shown(project: &Project, here: &str) -> Value {
    json!({
        "description": "",
        "domain_id": domain_id(),
        "enabled": true,
        "id": project.id,
        "is_domain": false,
        "links": { "self": format!("{here}/{}", project.id) },
        "name": project.name,
        "parent_id": domain_id(),
    })
}

//! `metastudio-voice whoami`: as whom the program calls which service, and where each value comes from.

use clap::Args;
use metastudio_voice::{Configuration, Configured};
use serde_json::{Value, json};

use crate::connection::{Connection, origin};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::terminal::{Terminal, or_dash};
use crate::texts;

/// The options that name the service and the project.
const ENDPOINT: &str = "--endpoint";
const PROJECT: &str = "--project";

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    connection: Connection,
}

pub(crate) async fn run(arguments: Arguments, terminal: Terminal) -> Result<Exit, Failure> {
    let client = arguments.connection.client().await?;
    let Configuration { endpoint, project_id, credentials, .. } = client.configuration().await?;
    let expires = credentials
        .as_ref()
        .and_then(|credentials| credentials.expires_at)
        .and_then(|at| jiff::Timestamp::try_from(at).ok())
        .map(|at| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
    if terminal.is_json() {
        let configured = |it: &Configured, option| json!({ "value": it.value, "origin": origin(it, option) });
        let credentials = credentials.as_ref().map(
            |it| json!({ "kind": it.kind, "access_key": it.access_key, "origin": it.origin, "expires_at": expires }),
        );
        terminal.json(&json!({
            "endpoint": configured(&endpoint, ENDPOINT),
            "project_id": project_id.as_ref().map_or(Value::Null, |project| configured(project, PROJECT)),
            "credentials": credentials,
        }))?;
        return Ok(Exit::Done);
    }
    let from = origin(&endpoint, ENDPOINT);
    let mut rows = vec![[texts::ENDPOINT.to_string(), endpoint.value, from]];
    if let Some(project) = project_id {
        let from = origin(&project, PROJECT);
        rows.push([texts::PROJECT.to_string(), project.value, from]);
    }
    if let Some(credentials) = credentials {
        let key = credentials.access_key.map(|key| format!(" {key}")).unwrap_or_default();
        rows.push([texts::CREDENTIALS.to_string(), format!("{}{key}", credentials.kind), credentials.origin]);
        rows.push([texts::EXPIRES.to_string(), or_dash(expires), String::new()]);
    }
    terminal.table(&[], rows)?;
    Ok(Exit::Done)
}

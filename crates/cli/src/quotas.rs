//! `metastudio-voice quotas`: the training credits of the account, and the limits of recordings.

use clap::Args;
use metastudio_voice::types::{ResourceAvailableNums, TenantDurationCfg};
use serde_json::{Value, json};

use crate::connection::Connection;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::terminal::{Terminal, or_dash};
use crate::texts;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    connection: Connection,
}

pub(crate) async fn run(arguments: Arguments, terminal: Terminal) -> Result<Exit, Failure> {
    let client = arguments.connection.client().await?;
    let quotas = client.show_voice_training_quotas().limit(1).send().await?.into_inner();
    let limits = client.show_tenant_duration_cfg().send().await?.into_inner();
    let credits = quotas.resource_available_nums.unwrap_or_default();
    if terminal.is_json() {
        terminal.json(&json!({ "credits": credits, "recording_seconds": without_tenant(&limits) }))?;
        return Ok(Exit::Done);
    }
    let header = [texts::EDITION, texts::CREDITS, texts::SHORTEST, texts::LONGEST, texts::ADVISED].map(|it| it.get());
    terminal.table(&header, rows(&credits, &limits))?;
    Ok(Exit::Done)
}

/// Returns a row for each edition, with the fields of the API's two responses.
fn rows(credits: &ResourceAvailableNums, limits: &TenantDurationCfg) -> Vec<[String; 5]> {
    let (credits, limits) = (serde_json::to_value(credits), serde_json::to_value(limits));
    let (credits, limits) = (credits.unwrap_or_default(), limits.unwrap_or_default());
    let number = |value: &Value, name: &str| or_dash(value.get(name).and_then(Value::as_i64));
    let editions = [
        ("BASIC", "basic", "basic"),
        ("MIDDLE", "middle", "middle"),
        ("ADVANCE", "advance", "advance"),
        ("FLEXUS", "flexus", "flexus"),
        ("THIRD_PARTY_CMWW", "third_party_cmww", "cmww"),
    ];
    editions
        .into_iter()
        .map(|(edition, credit, limit)| {
            let limit = |suffix: &str| number(&limits, &format!("{limit}_{suffix}"));
            [edition.to_owned(), number(&credits, credit), limit("min"), limit("max"), limit("advice_value")]
        })
        .collect()
}

fn without_tenant(limits: &TenantDurationCfg) -> Value {
    let mut limits = serde_json::to_value(limits).unwrap_or_default();
    if let Some(fields) = limits.as_object_mut() {
        fields.remove("tenant_id");
    }
    limits
}

//! `metastudio-voice doctor`: the differences between the service and the spec, from a recording or from calls that only
//! read, and before them everything that such calls need.
//!
//! Exit codes: 0 nothing was found, 1 a difference or a fault of the set-up was found, 2 a file cannot be read.

mod live;
mod recording;
mod report;
mod texts;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use clap::Args;
use metastudio_voice::SPEC;
use metastudio_voice::drift::{Detector, Drift, Edit, apply};
use metastudio_voice_codegen::{Contract, Source, check};
use metastudio_voice_simulator::Simulator;

use self::report::Report;
use crate::connection::Connection;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::spec::input::read_text;
use crate::spec::save::save;
use crate::terminal::Terminal;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Recording of `train --record`, from which differences are found without any call.
    #[arg(value_name = "FILE")]
    recording: Option<PathBuf>,
    /// Call the real service, with calls that only read. Without it and without a FILE, everything is simulated.
    #[arg(long, conflicts_with = "recording")]
    live: bool,
    /// Compare with this spec instead of the one that the program was built with.
    #[arg(long, value_name = "SPEC", requires = "recording")]
    spec: Option<PathBuf>,
    /// Make the proposed edits in this file, which is the spec that was compared.
    #[arg(long, value_name = "SPEC")]
    edit: Option<PathBuf>,
    #[command(flatten)]
    connection: Connection,
}

pub(crate) async fn run(arguments: Arguments, terminal: Terminal) -> Result<Exit, Failure> {
    let report = Report::new(&terminal);
    let compared = match &arguments.spec {
        Some(path) => read(path)?,
        None => SPEC.to_owned(),
    };
    let (drifts, is_well) = match &arguments.recording {
        Some(path) => {
            let found = recording::drifts(path, &detector(arguments.spec.as_deref(), &compared)?, &report)?;
            report.drifts(found.responses, &found.drifts)?;
            (found.drifts, true)
        }
        None => {
            let (drifts, checked) = called(&arguments, &report).await?;
            report.drifts(checked.calls, &drifts)?;
            report.not_checked(&checked.left)?;
            (drifts, checked.is_well)
        }
    };
    if let Some(path) = &arguments.edit {
        edit(path, &compared, &drifts, &report)?;
    }
    Ok(if drifts.is_empty() && is_well { Exit::Done } else { Exit::Found })
}

/// Returns a detector for the spec of the program, or for another one.
fn detector(path: Option<&Path>, text: &str) -> Result<Detector, Failure> {
    let Some(path) = path else { return Ok(Detector::new()) };
    let table = check(Source::new(path.to_string_lossy(), text), Contract::NONE).response_table();
    let table = table.ok_or_else(|| Failure::Usage(texts::NOT_YAML.with(&[("file", &path.display())])))?;
    Ok(Detector::of_spec(text, &table)?)
}

/// Calls the service, or a simulator inside the program, and returns the differences and the outcome of the checks.
async fn called(arguments: &Arguments, report: &Report<'_>) -> Result<(Vec<Drift>, live::Checked), Failure> {
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let listen = move |drift: &Drift| tell.lock().unwrap_or_else(PoisonError::into_inner).push(drift.clone());
    let checked = match arguments.live || arguments.connection.endpoint.is_some() {
        true => {
            let endpoint = live::endpoint(arguments.connection.builder()).await;
            live::checked(endpoint, arguments.connection.builder().on_drift(listen), report).await?
        }
        false => {
            let simulator = Simulator::start()
                .await
                .map_err(|error| Failure::Usage(crate::texts::NO_SIMULATOR.with(&[("error", &error)])))?;
            report.note(crate::texts::SIMULATED);
            let endpoint = simulator.endpoint().parse().ok();
            live::checked(endpoint, simulator.client_builder().on_drift(listen), report).await?
        }
    };
    let drifts = std::mem::take(&mut *told.lock().unwrap_or_else(PoisonError::into_inner));
    Ok((drifts, checked))
}

fn read(path: &Path) -> Result<String, Failure> {
    read_text(path).map_err(Failure::Usage)
}

/// Makes the edits in a file, in one step.
fn edit(path: &Path, compared: &str, drifts: &[Drift], report: &Report<'_>) -> Result<(), Failure> {
    let text = read(path)?;
    if text != compared {
        return Err(Failure::Usage(texts::OTHER_TEXT.with(&[("file", &path.display())])));
    }
    let edits: Vec<&Edit> = drifts.iter().flat_map(Drift::edits).collect();
    if edits.is_empty() {
        return Ok(());
    }
    save(path, &apply(&text, edits)).map_err(Failure::Usage)?;
    report.note(texts::EDITED.with(&[("file", &path.display())]));
    Ok(())
}

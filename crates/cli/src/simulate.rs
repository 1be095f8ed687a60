//! `metastudio-voice simulate`: a simulator of the service on this machine.

use std::process::ExitCode;

use clap::Args;
use metastudio_voice_simulator::command::{self, Ready};

use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::texts;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    simulator: command::Arguments,
    /// Print the addresses and credentials in one line of JSON, as `--output json` does.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: Arguments, terminal: &Terminal) -> Result<ExitCode, Failure> {
    let ready = if arguments.json || terminal.is_json() { Ready::Json } else { Ready::Text };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Usage(error.to_string()))?;
    // It ends with Ctrl-C, and that is no failure. A client that it runs has the exit code of its own.
    let code = runtime.block_on(command::run(arguments.simulator, ready));
    code.map_err(|error| Failure::Usage(texts::NO_SIMULATOR.with(&[("error", &error)])))
}

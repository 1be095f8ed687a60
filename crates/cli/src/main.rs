//! The program `metastudio-voice`.

mod exit;
mod spec;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::exit::Exit;

/// Works on the OpenAPI spec of Huawei Cloud MetaStudio's voice-training API.
#[derive(Parser)]
#[command(name = "metastudio-voice", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Checks, compares and edits an OpenAPI spec.
    #[command(subcommand)]
    Spec(spec::Command),
}

fn main() -> ExitCode {
    let ended = match Arguments::parse().command {
        Command::Spec(command) => spec::run(command),
    };
    match ended {
        Ok(exit) => exit.into(),
        Err(message) => {
            // A failed write is ignored: nobody reads any more.
            let _ = writeln!(std::io::stderr().lock(), "error: {message}");
            Exit::Usage.into()
        }
    }
}

//! The program: a simulator on its own, which prints its addresses in one line of JSON.

use std::process::ExitCode;

use clap::Parser;
use metastudio_voice_simulator::command::{self, Ready};

/// Simulates Huawei Cloud MetaStudio's voice training, its OBS uploads, IAM and a metadata service on loopback.
///
/// Prints one line of JSON with the addresses and credentials when it is ready, and serves until Ctrl-C or SIGTERM.
///
/// With a COMMAND, it runs the command instead, stops with it, and exits with its code. The command finds the addresses
/// and credentials in its environment: ENDPOINT, OBS_ENDPOINT, IAM_ENDPOINT, METADATA_ENDPOINT, REGION, PROJECT_ID,
/// TOKEN, ACCESS_KEY, SECRET_KEY, IAM_USER, IAM_PASSWORD and IAM_DOMAIN.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(flatten)]
    arguments: command::Arguments,
}

#[tokio::main]
async fn main() -> ExitCode {
    match command::run(Arguments::parse().arguments, Ready::Json).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("metastudio-voice-simulator: {error}");
            ExitCode::FAILURE
        }
    }
}

//! The command: starts a simulator, prints its addresses in one line of JSON, and serves until it is stopped.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use metastudio_voice_simulator::{Clock, Simulator};
use serde_json::json;

/// Simulates Huawei Cloud MetaStudio's voice training, its OBS uploads, IAM and a metadata service on loopback.
///
/// Prints one line of JSON with the addresses and credentials when it is ready, and serves until Ctrl-C or SIGTERM.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Address of the API. OBS, IAM and the metadata service listen on other ports of the same address.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Permit an address in --listen that is not loopback. Its control plane requires no credentials.
    #[arg(long)]
    allow_remote: bool,
    /// Access key id with which clients must sign.
    #[arg(long, requires = "secret_key")]
    access_key: Option<String>,
    /// Secret key of the access key.
    #[arg(long, requires = "access_key")]
    secret_key: Option<String>,
    /// Project of the credentials.
    #[arg(long)]
    project_id: Option<String>,
    /// Token that the API accepts in X-Auth-Token.
    #[arg(long)]
    token: Option<String>,
    /// User to whom IAM issues tokens.
    #[arg(long, requires = "password")]
    user: Option<String>,
    /// Password of the user.
    #[arg(long, requires = "user")]
    password: Option<String>,
    /// Name of the user's account.
    #[arg(long)]
    domain: Option<String>,
    /// Length of the tokens that IAM issues, from 32 to 100000.
    #[arg(long, value_name = "BYTES")]
    token_bytes: Option<usize>,
    /// Lifetime of the tokens that IAM issues.
    #[arg(long, value_name = "SECONDS")]
    token_lifetime: Option<u64>,
    /// Lifetime of temporary keys, whatever lifetime a request names.
    #[arg(long, value_name = "SECONDS")]
    temporary_key_lifetime: Option<u64>,
    /// File with the spec, in YAML or JSON, in place of the one that the library was built with.
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// Directory for uploads. Without it, the simulator removes uploads when it stops.
    #[arg(long)]
    data_dir: Option<PathBuf>,
    /// Speed of jobs: `real` takes about five days in all, `fast` a quarter of a second for each state, and `polled`
    /// moves a job one state on with each poll.
    #[arg(long, value_enum, default_value_t = Speed::Fast)]
    clock: Speed,
    /// Enforce the documented rate limits.
    #[arg(long)]
    rate_limits: bool,
    /// Never lock a key. By default, five wrong signatures in a row lock it for five minutes.
    #[arg(long)]
    no_key_lock: bool,
    /// Disturb one API call and one upload in four, drawn from this seed.
    #[arg(long, value_name = "SEED")]
    chaos: Option<u64>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Speed {
    Real,
    Fast,
    Polled,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("metastudio-voice-simulator: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> io::Result<()> {
    let clock = match arguments.clock {
        Speed::Real => Clock::Real,
        Speed::Fast => Clock::Fast,
        Speed::Polled => Clock::Polled,
    };
    let mut builder = Simulator::builder().listen(arguments.listen).allow_remote(arguments.allow_remote).clock(clock);
    if let (Some(access_key), Some(secret_key)) = (arguments.access_key, arguments.secret_key) {
        builder = builder.access_key(access_key, secret_key);
    }
    if let Some(project_id) = arguments.project_id {
        builder = builder.project_id(project_id);
    }
    if let Some(token) = arguments.token {
        builder = builder.token(token);
    }
    if let (Some(user), Some(password)) = (arguments.user, arguments.password) {
        builder = builder.user(user, password);
    }
    if let Some(domain) = arguments.domain {
        builder = builder.domain(domain);
    }
    if let Some(bytes) = arguments.token_bytes {
        builder = builder.token_bytes(bytes);
    }
    if let Some(seconds) = arguments.token_lifetime {
        builder = builder.token_lifetime(Duration::from_secs(seconds));
    }
    if let Some(seconds) = arguments.temporary_key_lifetime {
        builder = builder.temporary_key_lifetime(Duration::from_secs(seconds));
    }
    builder = builder.rate_limits(arguments.rate_limits).key_lock(!arguments.no_key_lock);
    if let Some(seed) = arguments.chaos {
        builder = builder.chaos(seed);
    }
    if let Some(file) = arguments.spec {
        let text = std::fs::read_to_string(&file);
        builder =
            builder.spec(text.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", file.display())))?);
    }
    if let Some(directory) = arguments.data_dir {
        builder = builder.data_dir(directory);
    }
    let simulator = builder.start().await?;
    serve(&simulator).await
}

/// Prints the addresses and credentials in one line of JSON.
fn announce(simulator: &Simulator) -> io::Result<()> {
    let ready = json!({
        "endpoint": simulator.endpoint(),
        "obs_endpoint": simulator.obs_endpoint(),
        "iam_endpoint": simulator.iam_endpoint(),
        "metadata_endpoint": simulator.metadata_endpoint(),
        "region": simulator.region(),
        "project_id": simulator.project_id(),
        "access_key": simulator.access_key(),
        "secret_key": simulator.secret_key(),
        "token": simulator.token(),
        "user": simulator.user(),
        "password": simulator.password(),
        "domain": simulator.domain(),
    });
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{ready}")?;
    stdout.flush()
}

/// Announces the simulator and waits for Ctrl-C or SIGTERM. Both handlers are ready before the announcement.
#[cfg(unix)]
async fn serve(simulator: &Simulator) -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    announce(simulator)?;
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    Ok(())
}

/// Announces the simulator and waits for Ctrl-C.
#[cfg(not(unix))]
async fn serve(simulator: &Simulator) -> io::Result<()> {
    announce(simulator)?;
    tokio::signal::ctrl_c().await
}

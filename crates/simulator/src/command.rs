//! The command line of the simulator: starts one, prints its addresses, and serves until it is stopped. Or it runs a
//! client against the simulator. The program `metastudio-voice-simulator` is made of it, and `metastudio-voice simulate`.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::{ExitCode, ExitStatus};
use std::time::Duration;

use clap::{Args, ValueEnum};
use serde_json::Value;

use crate::{Clock, Simulator};

/// The greatest size of a spec in bytes, far more than any has.
const LARGEST_SPEC: u64 = 64 << 20;

/// The options of the command.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub struct Arguments {
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
    /// Speed of jobs: `real` takes about five days in all, `fast` a quarter of a second for each state, `polled` moves a
    /// job one state on with each poll, and `manual` moves jobs only through the control plane.
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
    /// Respond with fields, values, codes, statuses and headers that the spec does not have, drawn from this seed.
    #[arg(long, value_name = "SEED")]
    drift: Option<u64>,
    /// Judge the command by its requests: a voice is trained with one credit, each call has a token or a signature
    /// and not both, and uploads have neither. A violation is an exit code of 1.
    #[arg(long, requires = "command", conflicts_with = "chaos")]
    conformance: bool,
    /// Client to run, with its arguments.
    #[arg(trailing_var_arg = true)]
    command: Vec<OsString>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Speed {
    Real,
    Fast,
    Polled,
    Manual,
}

/// The form of the announcement that the simulator is ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ready {
    /// One line of JSON with the addresses and credentials.
    Json,
    /// Lines for people: the addresses, and the variables with which a client finds the simulator.
    Text,
}

/// Runs the command until Ctrl-C or SIGTERM, or until the client that it runs has ended. Returns the exit code.
///
/// # Errors
///
/// Returns an error if the simulator cannot be started, or the client cannot be run.
pub async fn run(arguments: Arguments, ready: Ready) -> io::Result<ExitCode> {
    let clock = match arguments.clock {
        Speed::Real => Clock::Real,
        Speed::Fast => Clock::Fast,
        Speed::Polled => Clock::Polled,
        Speed::Manual => Clock::Manual,
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
    if let Some(seed) = arguments.drift {
        builder = builder.drift(seed);
    }
    if let Some(file) = arguments.spec {
        let text = read_spec(&file);
        builder =
            builder.spec(text.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", file.display())))?);
    }
    if let Some(directory) = arguments.data_dir {
        builder = builder.data_dir(directory);
    }
    let simulator = builder.start().await?;
    match arguments.command.split_first() {
        None => serve(&simulator, ready).await.map(|()| ExitCode::SUCCESS),
        Some((program, values)) => try_client(&simulator, program, values, arguments.conformance).await,
    }
}

/// Reads a spec, up to the greatest size in bytes that one can have.
fn read_spec(file: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(file)?.take(LARGEST_SPEC + 1).read_to_string(&mut text)?;
    match text.len() as u64 > LARGEST_SPEC {
        true => Err(io::Error::other(format!("it has more than {LARGEST_SPEC} bytes, which is no spec"))),
        false => Ok(text),
    }
}

/// Returns the addresses and credentials, with their names in JSON and in the environment of a command. A variable USER
/// would take away the name of whoever runs the command.
fn addresses(simulator: &Simulator) -> [(&'static str, &'static str, String); 12] {
    [
        ("endpoint", "ENDPOINT", simulator.endpoint().to_owned()),
        ("obs_endpoint", "OBS_ENDPOINT", simulator.obs_endpoint().to_owned()),
        ("iam_endpoint", "IAM_ENDPOINT", simulator.iam_endpoint().to_owned()),
        ("metadata_endpoint", "METADATA_ENDPOINT", simulator.metadata_endpoint().to_owned()),
        ("region", "REGION", simulator.region().to_owned()),
        ("project_id", "PROJECT_ID", simulator.project_id().to_owned()),
        ("access_key", "ACCESS_KEY", simulator.access_key().to_owned()),
        ("secret_key", "SECRET_KEY", simulator.secret_key().to_owned()),
        ("token", "TOKEN", simulator.token().to_owned()),
        ("user", "IAM_USER", simulator.user().to_owned()),
        ("password", "IAM_PASSWORD", simulator.password()),
        ("domain", "IAM_DOMAIN", simulator.domain().to_owned()),
    ]
}

/// Runs a client, judges it if that is wished, and returns the client's exit code, or 1 for a violation.
async fn try_client(
    simulator: &Simulator,
    program: &OsString,
    values: &[OsString],
    conformance: bool,
) -> io::Result<ExitCode> {
    let environment = addresses(simulator).map(|(_, variable, value)| (variable, value));
    let mut stop = pin!(stopped()?);
    let mut client = tokio::process::Command::new(program)
        .args(values)
        .envs(environment)
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", program.display())))?;
    let status = tokio::select! {
        status = client.wait() => status?,
        code = &mut stop => return Ok(ExitCode::from(code)),
    };
    if !conformance {
        return Ok(exit_code(status));
    }
    let judged = simulator.conformance();
    writeln!(io::stderr(), "{judged}")?;
    Ok(if status.success() && !judged.conforms() { ExitCode::FAILURE } else { exit_code(status) })
}

/// What shells return for a command that Ctrl-C has ended.
const INTERRUPTED: u8 = 130;

/// Returns the code of a client, and for one that a signal ended what shells return.
fn exit_code(status: ExitStatus) -> ExitCode {
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&status).map(|signal| 128 + signal);
    #[cfg(not(unix))]
    let signal = None;
    let code = status.code().or(signal).and_then(|code| u8::try_from(code).ok());
    code.map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Prints the addresses and credentials.
fn announce(simulator: &Simulator, ready: Ready) -> io::Result<()> {
    if ready == Ready::Text {
        return announce_to_people(simulator);
    }
    let ready: serde_json::Map<String, Value> =
        addresses(simulator).into_iter().map(|(name, _, value)| (name.to_owned(), value.into())).collect();
    let ready = Value::Object(ready);
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{ready}")?;
    stdout.flush()
}

/// Prints what a person needs to call the simulator: Huawei's variables for a client, and the command that uses them.
fn announce_to_people(simulator: &Simulator) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "MetaStudio  {}", simulator.endpoint())?;
    writeln!(stdout, "OBS         {}", simulator.obs_endpoint())?;
    writeln!(stdout, "IAM         {}", simulator.iam_endpoint())?;
    writeln!(stdout, "metadata    {}", simulator.metadata_endpoint())?;
    writeln!(stdout, "\nexport HUAWEICLOUD_SDK_AK={}", simulator.access_key())?;
    writeln!(stdout, "export HUAWEICLOUD_SDK_SK={}", simulator.secret_key())?;
    writeln!(stdout, "export HUAWEICLOUD_SDK_PROJECT_ID={}", simulator.project_id())?;
    stdout.flush()
}

/// Announces the simulator and waits for Ctrl-C or SIGTERM, which are handled before the announcement.
async fn serve(simulator: &Simulator, ready: Ready) -> io::Result<()> {
    let stop = stopped()?;
    announce(simulator, ready)?;
    stop.await;
    Ok(())
}

/// Handles Ctrl-C and SIGTERM from now on, and returns a future that ends with the first of them and returns what shells
/// return for a command that it has ended.
#[cfg(unix)]
fn stopped() -> io::Result<impl Future<Output = u8>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => INTERRUPTED,
            _ = terminate.recv() => 143,
        }
    })
}

/// Returns a future that ends with Ctrl-C.
#[cfg(not(unix))]
fn stopped() -> io::Result<impl Future<Output = u8>> {
    Ok(async {
        // Without the handler, Ctrl-C ends the process itself.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        INTERRUPTED
    })
}

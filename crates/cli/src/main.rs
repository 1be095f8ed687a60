//! The program `metastudio-voice`.

mod batch;
mod completions;
mod connection;
mod doctor;
mod exit;
mod failure;
mod help;
mod jobs;
mod limited;
mod preflight;
mod quotas;
mod replace;
mod segments;
mod signals;
mod simulate;
mod spec;
mod terminal;
mod text;
mod texts;
mod train;
mod upload;
mod watch;
mod whoami;

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use tokio::sync::oneshot;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::signals::{Signal, Signals};
use crate::terminal::{Format, Settings, Terminal};
use crate::text::Language;

/// How long what still runs on other threads may take after the command has ended.
const SHUTDOWN: Duration = Duration::from_secs(2);

/// Trains voices with Huawei Cloud MetaStudio, and works on the OpenAPI spec of its API.
///
/// Credentials are found where Huawei's SDKs find them: in HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, in the profile
/// ~/.huaweicloud/credentials, or in the metadata service of the machine.
///
/// Exit codes: 0 done, 1 something was found, 2 wrong arguments or an unreadable file, 3 a person has to do something,
/// 4 refused before anything was created, 5 failed later and can be run again, 130 stopped by Ctrl-C, 143 by
/// SIGTERM.
#[derive(Parser)]
#[command(name = "metastudio-voice", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Language of the program's texts; the default is that of the locale (LC_ALL, LC_MESSAGES, LANG).
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE")]
    lang: Option<Language>,
}

/// The arguments of a command, with the settings of its output.
#[derive(Args)]
#[group(skip)]
struct With<A: Args> {
    #[command(flatten)]
    arguments: A,
    #[command(flatten)]
    settings: Settings,
}

/// As [`With`], for a command that has commands of its own.
#[derive(Args)]
#[group(skip)]
struct WithCommands<C: Subcommand> {
    #[command(subcommand)]
    command: C,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Subcommand)]
enum Command {
    /// Trains a voice from a recording; simulated unless --live.
    Train(With<train::Arguments>),
    /// Trains the voices of a manifest, a few at a time; simulated unless --live.
    Batch(With<batch::Arguments>),
    /// Checks recordings before anything is created, and shows where their faults are.
    Preflight(With<preflight::Arguments>),
    /// Watches a training that another process has submitted, by its journal.
    Watch(With<watch::Arguments>),
    /// Lists, shows and deletes training jobs.
    Jobs(WithCommands<jobs::Command>),
    /// Shows the training credits of the account, and the limits of recordings.
    Quotas(With<quotas::Arguments>),
    /// Shows as whom the program calls the service, and where each value comes from.
    Whoami(With<whoami::Arguments>),
    /// Checks everything that calls of the service need, and lists where the service differs from the spec.
    Doctor(With<doctor::Arguments>),
    /// Uploads a file to a pre-signed URL.
    Upload(With<upload::Arguments>),
    /// Checks a folder of segments; with --job, uploads them one by one and has each confirmed.
    Segments(With<segments::Arguments>),
    /// Simulates MetaStudio, OBS and IAM on this machine, for tests of any client.
    Simulate(With<simulate::Arguments>),
    /// Checks, compares and edits an OpenAPI spec.
    #[command(subcommand)]
    Spec(spec::Command),
    /// Prints the completions of a shell.
    Completions(completions::Arguments),
    /// Writes the manual pages into a folder.
    #[command(hide = true)]
    Man(completions::ManArguments),
}

fn main() -> ExitCode {
    // An argument that is no text is refused by clap, if not by the file system.
    let arguments: Vec<String> = std::env::args_os().map(|it| it.to_string_lossy().into_owned()).collect();
    Language::start(&arguments, |name| std::env::var(name).ok());
    let matches = match command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => {
            // Nobody reading it is no error.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(Exit::Usage as u8));
        }
    };
    let Arguments { command, .. } = match Arguments::from_arg_matches(&matches) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return Exit::Usage.into();
        }
    };
    run(command)
}

/// Returns the definition of the program in the language of this run.
fn command() -> clap::Command {
    help::translated(Arguments::command())
}

fn run(command: Command) -> ExitCode {
    match command {
        Command::Train(with) => call(with, train::run),
        Command::Batch(with) => call(with, batch::run),
        Command::Preflight(with) => call(with, preflight::run),
        Command::Watch(with) => call(with, watch::run),
        Command::Jobs(WithCommands { command, settings }) => {
            finish(settings, |terminal| calling(jobs::run(command, terminal)).map(ExitCode::from))
        }
        Command::Quotas(with) => call(with, quotas::run),
        Command::Whoami(with) => call(with, whoami::run),
        Command::Doctor(with) => call(with, doctor::run),
        Command::Upload(with) => call(with, upload::run),
        Command::Segments(with) => call(with, segments::run),
        Command::Simulate(With { arguments, settings }) => {
            finish(settings, |terminal| simulate::run(arguments, &terminal))
        }
        Command::Spec(command) => told(spec::run(command).map(ExitCode::from).map_err(Failure::Usage), Format::Table),
        Command::Completions(arguments) => told(completions::run(&arguments).map(ExitCode::from), Format::Table),
        Command::Man(arguments) => told(completions::write_manual(&arguments).map(ExitCode::from), Format::Table),
    }
}

/// Runs a command that calls the service.
fn call<A: Args, F>(with: With<A>, run: impl FnOnce(A, Terminal) -> F) -> ExitCode
where
    F: Future<Output = Result<Exit, Failure>>,
{
    let With { arguments, settings } = with;
    finish(settings, |terminal| calling(run(arguments, terminal)).map(ExitCode::from))
}

/// Runs a command with its terminal and its log, and returns how the program ends.
fn finish(settings: Settings, run: impl FnOnce(Terminal) -> Result<ExitCode, Failure>) -> ExitCode {
    // RUST_LOG says more exactly than --verbose what is logged.
    let set = std::env::var("RUST_LOG").ok().filter(|filter| !filter.is_empty());
    let filter = set.or_else(|| settings.log_filter().map(str::to_owned));
    if let Some(filter) = filter {
        let filter = tracing_subscriber::EnvFilter::new(filter);
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    }
    let format = settings.format();
    told(run(Terminal::new(settings)), format)
}

/// Tells a failure, and returns how the program ends.
fn told(ended: Result<ExitCode, Failure>, format: Format) -> ExitCode {
    match ended {
        Ok(code) => code,
        Err(failure) => {
            tell(&failure, format);
            failure.exit().into()
        }
    }
}

/// Runs a command that calls the service, until it ends or a signal stops it.
fn calling(command: impl Future<Output = Result<Exit, Failure>>) -> Result<Exit, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Usage(error.to_string()))?;
    let (sender, stopped) = oneshot::channel();
    std::thread::spawn(move || watch_for_signals(sender));
    let ended = runtime.block_on(async {
        tokio::select! {
            ended = command => ended,
            Ok(signal) = stopped => Err(Failure::Stopped(signal)),
        }
    });
    // A thread that reads from storage that hangs must not keep the program.
    runtime.shutdown_timeout(SHUTDOWN);
    ended
}

/// Tells of Ctrl-C or SIGTERM. A second one ends the process at once, and so does a command that does not end after the
/// first.
///
/// It has a thread and a runtime of its own, because a command may keep those of the program busy, with a file system that
/// does not answer for example.
fn watch_for_signals(first: oneshot::Sender<Signal>) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
    runtime.block_on(async {
        // Without a handler the system ends the process itself.
        let Ok(mut signals) = Signals::handle() else { return };
        let signal = signals.next().await;
        let _ = first.send(signal);
        // The time of a runtime that shuts down, and as much again for what comes before.
        let last = tokio::time::timeout(2 * SHUTDOWN, signals.next()).await.unwrap_or(signal);
        std::process::exit(i32::from(last.exit() as u8));
    });
}

/// Tells a failure on the standard error. A failed write is ignored: nobody reads any more.
fn tell(failure: &Failure, format: Format) {
    let Some(message) = failure.message() else { return };
    let mut stderr = std::io::stderr().lock();
    let _ = match format {
        Format::Table => writeln!(stderr, "{}: {message}", texts::ERROR),
        Format::Json => writeln!(stderr, "{}", failure.json()),
    };
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_definition_of_the_program_is_consistent() {
        super::command().debug_assert();
    }
}

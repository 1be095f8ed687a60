//! `metastudio-voice spec`: the commands that work on a spec.

mod check;
mod diff;
mod explain;
mod fix;
mod format;
pub(crate) mod input;
mod lsp;
mod new;
mod process;
pub(crate) mod save;
mod schema;
mod texts;
mod used;
mod watch;

use clap::Subcommand;

use crate::exit::Exit;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Reports every fault of a spec, as a build of the client does, without building.
    Check(check::Arguments),
    /// Tells what changes between two specs: in the Rust API, on the wire, and for other languages.
    Diff(diff::Arguments),
    /// Describes a check; without a code, lists all checks.
    Explain(explain::Arguments),
    /// Serves an editor: findings while typing, completion, explanations, definitions and fixes.
    Lsp(lsp::Arguments),
    /// Makes the fixes of findings in a spec, and says what it does and what is left.
    Fix(fix::Arguments),
    /// Prints or inserts a new part of a spec.
    #[command(subcommand)]
    New(new::Command),
    /// Prints a JSON Schema of the spec, for editors.
    Schema,
    /// Checks a spec after each change of its file, until Ctrl-C.
    Watch(watch::Arguments),
}

/// Runs a command. The error is a message for whoever called it.
pub(crate) fn run(command: Command) -> Result<Exit, String> {
    match command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Lsp(arguments) => Ok(lsp::run(arguments)),
        Command::Fix(arguments) => fix::run(&arguments),
        Command::New(command) => new::run(&command),
        Command::Schema => schema::run(),
        Command::Watch(arguments) => watch::run(&arguments),
    }
}

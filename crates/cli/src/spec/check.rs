//! `metastudio-voice spec check`.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use metastudio_voice_codegen::{Code, Contract, generate};

use super::format::{github, sarif};
use super::input::{code, here, note, print, read};
use super::used;
use crate::exit::Exit;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The spec, in YAML or JSON; `-` is the standard input. Without it, the one that a build of the crate in this folder
    /// uses, which depends on metastudio-voice.
    file: Option<PathBuf>,
    /// The form in which findings are printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Turns harmful findings with this code into warnings. It can be repeated.
    #[arg(long, value_name = "CODE", value_parser = code)]
    allow: Vec<&'static Code>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Text for people, with the line of the spec.
    Text,
    /// An array of findings.
    Json,
    /// SARIF 2.1.0, for services that collect the findings of many tools.
    Sarif,
    /// Commands of GitHub Actions, which annotate the lines of a pull request.
    Github,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, String> {
    let (source, allowed) = match &arguments.file {
        Some(file) => (read(file)?, Vec::new()),
        None => {
            let used = used::find(&here()?)?;
            note(&used.to_string());
            (read(&used.file)?, used.allowed)
        }
    };
    let allowed = allowed.iter().map(String::as_str).chain(arguments.allow.iter().map(|code| code.id));
    let report = generate(source, Contract::CLIENT).allow(allowed);
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    print(&match arguments.format {
        Format::Text => report.to_text(colour),
        Format::Json => report.to_json(),
        Format::Sarif => sarif::text(&report),
        Format::Github => github::text(&report),
    });
    Ok(if report.is_clean() { Exit::Done } else { Exit::Found })
}

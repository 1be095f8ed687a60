//! The command line.

use std::path::PathBuf;

use lexopt::prelude::{Long, Short, Value, ValueExt};
use metastudio_voice_codegen::Code;

pub(crate) const HELP: &str = "\
Checks an OpenAPI spec as a build of metastudio-voice does, without building.

Usage:
  metastudio-voice-codegen check FILE [--format text|json] [--allow CODE]...
  metastudio-voice-codegen explain CODE
  metastudio-voice-codegen explain

check    prints every finding with its place and what to do about it
explain  describes a check; without a code, lists all checks

--format  text (the default), or json: an array for editors and CI
--allow   turns harmful findings with this code into warnings

Exit status: 0 no findings, 1 findings, 2 the file or the arguments cannot be read.
";

pub(crate) enum Command {
    Check { file: PathBuf, format: Format, allowed: Vec<&'static str> },
    Explain(&'static Code),
    List,
    Help,
    Version,
}

#[derive(Clone, Copy)]
pub(crate) enum Format {
    Text,
    Json,
}

pub(crate) fn read(mut arguments: lexopt::Parser) -> Result<Command, lexopt::Error> {
    match arguments.next()? {
        Some(Long("help") | Short('h')) => Ok(Command::Help),
        Some(Long("version") | Short('V')) => Ok(Command::Version),
        Some(Value(name)) if name == "check" => check(arguments),
        Some(Value(name)) if name == "explain" => match arguments.next()? {
            None => Ok(Command::List),
            Some(Value(id)) => Ok(Command::Explain(code(&id.string()?)?)),
            Some(other) => Err(other.unexpected()),
        },
        Some(other) => Err(other.unexpected()),
        None => Err("missing command; use `check` or `explain`".into()),
    }
}

fn check(mut arguments: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let (mut file, mut format, mut allowed) = (None, Format::Text, Vec::new());
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("format") => {
                format = match arguments.value()?.string()?.as_str() {
                    "text" => Format::Text,
                    "json" => Format::Json,
                    other => return Err(format!("unknown format `{other}`; use text or json").into()),
                }
            }
            Long("allow") => allowed.push(code(&arguments.value()?.string()?)?.id),
            Long("help") | Short('h') => return Ok(Command::Help),
            Value(path) if file.is_none() => file = Some(PathBuf::from(path)),
            other => return Err(other.unexpected()),
        }
    }
    let file = file.ok_or("missing FILE; name the spec to check")?;
    Ok(Command::Check { file, format, allowed })
}

fn code(id: &str) -> Result<&'static Code, lexopt::Error> {
    Code::find(id).ok_or_else(|| format!("unknown code `{id}`; `explain` lists all codes").into())
}

/// Wraps the text in lines of at most 80 characters.
pub(crate) fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().filter(|line| line.chars().count() + word.chars().count() < 80);
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => *line += &format!(" {word}"),
            None => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

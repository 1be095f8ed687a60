//! `metastudio-voice spec explain`.

use clap::Args;
use metastudio_voice_codegen::{Code, Contract, Source, generate};

use super::input::{code, here, print, read};
use super::{texts, used};
use crate::exit::Exit;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The code of a check, such as MV0203.
    #[arg(value_parser = code)]
    code: Option<&'static Code>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, String> {
    let Some(code) = arguments.code else {
        print(&Code::all().map(|code| format!("{code} {:8} {}\n", code.class, code.title)).collect::<String>());
        return Ok(Exit::Done);
    };
    // Before the search, which takes longer than the rest.
    print(&format!("{code}: {} ({})\n\n{}\n", code.title, code.class, wrapped(code.explanation, 80)));
    if let Ok(here) = here()
        && here.ancestors().any(|folder| folder.join("Cargo.toml").is_file())
        && let Ok(used) = used::find(&here)
        && let Ok(source) = read(&used.file)
    {
        print(&format!("\n{used}:\n{}", places(code, source, &used.allowed)));
    }
    Ok(Exit::Done)
}

/// Returns where a spec has findings of a code.
fn places(code: &Code, source: Source, allowed: &[String]) -> String {
    let report = generate(source, Contract::CLIENT).allow(allowed.iter().map(String::as_str));
    let found = report.findings().iter().filter(|finding| finding.code() == code);
    let texts: String = found.map(|finding| report.render(finding, false)).collect();
    if texts.is_empty() { texts::NO_FINDING.with(&[("code", code)]) + "\n" } else { texts }
}

/// Wraps the text in lines of at most this many characters.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().filter(|line| line.chars().count() + word.chars().count() < width);
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => *line += &format!(" {word}"),
            None => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

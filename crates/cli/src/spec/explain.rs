//! `metastudio-voice spec explain`.

use clap::Args;
use metastudio_voice_codegen::Code;

use super::input::{code, print};
use crate::exit::Exit;

#[derive(Args)]
pub(crate) struct Arguments {
    /// The code of a check, such as MV0203.
    #[arg(value_parser = code)]
    code: Option<&'static Code>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, String> {
    print(&match arguments.code {
        Some(code) => format!("{code}: {} ({})\n\n{}\n", code.title, code.class, wrapped(code.explanation, 80)),
        None => Code::all().map(|code| format!("{code} {:8} {}\n", code.class, code.title)).collect(),
    });
    Ok(Exit::Done)
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

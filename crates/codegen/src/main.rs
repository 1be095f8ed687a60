//! The command `metastudio-voice-codegen`, which runs the checks of a build without building.

mod command;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use command::{Command, Format};
use metastudio_voice_codegen::{Code, Contract, Report, Source, generate};

/// The exit status if there are no findings.
const CLEAN: u8 = 0;
/// The exit status if there are findings.
const FINDINGS: u8 = 1;
/// The exit status if the file or the arguments cannot be read.
const UNREADABLE: u8 = 2;

fn main() -> ExitCode {
    let (text, status) = match command::read(lexopt::Parser::from_env()) {
        Ok(Command::Help) => (command::HELP.to_owned(), CLEAN),
        Ok(Command::Version) => {
            (concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"), "\n").to_owned(), CLEAN)
        }
        Ok(Command::Explain(code)) => (explain(code), CLEAN),
        Ok(Command::List) => {
            (Code::all().map(|code| format!("{code} {:8} {}\n", code.class, code.title)).collect(), CLEAN)
        }
        Ok(Command::Check { file, format, allowed }) => match std::fs::read(&file) {
            Ok(bytes) => check(&file.to_string_lossy(), &String::from_utf8_lossy(&bytes), format, &allowed),
            Err(error) => return complain(&format!("cannot read {}: {error}", file.display())),
        },
        Err(error) => return complain(&format!("{error}\n\n{}", command::HELP)),
    };
    // A failed write is ignored: the reader, such as `head`, may have closed the pipe.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    ExitCode::from(status)
}

fn check(path: &str, text: &str, format: Format, allowed: &[&'static str]) -> (String, u8) {
    let report: Report = generate(Source::new(path, text), Contract::CLIENT).allow(allowed.iter().copied());
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let shown = match format {
        Format::Text => report.to_text(colour),
        Format::Json => report.to_json(),
    };
    (shown, if report.is_clean() { CLEAN } else { FINDINGS })
}

fn explain(code: &Code) -> String {
    format!("{code}: {} ({})\n\n{}\n", code.title, code.class, command::wrapped(code.explanation))
}

fn complain(message: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr().lock(), "{}", message.trim_end());
    ExitCode::from(UNREADABLE)
}

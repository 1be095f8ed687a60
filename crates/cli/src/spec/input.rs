//! The files that commands read, and the text that they print.

use std::io::Write;
use std::path::{Path, PathBuf};

use metastudio_voice_codegen::{Code, Source};

use super::texts;
use crate::limited::{self, Unreadable};

/// The greatest size of a spec in bytes, far more than any has.
pub(crate) const LARGEST: u64 = 64 << 20;

/// Reads a spec; `-` is the standard input.
pub(crate) fn read(file: &Path) -> Result<Source, String> {
    read_text(file).map(|text| Source::new(file.to_string_lossy(), text))
}

/// Reads the text of a spec as it is, with a byte order mark if it has one; `-` is the standard input.
pub(crate) fn read_text(file: &Path) -> Result<String, String> {
    let failed = |error| texts::UNREADABLE.with(&[("file", &file.display()), ("error", &error)]);
    let text = match file.as_os_str() == "-" {
        true => limited::read_text(std::io::stdin().lock(), LARGEST),
        false => limited::read_text(std::fs::File::open(file).map_err(failed)?, LARGEST),
    };
    text.map_err(|reason| unreadable(file, reason))
}

/// Returns the bytes that were read from a file as its text.
pub(crate) fn decode(file: &Path, bytes: Vec<u8>) -> Result<String, String> {
    limited::decode(bytes, LARGEST).map_err(|reason| unreadable(file, reason))
}

fn unreadable(file: &Path, reason: Unreadable) -> String {
    let file = file.display();
    match reason {
        Unreadable::Failed(error) => texts::UNREADABLE.with(&[("file", &file), ("error", &error)]),
        Unreadable::TooLarge => texts::TOO_LARGE.with(&[("file", &file)]),
        Unreadable::NotUtf8 { line } => texts::NOT_UTF8.with(&[("file", &file), ("line", &line)]),
    }
}

/// Returns the folder in which the program runs.
pub(crate) fn here() -> Result<PathBuf, String> {
    std::env::current_dir().map_err(|error| texts::NO_FOLDER.with(&[("error", &error)]))
}

/// Prints a text. A failed write is ignored: the reader, such as `head`, may have closed the pipe.
pub(crate) fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Prints a line on the standard error, which no program reads.
pub(crate) fn note(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Reads the code of a check from the command line.
pub(crate) fn code(id: &str) -> Result<&'static Code, String> {
    Code::find(id).ok_or_else(|| texts::UNKNOWN_CODE.with(&[("code", &id)]))
}

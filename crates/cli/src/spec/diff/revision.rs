//! The two specs to compare: files, or files of a git revision.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use metastudio_voice_codegen::Source;

use super::texts;
use crate::spec::input::{LARGEST, decode, read};
use crate::spec::process::{Silence, ask};

/// How long git may take. It reads one file from its own store.
const PATIENCE: Duration = Duration::from_secs(60);

/// Reads a spec: a file, `REVISION:PATH`, or a revision of the given file.
pub(super) fn spec(name: &str, file: &Path) -> Result<Source, String> {
    let path = Path::new(name);
    if name == "-" || path.exists() {
        return read(path);
    }
    // Otherwise git would take it for an option.
    if name.is_empty() || name.starts_with('-') {
        return Err(texts::NO_REVISION.with(&[("name", &name)]));
    }
    match name.split_once(':') {
        Some(_) => show(name, name, Path::new(".")),
        None => {
            let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let Some(leaf) = file.file_name().and_then(OsStr::to_str) else {
                return Err(texts::NO_FILE_NAME.with(&[("file", &file.display())]));
            };
            show(name, &format!("{name}:./{leaf}"), folder)
                .map(|source| Source::new(format!("{name}:{}", file.display()), source.text()))
        }
    }
}

/// Reads an object of git, called in a folder.
fn show(name: &str, object: &str, folder: &Path) -> Result<Source, String> {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["cat-file", "blob", object]);
    // No question to a terminal, nothing from the network.
    git.env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1");
    let answer = ask(git, PATIENCE, LARGEST).map_err(|silence| match silence {
        Silence::Missing => texts::NO_GIT.with(&[("name", &name)]),
        Silence::Failed(error) => texts::GIT_FAILED.with(&[("name", &name), ("error", &error)]),
        Silence::TooLong => texts::GIT_SLOW.with(&[("name", &name), ("seconds", &PATIENCE.as_secs())]),
    })?;
    if let Some(said) = answer.failure {
        return Err(texts::GIT_REFUSED.with(&[("name", &name), ("said", &said)]));
    }
    decode(Path::new(name), answer.bytes).map(|text| Source::new(name, text))
}

//! The two specs to compare: files, or files of a git revision.

use std::ffi::OsStr;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use metastudio_voice_codegen::Source;

use crate::spec::input::{LARGEST, decode, read};

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
        return Err(format!("`{name}` is neither a file nor a revision of git"));
    }
    match name.split_once(':') {
        Some(_) => show(name, name, Path::new(".")),
        None => {
            let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let Some(leaf) = file.file_name().and_then(OsStr::to_str) else {
                return Err(format!("{} is not the name of a file; name the spec with --file", file.display()));
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
    // Its messages in English, no question to a terminal, nothing from the network.
    git.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1");
    git.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = git.spawn().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            format!("`{name}` is not a file; as a revision it cannot be read, because there is no git here")
        }
        _ => format!("cannot run git to read `{name}`: {error}"),
    })?;
    // Both pipes are emptied side by side, so that git never waits for one of them.
    let errors = reader(child.stderr.take(), 4096);
    let output = reader(child.stdout.take(), LARGEST + 1).recv_timeout(PATIENCE);
    if !matches!(&output, Ok(bytes) if bytes.len() as u64 <= LARGEST) {
        // It is stopped and not waited for long: a killed process ends.
        let _ = child.kill();
    }
    let status = child.wait().map_err(|error| format!("cannot run git to read `{name}`: {error}"))?;
    let bytes = output.map_err(|_| format!("git took longer than {} s to read `{name}`", PATIENCE.as_secs()))?;
    if bytes.len() as u64 <= LARGEST && !status.success() {
        let said = String::from_utf8_lossy(&errors.recv_timeout(PATIENCE).unwrap_or_default()).into_owned();
        let said = said.lines().next().unwrap_or_default().trim_start_matches("fatal: ").to_owned();
        return Err(format!(
            "`{name}` is neither a file nor a spec that git knows ({said}); name a file, REVISION:PATH, or a revision \
             of the file that --file names"
        ));
    }
    decode(Path::new(name), bytes).map(|text| Source::new(name, text))
}

/// Reads in a thread of its own.
fn reader(pipe: Option<impl Read + Send + 'static>, most: u64) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || drop(sender.send(limited(pipe, most))));
    receiver
}

/// Reads up to a number of bytes. What is read before a failure counts: git's status tells of the failure.
fn limited(pipe: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        let _ = pipe.take(most).read_to_end(&mut bytes);
    }
    bytes
}

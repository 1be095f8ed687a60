//! `metastudio-voice spec watch`: checks a spec again after each change of its file.
//!
//! Events of the file system only wake the program early: whether there is something to check is decided by the text.
//! So it makes no difference how an editor saves (in place, or by a new file that takes the name of the old one), and a
//! file system that sends no events is looked at every second.

use std::collections::HashSet;
use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

use clap::Args;
use metastudio_voice_codegen::{Code, Contract, Report, Source, generate};
use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::input::{code, read};
use super::texts;
use crate::exit::Exit;

/// The time without an event after which a save counts as complete.
const QUIET: Duration = Duration::from_millis(100);
/// The longest time for which the end of a save is awaited.
const LONGEST: Duration = Duration::from_secs(2);
/// The time after which the file is looked at without an event.
const LOOK: Duration = Duration::from_secs(1);

#[derive(Args)]
pub(crate) struct Arguments {
    /// The spec, in YAML or JSON.
    file: PathBuf,
    /// Turns harmful findings with this code into warnings. It can be repeated.
    #[arg(long, value_name = "CODE", value_parser = code)]
    allow: Vec<&'static Code>,
}

/// A reason to wake up.
enum Wake {
    /// The file may have changed.
    Event,
    /// The program is to end.
    End,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, String> {
    let file = &arguments.file;
    let (sender, receiver) = channel();
    end_on_ctrl_c(sender.clone())?;
    // It watches as long as it lives, and begins before the file is read, so that no change is missed between the two.
    let watcher = watcher(file, sender.clone());
    if let Err(error) = &watcher {
        let message = texts::POLLED.with(&[("error", error)]);
        let _ = writeln!(std::io::stderr(), "warning: {message}");
    }
    let mut stamp = Stamp::of(file);
    let mut last = Ok(text_of(file)?);
    loop {
        let written = show(arguments, &last).and_then(|()| next(file, &receiver, &mut stamp, &mut last));
        match written {
            Ok(true) => {}
            // Ctrl-C, or a reader that has closed the pipe.
            Ok(false) | Err(_) => return Ok(Exit::Done),
        }
    }
}

/// Waits until the text of the file, or the reason why it has none, is another. Returns whether to go on.
fn next(
    file: &Path,
    receiver: &Receiver<Wake>,
    stamp: &mut Stamp,
    last: &mut Result<String, String>,
) -> std::io::Result<bool> {
    loop {
        match receiver.recv_timeout(LOOK) {
            Ok(Wake::End) | Err(RecvTimeoutError::Disconnected) => return Ok(false),
            Err(RecvTimeoutError::Timeout) if Stamp::of(file) == *stamp => continue,
            Ok(Wake::Event) | Err(RecvTimeoutError::Timeout) => {}
        }
        if !settled(receiver) {
            return Ok(false);
        }
        *stamp = Stamp::of(file);
        let mut now = text_of(file);
        // Between the old file and the new one there may be none for a moment.
        if now.is_err() && last.is_ok() {
            if !settled(receiver) {
                return Ok(false);
            }
            *stamp = Stamp::of(file);
            now = text_of(file);
        }
        if now != *last {
            *last = now;
            return Ok(true);
        }
    }
}

/// Waits until events stop. Returns whether to go on.
fn settled(receiver: &Receiver<Wake>) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < LONGEST {
        match receiver.recv_timeout(QUIET) {
            Ok(Wake::Event) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Ok(Wake::End) | Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
    true
}

/// Prints a line at the beginning, the findings, and a line at the end. Editors recognize the two lines.
fn show(arguments: &Arguments, text: &Result<String, String>) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let name = arguments.file.display();
    writeln!(out, "watch: checking {name}")?;
    out.flush()?;
    let summary = match text {
        Ok(text) => {
            let source = Source::new(arguments.file.to_string_lossy(), text.as_str());
            let report = generate(source, Contract::CLIENT).allow(arguments.allow.iter().map(|code| code.id));
            out.write_all(findings(&report).as_bytes())?;
            report.summary()
        }
        Err(message) => {
            writeln!(out, "error: {message}\n")?;
            texts::NOTHING_TO_CHECK.with(&[("file", &name)])
        }
    };
    writeln!(out, "watch: {summary}, at {} UTC", time_of_day(SystemTime::now()))?;
    out.flush()
}

fn findings(report: &Report) -> String {
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    report.findings().iter().map(|finding| report.render(finding, colour) + "\n\n").collect()
}

/// Returns the time of day in UTC: the local one would take a database of time zones.
fn time_of_day(time: SystemTime) -> String {
    let seconds = time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    format!("{:02}:{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60)
}

fn text_of(file: &Path) -> Result<String, String> {
    // Reading a pipe would wait for somebody who writes into it.
    if file.metadata().is_ok_and(|metadata| !metadata.is_file()) {
        return Err(texts::NO_FILE_TO_WATCH.with(&[("file", &file.display())]));
    }
    read(file).map(|source| source.text().to_owned())
}

/// What tells without reading that a file has probably not changed.
#[derive(PartialEq)]
struct Stamp(Option<(u64, Option<SystemTime>)>);

impl Stamp {
    fn of(file: &Path) -> Self {
        Self(file.metadata().ok().map(|metadata| (metadata.len(), metadata.modified().ok())))
    }
}

/// Ends the program on Ctrl-C after the current check, and at once if it is pressed again.
fn end_on_ctrl_c(sender: Sender<Wake>) -> Result<(), String> {
    let mut pressed = false;
    let handler = move || {
        if std::mem::replace(&mut pressed, true) {
            std::process::exit(130);
        }
        // The receiver is gone only when the program is about to end.
        let _ = sender.send(Wake::End);
    };
    ctrlc::set_handler(handler).map_err(|error| texts::NO_CTRL_C.with(&[("error", &error)]))
}

/// Returns a watcher of the folders that hold the file and, if it is a link, its target.
fn watcher(file: &Path, sender: Sender<Wake>) -> notify::Result<RecommendedWatcher> {
    let places: Vec<PathBuf> = [Some(file.to_owned()), file.canonicalize().ok()].into_iter().flatten().collect();
    let names: HashSet<OsString> =
        places.iter().filter_map(|place| place.file_name()).map(std::ffi::OsStr::to_owned).collect();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.map_or(true, |event| concerns(&event, &names)) {
            let _ = sender.send(Wake::Event);
        }
    })?;
    let folders = places.iter().map(|place| match place.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    });
    for folder in folders.collect::<HashSet<_>>() {
        watcher.watch(&folder, RecursiveMode::NonRecursive)?;
    }
    Ok(watcher)
}

/// Returns whether an event may have changed the file. Reading it is an event, too, and the program reads it.
fn concerns(event: &Event, names: &HashSet<OsString>) -> bool {
    let read = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => true,
        _ => false,
    };
    let named = |path: &PathBuf| path.file_name().is_some_and(|name| names.contains(name));
    !read && (event.paths.is_empty() || event.paths.iter().any(named))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::time_of_day;

    #[test]
    fn the_time_of_day_has_two_digits_each() {
        let at = |seconds| time_of_day(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(0), "00:00:00");
        assert_eq!(at(86_400 * 20_000 + 3_600 * 13 + 62), "13:01:02");
    }
}

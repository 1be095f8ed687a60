//! Measures zip and PUT of one recording: this crate against the alternatives of its users, in one run, and against the
//! goals.
//!
//! `cargo bench --workspace --bench upload -- [--mib 1024] [--runs 5] [--tls] [--with-zip-and-curl]` `cargo bench
//! --workspace --bench upload -- --memory [--mib 4096] [--runs 5]` measures the peak memory of this crate alone, at 1
//! GiB and at that size.
//!
//! The server is a thread of this process that reads and forgets, so that it costs all contenders the same and is never
//! the slowest part. Each contender is a process of its own, which reports its wall time, its CPU time (in hundredths
//! of a second) and its peak memory. The bench names a peer that is not installed, and measures the others.

mod contender;
mod options;
mod recording;
mod report;
mod sink;
mod trust;

use std::path::{Path, PathBuf};
use std::process::Command;

use options::Options;

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--contender", name, url, recording] => contender::run(name, url, Path::new(recording)),
        _ => {
            let options = Options::read(&arguments)?;
            if options.memory { memory(&options) } else { compare(&options) }
        }
    }
}

fn compare(options: &Options) -> Result<(), Failure> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let recording = folder.path().join("recording.wav");
    recording::write(&recording, options.mib)?;
    let sink = sink::start(options.tls.then_some(folder.path()))?;
    let mut contenders = vec!["ours", "bare-reqwest"];
    let python = python().inspect_err(|missing| println!("python: not installed: {missing}")).ok();
    if python.is_some() {
        contenders.push("python");
    }
    if options.with_zip_and_curl {
        match ["zip", "curl"].iter().find(|program| !installed(program)) {
            Some(missing) => println!("zip-and-curl: not installed: {missing}"),
            None if python.is_none() => println!("zip-and-curl: not run: it is started by python"),
            None => contenders.push("zip-and-curl"),
        }
    }
    let mut table = report::Table::new(options.mib, options.tls);
    // The contenders take turns in each round, so that other work on the machine disturbs them all.
    for _ in 0..options.runs {
        for name in &contenders {
            let mut command = match &python {
                Some(python) if matches!(*name, "python" | "zip-and-curl") => {
                    let mut command = Command::new(python);
                    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/upload/peer.py"));
                    command
                }
                _ => ourselves()?,
            };
            table.add(name, &measured(&mut command, name, &sink, &recording)?)?;
        }
    }
    println!("{table}");
    Ok(())
}

/// Measures this crate alone, with sparse files: its memory does not depend on their content.
fn memory(options: &Options) -> Result<(), Failure> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let sink = sink::start(options.tls.then_some(folder.path()))?;
    let mut peaks = report::Peaks::default();
    for _ in 0..options.runs {
        for mib in [1024, options.mib] {
            let recording = folder.path().join(format!("{mib}.wav"));
            recording::sparse(&recording, mib)?;
            peaks.add(mib, &measured(&mut ourselves()?, "ours", &sink, &recording)?)?;
        }
    }
    println!("{peaks}");
    Ok(())
}

fn ourselves() -> Result<Command, Failure> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("--contender");
    Ok(command)
}

/// Runs a contender and returns the figures that it prints.
fn measured(command: &mut Command, name: &str, sink: &sink::Sink, recording: &Path) -> Result<String, Failure> {
    command.arg(name).arg(&sink.url).arg(recording);
    if let Some(authority) = &sink.authority {
        command.env(trust::AUTHORITY, authority);
    }
    let output = command.output()?;
    if !output.status.success() {
        return Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Returns a Python with the peers' packages, pinned.
fn python() -> Result<PathBuf, Failure> {
    let output = Command::new("bash").arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../.ci/tools")).output()?;
    if !output.status.success() {
        // The last line of pip's output has the reason.
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(errors.lines().next_back().unwrap_or(".ci/tools failed").into());
    }
    Ok(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(String::from_utf8(output.stdout)?.trim()))
}

fn installed(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

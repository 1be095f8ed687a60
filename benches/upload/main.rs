//! Zip and PUT of one recording: this crate against what a user would do instead, in one run.
//!
//! `cargo bench --bench upload -- [--mib 1024] [--runs 5] [--with-zip-and-curl]`
//!
//! The simulator runs in this process and keeps nothing, so that it costs all contenders the same; each contender is a
//! process of its own, which reports its wall time, its CPU time and its peak memory.

mod contender;
mod recording;
mod report;

use std::path::{Path, PathBuf};
use std::process::Command;

use metastudio_voice::{Client, Credentials};
use metastudio_voice_simulator::Simulator;

type Failure = Box<dyn std::error::Error>;

struct Options {
    mib: u64,
    runs: usize,
    with_zip_and_curl: bool,
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, name, url, recording, ..] = arguments.as_slice()
        && mode == "--contender"
    {
        return contender::run(name, url, Path::new(recording));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(compare(&options(&arguments)?))
}

fn options(arguments: &[String]) -> Result<Options, Failure> {
    let mut options = Options { mib: 1024, runs: 5, with_zip_and_curl: false };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().ok_or("a number is missing")?.parse::<u64>().map_err(Failure::from);
        match argument.as_str() {
            "--mib" => options.mib = number()?,
            "--runs" => options.runs = usize::try_from(number()?)?,
            "--with-zip-and-curl" => options.with_zip_and_curl = true,
            // cargo's own.
            "--bench" => {}
            other => return Err(format!("unknown argument {other}").into()),
        }
    }
    Ok(options)
}

async fn compare(options: &Options) -> Result<(), Failure> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let recording = folder.path().join("recording.wav");
    recording::write(&recording, options.mib)?;
    let python = python()?;
    let simulator = Simulator::builder().keep_uploads(false).start().await?;
    let client = Client::builder()
        .endpoint(simulator.endpoint())
        .project_id(simulator.project_id())
        .credentials(Credentials::access_key(simulator.access_key(), simulator.secret_key())?)
        .build()
        .await?;

    let mut contenders = vec!["ours", "bare-reqwest", "python"];
    if options.with_zip_and_curl {
        contenders.push("zip-and-curl");
    }
    let mut table = report::Table::new(options.mib);
    // One after the other, round by round: what disturbs the machine disturbs them all.
    for _ in 0..options.runs {
        for name in &contenders {
            let job = client.create_training_advance_job().body_map(|job| job.voice_name("bench")).send().await?;
            let url = job.into_inner().training_data_uploading_url.ok_or("no address")?;
            let mut command = if matches!(*name, "python" | "zip-and-curl") {
                let mut command = Command::new(&python);
                command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/upload/peer.py"));
                command
            } else {
                let mut command = Command::new(std::env::current_exe()?);
                command.arg("--contender");
                command
            };
            command.arg(name).arg(&url).arg(&recording);
            let output = tokio::task::spawn_blocking(move || command.output()).await??;
            if !output.status.success() {
                return Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr)).into());
            }
            table.add(name, &String::from_utf8(output.stdout)?)?;
        }
    }
    println!("{table}");
    Ok(())
}

/// A Python with the peers' packages, pinned.
fn python() -> Result<PathBuf, Failure> {
    let output = Command::new("bash").arg(concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/tools")).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(Path::new(env!("CARGO_MANIFEST_DIR")).join(String::from_utf8(output.stdout)?.trim()))
}

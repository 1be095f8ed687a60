//! Generates the client from the spec into `OUT_DIR`, or reports where the spec is wrong.
//!
//! `METASTUDIO_VOICE_SPEC` names another spec. `METASTUDIO_VOICE_ALLOW` lists the codes of harmful findings to turn
//! into warnings, such as `MV0702,MV0706`.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use metastudio_voice_codegen::{Contract, Report, Source, generate};

const SPEC: &str = "openapi/metastudio-voice.yaml";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=METASTUDIO_VOICE_SPEC");
    println!("cargo::rerun-if-env-changed=METASTUDIO_VOICE_ALLOW");
    let spec = std::env::var("METASTUDIO_VOICE_SPEC").unwrap_or_else(|_| SPEC.to_owned());
    println!("cargo::rerun-if-changed={spec}");
    match std::fs::read(&spec) {
        Ok(text) => build(&spec, &String::from_utf8_lossy(&text)),
        Err(error) => fail(&format!("the spec {spec} cannot be read: {error}{}", counted_from(&spec))),
    }
}

fn build(spec: &str, text: &str) -> ExitCode {
    let allowed = std::env::var("METASTUDIO_VOICE_ALLOW").unwrap_or_default();
    let report = generate(Source::new(spec, text), Contract::CLIENT).allow(allowed.split(','));
    show(&report);
    match (report.code(), std::env::var_os("OUT_DIR")) {
        (Some(code), Some(out)) if !report.has_errors() => match write(&report, [code, text], Path::new(&out)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(&format!("the generated client cannot be written: {error}")),
        },
        _ => fail(&report.summary()),
    }
}

/// Writes the files that are new or have changed, so that rustc finds the others unchanged, and removes those of types
/// and operations that no longer exist.
fn write(report: &Report, [code, spec]: [&str; 2], out: &Path) -> std::io::Result<()> {
    let parts = out.join("client");
    std::fs::create_dir_all(&parts)?;
    let mut gone: HashSet<PathBuf> =
        std::fs::read_dir(&parts)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    // `whole.rs` is the client as one text, which tests/golden/main.rs compares with the reviewed one. The library does
    // not include it.
    let table = report.response_table().unwrap_or_default();
    for (path, code) in report.files().chain([("whole.rs", code), ("spec.yaml", spec), ("responses.json", &table)]) {
        let path = out.join(path);
        gone.remove(&path);
        if !std::fs::read(&path).is_ok_and(|written| written == code.as_bytes()) {
            std::fs::write(&path, code)?;
        }
    }
    gone.iter().try_for_each(std::fs::remove_file)
}

/// Returns the folder that a relative path counts from, which is seldom the one that its author had in mind.
fn counted_from(spec: &str) -> String {
    match (Path::new(spec).is_relative(), std::env::current_dir()) {
        (true, Ok(folder)) => format!("; a relative path counts from {}", folder.display()),
        _ => String::new(),
    }
}

/// Prints the findings line by line, because cargo accepts one line at a time and puts the crate's name before each.
fn show(report: &Report) {
    for finding in report.findings().iter().filter(|finding| finding.allowed().is_none()) {
        let kind = if report.is_error(finding) { "error" } else { "warning" };
        for line in report.render(finding, false).lines().chain([""]) {
            println!("cargo::{kind}={line}");
        }
    }
}

/// Fails the build with a message. cargo fails it because of the printed error; if this program failed too, cargo would
/// print everything twice.
fn fail(message: &str) -> ExitCode {
    println!("cargo::error={message}");
    ExitCode::SUCCESS
}

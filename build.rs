//! Generates the client from the spec into `OUT_DIR`, or says where the spec is wrong.
//!
//! `METASTUDIO_VOICE_SPEC` names another spec; `METASTUDIO_VOICE_ALLOW` lists harmful findings that are to be warnings
//! only, such as `MV0702,MV0706`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use metastudio_voice_codegen::{Needs, Report, Source, generate};

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
    let report = generate(Source::new(spec, text), Needs::CLIENT).allow(allowed.split(','));
    show(&report);
    match (report.code(), std::env::var_os("OUT_DIR")) {
        (Some(code), Some(out)) if !report.has_errors() => {
            match std::fs::write(PathBuf::from(out).join("client.rs"), code) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => fail(&format!("the generated client cannot be written: {error}")),
            }
        }
        _ => fail(&report.summary()),
    }
}

/// Where a relative path counts from, which is seldom where its writer stands.
fn counted_from(spec: &str) -> String {
    match (Path::new(spec).is_relative(), std::env::current_dir()) {
        (true, Ok(folder)) => format!("; a relative path counts from {}", folder.display()),
        _ => String::new(),
    }
}

/// cargo takes one line at a time, and puts the crate's name before each.
fn show(report: &Report) {
    for finding in report.findings() {
        let kind = if report.is_error(finding) { "error" } else { "warning" };
        for line in report.render(finding, false).lines().chain([""]) {
            println!("cargo::{kind}={line}");
        }
    }
}

/// cargo fails the build because of the error; a failure of this program would make it print everything twice.
fn fail(message: &str) -> ExitCode {
    println!("cargo::error={message}");
    ExitCode::SUCCESS
}

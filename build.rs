//! Generates the client from the spec into `OUT_DIR`, or says where the spec is wrong.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const SPEC: &str = "openapi/metastudio-voice.yaml";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={SPEC}");
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(messages) => {
            for message in messages {
                println!("cargo::error={}", message.replace('\n', " "));
            }
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), Vec<String>> {
    let text = std::fs::read_to_string(Path::new(SPEC)).map_err(|error| vec![format!("{SPEC}: {error}")])?;
    let code = metastudio_voice_codegen::generate(&text)
        .map_err(|findings| findings.iter().map(|finding| finding.render(SPEC)).collect::<Vec<_>>())?;
    let out = std::env::var_os("OUT_DIR").ok_or_else(|| vec!["cargo did not set OUT_DIR".to_owned()])?;
    let file = PathBuf::from(out).join("client.rs");
    std::fs::write(&file, code).map_err(|error| vec![format!("the generated client cannot be written: {error}")])
}

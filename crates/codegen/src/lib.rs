//! Generates the Rust client from the OpenAPI spec, or reports where the spec is wrong: parses the spec with its
//! places, checks it, generates the client with progenitor, adapts it with passes over the syntax tree, and formats it.
//!
//! The build script of the library calls [`generate`] and writes the code to `OUT_DIR`; the command
//! `metastudio-voice-codegen check FILE` runs the same steps without building.
//!
//! The modules [`yaml`], [`document`], [`openapi`] and [`extension`] are for programs that work on specs, such as
//! `metastudio-voice spec`: they read a spec as the checks read it.

mod advice;
mod bisect;
mod catch_panic;
mod checks;
mod codes;
mod contract;
mod diagnostic;
pub mod document;
mod files;
mod fix;
mod foreign_key;
mod formats;
mod generator;
mod idioms;
mod mismatch;
mod names;
mod normalize;
pub mod openapi;
mod passes;
mod pipeline;
mod report;
mod response_table;
mod root;
mod similar;
mod spec;
mod validate;
mod walk;
pub mod yaml;

use std::collections::HashSet;

pub use codes::{Class, Code};
pub use contract::Contract;
pub use diagnostic::{Diagnostic, Place, Source};
pub use fix::Fix;
pub use report::Report;
pub use spec::extension;

/// Checks a spec and generates the client from it.
///
/// ```no_run
/// use metastudio_voice_codegen::{Contract, Source, generate};
///
/// let path = "openapi/metastudio-voice.yaml";
/// let report = generate(Source::new(path, std::fs::read_to_string(path)?), Contract::CLIENT);
/// match report.code() {
///     Some(code) => println!("{code}"),
///     None => eprint!("{}", report.to_text(false)),
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// It never panics: panics of the generator become findings.
pub fn generate(source: Source, contract: Contract) -> Report {
    let output = catch_panic::catch_panic(|| pipeline::generate(&source, contract));
    report(source, output)
}

/// Checks a spec without generating the client: the report has no code, and no finding that only the generator makes
/// (`MV11..`). It takes a tenth of the time of [`generate`].
pub fn check(source: Source, contract: Contract) -> Report {
    let output = catch_panic::catch_panic(|| pipeline::check(&source, contract));
    report(source, output.map(|(root, findings)| (root, None, findings)))
}

/// Sorts the findings and gives them their places, or reports a panic as one.
fn report(source: Source, output: Result<pipeline::Output, String>) -> Report {
    let (tree, files, mut findings) = output.unwrap_or_else(|panic| {
        let message = format!("the code generation failed: {panic}");
        let finding = Diagnostic::new(&codes::INTERNAL, 0..0, "#", message);
        (None, None, vec![finding.with_help("report it with the spec that triggers it; it is a fault of this program")])
    });
    for finding in &mut findings {
        source.locate(finding, tree.as_ref());
    }
    findings.sort_by(|a, b| (a.place, a.code.id).cmp(&(b.place, b.code.id)));
    findings.dedup_by(|a, b| (a.code, &a.span, &a.message) == (b.code, &b.span, &b.message));
    Report { source, tree, files, findings, allowed: HashSet::new() }
}

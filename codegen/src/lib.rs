//! From the OpenAPI spec to the Rust client, or to findings that say where the spec is wrong: read with places, check,
//! generate with progenitor, adapt with passes over the syntax tree, format.
//!
//! A library's build script calls [`generate`] and writes the code to `OUT_DIR`; the command
//! `metastudio-voice-codegen check FILE` does the same without building.

mod checks;
mod culprit;
mod diagnostic;
mod document;
mod generator;
mod model;
mod needs;
mod net;
mod passes;
mod prepare;
mod report;
mod source;
mod spec;
mod validate;
mod walk;
mod yaml;

use std::collections::HashSet;

pub use diagnostic::{Class, Code, Diagnostic, Place};
pub use needs::{Needs, Room, Use};
pub use report::Report;
pub use source::Source;
pub use spec::{Object, OpenEnum, Operation, Parameter, Property, Spec};

use crate::diagnostic::codes;
use crate::document::Document;

/// Checks a spec and generates the client from it.
///
/// ```no_run
/// use metastudio_voice_codegen::{Needs, Source, generate};
///
/// let path = "openapi/metastudio-voice.yaml";
/// let report = generate(Source::new(path, std::fs::read_to_string(path)?), Needs::CLIENT);
/// match report.code() {
///     Some(code) => println!("{code}"),
///     None => eprint!("{}", report.to_text(false)),
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// Never panics: the generator's own panics are caught and become findings.
pub fn generate(source: Source, needs: Needs) -> Report {
    let made = net::under(|| make(&source, needs));
    let (root, code, mut findings) = made.unwrap_or_else(|panic| {
        let message = format!("the code generation failed: {panic}");
        (None, None, vec![Diagnostic::new(&codes::INTERNAL, 0..0, "#", message)])
    });
    for finding in &mut findings {
        source.locate(finding, root.as_ref());
    }
    findings.sort_by(|a, b| (a.place, a.code.id).cmp(&(b.place, b.code.id)));
    findings.dedup_by(|a, b| (a.code, &a.span, &a.message) == (b.code, &b.span, &b.message));
    Report { source, code, findings, allowed: HashSet::new() }
}

type Made = (Option<yaml::Node>, Option<String>, Vec<Diagnostic>);

fn make(source: &Source, needs: Needs) -> Made {
    let mut findings = Vec::new();
    let Some(root) = yaml::read(&source.text, &mut findings) else { return (None, None, findings) };
    let document = Document::read(&root, &mut findings);
    checks::run(&document, needs, &mut findings);
    let broken = findings.iter().any(|finding| finding.code.class == Class::Broken);
    let code = if broken { None } else { code(&root).map_err(|finding| findings.push(finding)).ok() };
    (Some(root), code, findings)
}

/// Why no code was made of a spec, or of a part of one.
struct Fault {
    code: &'static Code,
    reason: String,
}

fn code(root: &yaml::Node) -> Result<String, Diagnostic> {
    let root = prepare::prepare(yaml::value(root));
    attempt(&root).map_err(|whole| {
        let (pointer, fault) =
            culprit::find(&root, |part| attempt(&part).map(drop)).unwrap_or(("#/paths".into(), whole));
        Diagnostic::unplaced(fault.code, pointer, fault.reason)
    })
}

/// From the prepared spec to formatted code.
fn attempt(root: &serde_yaml::Value) -> Result<String, Fault> {
    let spec = Spec::read(root.clone()).map_err(|findings| Fault {
        code: &codes::PASS,
        reason: findings.into_iter().map(|finding| finding.message).collect::<Vec<_>>().join("; "),
    })?;
    let mut file = generator::run(root)?;
    let made = net::under(|| passes::apply(&mut file, &spec).map(|()| prettyplease::unparse(&file)));
    let reason = match made {
        Ok(Ok(code)) => return Ok(code),
        Ok(Err(finding)) => finding.message,
        Err(panic) => format!("the generated code cannot be adapted: {panic}"),
    };
    Err(Fault { code: &codes::PASS, reason })
}

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
    let code = if broken { None } else { code(&root).map_err(|finding| findings.push(*finding)).ok() };
    (Some(root), code, findings)
}

/// Why no code was made of a spec, or of a part of one.
#[derive(Debug)]
struct Fault {
    code: &'static Code,
    reason: String,
    /// JSON pointer to the cause, where it is known.
    pointer: Option<String>,
}

impl Fault {
    /// progenitor's code is not what a pass was written for.
    fn pass(reason: impl Into<String>) -> Self {
        Self { code: &codes::PASS, reason: reason.into(), pointer: None }
    }

    fn at(self, pointer: impl Into<String>) -> Self {
        Self { pointer: Some(pointer.into()), ..self }
    }
}

fn code(root: &yaml::Node) -> Result<String, Box<Diagnostic>> {
    let root = prepare::prepare(yaml::value(root));
    attempt(&root).map_err(|fault| {
        let known = fault.pointer.clone().map(|pointer| (pointer, None));
        let found = known.or_else(|| {
            culprit::find(&root, |part| attempt(&part).map(drop)).map(|(pointer, smaller)| (pointer, Some(smaller)))
        });
        let (pointer, smaller) = found.unwrap_or_else(|| ("#/paths".to_owned(), None));
        let fault = smaller.unwrap_or(fault);
        Box::new(Diagnostic::unplaced(fault.code, pointer, fault.reason))
    })
}

/// From the prepared spec to formatted code.
fn attempt(root: &serde_yaml::Value) -> Result<String, Fault> {
    let spec = Spec::read(root.clone());
    let mut file = generator::run(root)?;
    let made = net::under(|| passes::apply(&mut file, &spec).map(|()| prettyplease::unparse(&file)));
    made.unwrap_or_else(|panic| Err(Fault::pass(format!("the generated code cannot be adapted: {panic}"))))
}

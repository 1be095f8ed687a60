//! Turns the text of a spec into code, findings, or both: parses, checks, normalizes, generates, adapts, formats.

use crate::codes::Class;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::files::Files;
use crate::generator::Fault;
use crate::spec::Spec;
use crate::{Contract, Source, bisect, catch_panic, checks, generator, names, normalize, passes, root, yaml};

/// The tree, the code unless a finding is broken, and the findings.
pub(crate) type Output = (Option<yaml::Node>, Option<Files>, Vec<Diagnostic>);

/// Checks the spec, and generates the client unless a finding is broken.
pub(crate) fn generate(source: &Source, contract: Contract) -> Output {
    let (root, mut findings) = check(source, contract);
    let broken = findings.iter().any(|finding| finding.code.class == Class::Broken);
    let sound = root.as_ref().filter(|_| !broken);
    let files = sound.and_then(|root| code(root).map_err(|finding| findings.push(*finding)).ok());
    (root, files, findings)
}

/// Parses the spec and runs the checks.
pub(crate) fn check(source: &Source, contract: Contract) -> (Option<yaml::Node>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let Some(mut root) = yaml::read(&source.text, &mut findings) else { return (None, findings) };
    if root::repair(&mut root, &mut findings) {
        let document = Document::read(&root, &mut findings);
        // Without paths, nearly everything would be reported as missing or unused.
        if document.root.get("paths").is_some_and(|paths| paths.map().is_some()) {
            match document.is_hollow() {
                true => checks::run_references(&document, &mut findings),
                false => checks::run(&document, contract, &mut findings),
            }
        }
    }
    (Some(root), findings)
}

fn code(root: &yaml::Node) -> Result<Files, Box<Diagnostic>> {
    let root = normalize::normalize(root.clone());
    attempt(&root).map_err(|fault| {
        let fault = match fault.place {
            Some(_) => fault,
            None => bisect::find_cause(&root, |part| attempt(part).map(drop)).unwrap_or(fault),
        };
        let reason = names::given(&fault.reason, false).unwrap_or(fault.reason);
        Box::new(match fault.place {
            Some(place) => Diagnostic::new(fault.code, place, "", reason),
            None => Diagnostic::unplaced(fault.code, "#/paths", reason),
        })
    })
}

/// Generates formatted code from a normalized spec.
fn attempt(root: &yaml::Node) -> Result<Files, Fault> {
    let spec = Spec::read(&Document::read(root, &mut Vec::new()));
    let mut file = generator::run(root)?;
    let made = catch_panic::catch_panic(|| passes::apply(&mut file, &spec).map(|()| Files::of(file)));
    made.unwrap_or_else(|panic| Err(Fault::pass(format!("the generated code cannot be adapted: {panic}"))))
}

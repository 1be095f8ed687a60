//! Turns the text of a spec into code, findings, or both: parses, checks, normalizes, generates, adapts, formats.

use crate::codes::Class;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::files::Files;
use crate::generator::Fault;
use crate::spec::Spec;
use crate::{
    Contract, Source, bisect, catch_panic, checks, diagnostic, generator, names, normalize, passes, root, yaml,
};

/// The tree, the code unless a finding is broken, and the findings.
pub(crate) type Output = (Option<yaml::Node>, Option<Files>, Vec<Diagnostic>);

/// Checks the spec, and generates the client unless a finding is broken.
pub(crate) fn generate(source: &Source, contract: Contract) -> Output {
    let (root, mut findings) = check(source, contract);
    let broken = findings.iter().any(Diagnostic::is_broken);
    let sound = root.as_ref().filter(|_| !broken);
    let files = sound.and_then(|root| code(root).map_err(|finding| findings.push(*finding)).ok());
    (root, files, findings)
}

/// Parses the spec and runs the checks. A finding that is gone once the certain fixes of others are made only follows from
/// what they mend, and is left out.
pub(crate) fn check(source: &Source, contract: Contract) -> (Option<yaml::Node>, Vec<Diagnostic>) {
    let (tree, mut findings) = all_findings(source, contract);
    let mended =
        tree.as_ref().map(|_| diagnostic::mended(&source.text, &findings)).filter(|mended| !mended.by.is_empty());
    if let Some(mended) = mended {
        let (tree, left) = all_findings(&Source { path: source.path.clone(), text: mended.text }, contract);
        if tree.is_some() {
            let mut left: Vec<_> = left.iter().map(|finding| (finding.code, &finding.message)).collect();
            let kept: Vec<bool> = findings
                .iter()
                .enumerate()
                .map(|(number, finding)| {
                    let stays = left.iter().position(|left| *left == (finding.code, &finding.message));
                    mended.by.contains(&number) || stays.map(|at| left.swap_remove(at)).is_some()
                })
                .collect();
            let mut number = 0;
            let mut broken = false;
            findings.retain(|finding| {
                let stays = kept.get(number) == Some(&true);
                number += 1;
                broken |= !stays && finding.is_broken();
                stays
            });
            // There is no client because of the findings from which the broken ones follow.
            if broken && !findings.iter().any(Diagnostic::is_broken) {
                let causes = findings.iter_mut().filter(|finding| {
                    let certain = finding.fix.as_ref().is_some_and(|fix| fix.certain);
                    certain && finding.allowed.is_none() && finding.code.class == Class::Harmful
                });
                causes.for_each(|finding| finding.breaks = true);
            }
        }
    }
    (tree, findings)
}

fn all_findings(source: &Source, contract: Contract) -> (Option<yaml::Node>, Vec<Diagnostic>) {
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
        findings.iter_mut().for_each(|finding| source.locate(finding, Some(&root)));
        checks::run_allow(&document, &mut findings);
    }
    findings.iter_mut().for_each(|finding| source.locate(finding, Some(&root)));
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
        let finding = match fault.place {
            Some(place) => Diagnostic::new(fault.code, place, "", reason),
            None => Diagnostic::unplaced(fault.code, "#/paths", reason),
        };
        Box::new(finding.with_help("mend the other findings first; if there are none, write this part in another way"))
    })
}

/// Generates formatted code from a normalized spec.
fn attempt(root: &yaml::Node) -> Result<Files, Fault> {
    let spec = Spec::read(&Document::read(root, &mut Vec::new()));
    let mut file = generator::run(root)?;
    let made = catch_panic::catch_panic(|| passes::apply(&mut file, &spec).map(|()| Files::of(file)));
    made.unwrap_or_else(|panic| Err(Fault::pass(format!("the generated code cannot be adapted: {panic}"))))
}

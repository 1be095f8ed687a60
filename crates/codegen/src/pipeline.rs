//! Turns the text of a spec into code, findings, or both: parses, checks, normalizes, generates, adapts, formats.

use crate::codes::{self, Class, Code};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::files::Files;
use crate::{Contract, Source, Spec, bisect, catch_panic, checks, generator, names, normalize, passes, root, yaml};

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

/// The reason why no code can be generated from a spec, or from a part of one.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) code: &'static Code,
    pub(crate) reason: String,
    /// The JSON pointer to the cause, if it is known.
    pub(crate) pointer: Option<String>,
}

impl Fault {
    /// Returns the fault of a pass: progenitor's code is not what the pass expects.
    pub(crate) fn pass(reason: impl Into<String>) -> Self {
        Self { code: &codes::PASS, reason: reason.into(), pointer: None }
    }

    pub(crate) fn at(self, pointer: impl Into<String>) -> Self {
        Self { pointer: Some(pointer.into()), ..self }
    }
}

fn code(root: &yaml::Node) -> Result<Files, Box<Diagnostic>> {
    let root = normalize::normalize(yaml::value(root));
    attempt(&root).map_err(|fault| {
        let known = fault.pointer.clone().map(|pointer| (pointer, None));
        let found = known.or_else(|| {
            bisect::find_cause(&root, |part| attempt(&part).map(drop))
                .map(|(pointer, smaller)| (pointer, Some(smaller)))
        });
        let (pointer, smaller) = found.unwrap_or_else(|| ("#/paths".to_owned(), None));
        let fault = smaller.unwrap_or(fault);
        let plain = |text: String| names::given(&text, false).unwrap_or(text);
        Box::new(Diagnostic::unplaced(fault.code, plain(pointer), plain(fault.reason)))
    })
}

/// Generates formatted code from a normalized spec.
fn attempt(root: &serde_yaml::Value) -> Result<Files, Fault> {
    let spec = Spec::read(root.clone());
    let mut file = generator::run(root)?;
    let made = catch_panic::catch_panic(|| passes::apply(&mut file, &spec).map(|()| Files::of(file)));
    made.unwrap_or_else(|panic| Err(Fault::pass(format!("the generated code cannot be adapted: {panic}"))))
}

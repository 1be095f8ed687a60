//! From a spec's text to code, findings, or both: read, check, prepare, generate, adapt, format.

use crate::diagnostic::{Class, Code, Diagnostic, codes};
use crate::document::Document;
use crate::files::Files;
use crate::{Contract, Source, Spec, bisect, catch_panic, checks, generator, names, normalize, passes, root, yaml};

/// The tree, the code unless something is broken, and the findings.
pub(crate) type Output = (Option<yaml::Node>, Option<Files>, Vec<Diagnostic>);

/// Checks, and generates unless something is broken.
pub(crate) fn generate(source: &Source, contract: Contract) -> Output {
    let (root, mut findings) = check(source, contract);
    let broken = findings.iter().any(|finding| finding.code.class == Class::Broken);
    let sound = root.as_ref().filter(|_| !broken);
    let files = sound.and_then(|root| code(root).map_err(|finding| findings.push(*finding)).ok());
    (root, files, findings)
}

/// Reads the spec and runs the checks.
pub(crate) fn check(source: &Source, contract: Contract) -> (Option<yaml::Node>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let Some(mut root) = yaml::read(&source.text, &mut findings) else { return (None, findings) };
    if root::repair(&mut root, &mut findings) {
        let document = Document::read(&root, &mut findings);
        // Without paths, all that uses something would be missing, and all that is used unused.
        if document.root.get("paths").is_some_and(|paths| paths.map().is_some()) {
            match document.is_hollow() {
                true => checks::run_references(&document, &mut findings),
                false => checks::run(&document, contract, &mut findings),
            }
        }
    }
    (Some(root), findings)
}

/// Why no code was made of a spec, or of a part of one.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) code: &'static Code,
    pub(crate) reason: String,
    /// JSON pointer to the cause, where it is known.
    pub(crate) pointer: Option<String>,
}

impl Fault {
    /// progenitor's code is not what a pass was written for.
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

/// From the prepared spec to formatted code.
fn attempt(root: &serde_yaml::Value) -> Result<Files, Fault> {
    let spec = Spec::read(root.clone());
    let mut file = generator::run(root)?;
    let made = catch_panic::catch_panic(|| passes::apply(&mut file, &spec).map(|()| Files::of(file)));
    made.unwrap_or_else(|panic| Err(Fault::pass(format!("the generated code cannot be adapted: {panic}"))))
}

//! From the OpenAPI spec to the Rust client: read, generate with progenitor, adapt with passes over the syntax
//! tree, format.
//!
//! A library's build script calls [`generate`] and writes what it returns to `OUT_DIR`.

mod culprit;
mod diagnostic;
mod generator;
mod passes;
mod place;
mod spec;

pub use diagnostic::Diagnostic;
pub use spec::{Object, OpenEnum, Operation, Parameter, Property, Spec};

/// Generates the client for a spec in YAML (or JSON, which is YAML).
///
/// ```no_run
/// let text = std::fs::read_to_string("openapi/metastudio-voice.yaml")?;
/// match metastudio_voice_codegen::generate(&text) {
///     Ok(code) => println!("{code}"),
///     Err(findings) => findings.iter().for_each(|finding| eprintln!("{finding}")),
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// What is wrong with the spec. Never a panic: those of the generator are caught and turned into a finding.
pub fn generate(text: &str) -> Result<String, Vec<Diagnostic>> {
    code(text).map_err(|mut findings| {
        for finding in findings.iter_mut().filter(|finding| finding.place.is_none()) {
            finding.place = place::locate(text, &finding.pointer);
        }
        findings.sort_by_key(|finding| finding.place);
        findings
    })
}

fn code(text: &str) -> Result<String, Vec<Diagnostic>> {
    let root: serde_yaml::Value = serde_yaml::from_str(text).map_err(|error| vec![error.into()])?;
    let spec = Spec::read(root.clone())?;
    let mut file = generator::run(root)?;
    passes::apply(&mut file, &spec).map_err(|finding| vec![finding])?;
    Ok(prettyplease::unparse(&file))
}

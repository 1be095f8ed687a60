//! Runs progenitor, and turns its errors and panics into faults.

use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TagStyle};
use quote::quote;

use crate::catch_panic;
use crate::codes::{self, Code};
use crate::yaml::{self, Node, Span};

/// The reason why no code can be generated from a spec, or from a part of one.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) code: &'static Code,
    pub(crate) reason: String,
    /// The place of the cause, if it is known.
    pub(crate) place: Option<Span>,
}

impl Fault {
    fn new(code: &'static Code, reason: impl Into<String>) -> Self {
        Self { code, reason: reason.into(), place: None }
    }

    /// Returns the fault of a pass: progenitor's code is not what the pass expects.
    pub(crate) fn pass(reason: impl Into<String>) -> Self {
        Self::new(&codes::PASS, reason)
    }

    /// Gives the fault a place, unless it has one.
    pub(crate) fn at(self, place: Span) -> Self {
        Self { place: self.place.or(Some(place)), ..self }
    }
}

/// Generates the raw client from a normalized spec, or returns why it cannot.
pub(crate) fn run(root: &Node) -> Result<syn::File, Fault> {
    let tokens = tokens(root)
        .map_err(|reason| Fault::new(&codes::GENERATOR, format!("the client cannot be generated: {reason}")))?;
    syn::parse2(tokens)
        .map_err(|error| Fault::new(&codes::GENERATED_CODE, format!("progenitor wrote invalid Rust: {error}")))
}

/// Returns progenitor's code for a spec, or why there is none.
fn tokens(root: &Node) -> Result<TokenStream, String> {
    let spec = model(root)?;
    let generated = catch_panic::catch_panic(|| Generator::new(&settings()).generate_tokens(&spec))?;
    generated.map_err(|error| error.to_string())
}

/// Reads the tree into the types of progenitor, by way of JSON: they read JSON anyway, and the code that reads them from
/// other values as well took a sixth of this crate's build.
fn model(root: &Node) -> Result<OpenAPI, String> {
    let json = serde_json::to_string(&yaml::value(root)).map_err(|error| error.to_string())?;
    serde_json::from_str(&json).map_err(|error| {
        let reason = error.to_string();
        // It names a place of the JSON, which nobody sees.
        let place = format!(" at line {} column {}", error.line(), error.column());
        reason.strip_suffix(&place).map(str::to_owned).unwrap_or(reason)
    })
}

fn settings() -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_inner_type(quote!(crate::client::ClientState));
    settings
}

#[cfg(test)]
mod tests {
    use super::model;
    use crate::yaml;

    #[test]
    fn what_the_types_of_openapi_refuse_names_no_place_of_the_json() {
        for (spec, reason) in [
            ("openapi: 3.0.3", "missing field `info`"),
            ("openapi: 3.0.3\ninfo: 5\npaths: {}", "invalid type: integer `5`, expected struct Info"),
        ] {
            let root = yaml::read(spec, &mut Vec::new()).expect("YAML");
            assert_eq!(model(&root).expect_err("refused"), reason);
        }
    }
}

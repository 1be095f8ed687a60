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
    let spec: OpenAPI = serde_yaml::from_value(yaml::value(root)).map_err(|error| error.to_string())?;
    let generated = catch_panic::catch_panic(|| Generator::new(&settings()).generate_tokens(&spec))?;
    generated.map_err(|error| error.to_string())
}

fn settings() -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_inner_type(quote!(crate::client::ClientState));
    settings
}

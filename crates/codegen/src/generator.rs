//! Runs progenitor, and turns its errors and panics into faults.

use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TagStyle};
use quote::quote;
use serde_yaml::Value;

use crate::codes;
use crate::{Fault, catch_panic};

/// Generates the raw client, or returns why it cannot.
pub(crate) fn run(root: &Value) -> Result<syn::File, Fault> {
    syn::parse2(tokens(root)?).map_err(|error| Fault {
        code: &codes::GENERATED_CODE,
        reason: format!("progenitor wrote invalid Rust: {error}"),
        pointer: None,
    })
}

/// Returns progenitor's code for a spec, or why there is none.
fn tokens(root: &Value) -> Result<TokenStream, Fault> {
    let fault = |reason: String| Fault {
        code: &codes::GENERATOR,
        reason: format!("the client cannot be generated: {reason}"),
        pointer: None,
    };
    let spec: OpenAPI = serde_yaml::from_value(root.clone()).map_err(|error| fault(error.to_string()))?;
    let generated = catch_panic::catch_panic(|| Generator::new(&settings()).generate_tokens(&spec)).map_err(fault)?;
    generated.map_err(|error| fault(error.to_string()))
}

fn settings() -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_inner_type(quote!(crate::client::ClientState));
    settings
}

//! Runs progenitor, under a net: whatever it does, the answer is code or a finding.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TagStyle};
use quote::quote;
use serde_yaml::Value;

use crate::{Diagnostic, culprit};

/// Generates the raw client.
pub(crate) fn run(root: Value) -> Result<syn::File, Vec<Diagnostic>> {
    let tokens = tokens(root.clone()).map_err(|whole| {
        let (pointer, reason) = culprit::find(&root, |part| tokens(part).map(drop)).unwrap_or_default();
        let reason = if reason.is_empty() { whole } else { reason };
        vec![Diagnostic::at(pointer, format!("the client cannot be generated: {reason}"))]
    })?;
    syn::parse2(tokens).map_err(|error| vec![Diagnostic::at("", format!("progenitor wrote invalid Rust: {error}"))])
}

/// progenitor's code for a spec, or why there is none.
fn tokens(root: Value) -> Result<TokenStream, String> {
    let spec: OpenAPI = serde_yaml::from_value(root).map_err(|error| error.to_string())?;
    quietly(|| Generator::new(&settings()).generate_tokens(&spec))?.map_err(|error| error.to_string())
}

fn settings() -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        // A forgotten hook would send requests without authentication; this makes it a compile error.
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(crate::transport::Inner));
    settings
}

thread_local! {
    /// Whether this thread's panics are caught here and need no message.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work` without a panic message and gives the panic's text instead.
fn quietly<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                before(panic);
            }
        }));
    });
    QUIET.set(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    QUIET.set(false);
    outcome.map_err(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked").to_owned()
    })
}

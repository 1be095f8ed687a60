//! Gives items of the spec with a name of Rust's, or of the client's own, that name back: `OptionMvschema` becomes
//! `Option` again, now that every path to Rust's is absolute (`crate::names`).

use proc_macro2::{Group, Ident, Literal, TokenStream, TokenTree};
use quote::ToTokens;
use syn::File;

use super::Count;
use crate::names::given;
use crate::{Fault, Spec};

pub(super) fn apply(file: &mut File, spec: &Spec) -> Result<Count, Fault> {
    let schemas = spec.schemas.iter().map(|schema| &schema.name);
    let operations = spec.operations.iter().map(|operation| &operation.id);
    let parameters = spec.operations.iter().flat_map(|operation| &operation.parameters);
    let mut names = schemas.chain(operations).chain(parameters.map(|parameter| &parameter.name));
    // Only some specs need this, and parsing the whole code again takes time.
    if names.any(|name| given(name, false).is_some()) {
        let tokens = renamed(file.to_token_stream());
        *file = syn::parse2(tokens).map_err(|error| Fault::pass(format!("a name is none in Rust: {error}")))?;
    }
    Ok(Count { expected: 0, found: 0 })
}

/// Returns the tokens with the names of the spec, inside macros and texts too.
fn renamed(tokens: TokenStream) -> TokenStream {
    let rename = |token: TokenTree| -> TokenTree {
        match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), renamed(group.stream()));
                inner.set_span(group.span());
                inner.into()
            }
            TokenTree::Ident(ident) => match given(&ident.to_string(), true) {
                Some(given) => Ident::new(&given, ident.span()).into(),
                None => ident.into(),
            },
            TokenTree::Literal(literal) => match text(&literal).and_then(|text| given(&text, false)) {
                Some(given) => Literal::string(&given).into(),
                None => literal.into(),
            },
            TokenTree::Punct(punct) => punct.into(),
        }
    };
    tokens.into_iter().map(rename).collect()
}

fn text(literal: &Literal) -> Option<String> {
    syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|text| text.value())
}

#[cfg(test)]
mod tests;
